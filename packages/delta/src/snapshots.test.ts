import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { ObjectNotFound } from './object-reader.ts';
import { downloads, files, open, openShared, paths, refTo, shared } from './testing/test-snapshots.ts';
import { metaData, plainProtocol, TestTable } from './testing/test-table.ts';

describe('open', () => {
  it('makes a snapshot once, however many ask at a time', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const snapshots = await shared();
    const [one, two] = await Promise.all([snapshots.open(refTo(table)), snapshots.open(refTo(table), 0)]);
    expect([await paths(one), await paths(two), await paths(await openShared(refTo(table)))]).toEqual([
      ['a'],
      ['a'],
      ['a'],
    ]);
    expect(downloads(table)).toBe(1);
  });

  it('goes with the table, and leaves older snapshots as they were', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await openShared(refTo(table));
    table.commit(1, [{ remove: { path: 'a' } }, { add: { path: 'b' } }]);
    const second = await openShared(refTo(table));
    expect([first.version, second.version]).toEqual([0, 1]);
    expect([await paths(first), await paths(second)]).toEqual([['a'], ['b']]);
    expect((await openShared(refTo(table), 0)).version).toBe(0);
  });

  it('knows a table that was made anew from the one that was there', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    expect(await paths(await openShared(refTo(table)))).toEqual(['a']);
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }, { add: { path: 'other' } }]);
    expect(await paths(await openShared(refTo(table)))).toEqual(['other']);
  });

  it('tells tables apart by their ids, whatever these are', async () => {
    for (const id of ['', '../..', 'a/b', '\0', 'é'.repeat(1000)]) {
      const table = TestTable.plain({ add: { path: `file of ${id.length}` } });
      expect(await paths(await openShared(refTo(table, id)))).toEqual([`file of ${id.length}`]);
    }
  });

  it('reads the log again when a part of it was cleaned up meanwhile', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    table.commit(1, [{ add: { path: 'b' } }]);
    await (await shared()).latestVersion(refTo(table));
    await table.checkpoint(1, [
      { protocol: plainProtocol },
      { metaData: metaData({ id: 'long' }) },
      { add: { path: 'c' } },
    ]);
    table.delete('_delta_log/00000000000000000000.json');
    expect(await paths(await openShared(refTo(table), 1))).toEqual(['c']);
  });

  it('gives up when the log goes on being deleted', async () => {
    const table = TestTable.plain();
    table.reader.download = path => Promise.reject(new ObjectNotFound(path));
    await expect(openShared(refTo(table))).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' });
  });

  it('lets the errors of a store through, and tries again the next time', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const download = table.reader.download.bind(table.reader);
    table.reader.download = () => Promise.reject(new Error('the store is down'));
    await expect(openShared(refTo(table))).rejects.toThrow('the store is down');
    table.reader.download = download;
    expect(await paths(await openShared(refTo(table)))).toEqual(['a']);
  });

  it('does not download a table that is damaged again and again', async () => {
    const table = TestTable.plain();
    table.write('_delta_log/00000000000000000001.json', '{"add":');
    for (let ask = 0; ask < 3; ask++) {
      await expect(openShared(refTo(table))).rejects.toMatchObject({ code: 'CORRUPT_LOG' });
    }
    expect(downloads(table)).toBe(2);
  });
});

describe('limits', () => {
  it('refuse a log larger than the cache', async () => {
    const table = TestTable.plain({ add: { path: 'a'.repeat(2000) } });
    const refused = (await open({ maxBytes: 1000 })).open(refTo(table));
    await expect(refused).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });

  it('refuse a log that takes too long', async () => {
    const refused = (await open({ replayTimeout: 1 })).open(refTo(TestTable.plain()));
    await expect(refused).rejects.toMatchObject({ code: 'TOO_LARGE', message: expect.stringContaining('seconds') });
  });

  it('refuse a small checkpoint that is large when unpacked, and go on with other tables', async () => {
    const table = TestTable.plain();
    const bomb = join(table.root, '_delta_log/00000000000000000000.checkpoint.parquet');
    const database = await (await DuckDBInstance.create(':memory:')).connect();
    const add = `{'path': i || repeat('a', 3000000), 'partitionValues': MAP {}::MAP(VARCHAR, VARCHAR), 'size': 1::BIGINT} AS "add"`;
    await database.run(`COPY (SELECT ${add} FROM range(120) AS t(i)) TO '${bomb}' (FORMAT parquet, COMPRESSION zstd)`);
    expect(readFileSync(bomb).length).toBeLessThan(1e6);
    table.commit(1, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }]);
    const snapshots = await open({ memoryLimit: '150MB' });
    await expect(snapshots.open(refTo(table))).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const good = TestTable.plain({ add: { path: 'a' } });
    expect(await paths(await snapshots.open(refTo(good)))).toEqual(['a']);
  });
});

it('numbers files alike for every reader of a version', async () => {
  const table = TestTable.plain(...Array.from({ length: 50 }, (_, index) => ({ add: { path: `f${index}` } })));
  const page = async () => files(await (await open()).open(refTo(table)), { from: 10, to: 20 });
  const before = await page();
  const adds = Array.from({ length: 50 }, (_, index) => ({ add: { path: `f${49 - index}` } }));
  await table.checkpoint(0, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }, ...adds]);
  table.delete('_delta_log/00000000000000000000.json');
  expect(await page()).toEqual(before);
  expect(before).toHaveLength(10);
  expect(before[0]?.id).toBe(
    createHash('md5')
      .update(before[0]?.path ?? '')
      .digest('hex'),
  );
});

it('fails open scans when it is closed', async () => {
  const snapshots = await open();
  const snapshot = await snapshots.open(refTo(TestTable.plain({ add: { path: 'a' } })));
  await snapshots.close();
  await expect(files(snapshot)).rejects.toThrow();
});
