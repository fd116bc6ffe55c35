import type { Queries } from '../database/database.ts';
import type { Principal, RequestFacts } from '../http/context.ts';
import { scrub } from './scrub.ts';

/** One thing that was done, or tried. */
export interface AuditEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly service: string;
  readonly action: string;
  readonly principal: Principal;
  readonly request: RequestFacts;
  /** What was asked for, without secrets. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly error?: string;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** Request parameters are kept as text each, as Databricks does; one is cut at this many characters. */
const maxParameterLength = 4096;

const toText = (value: unknown): string => {
  const text = scrub(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > maxParameterLength ? `${text.slice(0, maxParameterLength)}…` : text;
};

const toTexts = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toText(value)])));

/** Writes an entry in the transaction of what it tells of. */
export const recordAudit = async (transaction: Queries, entry: AuditEntry): Promise<void> => {
  const isRecipient = entry.principal.kind === 'recipient';
  await transaction
    .insertInto('audit_log')
    .values({
      id: entry.id,
      time: entry.time,
      service_name: entry.service,
      action_name: entry.action,
      identity: isRecipient ? '' : entry.principal.name,
      recipient_name: isRecipient ? entry.principal.name : null,
      request_id: entry.request.id,
      source_ip: entry.request.ip,
      user_agent: scrub(entry.request.userAgent.slice(0, 500)),
      request_params: toTexts(entry.parameters),
      status_code: entry.status,
      error_message: entry.error === undefined ? null : scrub(entry.error),
      result: entry.result === undefined ? null : toTexts(entry.result),
    })
    .execute();
};
