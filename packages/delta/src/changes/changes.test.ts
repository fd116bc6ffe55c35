import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { changedPaths, readAll, readChanges } from '../testing/read-changes.ts';
import { refTo, shared } from '../testing/test-snapshots.ts';
import { featureProtocol, metaData, plainProtocol, type TestAction, TestTable } from '../testing/test-table.ts';

const feedOn = { 'delta.enableChangeDataFeed': 'true' };
const columns = { id: 'long', day: 'string' };
const recorded = (more: object = {}) => ({ ...metaData(columns), configuration: feedOn, ...more });
const merge = (inserted: string) => ({
  commitInfo: {
    operation: 'MERGE',
    operationMetrics: { numTargetRowsInserted: inserted, numTargetRowsUpdated: '0', numTargetRowsDeleted: '0' },
  },
});

/** A table with a change data feed, from version 0 on. */
function feedTable(...commits: readonly (readonly TestAction[])[]): TestTable {
  const table = new TestTable();
  table.commit(0, [{ protocol: plainProtocol }, { metaData: recorded() }]);
  for (const [index, actions] of commits.entries()) table.commit(index + 1, actions);
  return table;
}

describe('a stream of changes', () => {
  it('has the files that commits add and remove as a change of data, in their order', async () => {
    const table = TestTable.plain({ add: { path: 'a' } }, { add: { path: 'b' } });
    table.commit(1, [{ remove: { path: 'b' } }, { add: { path: 'c' } }, { remove: { path: 'a' } }]);
    table.commit(2, [{ add: { path: 'd', dataChange: false } }, { remove: { path: 'c', dataChange: false } }]);
    table.commit(3, [{ commitInfo: {} }]);
    expect(await changedPaths(table, { from: 0, to: 3, kind: 'stream' })).toEqual({
      0: ['add a', 'add b'],
      1: ['remove b', 'add c', 'remove a'],
      2: [],
      3: [],
    });
    expect(await changedPaths(table, { from: 1, to: 1, kind: 'stream' })).toEqual({
      1: ['remove b', 'add c', 'remove a'],
    });
  });

  it('passes over the files of a change data feed and knows no empty MERGE', async () => {
    const table = feedTable([merge('0'), { add: { path: 'a' } }, { cdc: { path: '_change_data/x' } }]);
    expect(await changedPaths(table, { from: 1, to: 1, kind: 'stream' })).toEqual({ 1: ['add a'] });
  });

  it('begins with the protocol and the metadata of the first version and carries those that come', async () => {
    const table = TestTable.plain();
    const wider = metaData({ id: 'long', name: 'string' });
    table.commit(1, [{ add: { path: 'a' } }]);
    table.commit(2, [{ metaData: wider }]);
    table.commit(3, [{ protocol: featureProtocol('deletionVectors') }]);
    const changes = await (await shared()).changes(refTo(table), { from: 1, to: 3, kind: 'stream' });
    expect(changes.start).toMatchObject({ version: 1, protocol: plainProtocol, metadata: metaData({ id: 'long' }) });
    const versions = await readAll(changes);
    expect(versions.map(({ version, metadata }) => [version, metadata])).toMatchObject([
      [1, undefined],
      [2, wider],
      [3, undefined],
    ]);
    expect(versions[2]?.protocol).toEqual(featureProtocol('deletionVectors'));
    expect(changes.requiredFeatures).toEqual([]);
  });

  it('refuses a range in which the table comes to need what cannot be done, before giving anything', async () => {
    const table = TestTable.plain({ add: { path: 'a' } });
    table.commit(1, [{ protocol: featureProtocol('teleportation') }]);
    const refused = (await shared()).changes(refTo(table), { from: 0, to: 1, kind: 'stream' });
    await expect(refused).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: 'At version 1: The table needs reader features that Boathouse cannot do yet: teleportation',
    });
  });
});

