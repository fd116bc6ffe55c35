import { describe, expect, it } from 'vitest';
import { commitPath } from '../log-path.ts';
import { batchCommits } from './commit-batches.ts';

const mebibyte = 1024 * 1024;
const commits = (first: number, sizes: readonly number[]) =>
  sizes.map((size, index) => {
    const version = first + index;
    return { version, object: { path: commitPath(version), size, modificationTime: 1 } };
  });
const versions = (first: number, sizes: readonly number[]) =>
  batchCommits(commits(first, sizes)).map(batch => batch.map(({ version }) => version));

describe('batches of commits', () => {
  it('hold as many small ones as fit, and a large one alone', () => {
    const sizes = [1, 2, 3, 9, 1, 4].map(size => size * mebibyte);
    expect(versions(1, sizes)).toEqual([[1, 2], [3], [4], [5], [6]]);
  });

  it('end at the same versions wherever a range begins', () => {
    const ends = (first: number, count: number) =>
      versions(
        first,
        Array.from({ length: count }, () => 1),
      ).map(batch => batch.at(-1));
    expect(ends(0, 300)).toEqual([127, 255, 299]);
    expect(ends(100, 200)).toEqual([127, 255, 299]);
    expect(ends(128, 1)).toEqual([128]);
  });

  it('are none of no commits', () => {
    expect(batchCommits([])).toEqual([]);
  });
});
