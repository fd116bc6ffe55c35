import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ObjectNotFound } from './object-reader.ts';
import type { ScannedFile, ScanOptions } from './scan.ts';
import type { Snapshot } from './snapshot.ts';
import { openSnapshots, type Snapshots, type SnapshotsOptions, type TableRef } from './snapshots.ts';
import { FolderReader } from './testing/folder-reader.ts';
import { metaData, plainProtocol, TestTable, temporaryFolder } from './testing/test-table.ts';

const opened: Snapshots[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(snapshots => snapshots.close()));
});

/** Snapshots in a fresh directory, with a clock that shows a new second at each look. */
async function openOwn(options: Partial<SnapshotsOptions> = {}): Promise<Snapshots> {
  let seconds = 0;
  const now = () => 1000 * seconds++;
  return openSnapshots({ directory: temporaryFolder(), maxBytes: 1e9, memoryLimit: '200MB', now, ...options });
}

/** The same, closed after the test. */
async function open(options: Partial<SnapshotsOptions> = {}): Promise<Snapshots> {
  const snapshots = await openOwn(options);
  opened.push(snapshots);
  return snapshots;
}

/** What all tests use that are about tables. */
let shared: Snapshots;
beforeAll(async () => {
  shared = await openOwn();
});
afterAll(() => shared.close());

const refTo = (table: TestTable, id = table.root): TableRef => ({ id, reader: table.reader });
const downloads = (table: TestTable) => table.reader.calls.filter(call => call.startsWith('download')).length;

async function files(snapshot: Snapshot, options?: ScanOptions): Promise<ScannedFile[]> {
  const found: ScannedFile[] = [];
  for await (const batch of snapshot.scan(options)) found.push(...batch);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const paths = async (snapshot: Snapshot) => (await files(snapshot)).map(({ path }) => path);

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixture = (name: string): TableRef => ({ id: name, reader: new FolderReader(join(fixtures, name)) });

describe('a table of another writer', () => {
  it.each([
    ['people', undefined, 4, 2, 3],
    ['people', 0, 0, 1, 3],
    ['people', 2, 2, 2, 4],
    ['cities', undefined, 8, 9, 9],
    ['partitions', undefined, 0, 3, 3],
    ['types', undefined, 2, 3, 9],
    ['cleaned', undefined, 12, 13, 13],
    ['cleaned', 10, 10, 11, 11],
  ])('%s at version %s has the files that it says, in the store', async (name, wanted, version, numFiles, rows) => {
    const snapshot = await shared.open(fixture(name), wanted);
    const found = await files(snapshot);
    expect(snapshot).toMatchObject({ version, numFiles });
    expect(found).toHaveLength(numFiles);
    const sizes = found.map(({ path, json }) => {
      const { size, stats } = JSON.parse(`{${json}}`);
      const data = readFileSync(join(fixtures, name, path));
      expect(data.length).toBe(size);
      return { size, rows: JSON.parse(stats).numRecords };
    });
    expect(sizes.reduce((sum, own) => sum + own.rows, 0)).toBe(rows);
    expect(snapshot.sizeInBytes).toBe(sizes.reduce((sum, own) => sum + own.size, 0));
  });

  it('says what it is', async () => {
    const snapshot = await shared.open(fixture('people'));
    const { mtimeMs } = statSync(join(fixtures, 'people/_delta_log/00000000000000000004.json'));
    expect(snapshot).toMatchObject({
      timestamp: Math.floor(mtimeMs),
      protocol: { minReaderVersion: 1, minWriterVersion: 2 },
      metadata: {
        name: 'people',
        description: 'Who',
        partitionColumns: [],
        format: { provider: 'parquet', options: {} },
      },
    });
    expect(JSON.parse(snapshot.metadata.schemaString).fields.map(({ name }: { name: string }) => name)).toEqual([
      'id',
      'name',
    ]);
  });

  it('has its partition values as the log has them', async () => {
    const found = await files(await shared.open(fixture('cities')));
    const cities = found.map(({ json }) => JSON.parse(`{${json}}`).partitionValues.city);
    const expected = ['New York', 'São Paulo', '50%', 'a/b=c', '日本', "it's", '+1 & more?', null, ''];
    expect(new Set(cities)).toEqual(new Set(expected));
  });

  it('is pruned by a partition column of each type', async () => {
    const snapshot = await shared.open(fixture('partitions'));
    for (const [name, valueType, value, expected] of [
      ['p_string', 'string', 'B', 1],
      ['p_long', 'long', '-9007199254740993', 1],
      ['p_long', 'long', '-9007199254740992', 0],
      ['p_integer', 'int', '5', 1],
      ['p_short', 'int', '300', 1],
      ['p_byte', 'int', '-7', 1],
      ['p_float', 'float', '0.1', 1],
      ['p_double', 'double', '0.1', 1],
      ['p_decimal', 'double', '1.1', 1],
      ['p_boolean', 'bool', 'true', 1],
      ['p_date', 'date', '2024-02-29', 1],
      ['p_timestamp', 'timestamp', '2024-02-29T12:34:56.789012Z', 1],
    ] as const) {
      const children = [
        { op: 'column', name, valueType },
        { op: 'literal', value, valueType },
      ] as const;
      const found = await files(snapshot, { predicate: { op: 'equal', children } });
      expect([name, found.length]).toEqual([name, expected]);
    }
  });

  it('is refused when it needs a feature that is not there yet, naming it', async () => {
    const refused = shared.open(fixture('local-times'));
    await expect(refused).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: expect.stringContaining('timestampNtz'),
    });
  });

  it('is not read before the log begins', async () => {
    const refused = shared.open(fixture('cleaned'), 9);
    await expect(refused).rejects.toMatchObject({
      code: 'VERSION_NOT_FOUND',
      message: expect.stringContaining('cleaned up'),
    });
  });
});

