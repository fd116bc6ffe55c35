import type { LogFile } from './log-path.ts';
import type { StoredObject } from './object-reader.ts';

/** The files that hold a range of commits, or where it breaks off. */
export type CommitCover =
  /** In ascending order; each commit of the range is in exactly one of them. */
  | { readonly files: readonly StoredObject[] }
  /** The first version that no chain of files gets past. */
  | { readonly missing: number };

/** A file that holds the commits `from` to `version`. */
type CommitFile = LogFile & { readonly from: number };

/** A chain of files: the last one, and what comes before it. */
interface Chain {
  readonly count: number;
  readonly last?: StoredObject;
  readonly before?: Chain;
}

/**
 * Chooses the files to read for a range of commits: as few as possible, so compacted ones where they fit. Files may
 * overlap; those chosen do not.
 *
 * @param log what the log holds, in any order
 * @param from the first version wanted
 * @param to the last; `from - 1` for none
 */
export function coverCommits(log: readonly LogFile[], from: number, to: number): CommitCover {
  const byStart = Map.groupBy(commitFiles(log, from, to), file => file.from);
  const chains = new Map<number, Chain>([[from, { count: 0 }]]);
  let missing = from;
  for (let version = from; version <= to; version++) {
    const before = chains.get(version);
    if (before === undefined) continue;
    missing = version;
    for (const file of byStart.get(version) ?? []) {
      const count = before.count + 1;
      const known = chains.get(file.version + 1);
      if (known === undefined || known.count > count)
        chains.set(file.version + 1, { count, last: file.object, before });
    }
  }
  const whole = chains.get(to + 1);
  return whole === undefined ? { missing } : { files: filesOf(whole) };
}

function filesOf(chain: Chain): readonly StoredObject[] {
  const files: StoredObject[] = [];
  for (let at: Chain | undefined = chain; at?.last !== undefined; at = at.before) files.push(at.last);
  return files.reverse();
}

function commitFiles(log: readonly LogFile[], from: number, to: number): readonly CommitFile[] {
  const commits: CommitFile[] = [];
  const compacted: CommitFile[] = [];
  for (const file of log) {
    if (file.version < from || file.version > to) continue;
    if (file.kind === 'commit') commits.push({ ...file, from: file.version });
    if (file.kind === 'compacted-commits' && file.from >= from) compacted.push(file);
  }
  return [...commits, ...compacted.filter(file => isUsable(file, commits))];
}

/**
 * Whether a compacted file can hold what it names. An empty one stands for commits without actions, which cost nothing
 * to read; one that is older than a commit was made for another table that stood here, or by a broken copy.
 */
function isUsable(file: CommitFile, commits: readonly CommitFile[]): boolean {
  if (file.from >= file.version || file.object.size === 0) return false;
  return commits.every(
    ({ version, object }) =>
      version < file.from || version > file.version || object.modificationTime <= file.object.modificationTime,
  );
}