describe('a change data feed', () => {
  it('has only the cdc files of a commit that has some, and the files of any other', async () => {
    const table = feedTable(
      [{ add: { path: 'a' } }],
      [{ remove: { path: 'a' } }, { add: { path: 'b' } }, { cdc: { path: '_change_data/c' } }],
      [{ remove: { path: 'b', partitionValues: {}, size: 3 } }],
      [{ add: { path: 'd', dataChange: false } }],
    );
    expect(await changedPaths(table, { from: 0, to: 4, kind: 'feed' })).toEqual({
      0: [],
      1: ['add a'],
      2: ['cdc _change_data/c'],
      3: ['remove b'],
      4: [],
    });
  });

  it('has nothing of a MERGE whose metrics say that no row changed', async () => {
    const table = feedTable(
      [merge('0'), { add: { path: 'a' } }],
      [merge('1'), { add: { path: 'b' } }],
      [{ commitInfo: { operation: 'MERGE' } }, { add: { path: 'c' } }],
    );
    expect(await changedPaths(table, { from: 1, to: 3, kind: 'feed' })).toEqual({ 1: [], 2: ['add b'], 3: ['add c'] });
  });

  it.each([
    ['at the first version', 0],
    ['in between', 3],
  ])('is refused when it was off %s, naming the version', async (_, off) => {
    const table = new TestTable();
    for (const version of [0, 1, 2, 3, 4]) {
      const configuration = version === off ? {} : feedOn;
      table.commit(version, [
        ...(version === 0 ? [{ protocol: plainProtocol }] : []),
        { metaData: recorded({ configuration }) },
      ]);
    }
    const snapshots = await shared();
    await expect(snapshots.changes(refTo(table), { from: 0, to: 4, kind: 'feed' })).rejects.toMatchObject({
      code: 'CHANGE_FEED_DISABLED',
      message: expect.stringContaining(`version ${off} `),
    });
    const after = await snapshots.changes(refTo(table), { from: off + 1, to: 4, kind: 'feed' });
    expect(after.start.version).toBe(off + 1);
  });

  it('is refused where a remove says too little to read its file again', async () => {
    const table = feedTable([{ add: { path: 'a' } }], [{ remove: { path: 'a' } }]);
    await expect((await shared()).changes(refTo(table), { from: 1, to: 2, kind: 'feed' })).rejects.toMatchObject({
      code: 'UNSUPPORTED_FEATURE',
      message: expect.stringContaining('version 2 cannot be given: its commit removes files without'),
    });
    expect(await changedPaths(table, { from: 2, to: 2, kind: 'stream' })).toEqual({ 2: ['remove a'] });
  });
});

describe('a changed file', () => {
  const vector = {
    storageType: 'u',
    pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^',
    offset: 4,
    sizeInBytes: 40,
    cardinality: 6,
  };
  const table = new TestTable();
  table.commit(0, [
    { protocol: featureProtocol('deletionVectors') },
    { metaData: { ...recorded(), partitionColumns: ['day'] } },
  ]);
  table.commit(1, [
    {
      add: {
        path: 'day=a%20b/f',
        partitionValues: { day: 'a b' },
        size: 7,
        stats: '{"numRecords":1}',
        tags: { k: 'v' },
      },
    },
    { cdc: { path: '_change_data/g', partitionValues: { day: null }, size: 8 } },
  ]);
  table.commit(2, [
    {
      remove: {
        path: 'day=a%20b/f',
        partitionValues: { day: 'a b' },
        size: 7,
        stats: '{}',
        extendedFileMetadata: true,
      },
    },
    { add: { path: 'day=a%20b/f', partitionValues: { day: 'a b' }, size: 7, deletionVector: vector } },
  ]);

  it('is described as the lines of Delta Sharing are', async () => {
    const [first, second] = await readChanges(table, { from: 1, to: 2, kind: 'stream' });
    expect(first?.files).toEqual([
      {
        action: 'add',
        path: 'day=a b/f',
        id: createHash('md5').update('day=a%20b/f').digest('hex'),
        size: 7,
        json: '"partitionValues":{"day":"a b"},"size":7,"stats":"{\\"numRecords\\":1}"',
      },
    ]);
    expect(second?.files[0]).toMatchObject({ action: 'remove', json: '"partitionValues":{"day":"a b"},"size":7' });
  });

  it('is described as the actions of the log are, and a new deletion vector shows as a remove and an add', async () => {
    const [, second] = await readChanges(table, {
      from: 1,
      to: 2,
      kind: 'feed',
      format: 'delta',
      fileIdHash: 'sha256',
    });
    expect(second?.files).toMatchObject([
      {
        action: 'remove',
        json: '"partitionValues":{"day":"a b"},"size":7,"dataChange":true,"stats":"{}","deletionTimestamp":1,"extendedFileMetadata":true',
      },
      {
        action: 'add',
        json: '"partitionValues":{"day":"a b"},"size":7,"modificationTime":1,"dataChange":true',
        deletionVector: {
          path: 'ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin',
          json: '"offset":4,"sizeInBytes":40,"cardinality":6',
        },
      },
    ]);
    expect(second?.files[0]?.id).toBe(second?.files[1]?.id);
    expect(second?.files[0]?.id).toHaveLength(64);
  });

  it('of the change data feed has the fields of its action', async () => {
    const [first] = await readChanges(table, { from: 1, to: 1, kind: 'feed', format: 'delta' });
    expect(first?.files).toMatchObject([
      { action: 'cdc', path: '_change_data/g', json: '"partitionValues":{"day":null},"size":8,"dataChange":false' },
    ]);
  });

  it('with a deletion vector makes the feature known to readers', async () => {
    const snapshots = await shared();
    const features = async (from: number, to: number) =>
      (await snapshots.changes(refTo(table), { from, to, kind: 'feed' })).requiredFeatures;
    expect(await features(0, 1)).toEqual([]);
    expect(await features(0, 2)).toEqual(['deletionVectors']);
  });
});
