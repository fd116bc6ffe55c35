import { type Batch, rowReader } from './batch.ts';
import type { FileLine } from './lines.ts';
import { planRead, type ReadPlan } from './plan.ts';
import type { Predicate } from './predicate.ts';
import { type Progress, progressMeter } from './progress.ts';
import type { QueryAnswer } from './query.ts';
import type { TableMetadata } from './query-page.ts';
import { type Connection, withSignal } from './request.ts';
import { scan } from './scan.ts';
import type { ScanFile } from './scan-file.ts';
import { checkCount } from './table-query.ts';
import { urlRefresher } from './url-refresher.ts';
import type { Row } from './value.ts';

/** What may be said of a single call. */
export interface CallOptions {
  /** Ends the call; it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Which rows to read, and how. Predicate and limit hold exactly. */
export interface ReadOptions extends CallOptions {
  readonly predicate?: Predicate | undefined;
  /** The most rows to read. */
  readonly limit?: number | undefined;
  /** The columns to read, in this order; all when absent. */
  readonly columns?: readonly string[] | undefined;
  /** How many data files to read at once, from 1 on; the client's when absent. Each takes memory for a row group. */
  readonly concurrency?: number | undefined;
  /** Called after each row group and each data file while the rows are read, and when the last file was listed. What it throws ends the read. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** What a read reads. */
export interface ReadSource {
  /** With all columns that can be asked for. */
  readonly table: TableMetadata;
  readonly files: AsyncGenerator<ScanFile>;
  /** How many there will be, where it is known. */
  readonly numFiles?: number | undefined;
  /** Lists the files again, for fresh URLs. */
  readonly again: () => Promise<QueryAnswer>;
  /** What tells the files of such a list apart; their ids when absent. */
  readonly keyOf?: ((file: FileLine) => string) | undefined;
  /** Ends the exchange, wherever it is. */
  close(): Promise<void>;
}

/** A read that has begun. */
interface Reading {
  readonly plan: ReadPlan;
  readonly batches: AsyncGenerator<Batch>;
  /** Ends all requests. */
  readonly end: () => void;
}

/**
 * What rows can be read from. Nothing is cached: each call asks the server.
 *
 * The readers (`rows`, `batches`, `arrow`, `parquet`) read while the data arrive, a bounded number of data files at once, in
 * the order of the files. They wait when the caller does not ask for more. Leaving their loop early ends all requests. URLs
 * that run out in the meantime are renewed.
 *
 * Calls throw `SharingError`, and `QueryError` for what does not fit the table.
 */
export abstract class TableReader<Options extends ReadOptions = ReadOptions> {
  readonly #connection: Connection;
  readonly #concurrency: number;

  /** @param concurrency how many data files to read at once where a call does not say */
  constructor(connection: Connection, concurrency: number) {
    this.#connection = connection;
    this.#concurrency = concurrency;
  }

  /** The columns of the rows, and what else is known of the table. */
  abstract metadata(options?: Options): Promise<TableMetadata>;

  /**
   * Asks the server what to read.
   *
   * @param signal ends all requests of the read
   */
  protected abstract open(options: Options | undefined, signal: AbortSignal): Promise<ReadSource>;

  /** The rows as objects. {@link Row} says what the values are. */
  async *rows(options?: Options): AsyncGenerator<Row> {
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

  /** The rows column by column, without making objects of them. No batch is empty; {@link Batch} says what it holds. */
  async *batches(options?: Options): AsyncGenerator<Batch> {
    const reading = await this.#begin(options);
    try {
      yield* reading.batches;
    } finally {
      reading.end();
    }
  }

  /**
   * The rows as an Arrow IPC stream, in parts: what Arrow libraries, DuckDB and pandas read. It is whole, with a schema and an
   * end, also when there are no rows. `timestamp` is a timestamp of microseconds in UTC, `timestamp_ntz` one without a zone,
   * `decimal` a Decimal128; the others as one would expect.
   */
  async *arrow(options?: Options): AsyncGenerator<Uint8Array> {
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
   * The rows as one Parquet file, in parts, compressed by Snappy, with at most 122 880 rows in a row group. It has at least
   * one column.
   */
  async *parquet(options?: Options): AsyncGenerator<Uint8Array> {
    const reading = await this.#begin(options);
    try {
      const { parquetFile } = await import('./parquet-file.ts');
      yield* parquetFile(reading.plan.output, reading.batches);
    } finally {
      reading.end();
    }
  }

  async #begin(options: Options | undefined): Promise<Reading> {
    const wishes: ReadOptions = options ?? {};
    checkCount('concurrency', wishes.concurrency, 1);
    checkCount('limit', wishes.limit);
    const abort = new AbortController();
    const signal = wishes.signal ? AbortSignal.any([wishes.signal, abort.signal]) : abort.signal;
    const source = await this.open(options, signal);
    const end = () => {
      abort.abort();
      source.close().catch(() => undefined);
    };
    try {
      const plan = planRead(source.table, wishes.predicate, wishes.columns);
      return { plan, batches: this.#batches(source, plan, { ...wishes, signal }), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  async *#batches(source: ReadSource, plan: ReadPlan, options: ReadOptions): AsyncGenerator<Batch> {
    const { predicate, limit, signal, onProgress, concurrency = this.#concurrency } = options;
    const isAll = predicate === undefined && limit === undefined;
    const progress = progressMeter(onProgress, isAll ? source.numFiles : undefined);
    const urls = urlRefresher(source.again, source.keyOf);
    const storage = { transport: withSignal(this.#connection.transport, signal), urls, onBytes: progress.bytesRead };
    try {
      yield* scan(source.files, plan, { storage, limit: limit ?? Number.POSITIVE_INFINITY, concurrency, progress });
    } finally {
      urls.close();
    }
  }
}
