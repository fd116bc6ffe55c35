import type { LogFile } from '../log-path.ts';
import type { StoredObject } from '../object-reader.ts';

/** A commit that the log still has. */
export interface Commit {
  readonly version: number;
  readonly object: StoredObject;
}

/** How many versions before one have a say in its time; as far as the readers of the Delta project look back. */
export const lookBack = 100;

/** The commits among the files of a log, ascending. */
export function commitsOf(files: readonly LogFile[]): readonly Commit[] {
  const commits = files.filter(({ kind }) => kind === 'commit').map(({ version, object }) => ({ version, object }));
  return commits.sort((a, b) => a.version - b.version);
}

/** The commit of a version, if it is among the files of a log. */
export function commitOf(files: readonly LogFile[], version: number): StoredObject | undefined {
  return files.find(file => file.kind === 'commit' && file.version === version)?.object;
}

/**
 * When versions were committed, by when their files were written. Clocks go wrong and copies get new dates, so a
 * version is at least a millisecond after each of the hundred before it: of a file that was written before those the
 * time is theirs. The same version has the same time whatever else is asked for, if the hundred are there.
 *
 * @param commits ascending, from {@link lookBack} versions before the first one wanted on
 * @returns milliseconds since 1970, for each commit
 */
export function writtenTimes(commits: readonly Commit[]): readonly number[] {
  // A version that is N later must be N milliseconds later: what counts is the time less the version.
  const lead = ({ version, object }: Commit) => object.modificationTime - version;
  const times: number[] = [];
  let peak: Commit | undefined;
  commits.forEach((commit, index) => {
    if (peak !== undefined && peak.version < commit.version - lookBack) {
      const near = commits.slice(Math.max(0, index - lookBack), index);
      peak = undefined;
      for (const other of near) if (other.version >= commit.version - lookBack) peak = later(peak, other);
    }
    peak = later(peak, commit);
    times.push(lead(peak) + commit.version);
  });
  return times;

  function later(a: Commit | undefined, b: Commit): Commit {
    return a === undefined || lead(b) >= lead(a) ? b : a;
  }
}
