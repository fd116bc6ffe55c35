import { drainable } from './drainable.ts';
import { invalidResponse, QueryError } from './errors.ts';
import { hintOf } from './hint.ts';
import { instantText } from './instant.ts';
import { planRead } from './plan.ts';
import type { Predicate } from './predicate.ts';
import { type QueryAnswer, readMetadata, runQuery } from './query.ts';
import type { TableMetadata } from './query-page.ts';
import { askForRefresh, repeater } from './repeat-query.ts';
import { type Call, type Connection, nameOf } from './request.ts';
import { resumeListing } from './resume-listing.ts';

/** How many files of a list are kept that is read to its end before they are needed: some tens of megabytes. */
const mostListed = 20_000;

/** Which files of a table to ask for. */
export interface TableQuery {
  readonly predicate?: Predicate | undefined;
  readonly limit?: number | undefined;
  readonly version?: number | undefined;
  readonly timestamp?: string | Date | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long the server may take for an answer that it gives later, in milliseconds; absent: it has to answer at once. */
  readonly queryTimeout?: number | undefined;
}

/** An answered query that can be asked again. */
export interface RepeatableAnswer extends QueryAnswer {
  /** Sends the query again, for fresh URLs. */
  again(): Promise<QueryAnswer>;
}

/**
 * Asks for the data files of a table.
 *
 * @param path of the table, below the profile's endpoint
 * @throws {SharingError} as {@link runQuery}; {@link QueryError} for what does not fit the table
 */
export async function queryTable(connection: Connection, path: string, query: TableQuery): Promise<RepeatableAnswer> {
  const { limit, version, predicate, signal, queryTimeout } = query;
  checkCount('limit', limit);
  const moment = momentOf(query);
  const hints = predicate === undefined ? {} : await hintsOf(connection, path, predicate, query);
  const unlimited = { ...moment, ...hints };
  // A server counts a file's rows before the predicate, so that with one the limit could hide matches.
  const limited = limit !== undefined && predicate === undefined ? { limitHint: Math.min(limit, 2 ** 31 - 1) } : {};
  const body = { ...unlimited, ...limited };
  const patience = queryTimeout === undefined ? undefined : { path: `${path}/queries`, timeout: queryTimeout };
  const ask = askForRefresh(fields =>
    runQuery(connection, { method: 'POST', path: `${path}/query`, body: fields }, { signal, patience }),
  );
  const answer = await ask(body);
  try {
    checkVersion(answer, version, `POST ${path}/query`);
  } catch (error) {
    await answer.close();
    throw error;
  }
  // Of another version, the first files need not be those that this read began with.
  const repeat = repeater(ask, { body, unlimited }, answer);
  const { items: files, drain } = drainable(resumeListing(answer, repeat), mostListed);
  const again = async () => {
    // A refresh token is in the last line.
    await drain();
    return repeat();
  };
  const close = async () => {
    await files.return(undefined);
    await answer.close();
  };
  return { ...answer, files, close, again };
}

/**
 * Asks for the metadata of a table.
 *
 * @throws {SharingError} as {@link readMetadata}
 */
export async function queryMetadata(connection: Connection, path: string, query: TableQuery): Promise<TableMetadata> {
  const call: Call = { method: 'GET', path: `${path}/metadata`, query: momentOf(query) };
  const table = await readMetadata(connection, call, query.signal);
  checkVersion(table, query.version, nameOf(call));
  return table;
}

/**
 * Throws unless an option is a count.
 *
 * @throws {QueryError}
 */
export function checkCount(name: string, value: number | undefined, least = 0): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new QueryError(`${name} is ${value}; it must be a whole number from ${least} on.`);
}

/** Which version is asked for; the latest when nothing says. */
function momentOf({ version, timestamp }: TableQuery): { readonly version?: number; readonly timestamp?: string } {
  checkCount('version', version);
  if (version !== undefined && timestamp !== undefined) {
    throw new QueryError('version and timestamp exclude each other: give one of them.');
  }
  if (timestamp !== undefined) return { timestamp: instantText('timestamp', timestamp) };
  return version === undefined ? {} : { version };
}

/** A hint names the types of its columns, so the schema is asked for first. */
async function hintsOf(
  connection: Connection,
  path: string,
  predicate: Predicate,
  query: TableQuery,
): Promise<{ readonly jsonPredicateHints?: string }> {
  const table = await queryMetadata(connection, path, query);
  const { predicate: bound } = planRead(table, predicate, []);
  const hint = bound && hintOf(bound, table.partitionColumns);
  return hint === undefined ? {} : { jsonPredicateHints: hint };
}

/** A server that shares no history may ignore the version and answer with its current one. */
function checkVersion(table: TableMetadata, asked: number | undefined, what: string): void {
  if (asked === undefined || table.version === asked) return;
  throw invalidResponse(`${what}: version ${asked} was asked for, and version ${table.version} came.`);
}
