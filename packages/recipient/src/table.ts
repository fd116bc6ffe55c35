import { type Batch, rowReader } from './batch.ts';
import type { FileLine } from './lines.ts';
import { planRead, type ReadPlan } from './plan.ts';
import type { Predicate } from './predicate.ts';
import type { TableName } from './profile.ts';
import { type Progress, progressMeter } from './progress.ts';
import { type TableMetadata, versionOf } from './query.ts';
import { type Call, type Connection, nameOf, pathOf, withSignal } from './request.ts';
import { scan } from './scan.ts';
import { checkCount, queryMetadata, queryTable, type RepeatableAnswer } from './table-query.ts';
import { urlRefresher } from './url-refresher.ts';
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

/** Which rows to read, and how. Predicate and limit hold exactly. */
export interface RowOptions extends FileOptions {
  /** The columns to read, in this order; all of the table's when absent. */
  readonly columns?: readonly string[] | undefined;
  /** How many data files to read at once, from 1 on; the client's when absent. Each takes memory for a row group. */
  readonly concurrency?: number | undefined;
  /** Called after each row group and each data file while the rows are read, and when the last file was listed. What it throws ends the read. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A read that has begun. */
interface Reading {
  readonly plan: ReadPlan;
  readonly batches: AsyncGenerator<Batch>;
  /** Ends all requests. */
  readonly end: () => void;
}

/**
 * A shared table. Nothing is cached: each call asks the server.
 *
 * The readers (`rows`, `batches`, `arrow`, `parquet`) read while the data arrive, a bounded number of data files at once, in
 * the order of the files. They wait when the caller does not ask for more. Leaving their loop early ends all requests. URLs
 * that run out in the meantime are renewed.
 *
 * Calls throw `SharingError`, and `QueryError` for what does not fit the table.
 */
export class SharedTable {
  readonly name: TableName;
  readonly #connection: Connection;
  readonly #concurrency: number;
  readonly #path: string;

  /** @param concurrency how many data files to read at once where a call does not say */
  constructor(connection: Connection, name: TableName, concurrency: number) {
    this.name = name;
    this.#connection = connection;
    this.#concurrency = concurrency;
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
  metadata(options: CallOptions & { readonly version?: number | undefined } = {}): Promise<TableMetadata> {
    return queryMetadata(this.#connection, this.#path, options);
  }

  /** The table's data files, as the server lists them, each with a URL that is good for a while. */
  async *files(options: FileOptions = {}): AsyncGenerator<FileLine> {
    const answer = await queryTable(this.#connection, this.#path, options);
    yield* answer.files;
  }

  /** The table's rows as objects. {@link Row} says what the values are. */
  async *rows(options: RowOptions = {}): AsyncGenerator<Row> {
    const reading = await this.#begin(options);
    try {
      const rowsOf = rowReader(reading.plan.output);
      for await (const batch of reading.batches) {
        for (const row of rowsOf(batch)) yield row;
      }
    } finally {
      reading.end();
    }
  }

  /** The table's rows column by column, without making objects of them. No batch is empty; {@link Batch} says what it holds. */
  async *batches(options: RowOptions = {}): AsyncGenerator<Batch> {
    const reading = await this.#begin(options);
    try {
      yield* reading.batches;
    } finally {
      reading.end();
    }
  }

  /**
   * The table as an Arrow IPC stream, in parts: what Arrow libraries, DuckDB and pandas read. It is whole, with a schema and an
   * end, also when there are no rows. `timestamp` is a timestamp of microseconds in UTC, `timestamp_ntz` one without a zone,
   * `decimal` a Decimal128; the others as one would expect.
   */
  async *arrow(options: RowOptions = {}): AsyncGenerator<Uint8Array> {
    const reading = await this.#begin(options);
    try {
      // Loaded here, so that who reads rows does not load the Arrow library.
      const { arrowStream } = await import('./arrow-stream.ts');
      yield* arrowStream(reading.plan.output, reading.batches);
    } finally {
      reading.end();
    }
  }

  /**
   * The table as one Parquet file, in parts, compressed by Snappy, with at most 122 880 rows in a row group. It has at least
   * one column.
   */
  async *parquet(options: RowOptions = {}): AsyncGenerator<Uint8Array> {
    const reading = await this.#begin(options);
    try {
      const { parquetFile } = await import('./parquet-file.ts');
      yield* parquetFile(reading.plan.output, reading.batches);
    } finally {
      reading.end();
    }
  }

  /** Sends the query of a read. */
  async #begin(options: RowOptions): Promise<Reading> {
    checkCount('concurrency', options.concurrency, 1);
    const abort = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    const answer = await queryTable(this.#connection, this.#path, { ...options, signal });
    const end = () => {
      abort.abort();
      answer.close().catch(() => undefined);
    };
    try {
      const plan = planRead(answer, options.predicate, options.columns);
      return { plan, batches: this.#batches(answer, plan, { ...options, signal }), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  async *#batches(answer: RepeatableAnswer, plan: ReadPlan, options: RowOptions): AsyncGenerator<Batch> {
    const { predicate, limit, signal, onProgress, concurrency = this.#concurrency } = options;
    const isAll = predicate === undefined && limit === undefined;
    const progress = progressMeter(onProgress, isAll ? answer.numFiles : undefined);
    const urls = urlRefresher(answer.again);
    const storage = { transport: withSignal(this.#connection.transport, signal), urls, onBytes: progress.bytesRead };
    try {
      yield* scan(answer, plan, { storage, limit: limit ?? Number.POSITIVE_INFINITY, concurrency, progress });
    } finally {
      urls.close();
    }
  }
}
