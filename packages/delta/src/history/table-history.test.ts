import { describe, expect, it } from 'vitest';
import { commitPath } from '../log-path.ts';
import { setWritten } from '../testing/read-changes.ts';
import { downloads, open, refTo, shared } from '../testing/test-snapshots.ts';
import { metaData, plainProtocol, TestTable } from '../testing/test-table.ts';

const day = (number: number) => Date.UTC(2024, 0, number);
const inCommit = (version: number, timestamp: number) => ({
  'delta.enableInCommitTimestamps': 'true',
  'delta.inCommitTimestampEnablementVersion': String(version),
  'delta.inCommitTimestampEnablementTimestamp': String(timestamp),
});

/** A table whose version N was written on day `days[N]`. */
function writtenTable(...days: readonly number[]): TestTable {
  const table = TestTable.plain({ add: { path: 'v0' } });
  for (const [version, number] of days.entries()) {
    if (version > 0) table.commit(version, [{ add: { path: `v${version}` } }]);
    setWritten(table, version, day(number));
  }
  return table;
}

describe('the version at a time', () => {
  it('is found by when commits were written', async () => {
    const ref = refTo(writtenTable(1, 5, 9));
    const snapshots = await shared();
    expect(await snapshots.versionAt(ref, day(6), 'at-or-before')).toBe(1);
    expect(await snapshots.versionAt(ref, day(5), 'at-or-before')).toBe(1);
    expect(await snapshots.versionAt(ref, day(5), 'at-or-after')).toBe(1);
    expect(await snapshots.versionAt(ref, day(6), 'at-or-after')).toBe(2);
    expect(await snapshots.versionAt(ref, day(30), 'at-or-before')).toBe(2);
    await expect(snapshots.versionAt(ref, day(30), 'at-or-after')).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_LATE',
      message: '2024-01-30T00:00:00.000Z is after the newest version: version 2 is of 2024-01-09T00:00:00.000Z',
    });
  });

  it('is the one whose time is asked for, also where files have dates of the wrong order', async () => {
    const ref = refTo(writtenTable(1, 20, 3, 3, 25));
    const snapshots = await shared();
    const times: number[] = [];
    for (const version of [0, 1, 2, 3, 4]) {
      const time = await snapshots.timestampOf(ref, version);
      times.push(time);
      expect(await snapshots.versionAt(ref, time, 'at-or-before')).toBe(version);
      expect(await snapshots.versionAt(ref, time, 'at-or-after')).toBe(version);
    }
    expect(times).toEqual([day(1), day(20), day(20) + 1, day(20) + 2, day(25)]);
  });

  it('is one that can still be read', async () => {
    const table = writtenTable(1, 2, 3, 4, 5, 6);
    await table.checkpoint(3, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }]);
    for (const version of [0, 1]) table.delete(commitPath(version));
    const snapshots = await shared();
    expect(await snapshots.versionAt(refTo(table), day(4), 'at-or-before')).toBe(3);
    expect(await snapshots.versionAt(refTo(table), day(1), 'at-or-after')).toBe(3);
    await expect(snapshots.versionAt(refTo(table), day(3), 'at-or-before')).rejects.toMatchObject({
      code: 'TIMESTAMP_TOO_EARLY',
      message:
        '2024-01-03T00:00:00.000Z is before the first version that can be read: version 3 is of 2024-01-04T00:00:00.000Z',
    });
    const { numFiles } = await snapshots.open(refTo(table), 4);
    expect(numFiles).toBe(1);
  });

  it('is that of the checkpoint where no commit is left', async () => {
    const table = writtenTable(1, 2);
    await table.checkpoint(1, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }]);
    for (const version of [0, 1]) table.delete(commitPath(version));
    const snapshots = await shared();
    const { timestamp } = await snapshots.open(refTo(table));
    expect(await snapshots.timestampOf(refTo(table), 1)).toBe(timestamp);
    expect(await snapshots.versionAt(refTo(table), timestamp, 'at-or-before')).toBe(1);
  });

  it('is what commits say of themselves, from the version on that the table names', async () => {
    const table = writtenTable(1, 2);
    for (let version = 2; version < 40; version++) {
      const configuration = inCommit(2, day(10));
      table.commit(version, [
        { commitInfo: { inCommitTimestamp: day(8 + version) } },
        ...(version === 2 ? [{ metaData: { ...metaData({ id: 'long' }), configuration } }] : []),
      ]);
    }
    const snapshots = await open();
    const ref = refTo(table);
    expect(await snapshots.timestampOf(ref, 1)).toBe(day(2));
    expect(await snapshots.timestampOf(ref, 2)).toBe(day(10));
    expect(await snapshots.versionAt(ref, day(9), 'at-or-before')).toBe(1);
    expect(await snapshots.versionAt(ref, day(9), 'at-or-after')).toBe(2);
    const before = downloads(table);
    expect(await snapshots.versionAt(ref, day(20) + 1, 'at-or-before')).toBe(12);
    expect(downloads(table) - before).toBeLessThanOrEqual(6);
    await snapshots.versionAt(ref, day(20) + 1, 'at-or-before');
    expect(downloads(table) - before).toBeLessThanOrEqual(6);
  });

  it('is not to be had where a commit that should say its time does not', async () => {
    const table = new TestTable();
    const metadata = { ...metaData({ id: 'long' }), configuration: { 'delta.enableInCommitTimestamps': 'true' } };
    table.commit(0, [{ commitInfo: {} }, { protocol: plainProtocol }, { metaData: metadata }]);
    table.commit(1, [{ commitInfo: { inCommitTimestamp: day(2) } }]);
    await expect((await shared()).versionAt(refTo(table), day(1), 'at-or-before')).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringContaining('The commit of version 0 has no inCommitTimestamp'),
    });
  });
});
