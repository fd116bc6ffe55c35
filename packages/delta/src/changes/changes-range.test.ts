import { describe, expect, it } from 'vitest';
import { commitPath } from '../log-path.ts';
import { changedPaths, readAll, readChanges, setWritten } from '../testing/read-changes.ts';
import { downloads, open, refTo, shared } from '../testing/test-snapshots.ts';
import { metaData, plainProtocol, schemaString, type TestAction, TestTable } from '../testing/test-table.ts';

const begin: readonly TestAction[] = [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }];

/** Versions 0 to `last`, each of which adds a file `v<N>`. */
function longTable(last: number): TestTable {
  const table = TestTable.plain({ add: { path: 'v0' } });
  for (let version = 1; version <= last; version++) table.commit(version, [{ add: { path: `v${version}` } }]);
  return table;
}

const stream = async (table: TestTable, from: number, to: number) =>
  (await shared()).changes(refTo(table), { from, to, kind: 'stream' });

describe('a range of versions', () => {
  it.each([
    [{ from: -1, to: 0 }, 'from is not a whole number from 0: -1'],
    [{ from: 0, to: 0.5 }, 'to is not a whole number from 0: 0.5'],
    [{ from: 2, to: 1 }, 'The range of versions ends before it begins: 2 to 1'],
    [{ from: 0, to: 0, resume: { version: 0, files: -1 } }, 'files is not a whole number from 0: -1'],
  ])('is refused when it makes no sense: %j', async (range, message) => {
    const changes = (await shared()).changes(refTo(longTable(0)), { ...range, kind: 'stream' });
    await expect(changes).rejects.toThrow(new RangeError(message));
  });

  it('is refused when it goes on after the newest version', async () => {
    await expect(stream(longTable(2), 1, 3)).rejects.toMatchObject({
      code: 'VERSION_NOT_FOUND',
      message: 'Version 3 does not exist: the newest version is 2',
    });
  });

  it('is refused when a commit in it is gone without a trace', async () => {
    const table = longTable(4);
    await (await shared()).open(refTo(table));
    table.delete(commitPath(2));
    await expect(stream(table, 0, 4)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: `The log has a gap: ${commitPath(2)} is missing, later commits exist`,
    });
    expect(await changedPaths(table, { from: 0, to: 1, kind: 'stream' })).toEqual({ 0: ['add v0'], 1: ['add v1'] });
  });

  it('is refused when a checkpoint stands for a commit in it, which keeps no changes', async () => {
    const table = longTable(4);
    await table.checkpoint(3, [...begin, ...[0, 1, 2, 3].map(version => ({ add: { path: `v${version}` } }))]);
    for (const version of [0, 1, 2]) table.delete(commitPath(version));
    for (const to of [2, 4]) {
      await expect(stream(table, 2, to)).rejects.toMatchObject({
        code: 'VERSION_NOT_FOUND',
        message:
          'The changes of version 2 cannot be read: its commit has been deleted, and checkpoints do not keep changes',
      });
    }
    expect(await changedPaths(table, { from: 3, to: 4, kind: 'stream' })).toEqual({ 3: ['add v3'], 4: ['add v4'] });
  });

  it('is refused when its beginning can no longer be rebuilt', async () => {
    const table = longTable(4);
    await table.checkpoint(3, [...begin, { add: { path: 'v3' } }]);
    table.delete(commitPath(0));
    await expect(stream(table, 1, 4)).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' });
  });

  it('is not read from compacted commits, which have forgotten some of their changes', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    table.commit(1, [{ add: { path: 'b' } }]);
    table.commit(2, [{ remove: { path: 'b' } }]);
    table.compact(1, 2, [{ remove: { path: 'b' } }]);
    expect(await changedPaths(table, { from: 1, to: 2, kind: 'stream' })).toEqual({ 1: ['add b'], 2: ['remove b'] });
  });

  it('may be long: its commits are read in few pieces and only once', async () => {
    const table = longTable(300);
    const snapshots = await open();
    const read = async (from: number, to: number) =>
      readAll(await snapshots.changes(refTo(table), { from, to, kind: 'stream' }));
    expect((await read(0, 300)).flatMap(({ files }) => files.map(({ path }) => path))).toHaveLength(301);
    const before = downloads(table);
    expect(before).toBeLessThanOrEqual(302);
    await read(0, 300);
    await read(128, 300);
    expect(downloads(table) - before).toBeLessThanOrEqual(129);
  });

  it('that goes on where another ended needs nothing but the new commits', async () => {
    const table = longTable(2);
    const snapshots = await open();
    await snapshots.changes(refTo(table), { from: 1, to: 2, kind: 'stream' });
    table.commit(3, [{ metaData: metaData({ id: 'long', more: 'string' }) }]);
    table.commit(4, [{ add: { path: 'v4' } }]);
    const before = downloads(table);
    const third = await snapshots.changes(refTo(table), { from: 3, to: 3, kind: 'stream' });
    const fourth = await snapshots.changes(refTo(table), { from: 4, to: 4, kind: 'stream' });
    expect(downloads(table) - before).toBe(2);
    expect(fourth.start).toEqual({ ...third.end, version: 4 });
    expect(fourth.start).toMatchObject({ protocol: plainProtocol, metadata: metaData({ id: 'long', more: 'string' }) });
  });

  it('of a table that was made anew begins with what is in force now', async () => {
    const table = longTable(2);
    const snapshots = await open();
    await snapshots.changes(refTo(table), { from: 1, to: 2, kind: 'stream' });
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData({ other: 'string' }) }]);
    table.commit(1, [{ commitInfo: { operation: 'quite another one' } }]);
    table.commit(2, [{ commitInfo: { operation: 'and another' } }]);
    const { start } = await snapshots.changes(refTo(table), { from: 2, to: 2, kind: 'stream' });
    expect(start.metadata.schemaString).toBe(schemaString({ other: 'string' }));
  });

  it('is prepared once for all who ask for it meanwhile', async () => {
    const table = longTable(3);
    const snapshots = await open();
    const ask = async () => readAll(await snapshots.changes(refTo(table), { from: 0, to: 3, kind: 'stream' }));
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect(others).toEqual([first, first]);
    expect(downloads(table)).toBe(4);
  });

  it('may hold a large commit, which is read in its order from wherever a page begins', async () => {
    const table = TestTable.plain();
    const names = Array.from({ length: 6000 }, (_, index) => `f${index}`);
    table.commit(1, [...names.map(path => ({ add: { path } })), { commitInfo: {} }]);
    table.commit(2, [{ add: { path: 'last' } }]);
    for (const skipped of [0, 1, 1023, 1024, 5999, 6000, 7000]) {
      const resume = { version: 1, files: skipped };
      const versions = await readChanges(table, { from: 0, to: 2, kind: 'stream', resume });
      expect(versions.map(({ version }) => version)).toEqual([1, 2]);
      expect(versions.flatMap(({ files }) => files.map(({ path }) => path))).toEqual([...names.slice(skipped), 'last']);
    }
  });

  it('is read again when its commits were thrown out of the cache meanwhile', async () => {
    const table = longTable(2);
    const snapshots = await open({ maxBytes: 12_000 });
    const changes = await snapshots.changes(refTo(table), { from: 0, to: 2, kind: 'stream' });
    for (const other of [longTable(1), longTable(3)]) {
      await readAll(await snapshots.changes(refTo(other), { from: 0, to: 1, kind: 'stream' }));
    }
    expect((await readAll(changes)).map(({ files }) => files.length)).toEqual([1, 1, 1]);
  });

  it('gives the later versions to a reader that leaves files out', async () => {
    const changes = await stream(longTable(3), 0, 3);
    const seen: string[] = [];
    for await (const { version, files } of changes.versions()) {
      if (version % 2 === 0) continue;
      for await (const batch of files()) seen.push(...batch.map(({ path }) => path));
    }
    expect(seen).toEqual(['v1', 'v3']);
  });
});

