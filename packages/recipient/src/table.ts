import { invalidResponse, QueryError } from './errors.ts';
import { hintOf } from './hint.ts';
import type { FileLine } from './lines.ts';
import type { Predicate } from './predicate.ts';
import type { TableName } from './profile.ts';
import { type QueryAnswer, readMetadata, runQuery, type TableMetadata, versionOf } from './query.ts';
import { type Call, type Connection, nameOf, pathOf, withSignal } from './request.ts';
import { planRows, readRows } from './rows.ts';
import type { Row } from './value.ts';

/** What may be said of a single call. */
export interface CallOptions {
  /** Ends the call; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Which files of a table to list. Predicate and limit are hints here: servers may list more files. */
export interface FileOptions extends CallOptions {
  readonly predicate?: Predicate | undefined;
  /** Enough files for this many rows; sent only without a predicate, for a server applies it to files, not to matches. */
  readonly limit?: number | undefined;
  /** An earlier version of the table; only where the provider shares the history. */
  readonly version?: number | undefined;
}

/** Which rows to read. Predicate and limit hold exactly. */
export interface RowOptions extends FileOptions {
  /** The columns of each row, in this order; all of the table's when absent. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * A shared table. Nothing is cached: each call asks the server.
 *
 * Calls throw `SharingError`, and `QueryError` for what does not fit the table.
 */
export class SharedTable {
  readonly name: TableName;
  readonly #connection: Connection;
  readonly #path: string;

  constructor(connection: Connection, name: TableName) {
    this.name = name;
    this.#connection = connection;
    this.#path = `/shares${pathOf(name.share)}/schemas${pathOf(name.schema)}/tables${pathOf(name.table)}`;
  }

  /**
   * The table's current version.
   *
   * @param options.startingTimestamp the earliest version at or after this time instead; needs shared history
   */
  async version(options: CallOptions & { readonly startingTimestamp?: Date | undefined } = {}): Promise<number> {
    const query = { startingTimestamp: options.startingTimestamp?.toISOString() };
    const call: Call = { method: 'GET', path: `${this.#path}/version`, query };
    const response = await this.#connection.send(call, options.signal);
    response.body?.cancel().catch(() => undefined);
    return versionOf(response, nameOf(call));
  }

  /** The table's schema, partition columns and properties, now or at an earlier version. */
  async metadata(options: CallOptions & { readonly version?: number | undefined } = {}): Promise<TableMetadata> {
    checkCount('version', options.version);
    const headers = { 'delta-sharing-capabilities': 'responseformat=parquet' };
    const call: Call = { method: 'GET', path: `${this.#path}/metadata`, query: { version: options.version }, headers };
    const table = await readMetadata(this.#connection, call, options.signal);
    checkVersion(table, options.version, nameOf(call));
    return table;
  }

  /** The table's data files, as the server lists them, each with a URL that is good for a while. */
  async *files(options: FileOptions = {}): AsyncGenerator<FileLine> {
    const answer = await this.#query(options);
    yield* answer.files;
  }

  /**
   * The table's rows, read from its Parquet files while they arrive, one file and one row group at a time. {@link Row} says
   * what the values are. Leaving the loop early ends all requests.
   */
  async *rows(options: RowOptions = {}): AsyncGenerator<Row> {
    const { predicate, columns, limit = Number.POSITIVE_INFINITY } = options;
    const answer = await this.#query(options);
    try {
      const plan = planRows(answer, predicate, columns);
      const transport = withSignal(this.#connection.transport, options.signal);
      let left = limit;
      if (left === 0) return;
      for await (const file of answer.files) {
        for await (const row of readRows(transport, file, plan, left)) {
          yield row;
          left -= 1;
          if (left === 0) return;
        }
      }
    } finally {
      await answer.close();
    }
  }

  async #query({ predicate, limit, version, signal }: FileOptions): Promise<QueryAnswer> {
    checkCount('limit', limit);
    checkCount('version', version);
    const body = {
      ...(version === undefined ? {} : { version }),
      ...(predicate === undefined ? {} : await this.#hints(predicate, { version, signal })),
      // A server counts a file's rows before the predicate, so that with one the limit could hide matches.
      ...(limit === undefined || predicate !== undefined ? {} : { limitHint: Math.min(limit, 2 ** 31 - 1) }),
    };
    const call: Call = { method: 'POST', path: `${this.#path}/query`, body };
    const answer = await runQuery(this.#connection, call, signal);
    try {
      checkVersion(answer, version, nameOf(call));
    } catch (error) {
      await answer.close();
      throw error;
    }
    return answer;
  }

  /** A hint names the types of its columns, so the schema is asked for first. */
  async #hints(predicate: Predicate, options: FileOptions): Promise<{ readonly jsonPredicateHints?: string }> {
    const table = await this.metadata(options);
    const { predicate: bound } = planRows(table, predicate, []);
    const hint = bound && hintOf(bound, table.partitionColumns);
    return hint === undefined ? {} : { jsonPredicateHints: hint };
  }
}

function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new QueryError(`${name} is ${value}; it must be a whole number from 0 on.`);
}

/** A server that shares no history may ignore the version and answer with its current one. */
function checkVersion(table: TableMetadata, asked: number | undefined, what: string): void {
  if (asked === undefined || table.version === asked) return;
  throw invalidResponse(`${what}: version ${asked} was asked for, and version ${table.version} came.`);
}
