import type { CompiledQuery } from 'kysely';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Tables } from '../database/tables.ts';
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

type Row = Omit<Tables['audit_log'], 'sequence'>;

const insertRow = prepared((database, row: Row) =>
  database.read.insertInto('audit_log').values({
    id: row.id,
    time: row.time,
    service_name: row.service_name,
    action_name: row.action_name,
    identity: row.identity,
    recipient_name: row.recipient_name,
    request_id: row.request_id,
    source_ip: row.source_ip,
    user_agent: row.user_agent,
    request_params: row.request_params,
    status_code: row.status_code,
    error_message: row.error_message,
    result: row.result,
  }),
);

const toRow = (entry: AuditEntry): Row => {
  const isRecipient = entry.principal.kind === 'recipient';
  return {
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
  };
};

/** The statement that writes an entry: in the transaction of what it tells of, or alone. */
export const auditStatement = (database: Database, entry: AuditEntry): CompiledQuery =>
  insertRow(database, toRow(entry));
