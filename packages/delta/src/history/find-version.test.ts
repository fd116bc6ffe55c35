import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findVersion, type Timeline } from './find-version.ts';

/** A timeline of versions from `first` on, and the versions whose commits were looked into. */
function timeline(written: readonly number[], inCommit: readonly number[], first = 0) {
  const looks: number[] = [];
  const times = [...written, ...inCommit];
  const line: Timeline = {
    versions: times.map((_, index) => first + index),
    written,
    read: async index => {
      looks.push(index);
      return times[index] ?? Number.NaN;
    },
  };
  return { line, looks };
}

describe('findVersion', () => {
  it('finds the last version that is not after a time, however late that is', async () => {
    const { line } = timeline([10, 20, 30], [], 5);
    expect(await findVersion(line, 10, 'at-or-before')).toBe(5);
    expect(await findVersion(line, 29, 'at-or-before')).toBe(6);
    expect(await findVersion(line, 1e12, 'at-or-before')).toBe(7);
  });

  it('finds the first version that is not before a time, however early that is', async () => {
    const { line } = timeline([10, 20], [30], 5);
    expect(await findVersion(line, -5, 'at-or-after')).toBe(5);
    expect(await findVersion(line, 11, 'at-or-after')).toBe(6);
    expect(await findVersion(line, 30, 'at-or-after')).toBe(7);
  });

  it('says of a time before everything when everything begins', async () => {
    const { line } = timeline([Date.UTC(2024, 0, 1)], [], 12);
    await expect(findVersion(line, Date.UTC(2023, 5, 1), 'at-or-before')).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_EARLY',
      message:
        '2023-06-01T00:00:00.000Z is before the first version that can be read: version 12 is of 2024-01-01T00:00:00.000Z',
    });
  });

  it('says of a time after everything what is newest', async () => {
    const { line } = timeline([5], [Date.UTC(2024, 0, 1)]);
    await expect(findVersion(line, 8.64e15 + 1, 'at-or-after')).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_LATE',
      message: '8640000000000001 is after the newest version: version 1 is of 2024-01-01T00:00:00.000Z',
    });
  });

  it('looks into few commits', async () => {
    const { line, looks } = timeline(
      [],
      Array.from({ length: 100_000 }, (_, index) => 10 * index),
    );
    expect(await findVersion(line, 654_321, 'at-or-before')).toBe(65_432);
    expect(looks.length).toBeLessThanOrEqual(17);
  });

  it('agrees with trying each version, whatever the times of files and commits', async () => {
    const written = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 });
    const inCommit = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(written, inCommit, fc.integer({ min: -5, max: 65 }), async (files, commits, timestamp) => {
        const times = [...files, ...commits.sort((a, b) => a - b)];
        fc.pre(times.length > 0);
        const { line } = timeline(files, commits);
        const find = (side: 'at-or-before' | 'at-or-after') => findVersion(line, timestamp, side).catch(() => -1);
        expect(await find('at-or-before')).toBe(times.findLastIndex(time => time <= timestamp));
        expect(await find('at-or-after')).toBe(times.findIndex(time => time >= timestamp));
      }),
    );
  });
});
