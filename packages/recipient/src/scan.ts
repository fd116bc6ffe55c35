import { type Batch, sliceBatch } from './batch.ts';
import { batchDecoder } from './decode-batch.ts';
import { evaluate } from './evaluate.ts';
import type { FileLine } from './lines.ts';
import { openParquet } from './parquet.ts';
import { partitionValues, type ReadPlan } from './plan.ts';
import type { ProgressMeter } from './progress.ts';
import type { QueryAnswer } from './query.ts';
import { nameOf, openRange, type Storage } from './range-source.ts';
import { readAhead, type Schedule } from './read-ahead.ts';

/** How to read the files of an answer. */
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
 * The rows of all files of an answer that fulfil the predicate, in the order of the files, as batches that are not empty. In
 * memory are the bytes of one row group of each file that is being read, and one decoded row group.
 */
export async function* scan(answer: QueryAnswer, plan: ReadPlan, options: ScanOptions): AsyncGenerator<Batch> {
  const { storage, limit, concurrency, progress } = options;
  let left = limit;
  if (left === 0) return;
  const schedule: Schedule<FileLine> = Number.isFinite(limit)
    ? limitedSchedule(plan, concurrency, progress, () => left)
    : { mayBegin: running => running.length < concurrency, mayLookAhead: () => true, onEnd: progress.fileDone };
  const open = (file: FileLine) => fetchGroups(storage, file, plan, left);
  for await (const decode of readAhead(progress.countListed(answer.files), open, schedule)) {
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
): Schedule<FileLine> {
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
async function* fetchGroups(storage: Storage, file: FileLine, plan: ReadPlan, limit: number): AsyncGenerator<Fetched> {
  const partitions = partitionValues(plan.partitions, file);
  if (plan.predicate) {
    const truth = evaluate(plan.predicate, name => partitions.get(name));
    if (truth === false || truth === null) return;
  }
  const parquet = await openParquet(openRange(storage, file), nameOf(file));
  const names = plan.stored.map(field => field.name).filter(name => parquet.nodes.has(name));
  const toBatch = batchDecoder(plan, { nodes: parquet.nodes, partitions });
  // Without a predicate every row counts, so the first ones suffice.
  for await (const group of parquet.groups(names, plan.predicate ? Number.POSITIVE_INFINITY : limit)) {
    yield async () => toBatch(await group.decode());
  }
}

/** The rows of a file by its statistics; infinitely many where they do not say. */
function numRecords({ stats }: FileLine): number {
  try {
    const { numRecords: count } = JSON.parse(stats ?? '{}');
    return Number.isSafeInteger(count) && count >= 0 ? count : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