describe('open', () => {
  it('makes a snapshot once, however many ask at a time', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const [one, two] = await Promise.all([shared.open(refTo(table)), shared.open(refTo(table), 0)]);
    expect([await paths(one), await paths(two), await paths(await shared.open(refTo(table)))]).toEqual([
      ['a'],
      ['a'],
      ['a'],
    ]);
    expect(downloads(table)).toBe(1);
  });

  it('goes with the table, and leaves older snapshots as they were', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await shared.open(refTo(table));
    table.commit(1, [{ remove: { path: 'a' } }, { add: { path: 'b' } }]);
    const second = await shared.open(refTo(table));
    expect([first.version, second.version]).toEqual([0, 1]);
    expect([await paths(first), await paths(second)]).toEqual([['a'], ['b']]);
    expect((await shared.open(refTo(table), 0)).version).toBe(0);
  });

  it('knows a table that was made anew from the one that was there', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    expect(await paths(await shared.open(refTo(table)))).toEqual(['a']);
    table.commit(0, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }, { add: { path: 'other' } }]);
    expect(await paths(await shared.open(refTo(table)))).toEqual(['other']);
  });

  it('tells tables apart by their ids, whatever these are', async () => {
    for (const id of ['', '../..', 'a/b', '\0', 'é'.repeat(1000)]) {
      const table = TestTable.plain({ add: { path: `file of ${id.length}` } });
      expect(await paths(await shared.open(refTo(table, id)))).toEqual([`file of ${id.length}`]);
    }
  });

  it('reads the log again when a part of it was cleaned up meanwhile', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    table.commit(1, [{ add: { path: 'b' } }]);
    await shared.latestVersion(refTo(table));
    await table.checkpoint(1, [
      { protocol: plainProtocol },
      { metaData: metaData({ id: 'long' }) },
      { add: { path: 'c' } },
    ]);
    table.delete('_delta_log/00000000000000000000.json');
    expect(await paths(await shared.open(refTo(table), 1))).toEqual(['c']);
  });

  it('gives up when the log goes on being deleted', async () => {
    const table = TestTable.plain();
    table.reader.download = path => Promise.reject(new ObjectNotFound(path));
    await expect(shared.open(refTo(table))).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' });
  });

  it('lets the errors of a store through, and tries again the next time', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    const download = table.reader.download.bind(table.reader);
    table.reader.download = () => Promise.reject(new Error('the store is down'));
    await expect(shared.open(refTo(table))).rejects.toThrow('the store is down');
    table.reader.download = download;
    expect(await paths(await shared.open(refTo(table)))).toEqual(['a']);
  });

  it('does not download a table that is damaged again and again', async () => {
    const table = TestTable.plain();
    table.write('_delta_log/00000000000000000001.json', '{"add":');
    for (let ask = 0; ask < 3; ask++) {
      await expect(shared.open(refTo(table))).rejects.toMatchObject({ code: 'CORRUPT_LOG' });
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

describe('the directory', () => {
  const kept = (directory: string) => readdirSync(directory).filter(name => /^[0-9a-f]{40}-\d+$/.test(name));

  it('keeps snapshots over a restart', async () => {
    const directory = join(temporaryFolder(), "it's [a] *directory*?");
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await open({ directory });
    await first.open(refTo(table));
    await first.close();
    expect(await paths(await (await open({ directory })).open(refTo(table)))).toEqual(['a']);
    expect(downloads(table)).toBe(1);
  });

  it.each<[string, (snapshot: string) => void]>([
    ['is cut off', snapshot => truncateSync(join(snapshot, 'files.parquet'), 10)],
    ['is of another format', snapshot => writeFileSync(join(snapshot, 'manifest.json'), '{"formatVersion":0}')],
    ['has a damaged manifest', snapshot => truncateSync(join(snapshot, 'manifest.json'), 10)],
  ])('gives up a snapshot that %s', async (_, damage) => {
    const directory = temporaryFolder();
    const table = TestTable.plain({ add: { path: 'a' } });
    const first = await open({ directory });
    await first.open(refTo(table));
    await first.close();
    for (const name of kept(directory)) damage(join(directory, name));
    expect(await paths(await (await open({ directory })).open(refTo(table)))).toEqual(['a']);
    expect(downloads(table)).toBe(2);
  });

  it('is rid of what an earlier process did not finish', async () => {
    const directory = temporaryFolder();
    mkdirSync(join(directory, 'work-abc/log'), { recursive: true });
    await open({ directory });
    expect(existsSync(join(directory, 'work-abc'))).toBe(false);
  });

  it('holds no more than it may: the snapshots used last, and those in use', async () => {
    const directory = temporaryFolder();
    const tables = ['a', 'b', 'c'].map(path => TestTable.plain({ add: { path } }));
    const [a, b, c] = tables.map(table => refTo(table));
    if (a === undefined || b === undefined || c === undefined) throw new Error('three tables');
    await (await open({ directory })).open(a);
    const [only = ''] = kept(directory);
    const { size } = statSync(join(directory, only, 'files.parquet'));
    const snapshots = await open({ directory, maxBytes: 2.5 * size });
    const first = await snapshots.open(a);
    const reading = first.scan()[Symbol.asyncIterator]();
    await reading.next();
    await snapshots.open(b);
    await snapshots.open(c);
    // The one in use and the one opened last: together they are too much for a third.
    await expect.poll(() => kept(directory)).toHaveLength(2);
    const before = tables.map(downloads);
    expect(await paths(first)).toEqual(['a']);
    expect(tables.map(downloads)).toEqual(before);
    await reading.return?.(undefined);
    await snapshots.open(b);
    await expect.poll(() => kept(directory)).toHaveLength(2);
    // A snapshot that is gone is made again by reading it.
    expect(await paths(first)).toEqual(['a']);
  });

  it('holds nothing that names a table', async () => {
    const directory = temporaryFolder();
    await (await open({ directory })).open(refTo(TestTable.plain(), 'secret project'));
    expect(readdirSync(directory).join()).not.toContain('secret');
  });
});

it('numbers files alike for every reader of a version', async () => {
  const table = TestTable.plain(...Array.from({ length: 50 }, (_, index) => ({ add: { path: `f${index}` } })));
  const page = async () => files(await (await open()).open(refTo(table)), { from: 10, to: 20 });
  const before = await page();
  const adds = Array.from({ length: 50 }, (_, index) => ({ add: { path: `f${49 - index}` } }));
  await table.checkpoint(0, [{ protocol: plainProtocol }, { metaData: metaData({ id: 'long' }) }, ...adds]);
  cpSync(join(table.root, '_delta_log'), join(table.root, 'copy'), { recursive: true });
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
