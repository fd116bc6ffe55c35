import type { TableMetadata } from './metadata.ts';
import { type CompiledFilter, compilePartitionFilter, type PartitionFilter } from './partition-filter.ts';
import { compilePredicate } from './predicate/compile-predicate.ts';
import type { Predicate } from './predicate/predicate.ts';
import type { Protocol } from './protocol.ts';
import { type LineStyle, parseFileLine } from './replay/file-line.ts';
import type { FileFormat, FileIdHash, ScannedFile } from './scanned-file.ts';
import { tableColumns } from './table-columns.ts';
import { firstWindow, readWindows, splitLines } from './windows.ts';
import type { KeyRange, ReadFilesJob } from './worker/jobs.ts';
import type { WorkerProcess } from './worker/worker-process.ts';

/** Which files of a snapshot are wanted, and how they are described. */
export interface ScanOptions {
  /** Default `parquet`. */
  readonly format?: FileFormat;
  /** Default `md5`. */
  readonly fileIdHash?: FileIdHash;
  /** Leaves out files exactly, before all else: what it hides no limit counts. */
  readonly filter?: PartitionFilter;
  /** Leaves out files that surely hold no row for which this is true. A file that may hold one always comes. */
  readonly predicate?: Predicate;
  /** Stops when the files surely hold this many rows that match. It never leaves out a row that is needed. */
  readonly limit?: number;
  /**
   * First row number wanted, from 0. Files are numbered in the order of their ids, so alike wherever a version is read;
   * with a filter those that pass it, so that numbers tell nothing of the others.
   */
  readonly from?: number;
  /** Row number after the last one wanted. */
  readonly to?: number;
}

/** What a scan reads from. */
export interface ScanSource {
  readonly worker: Pick<WorkerProcess, 'run'>;
  /** Absolute path of the snapshot's `files.parquet`. */
  readonly file: string;
  readonly numFiles: number;
  readonly protocol: Protocol;
  readonly metadata: TableMetadata;
  /** The lines of a scan of all files, of which a record may be kept. Without it they are read anew each time. */
  readonly recorded?: (style: LineStyle, scan: () => AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array>;
}

/**
 * Scans the files of a snapshot window by window. Each window is a query of its own, so nothing is held for a reader
 * that is slow, and a worker that dies in between costs one query.
 */
export async function* scanFiles(source: ScanSource, options: ScanOptions): AsyncGenerator<readonly ScannedFile[]> {
  const { limit = Infinity } = options;
  const job = await planScan(source, options);
  if (job === undefined || limit === 0) return;
  let needed = limit;
  for await (const lines of readLines(source, job)) {
    for (const piece of splitLines(lines)) {
      const batch = piece.split('\n');
      if (!job.countRecords) {
        yield batch.map(parseFileLine);
        continue;
      }
      const taken = takeUntil(batch.map(parseCountedLine), needed);
      needed -= taken.reduce((sum, { records }) => sum + records, 0);
      yield taken.map(({ file }) => file);
      if (needed <= 0) return;
    }
  }
}

/** Files whose lines are kept at most: of more they take gigabytes, and the disk longer to write them than the scan takes. */
const mostRecorded = 1_500_000;

type ScanJob = Omit<ReadFilesJob, 'rows'>;

function readLines({ worker, numFiles, recorded }: ScanSource, job: ScanJob): AsyncGenerator<Uint8Array> {
  // A limit may be met by one window alone.
  const read = () => readWindows(rows => worker.run({ ...job, rows }), [0, numFiles], !job.countRecords);
  const isWhole = !job.countRecords && (job.keys ?? job.filter ?? job.predicate) === undefined;
  // What one window holds is read as soon as its record would be.
  const isWorthIt = numFiles > firstWindow && numFiles <= mostRecorded;
  return isWhole && isWorthIt && recorded !== undefined ? recorded(job.style, read) : read();
}

/**
 * How many files of a snapshot pass a filter.
 *
 * @throws DeltaError FILTER_MISMATCH, as a scan with it would
 */
export function countFiles(source: ScanSource, filter: PartitionFilter): Promise<number> {
  const compiled = compilePartitionFilter(filter, tableColumns(source.protocol, source.metadata));
  return source.worker.run({ kind: 'count-files', file: source.file, filter: compiled });
}

/** What to read of each window; `undefined` when there is nothing to read. */
async function planScan(source: ScanSource, options: ScanOptions): Promise<ScanJob | undefined> {
  const { predicate, limit, from = 0, to = source.numFiles } = options;
  for (const [name, value] of Object.entries({ limit: limit ?? 0, from, to })) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${name} is not a whole number from 0: ${value}`);
  }
  const { filter, format = 'parquet', fileIdHash = 'md5' } = options;
  const columns = tableColumns(source.protocol, source.metadata);
  const compiled = predicate && compilePredicate(predicate, columns, { matchesAll: limit !== undefined });
  // Before all that may end early: a filter that does not fit is refused of an empty table too.
  const exact = filter && compilePartitionFilter(filter, columns, compiled?.values.length ?? 0);
  if (from >= Math.min(to, source.numFiles)) return undefined;
  const keys = await findKeyRange(source, {
    from,
    to,
    ...(filter && { filter: compilePartitionFilter(filter, columns) }),
  });
  if (keys === 'none') return undefined;
  return {
    kind: 'read-files',
    file: source.file,
    countRecords: limit !== undefined,
    ...(keys && { keys }),
    style: { format, fileIdHash },
    ...(compiled && { predicate: compiled }),
    ...(exact && { filter: exact }),
  };
}

/** The files that are numbered. */
interface NumberedFiles {
  readonly from: number;
  readonly to: number;
  readonly filter?: CompiledFilter;
}

/** Where numbered files are; `none` when the first of them is not there, `undefined` when they are all. */
async function findKeyRange(
  { worker, file, numFiles }: ScanSource,
  { from, to, filter }: NumberedFiles,
): Promise<KeyRange | 'none' | undefined> {
  const numbers = [from, to].filter(number => number > 0 && number < numFiles);
  if (numbers.length === 0) return undefined;
  const keys = await worker.run({ kind: 'find-keys', file, numbers, ...(filter && { filter }) });
  const [first, end] = [keys[from], keys[to]];
  if (from > 0 && first === undefined) return 'none';
  return { ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }) };
}

interface CountedFile {
  readonly file: ScannedFile;
  readonly records: number;
}

function parseCountedLine(line: string): CountedFile {
  const tab = line.indexOf('\t');
  return { file: parseFileLine(line.slice(tab + 1)), records: Number(line.slice(0, tab)) };
}

function takeUntil(batch: readonly CountedFile[], needed: number): readonly CountedFile[] {
  let sum = 0;
  const end = batch.findIndex(({ records }) => {
    sum += records;
    return sum >= needed;
  });
  return end < 0 ? batch : batch.slice(0, end + 1);
}
