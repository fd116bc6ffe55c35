import { type ChangeRange, TableChanges } from './changes.ts';
import { optionalInstantText } from './instant.ts';
import type { FileLine } from './lines.ts';
import type { Predicate } from './predicate.ts';
import type { TableName } from './profile.ts';
import { type TableMetadata, versionOf } from './query-page.ts';
import { type Call, type Connection, nameOf, pathOf } from './request.ts';
import { queryMetadata, queryTable, type RepeatableAnswer } from './table-query.ts';
import { type CallOptions, type ReadOptions, type ReadSource, TableReader } from './table-reader.ts';

/** Which version of a table: the current one when absent. Earlier ones only where the provider shares the history. */
export interface VersionOptions extends CallOptions {
  readonly version?: number | undefined;
  /** The version that was current at this time: a Date, or ISO 8601 with a zone. Not beside `version`. */
  readonly timestamp?: string | Date | undefined;
}

/** Which files of a table to list. Predicate and limit are hints here: servers may list more files. */
export interface FileOptions extends VersionOptions {
  readonly predicate?: Predicate | undefined;
  /** Enough files for this many rows; sent only without a predicate, for a server applies it to files, not to matches. */
  readonly limit?: number | undefined;
}

/** Which rows of which version to read, and how. */
export interface RowOptions extends ReadOptions, VersionOptions {}

/** What a client says once for all reads. */
export interface TableDefaults {
  /** How many data files to read at once where a call does not say. */
  readonly concurrency: number;
  /** How long the server may take for an answer that it gives later, in milliseconds; absent: it has to answer at once. */
  readonly queryTimeout?: number | undefined;
}

/** A shared table. */
export class SharedTable extends TableReader<RowOptions> {
  readonly name: TableName;
  readonly #connection: Connection;
  readonly #defaults: TableDefaults;
  readonly #path: string;

  constructor(connection: Connection, name: TableName, defaults: TableDefaults) {
    super(connection, defaults.concurrency);
    this.name = name;
    this.#connection = connection;
    this.#defaults = defaults;
    this.#path = `/shares${pathOf(name.share)}/schemas${pathOf(name.schema)}/tables${pathOf(name.table)}`;
  }

  /**
   * The table's current version.
   *
   * @param options.startingTimestamp the earliest version at or after this time instead: a Date, or ISO 8601 with a zone;
   * needs shared history
   */
  async version(
    options: CallOptions & { readonly startingTimestamp?: string | Date | undefined } = {},
  ): Promise<number> {
    const query = { startingTimestamp: optionalInstantText('startingTimestamp', options.startingTimestamp) };
    const call: Call = { method: 'GET', path: `${this.#path}/version`, query };
    const response = await this.#connection.send(call, options.signal);
    response.body?.cancel().catch(() => undefined);
    return versionOf(response, nameOf(call));
  }

  /** The table's schema, partition columns and properties, now or at an earlier version. */
  metadata({ version, timestamp, signal }: VersionOptions = {}): Promise<TableMetadata> {
    return queryMetadata(this.#connection, this.#path, { version, timestamp, signal });
  }

  /** The table's data files, as the server lists them, each with a URL that is good for a while. */
  async *files(options: FileOptions = {}): AsyncGenerator<FileLine> {
    const answer = await this.#query(options);
    yield* answer.files;
  }

  /**
   * The rows that were changed by a range of versions, both ends included. The provider has to share them with the history.
   *
   * @throws {QueryError} for a range that contradicts itself
   */
  changes(range: ChangeRange): TableChanges {
    return new TableChanges(this.#connection, { path: this.#path, range, concurrency: this.#defaults.concurrency });
  }

  protected override async open(options: RowOptions | undefined, signal: AbortSignal): Promise<ReadSource> {
    const answer = await this.#query({ ...options, signal });
    const { files, numFiles, again } = answer;
    return { table: answer, files, numFiles, again, close: answer.close };
  }

  #query(options: FileOptions): Promise<RepeatableAnswer> {
    const { queryTimeout } = this.#defaults;
    return queryTable(this.#connection, this.#path, { ...options, queryTimeout });
  }
}
