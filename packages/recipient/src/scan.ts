import { type Batch, sliceBatch } from './batch.ts';
import { nodeOf } from './column-mapping.ts';
import { batchDecoder } from './decode-batch.ts';
import { evaluate } from './evaluate.ts';
import type { FileLine } from './lines.ts';
import { openParquet } from './parquet.ts';
import { partitionValues, type ReadPlan } from './plan.ts';
import type { ProgressMeter } from './progress.ts';
import { freshUrls, nameOf, openRange, type Storage } from './range-source.ts';
import { readAhead, type Schedule } from './read-ahead.ts';
import type { ScanFile } from './scan-file.ts';
import { skippedRows } from './skipped-rows.ts';

/** How to read data files. */
export interface ScanOptions {
  readonly storage: Storage;
  /** The most rows to give. */
  readonly limit: number;
  /** How many data files to read at once. */
  readonly concurrency: number;
  readonly progress: ProgressMeter;
}

/** A row group of one file whose bytes are here; decoding it is left until its turn comes. */
type Fetched = () => Promise<Batch>;

/**
 * The rows of all files that are not deleted and fulfil the predicate, in the order of the files, as batches that are not
 * empty. In memory are the bytes of one row group of each file that is being read, and one decoded row group.
 */
export async function* scan(
  files: AsyncGenerator<ScanFile>,
  plan: ReadPlan,
  options: ScanOptions,
): AsyncGenerator<Batch> {
  const { storage, limit, concurrency, progress } = options;
  let left = limit;
  if (left === 0) return;
  const schedule: Schedule<ScanFile> = Number.isFinite(limit)
    ? limitedSchedule(plan, concurrency, progress, () => left)
    : { mayBegin: running => running.length < concurrency, mayLookAhead: () => true, onEnd: progress.fileDone };
  const open = (file: ScanFile) => fetchGroups(storage, file, plan, left);
  for await (const decode of readAhead(progress.countListed(files), open, schedule)) {
    const batch = sliceBatch(await decode(), 0, left);
    left -= batch.numRows;
    progress.rowsRead(batch.numRows);
    if (batch.numRows > 0) yield batch;
    if (left === 0) return;
  }
}

/**
 * Reads no more files than the limit may need. Without a predicate the statistics say how many rows a file has. With one
 * nobody knows how many match: so one file is read, and as many at once as have been read when they were not enough.
 */
function limitedSchedule(
  plan: ReadPlan,
  concurrency: number,
  progress: ProgressMeter,
  left: () => number,
): Schedule<ScanFile> {
  let ended = 0;
  const rowsAhead = (running: readonly FileLine[]) => running.reduce((sum, file) => sum + numRecords(file), 0);
  return {
    mayBegin: running =>
      running.length < (plan.predicate ? Math.min(concurrency, ended + 1) : concurrency) &&
      (plan.predicate !== undefined || rowsAhead(running) < left()),
    mayLookAhead: () => plan.predicate === undefined || ended > 0,
    onEnd: () => {
      ended += 1;
      progress.fileDone();
    },
  };
}

/** @param limit the most rows that will be taken of this file */
async function* fetchGroups(storage: Storage, file: ScanFile, plan: ReadPlan, limit: number): AsyncGenerator<Fetched> {
  const constants = new Map([...partitionValues(plan.partitions, file), ...(file.constants ?? [])]);
  if (plan.predicate) {
    const truth = evaluate(plan.predicate, name => constants.get(name));
    if (truth === false || truth === null) return;
  }
  const withUrl = freshUrls(storage.urls, file);
  const skipped = await skippedRows(storage, file, withUrl);
  const parquet = await openParquet(openRange(storage, file, withUrl), nameOf(file));
  const nodes = plan.stored.filter(({ name }) => !constants.has(name)).map(field => nodeOf(field, parquet.nodes));
  const names = nodes.filter(node => node !== undefined).map(node => node.element.name);
  const toBatch = batchDecoder(plan, { nodes: parquet.nodes, constants, skipped });
  // Without a predicate every row counts that is not skipped, so the first ones suffice.
  const enough = plan.predicate ? Number.POSITIVE_INFINITY : limit + (skipped?.most ?? 0);
  for await (const group of parquet.groups(names, enough)) {
    yield async () => toBatch(await group.decode());
  }
}

/** The rows of a file by its statistics, which count deleted ones; infinitely many where they do not say. */
function numRecords({ stats, deletionVector }: FileLine): number {
  try {
    const { numRecords: count } = JSON.parse(stats ?? '{}');
    if (!Number.isSafeInteger(count) || count < 0) return Number.POSITIVE_INFINITY;
    return Math.max(0, count - (deletionVector?.cardinality ?? 0));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
