import { DeltaError } from '../errors.ts';
import { commitPath, type LogFile } from '../log-path.ts';
import { completeCheckpoints } from '../log-segment.ts';
import type { ObjectReader } from '../object-reader.ts';
import type { TableLog } from '../table-log.ts';
import { commitsOf, lookBack } from './commit-times.ts';

/**
 * The log of a range of versions, each of whose commits is there, and of the {@link lookBack} versions before it.
 *
 * @throws DeltaError VERSION_NOT_FOUND (a version does not exist, or its commit is gone and a checkpoint stands for it),
 *   CORRUPT_LOG (a commit is missing that every reader needs); whatever the reader throws
 */
export async function findCommits(
  log: TableLog,
  reader: ObjectReader,
  from: number,
  to: number,
): Promise<readonly LogFile[]> {
  const newest = await log.latestVersion(reader);
  if (to > newest) {
    throw new DeltaError('VERSION_NOT_FOUND', `Version ${to} does not exist: the newest version is ${newest}`);
  }
  const files = await log.files(reader, Math.max(0, from - lookBack), to);
  const versions = new Set(commitsOf(files).map(({ version }) => version));
  for (let version = from; version <= to; version++) {
    if (!versions.has(version)) throw missingCommit(version, await log.files(reader, version));
  }
  return files;
}

/** @param files the log from the version on */
function missingCommit(version: number, files: readonly LogFile[]): DeltaError {
  const [checkpoint] = completeCheckpoints(files);
  if (checkpoint === undefined) {
    const gap = `The log has a gap: ${commitPath(version)} is missing, later commits exist`;
    return new DeltaError('CORRUPT_LOG', gap);
  }
  const reason = 'its commit has been deleted, and checkpoints do not keep changes';
  return new DeltaError('VERSION_NOT_FOUND', `The changes of version ${version} cannot be read: ${reason}`);
}
