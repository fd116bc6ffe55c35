import { coverCommits } from './cover-commits.ts';
import { DeltaError } from './errors.ts';
import { commitPath, type LogFile } from './log-path.ts';
import type { StoredObject } from './object-reader.ts';

/** The files that make up one version: a checkpoint, or nothing, and every commit after it. */
export interface LogSegment {
  readonly version: number;
  /**
   * The checkpoint's files (one, or all parts in order); empty when the commits begin at version 0. A single file may
   * be of the V2 spec and name sidecars, which only its contents tell.
   */
  readonly checkpoint: readonly StoredObject[];
  /** The commits after the checkpoint up to `version`, in ascending order, without a gap; compacted where possible. */
  readonly commits: readonly StoredObject[];
  /** The commit of `version` itself, when the log still has it; it is also in `commits` unless another file covers it. */
  readonly commit: StoredObject | undefined;
}

/**
 * Chooses the files to read for a version: the newest complete checkpoint that is not after it and the commits that
 * follow, in as few files as they come in. Pure: it looks at a listing and touches nothing.
 *
 * @param files what the log holds, at least from the newest complete checkpoint before `version` on, in any order
 * @param version the version wanted; the newest when left out
 * @throws DeltaError TABLE_NOT_FOUND (no log), VERSION_NOT_FOUND (too new, or cleaned up), CORRUPT_LOG (a commit is
 *   missing or empty)
 */
export function planLogSegment(files: readonly LogFile[], version?: number): LogSegment {
  const newest = newestVersion(files);
  if (newest === undefined) {
    const reason = '_delta_log/ holds no commit and no checkpoint';
    throw new DeltaError('TABLE_NOT_FOUND', `There is no Delta table here: ${reason}`);
  }
  const target = version ?? newest;
  if (!Number.isSafeInteger(target) || target < 0) {
    throw new DeltaError('VERSION_NOT_FOUND', `${target} is not a version: versions are whole numbers from 0`);
  }
  if (target > newest) {
    throw new DeltaError('VERSION_NOT_FOUND', `Version ${target} does not exist: the newest version is ${newest}`);
  }
  const base = newestCheckpoint(files, target);
  const cover = coverCommits(files, (base?.version ?? -1) + 1, target);
  if ('missing' in cover) throw missingCommit(files, cover.missing, target, base?.version);
  const empty = cover.files.find(({ size }) => size === 0);
  if (empty !== undefined) throw new DeltaError('CORRUPT_LOG', `The commit ${empty.path} is empty`);
  const commit = files.find(file => file.kind === 'commit' && file.version === target)?.object;
  return { version: target, checkpoint: base?.files ?? [], commits: cover.files, commit };
}

/** The newest version that a listing shows: by a commit or by a complete checkpoint. */
export function newestVersion(files: readonly LogFile[]): number | undefined {
  const commit = files.reduce((newest, file) => (file.kind === 'commit' ? Math.max(newest, file.version) : newest), -1);
  const newest = Math.max(commit, newestCheckpoint(files)?.version ?? -1);
  return newest < 0 ? undefined : newest;
}

/** A checkpoint with all of its files. */
export interface CompleteCheckpoint {
  readonly version: number;
  readonly files: readonly StoredObject[];
}

/** The newest complete checkpoint at or before `limit`; of several of a version, that of the plainest name. */
export function newestCheckpoint(files: readonly LogFile[], limit = Infinity): CompleteCheckpoint | undefined {
  let best: CompleteCheckpoint | undefined;
  for (const candidate of completeCheckpoints(files)) {
    if (candidate.version > limit) continue;
    if (best === undefined || candidate.version > best.version) best = candidate;
  }
  return best;
}

/** Every complete checkpoint of a listing, in no order. */
export function* completeCheckpoints(files: readonly LogFile[]): Iterable<CompleteCheckpoint> {
  for (const file of files) if (file.kind === 'checkpoint') yield { version: file.version, files: [file.object] };
  const parts = new Map<string, Map<number, StoredObject>>();
  for (const file of files) {
    if (file.kind === 'v2-checkpoint') yield { version: file.version, files: [file.object] };
    if (file.kind !== 'checkpoint-part') continue;
    const set = `${file.version}/${file.parts}`;
    const known = parts.get(set) ?? new Map<number, StoredObject>();
    if (file.part >= 1 && file.part <= file.parts) known.set(file.part, file.object);
    parts.set(set, known);
  }
  for (const [set, known] of parts) {
    const [version = -1, count = 0] = set.split('/').map(Number);
    if (known.size !== count) continue;
    yield { version, files: [...known].sort(([a], [b]) => a - b).map(([, object]) => object) };
  }
}

function missingCommit(files: readonly LogFile[], missing: number, target: number, base?: number): DeltaError {
  const startsTooLate = base === undefined && missing === 0;
  if (startsTooLate) {
    const later = newestCheckpoint(files);
    if (later !== undefined && later.version > target) {
      return new DeltaError(
        'VERSION_NOT_FOUND',
        `Version ${target} can no longer be read: the log before it was cleaned up and no checkpoint covers it`,
      );
    }
    const first = files.reduce(
      (least, { kind, version }) => (kind === 'commit' ? Math.min(least, version) : least),
      Infinity,
    );
    return new DeltaError(
      'CORRUPT_LOG',
      `The log begins at version ${first} and holds no complete checkpoint to begin with`,
    );
  }
  return new DeltaError('CORRUPT_LOG', `The log has a gap: ${commitPath(missing)} is missing, later commits exist`);
}
