import type { Commit } from '../history/commit-times.ts';

/** Commits that are prepared together; at least one, ascending. */
export type CommitBatch = readonly Commit[];

/** Versions. Batches end at multiples of it, so that ranges that begin and end anywhere share most of theirs. */
const alignment = 128;
/** Bytes that the commits of a batch have together, if there is more than one. */
const maxBytes = 4 * 1024 * 1024;

/** Splits commits into batches, so that few jobs do for many small ones and a large one is alone. */
export function batchCommits(commits: readonly Commit[]): readonly CommitBatch[] {
  const batches: Commit[][] = [];
  let bytes = 0;
  for (const commit of commits) {
    const current = batches.at(-1);
    const fits = bytes + commit.object.size <= maxBytes;
    if (current === undefined || !fits || commit.version % alignment === 0) {
      batches.push([commit]);
      bytes = 0;
    } else current.push(commit);
    bytes += commit.object.size;
  }
  return batches;
}