describe('the times of changes', () => {
  it('are those of the files of the commits, each after the one before', async () => {
    const table = longTable(3);
    for (const [version, time] of [5000, 9000, 7000, 9001].entries()) setWritten(table, version, time);
    const times = async (from: number) =>
      (await readChanges(table, { from, to: 3, kind: 'stream' })).map(({ timestamp }) => timestamp);
    expect(await times(0)).toEqual([5000, 9000, 9001, 9002]);
    expect(await times(2)).toEqual([9001, 9002]);
  });

  it('are those in the commits, from the version on that the table says', async () => {
    const table = longTable(1);
    for (const version of [0, 1]) setWritten(table, version, 1_000_000 + version);
    const configuration = {
      'delta.enableInCommitTimestamps': 'true',
      'delta.inCommitTimestampEnablementVersion': '2',
      'delta.inCommitTimestampEnablementTimestamp': '2000000',
    };
    table.commit(2, [
      { commitInfo: { inCommitTimestamp: 2_000_000 } },
      { metaData: { ...metaData({ id: 'long' }), configuration } },
    ]);
    table.commit(3, [{ commitInfo: { inCommitTimestamp: 2_000_003 } }]);
    const versions = await readChanges(table, { from: 0, to: 3, kind: 'stream' });
    expect(versions.map(({ timestamp }) => timestamp)).toEqual([1_000_000, 1_000_001, 2_000_000, 2_000_003]);
    table.commit(4, [{ commitInfo: {} }]);
    table.commit(5, [{ commitInfo: { inCommitTimestamp: 2_000_005 } }]);
    await expect(stream(table, 3, 5)).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringContaining('The commit of version 4 has no inCommitTimestamp'),
    });
  });
});
