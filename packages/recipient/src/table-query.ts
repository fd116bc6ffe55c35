import { invalidResponse, QueryError, SharingError } from './errors.ts';
import { hintOf } from './hint.ts';
import type { JsonObject } from './json.ts';
import { planRead } from './plan.ts';
import type { Predicate } from './predicate.ts';
import { type QueryAnswer, readMetadata, runQuery, type TableMetadata } from './query.ts';
import { type Call, type Connection, nameOf } from './request.ts';
import { resumeListing } from './resume-listing.ts';

/** Which files of a table to ask for. */
export interface TableQuery {
  readonly predicate?: Predicate | undefined;
  readonly limit?: number | undefined;
  readonly version?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An answered query that can be asked again. */
export interface RepeatableAnswer extends QueryAnswer {
  /**
   * Sends the query again, for fresh URLs: of the same version where the server gives earlier versions, else of the current
   * one, in which a file of the same id is the same file.
   */
  again(): Promise<QueryAnswer>;
}

/**
 * Asks for the data files of a table.
 *
 * @param path of the table, below the profile's endpoint
 * @throws {SharingError} as {@link runQuery}; {@link QueryError} for what does not fit the table
 */
export async function queryTable(connection: Connection, path: string, query: TableQuery): Promise<RepeatableAnswer> {
  const { limit, version, predicate, signal } = query;
  checkCount('limit', limit);
  checkCount('version', version);
  const hints = predicate === undefined ? {} : await hintsOf(connection, path, predicate, query);
  const body = { ...(version === undefined ? {} : { version }), ...hints };
  // A server counts a file's rows before the predicate, so that with one the limit could hide matches.
  const limited = limit !== undefined && predicate === undefined ? { limitHint: Math.min(limit, 2 ** 31 - 1) } : {};
  const ask = (fields: JsonObject) =>
    runQuery(connection, { method: 'POST', path: `${path}/query`, body: fields }, signal);
  const answer = await ask({ ...body, ...limited });
  try {
    checkVersion(answer, version, `POST ${path}/query`);
  } catch (error) {
    await answer.close();
    throw error;
  }
  // Without the limit: of another version, the first files need not be those that this read began with.
  const again = pinned(ask, body, answer.version);
  const files = resumeListing(answer, again);
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
export async function queryMetadata(
  connection: Connection,
  path: string,
  { version, signal }: TableQuery,
): Promise<TableMetadata> {
  checkCount('version', version);
  const headers = { 'delta-sharing-capabilities': 'responseformat=parquet' };
  const call: Call = { method: 'GET', path: `${path}/metadata`, query: { version }, headers };
  const table = await readMetadata(connection, call, signal);
  checkVersion(table, version, nameOf(call));
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

function pinned(
  ask: (body: JsonObject) => Promise<QueryAnswer>,
  body: JsonObject,
  version: number,
): () => Promise<QueryAnswer> {
  let canPin = true;
  return async () => {
    if (!canPin) return ask(body);
    try {
      return await ask({ ...body, version });
    } catch (error) {
      if (!isRefusal(error) || body['version'] !== undefined) throw error;
      // Without shared history a server refuses every version, its current one too.
      canPin = false;
      return ask(body);
    }
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof SharingError && error.status >= 400 && error.status < 500 && error.status !== 401;
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
