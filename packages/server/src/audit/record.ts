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
  readonly request: Pick<RequestFacts, 'id' | 'ip' | 'userAgent'>;
  /** What was asked for, without secrets. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly error?: string;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** The process that writes a row, and which of its batches the row is part of. */
export interface Stamp {
  readonly replica: string;
  readonly batch: number;
}

/** Request parameters are kept as text each, as Databricks does; one is cut at this many characters. */
const maxParameterLength = 4096;

/** PostgreSQL takes no text with U+0000, and a half of a surrogate pair would not come back as it was written. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

const scrubbedAgents = new Map<string, string>();

/** Clients call themselves the same in every request. */
const scrubbedAgent = (userAgent: string): string => {
  const known = scrubbedAgents.get(userAgent);
  if (known !== undefined) return known;
  const scrubbed = storable(scrub(userAgent.slice(0, 500)));
  if (scrubbedAgents.size >= 1000) scrubbedAgents.clear();
  scrubbedAgents.set(userAgent, scrubbed);
  return scrubbed;
};

const toText = (value: unknown): string => {
  const text = scrub(typeof value === 'string' ? value : JSON.stringify(value));
  return storable(text.length > maxParameterLength ? `${text.slice(0, maxParameterLength)}…` : text);
};

const toTexts = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[storable(name), toText(value)]])),
    ),
  );

/** Figures keep their types: they are given out as one JSON text. */
const toJson = (values: Readonly<Record<string, unknown>>): string => storable(scrub(JSON.stringify(values)));

type Row = Omit<Tables['audit_log'], 'sequence'>;

const insertRow = prepared((database, row: Row) =>
  database.read.insertInto('audit_log').values({
    id: row.id,
    time: row.time,
    service_name: row.service_name,
    action_name: row.action_name,
    identity_kind: row.identity_kind,
    identity: row.identity,
    recipient_name: row.recipient_name,
    request_id: row.request_id,
    source_ip: row.source_ip,
    user_agent: row.user_agent,
    request_params: row.request_params,
    status_code: row.status_code,
    error_message: row.error_message,
    result: row.result,
    replica: row.replica,
    batch: row.batch,
  }),
);

const identityOf = (principal: Principal): Pick<Row, 'identity_kind' | 'identity' | 'recipient_name'> => {
  const { kind, name } = principal;
  if (kind === 'recipient') return { identity_kind: 'none', identity: '', recipient_name: name };
  if (kind === 'anonymous') return { identity_kind: 'none', identity: '', recipient_name: null };
  return { identity_kind: kind, identity: name, recipient_name: null };
};

const toRow = (entry: AuditEntry, { replica, batch }: Stamp): Row => ({
  id: entry.id,
  time: entry.time,
  service_name: entry.service,
  action_name: entry.action,
  ...identityOf(entry.principal),
  request_id: entry.request.id,
  source_ip: entry.request.ip,
  user_agent: scrubbedAgent(entry.request.userAgent),
  request_params: toTexts(entry.parameters),
  status_code: entry.status,
  error_message: entry.error === undefined ? null : storable(scrub(entry.error)),
  result: entry.result === undefined ? null : toJson(entry.result),
  replica,
  batch,
});

/** The statement that writes an entry: in the transaction of what it tells of, or alone. */
export const auditStatement = (database: Database, entry: AuditEntry, stamp: Stamp): CompiledQuery =>
  insertRow(database, toRow(entry, stamp));
