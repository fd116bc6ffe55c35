import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitPath, type LogFile } from '../log-path.ts';
import { type Commit, commitsOf, writtenTimes } from './commit-times.ts';

const commit = (version: number, modificationTime: number): Commit => ({
  version,
  object: { path: commitPath(version), size: 1, modificationTime },
});

/** By the book: each version after the one before, beginning a hundred versions back. */
function referenceTime(commits: readonly Commit[], version: number): number {
  let time = -Infinity;
  for (const { version: at, object } of commits) {
    if (at < version - 100 || at > version) continue;
    time = Math.max(object.modificationTime, time + 1);
  }
  return time;
}

describe('writtenTimes', () => {
  it('keeps the times of files that were written one after another', () => {
    expect(writtenTimes([commit(3, 10), commit(4, 20), commit(5, 21)])).toEqual([10, 20, 21]);
  });

  it('puts a version that looks older, or as old, a millisecond after the one before', () => {
    expect(writtenTimes([commit(0, 100), commit(1, 100), commit(2, 50), commit(3, 500)])).toEqual([100, 101, 102, 500]);
  });

  it('forgets a wrong clock after a hundred versions', () => {
    const commits = [
      commit(0, 1_000_000),
      ...Array.from({ length: 150 }, (_, index) => commit(index + 1, 1000 + index)),
    ];
    const times = writtenTimes(commits);
    expect(times[100]).toBe(1_000_100);
    expect(times[101]).toBe(1100);
  });

  it('agrees with the rule read out loud, for any times', () => {
    const times = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 260 });
    fc.assert(
      fc.property(times, fc.nat(1000), (written, first) => {
        const commits = written.map((time, index) => commit(first + index, time));
        expect(writtenTimes(commits)).toEqual(commits.map(({ version }) => referenceTime(commits, version)));
      }),
    );
  });
});

describe('commitsOf', () => {
  it('takes the commits of a listing in ascending order', () => {
    const file = (kind: 'commit' | 'checkpoint', version: number): LogFile => ({ ...commit(version, 1), kind });
    const listing = [file('commit', 11), file('checkpoint', 10), file('commit', 9)];
    expect(commitsOf(listing).map(({ version }) => version)).toEqual([9, 11]);
  });
});
