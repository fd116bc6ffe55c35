import { DeltaError } from './errors.ts';
import { type TableMetadata, tableSchema } from './metadata.ts';
import { compilePredicate } from './predicate/compile-predicate.ts';
import type { Predicate } from './predicate/predicate.ts';
import type { KeyRange, ReadFilesJob } from './worker/jobs.ts';
import type { WorkerProcess } from './worker/worker-process.ts';

/** Which files of a snapshot are wanted. */
export interface ScanOptions {
  /** Leaves out files that surely hold no row for which this is true. A file that may hold one always comes. */
  readonly predicate?: Predicate;
  /** Stops when the files surely hold this many rows that match. It never leaves out a row that is needed. */
  readonly limit?: number;
  /** First row number wanted, from 0. Files are numbered in the order of their ids, so alike wherever a version is read. */
  readonly from?: number;
  /** Row number after the last one wanted. */
  readonly to?: number;
}

/** A data file that a scan found. */
export interface ScannedFile {
  /** Path of the object below the table's root. */
  readonly path: string;
  /** MD5 of the path as the log has it, in hexadecimal. */
  readonly id: string;
  /**
   * The rest of a Delta Sharing file object, as JSON without its braces:
   * `"partitionValues":{"day":"2021-04-28"},"size":573,"stats":"{…}"`. `stats` is left out where the log has none.
   */
  readonly json: string;
}

/** What a scan reads from. */
export interface ScanSource {
  readonly worker: Pick<WorkerProcess, 'run'>;
  /** Absolute path of the snapshot's `files.parquet`. */
  readonly file: string;
  readonly numFiles: number;
  readonly metadata: TableMetadata;
}

/** Rows. The first window is small, for the first line to come soon. */
const firstWindow = 1024;
const largestWindow = 65_536;
/** Bytes of text that a window should give. */
const windowBytes = 3 * 1024 * 1024;
/** Bytes of text that a batch has at least, unless its window ends. */
const pieceBytes = 32 * 1024;

/**
 * Scans the files of a snapshot window by window. Each window is a query of its own, so nothing is held for a reader
 * that is slow, and a worker that dies in between costs one query.
 */
export async function* scanFiles(source: ScanSource, options: ScanOptions): AsyncGenerator<readonly ScannedFile[]> {
  const { limit = Infinity } = options;
  const job = await planScan(source, options);
  if (job === undefined || limit === 0) return;
  let needed = limit;
  const read = (from: number, size: number): Promise<Window> => {
    const window = readWindow(source.worker, job, from, size, source.numFiles);
    // If the reader stops meanwhile, nobody is left to hear of a failure.
    window.catch(() => {});
    return window;
  };
  for (let reading: Promise<Window> | undefined = read(0, firstWindow); reading !== undefined; ) {
    const { lines, to, next }: Window = await reading;
    const readNext = (): Promise<Window> | undefined => (to < source.numFiles ? read(to, next) : undefined);
    // A limit may be met by this window alone.
    reading = limit === Infinity ? readNext() : undefined;
    for (const piece of splitLines(lines)) {
      const batch = piece.split('\n').map(line => parseLine(line, job.countRecords));
      const taken = limit === Infinity ? batch : takeUntil(batch, needed);
      needed -= taken.reduce((sum, { records }) => sum + records, 0);
      yield taken.map(({ file }) => file);
      if (needed <= 0) return;
    }
    reading ??= readNext();
  }
}

/**
 * The text of a window in pieces of whole lines. What becomes of a piece is then small and short-lived, which the
 * garbage collector takes away soon; strings of megabytes it would let lie until there are hundreds.
 */
function* splitLines(lines: Uint8Array): Generator<string> {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from + pieceBytes);
    const to = found === -1 ? text.length : found;
    yield text.toString('utf8', from, to);
    from = to + 1;
  }
}

/** What to read of each window; `undefined` when there is nothing to read. */
async function planScan(source: ScanSource, options: ScanOptions): Promise<Omit<ReadFilesJob, 'rows'> | undefined> {
  const { predicate, limit, from = 0, to = source.numFiles } = options;
  for (const [name, value] of Object.entries({ limit: limit ?? 0, from, to })) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${name} is not a whole number from 0: ${value}`);
  }
  if (from >= Math.min(to, source.numFiles)) return undefined;
  const keys = await findKeyRange(source, from, to);
  const { metadata } = source;
  const table = { schema: tableSchema(metadata), partitionColumns: metadata.partitionColumns };
  return {
    kind: 'read-files',
    file: source.file,
    countRecords: limit !== undefined,
    ...(keys && { keys }),
    ...(predicate && { predicate: compilePredicate(predicate, table, { matchesAll: limit !== undefined }) }),
  };
}

async function findKeyRange(
  { worker, file, numFiles }: ScanSource,
  from: number,
  to: number,
): Promise<KeyRange | undefined> {
  const numbers = [from, to].filter(number => number > 0 && number < numFiles);
  if (numbers.length === 0) return undefined;
  const keys = await worker.run({ kind: 'find-keys', file, numbers });
  const [first, end] = [keys[from], keys[to]];
  return { ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }) };
}

interface Window {
  /** UTF-8. */
  readonly lines: Uint8Array;
  /** Row after the last that was read. */
  readonly to: number;
  /** Rows to read next time. */
  readonly next: number;
}

async function readWindow(
  worker: ScanSource['worker'],
  job: Omit<ReadFilesJob, 'rows'>,
  from: number,
  size: number,
  numFiles: number,
): Promise<Window> {
  for (let window = size, failures = 0; ; ) {
    // Windows end at multiples of their size, which is a power of two, to fall together with row groups.
    const to = Math.min((Math.floor(from / window) + 1) * window, numFiles);
    try {
      const lines = await worker.run({ ...job, rows: [from, to] });
      return { lines, to, next: nextSize(window, lines.byteLength, to - from) };
    } catch (error) {
      const code = error instanceof DeltaError ? error.code : undefined;
      if (code === 'TOO_LARGE' && window > 1) window = Math.ceil(window / 8);
      else if (code !== 'REPLAY_FAILED' || failures++ > 0) throw error;
    }
  }
}

function nextSize(window: number, bytes: number, rows: number): number {
  const fitting = bytes === 0 ? Infinity : (windowBytes / bytes) * rows;
  const size = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(fitting, window * 4, largestWindow))));
  return size;
}

interface CountedFile {
  readonly file: ScannedFile;
  readonly records: number;
}

function parseLine(line: string, counted: boolean): CountedFile {
  const start = counted ? line.indexOf('\t') + 1 : 0;
  const tab = line.indexOf('\t', start);
  const file = { path: line.slice(start + 32, tab), id: line.slice(start, start + 32), json: line.slice(tab + 1) };
  return { file, records: counted ? Number(line.slice(0, start)) : 0 };
}

function takeUntil(batch: readonly CountedFile[], needed: number): readonly CountedFile[] {
  let sum = 0;
  const end = batch.findIndex(({ records }) => {
    sum += records;
    return sum >= needed;
  });
  return end < 0 ? batch : batch.slice(0, end + 1);
}
