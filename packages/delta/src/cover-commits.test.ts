import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverCommits } from './cover-commits.ts';
import { commitPath, type LogFile, parseLogPath, versionPrefix } from './log-path.ts';

function file(path: string, modificationTime = 0, size = 1): LogFile {
  const parsed = parseLogPath(path);
  if (parsed === undefined) throw new Error(`no log file: ${path}`);
  return { ...parsed, object: { path, size, modificationTime } };
}

const commit = (version: number, modificationTime = 0) => file(commitPath(version), modificationTime);
const commits = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => commit(from + index));
const compacted = (from: number, to: number, modificationTime = 0, size = 1) =>
  file(`${versionPrefix(from)}.${String(to).padStart(20, '0')}.compacted.json`, modificationTime, size);

/** The ranges that were chosen, `3` or `3-5`, or where the log breaks off. */
function cover(log: readonly LogFile[], from: number, to: number): readonly string[] | number {
  const found = coverCommits(log, from, to);
  if ('missing' in found) return found.missing;
  return found.files.map(({ path }) => {
    const chosen = parseLogPath(path);
    return chosen?.kind === 'compacted-commits' ? `${chosen.from}-${chosen.version}` : String(chosen?.version);
  });
}

describe('coverCommits', () => {
  it('takes as few files as there are, rather than the longest first', () => {
    expect(cover([...commits(0, 9), compacted(2, 4), compacted(5, 8)], 0, 9)).toEqual(['0', '1', '2-4', '5-8', '9']);
    const log = [...commits(0, 9), compacted(0, 6), compacted(0, 4), compacted(5, 9)];
    expect(cover(log, 0, 9)).toEqual(['0-4', '5-9']);
  });

  it('takes compacted commits in place of commits that are gone', () => {
    expect(cover([commit(0), compacted(1, 3), commit(4)], 0, 4)).toEqual(['0', '1-3', '4']);
  });

  it.each<[string, LogFile]>([
    ['begins before the range', compacted(1, 4)],
    ['ends after it', compacted(3, 6)],
    ['ends before it begins', compacted(4, 3)],
    ['is of one commit', compacted(3, 3)],
    ['is empty', compacted(2, 5, 0, 0)],
  ])('does not take a compacted file that %s', (_, other) => {
    expect(cover([...commits(0, 8), other], 2, 5)).toEqual(['2', '3', '4', '5']);
  });

  it('does not take a compacted file that is older than a commit it should hold', () => {
    const log = [commit(0, 10), commit(1, 20), commit(2, 30)];
    expect(cover([...log, compacted(0, 2, 29)], 0, 2)).toEqual(['0', '1', '2']);
    expect(cover([...log, compacted(0, 2, 30)], 0, 2)).toEqual(['0-2']);
    expect(cover([...log, compacted(0, 1, 29)], 0, 2)).toEqual(['0-1', '2']);
  });

  it('has nothing to take for no commits', () => {
    expect(cover(commits(0, 3), 4, 3)).toEqual([]);
  });

  it('says where the log breaks off', () => {
    expect(cover([commit(0), commit(2)], 0, 2)).toBe(1);
    expect(cover([], 0, 0)).toBe(0);
    expect(cover([commit(0), compacted(1, 3), commit(5)], 0, 5)).toBe(4);
  });

  it('never loses or repeats a commit', () => {
    const random = fc.record({
      newest: fc.nat(12),
      gone: fc.uniqueArray(fc.nat(12)),
      ranges: fc.array(fc.tuple(fc.nat(12), fc.nat(12), fc.nat(1))),
      from: fc.nat(12),
    });
    fc.assert(
      fc.property(random, ({ newest, gone, ranges, from }) => {
        fc.pre(from <= newest);
        const kept = commits(0, newest).filter(({ version }) => !gone.includes(version));
        const log = [...kept, ...ranges.map(([first, last, size]) => compacted(first, last, 0, size))];
        const chosen = cover(log, from, newest);
        if (typeof chosen === 'number') expect(gone).toContain(chosen);
        else {
          const versions = chosen.flatMap(range => {
            const [first = 0, last = first] = range.split('-').map(Number);
            return Array.from({ length: last - first + 1 }, (_, index) => first + index);
          });
          expect(versions).toEqual(Array.from({ length: newest - from + 1 }, (_, index) => from + index));
        }
      }),
    );
  });
});
