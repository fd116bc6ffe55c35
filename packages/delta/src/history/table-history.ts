import type { PreparedCommits } from '../changes/prepared-commits.ts';
import { DeltaError } from '../errors.ts';
import { commitPath, type LogFile } from '../log-path.ts';
import { completeCheckpoints } from '../log-segment.ts';
import type { TableRef } from '../snapshots.ts';
import type { TableLog } from '../table-log.ts';
import { type Commit, commitsOf, lookBack, writtenTimes } from './commit-times.ts';
import { findVersion, type Timeline, type TimestampSide } from './find-version.ts';
import { inCommitTimestampsSince, requireInCommitTimestamp } from './in-commit-timestamps.ts';
import { findState, type StateSources } from './table-state.ts';

/** What the history of tables is read with. */
export interface HistorySources extends StateSources {
  readonly log: (table: TableRef) => TableLog;
  readonly commits: PreparedCommits;
}

/** The version that is meant by a time, of those that can still be read. Throws as `Snapshots.versionAt` does. */
export async function versionAt(
  sources: HistorySources,
  table: TableRef,
  timestamp: number,
  side: TimestampSide,
): Promise<number> {
  const log = sources.log(table);
  const newest = await log.latestVersion(table.reader);
  const files = await log.files(table.reader, 0, newest);
  const { metadata } = await findState(sources, table, newest, files);
  return findVersion(timelineOf(sources, table, files, inCommitTimestampsSince(metadata)), timestamp, side);
}

/** When a version was committed, in milliseconds since 1970. Throws as `Snapshots.open` does. */
export async function timestampOf(sources: HistorySources, table: TableRef, version: number): Promise<number> {
  const files = await sources.log(table).files(table.reader, Math.max(0, version - lookBack), version);
  const commits = commitsOf(files);
  const commit = commits.at(-1);
  // Without its commit there is only the checkpoint, whose time the snapshot has.
  if (commit?.version !== version) return (await sources.open(table, version)).timestamp;
  const { metadata } = await findState(sources, table, version, files);
  if (version >= inCommitTimestampsSince(metadata)) return readInCommitTimestamp(sources, table, commit);
  return writtenTimes(commits).at(-1) ?? commit.object.modificationTime;
}

/** @param since the first version that says its time itself */
function timelineOf(sources: HistorySources, table: TableRef, files: readonly LogFile[], since: number): Timeline {
  const commits = commitsOf(files);
  const first = firstReadable(files);
  const times = new Map(writtenTimes(commits).map((time, index) => [commits[index]?.version, time]));
  const kept = commits.filter(({ version }) => version >= first.version);
  const readable = kept[0]?.version === first.version ? kept : [first, ...kept];
  return {
    versions: readable.map(({ version }) => version),
    written: readable
      .filter(({ version }) => version < since)
      .map(({ version, object }) => times.get(version) ?? object.modificationTime),
    read: index => readInCommitTimestamp(sources, table, readable[index] ?? first),
  };
}

/** The first version that can be rebuilt; its checkpoint stands for a commit that is gone. */
function firstReadable(files: readonly LogFile[]): Commit {
  const begin = files.find(({ kind, version }) => kind === 'commit' && version === 0);
  const checkpoints = [...completeCheckpoints(files)].sort((a, b) => a.version - b.version);
  const first = begin ?? checkpoints[0];
  const object = first === undefined ? undefined : 'object' in first ? first.object : first.files[0];
  if (first === undefined || object === undefined) {
    throw new DeltaError('CORRUPT_LOG', 'The log holds neither version 0 nor a complete checkpoint to begin with');
  }
  return { version: first.version, object };
}

async function readInCommitTimestamp(
  { commits }: HistorySources,
  table: TableRef,
  { version, object }: Commit,
): Promise<number> {
  // Of a version whose commit is gone nothing better is known than when its checkpoint was written.
  if (object.path !== commitPath(version)) return object.modificationTime;
  const [found] = await commits.find(table, [{ version, object }]);
  return requireInCommitTimestamp(version, found?.facts[0]?.inCommitTimestamp);
}
