import { rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitPath, sidecarDirectory, versionPrefix } from './log-path.ts';
import type { ObjectReader } from './object-reader.ts';
import { open, openShared, paths, refTo } from './testing/test-snapshots.ts';
import { metaData, type TestAction, TestTable } from './testing/test-table.ts';

const uuid = '3a0d65cd-4056-49b8-937b-95f9e3ee90e5';
const protocol = {
  minReaderVersion: 3,
  minWriterVersion: 7,
  readerFeatures: ['v2Checkpoint'],
  writerFeatures: ['v2Checkpoint', 'domainMetadata', 'clustering'],
};
const clustering = { domain: 'delta.clustering', configuration: '{"clusteringColumns":[["id"]]}', removed: false };
const begin: readonly TestAction[] = [{ protocol }, { metaData: metaData({ id: 'long' }) }];
const adds = ['a', 'b', 'c'].map((path): TestAction => ({ add: { path } }));

/** A table whose log begins with a V2 checkpoint at 4; the commit after it removes b and adds d. */
async function cleanedTable(name = `${uuid}.json`, sidecars = 2): Promise<TestTable> {
  const table = new TestTable();
  await table.v2Checkpoint(4, [...begin, { domainMetadata: clustering }, ...adds], name, sidecars);
  table.commit(5, [{ remove: { path: 'b' } }, { add: { path: 'd' } }, { domainMetadata: clustering }]);
  return table;
}

/** Paths of the sidecars of a table. */
async function sidecarsOf({ reader }: TestTable): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { path } of reader.list(sidecarDirectory)) found.push(path);
  return found;
}

describe('a table whose log begins with a V2 checkpoint', () => {
  it.each([
    [`${uuid}.json`, 0],
    [`${uuid}.json`, 2],
    [`${uuid}.parquet`, 0],
    [`${uuid}.parquet`, 3],
    ['parquet', 0],
    ['parquet', 1],
  ])('is read from N.checkpoint.%s with %i sidecars', async (name, sidecars) => {
    const table = await cleanedTable(name, sidecars);
    const snapshot = await openShared(refTo(table));
    expect(snapshot).toMatchObject({ version: 5, numFiles: 3, protocol });
    expect(await paths(snapshot)).toEqual(['a', 'c', 'd']);
    expect(await paths(await openShared(refTo(table), 4))).toEqual(['a', 'b', 'c']);
    await expect(openShared(refTo(table), 3)).rejects.toMatchObject({
      code: 'VERSION_NOT_FOUND',
      message: expect.stringContaining('cleaned up'),
    });
  });

  it('is read with no more sidecars than its checkpoint names', async () => {
    const table = await cleanedTable();
    const own = await sidecarsOf(table);
    for (const stray of ['0.parquet', 'zz.parquet']) table.write(sidecarDirectory + stray, 'of another checkpoint');
    expect(await paths(await openShared(refTo(table)))).toEqual(['a', 'c', 'd']);
    const downloaded = table.reader.calls.filter(call => call.startsWith(`download ${sidecarDirectory}`));
    expect(downloaded.sort()).toEqual(own.map(path => `download ${path}`));
  });

  it('is read without looking for sidecars when there are none', async () => {
    const table = await cleanedTable(`${uuid}.parquet`, 0);
    await openShared(refTo(table));
    expect(table.reader.calls).not.toContainEqual(expect.stringContaining('_sidecars'));
  });

  it('is refused when a sidecar is missing, naming it', async () => {
    const table = await cleanedTable();
    const [, lost = ''] = await sidecarsOf(table);
    table.delete(lost);
    await expect(openShared(refTo(table))).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: `The sidecar ${lost} of a V2 checkpoint is missing`,
    });
  });

  it('is refused when a sidecar is not of the size that the checkpoint says', async () => {
    const table = await cleanedTable();
    const [first = ''] = await sidecarsOf(table);
    truncateSync(join(table.root, first), 100);
    await expect(openShared(refTo(table))).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringMatching(/^The sidecar .* has 100 bytes; the checkpoint says \d+$/),
    });
  });

  it('is refused when its sidecars are too large, before one is downloaded', async () => {
    const table = await cleanedTable();
    const [first = ''] = await sidecarsOf(table);
    truncateSync(join(table.root, first), 50_000_000);
    const name = first.slice(sidecarDirectory.length);
    const main: TestAction[] = [
      ...begin,
      { checkpointMetadata: { version: 4 } },
      { sidecar: { path: name, sizeInBytes: 50_000_000 } },
    ];
    await table.v2Main(4, main, `${uuid}.json`);
    const snapshots = await open({ maxBytes: 10_000_000 });
    await expect(snapshots.open(refTo(table))).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(table.reader.calls).not.toContainEqual(expect.stringContaining(`download ${sidecarDirectory}`));
  });

  it('is read by other files when the checkpoint is cleaned up meanwhile', async () => {
    const table = await cleanedTable();
    table.commit(0, begin);
    for (const version of [1, 2, 3]) table.commit(version, [{ commitInfo: {} }]);
    table.commit(4, adds);
    const { reader } = table;
    const racing: ObjectReader = {
      read: path => reader.read(path),
      download: (path, file) => reader.download(path, file),
      list: (directory, startAfter) => {
        if (directory === sidecarDirectory) {
          rmSync(join(table.root, sidecarDirectory), { recursive: true });
          table.delete(`${versionPrefix(4)}.checkpoint.${uuid}.json`);
        }
        return reader.list(directory, startAfter);
      },
    };
    expect(await paths(await openShared({ id: table.root, reader: racing }))).toEqual(['a', 'c', 'd']);
    expect(reader.calls).toContain(`download ${commitPath(4)}`);
  });
});

describe('compacted commits', () => {
  it('are downloaded in place of those that they hold, which may be gone', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    table.commit(1, [{ add: { path: 'b' } }]);
    table.commit(2, [{ remove: { path: 'a' } }]);
    table.compact(1, 2, [{ add: { path: 'b' } }, { remove: { path: 'a' } }]);
    table.commit(3, [{ add: { path: 'c' } }]);
    table.delete(commitPath(1));
    const snapshot = await openShared(refTo(table));
    expect(await paths(snapshot)).toEqual(['b', 'c']);
    expect(table.reader.calls.filter(call => call.startsWith('download'))).toHaveLength(3);
  });

  it('are refused when they are damaged, by file and line', async () => {
    const table = TestTable.plain();
    for (const version of [1, 2]) table.commit(version, [{ add: { path: `file ${version}` } }]);
    const name = `${versionPrefix(1)}.${String(2).padStart(20, '0')}.compacted.json`;
    table.write(name, '{"add":{"path":"a"}}');
    await expect(openShared(refTo(table))).rejects.toMatchObject({
      code: 'CORRUPT_LOG',
      message: expect.stringMatching(/^Line 1 of the commit .*\.compacted\.json holds an add whose size is not/),
    });
  });

  it('keep the time of the newest commit, which is read besides', async () => {
    const table = new TestTable();
    const metadata = { ...metaData({ id: 'long' }), configuration: { 'delta.enableInCommitTimestamps': 'true' } };
    const actions: TestAction[] = [{ protocol }, { metaData: metadata }];
    table.commit(0, [{ commitInfo: { inCommitTimestamp: 1000 } }, ...actions]);
    table.commit(1, [{ commitInfo: { inCommitTimestamp: 2000 } }, { add: { path: 'a' } }]);
    table.compact(0, 1, [...actions, { add: { path: 'a' } }]);
    expect(await openShared(refTo(table))).toMatchObject({ version: 1, timestamp: 2000, numFiles: 1 });
  });
});
