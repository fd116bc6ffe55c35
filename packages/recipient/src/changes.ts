import { changedFiles, changeKey } from './changed-files.ts';
import { QueryError } from './errors.ts';
import { optionalInstantText } from './instant.ts';
import { type QueryAnswer, runQuery } from './query.ts';
import type { TableMetadata } from './query-page.ts';
import type { Call, Connection } from './request.ts';
import { resumeListing } from './resume-listing.ts';
import type { Field } from './schema.ts';
import { checkCount } from './table-query.ts';
import { type CallOptions, type ReadOptions, type ReadSource, TableReader } from './table-reader.ts';

/** A range of versions, both ends included; each end is a version or a time. Times are a Date, or ISO 8601 with a zone. */
export interface ChangeRange {
  readonly startingVersion?: number | undefined;
  /** The first version at or after this time. */
  readonly startingTimestamp?: string | Date | undefined;
  /** The current version when no end is given. */
  readonly endingVersion?: number | undefined;
  /** The last version at or before this time. */
  readonly endingTimestamp?: string | Date | undefined;
}

/** Whose changes they are, and of which versions. */
export interface ChangeSource {
  /** Of the table, below the profile's endpoint. */
  readonly path: string;
  readonly range: ChangeRange;
  /** How many data files to read at once where a call does not say. */
  readonly concurrency: number;
}

const nothing = { nullable: false, metadata: {} };

/** What the rows of changes have beside the table's columns. */
const changeColumns: readonly Field[] = [
  { name: '_change_type', type: { kind: 'string' }, ...nothing },
  { name: '_commit_version', type: { kind: 'long' }, ...nothing },
  { name: '_commit_timestamp', type: { kind: 'timestamp' }, ...nothing },
];

/**
 * The changes of a table: its change data feed. Rows have the columns of the last version of the range, as the server tells
 * it, and three more: `_change_type` (`insert`, `delete`, `update_preimage`, `update_postimage`), `_commit_version` and
 * `_commit_timestamp`.
 *
 * They come in the order of the server's list; in the delta response format in the order of the versions, unless the server
 * lists many thousands of files in another one.
 */
export class TableChanges extends TableReader {
  readonly #connection: Connection;
  readonly #call: Call;

  /** @throws {QueryError} for a range that contradicts itself */
  constructor(connection: Connection, { path, range, concurrency }: ChangeSource) {
    super(connection, concurrency);
    this.#connection = connection;
    this.#call = { method: 'GET', path: `${path}/changes`, query: queryOf(range) };
  }

  /** The columns of the changes, and what else is known of the table at the end of the range. Its version is the first one. */
  override async metadata({ signal }: CallOptions = {}): Promise<TableMetadata> {
    const answer = await this.#ask(signal);
    await answer.close();
    const { files, refreshToken, close, ...table } = answer;
    return withChangeColumns(table);
  }

  protected override async open(_: ReadOptions | undefined, signal: AbortSignal): Promise<ReadSource> {
    const answer = await this.#ask(signal);
    const again = () => this.#ask(signal);
    const lines = resumeListing(answer, again);
    const files = changedFiles(lines, answer);
    const close = async () => {
      await files.return(undefined);
      await lines.return(undefined);
      await answer.close();
    };
    return { table: withChangeColumns(answer), files, again, keyOf: changeKey, close };
  }

  #ask(signal: AbortSignal | undefined): Promise<QueryAnswer> {
    return runQuery(this.#connection, this.#call, { signal, tellsChanges: true });
  }
}

function withChangeColumns<Table extends TableMetadata>(table: Table): Table {
  return { ...table, schema: { ...table.schema, fields: [...table.schema.fields, ...changeColumns] } };
}

function queryOf(range: ChangeRange): Record<string, string | number | undefined> {
  const { startingVersion, startingTimestamp, endingVersion, endingTimestamp } = range;
  checkCount('startingVersion', startingVersion);
  checkCount('endingVersion', endingVersion);
  if ((startingVersion === undefined) === (startingTimestamp === undefined)) {
    throw new QueryError('Give one of startingVersion and startingTimestamp, and not both.');
  }
  if (endingVersion !== undefined && endingTimestamp !== undefined) {
    throw new QueryError('endingVersion and endingTimestamp exclude each other: give one of them.');
  }
  return {
    startingVersion,
    startingTimestamp: optionalInstantText('startingTimestamp', startingTimestamp),
    endingVersion,
    endingTimestamp: optionalInstantText('endingTimestamp', endingTimestamp),
  };
}
