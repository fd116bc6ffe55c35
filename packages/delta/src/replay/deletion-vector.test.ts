import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { files, openShared, refTo } from '../testing/test-snapshots.ts';
import { featureProtocol, metaData, type TestAction, TestTable, type TestVector } from '../testing/test-table.ts';
import { vectorPath } from './deletion-vector.ts';

// Descriptors of the examples that the Delta protocol gives.
const onDisk = {
  storageType: 'u',
  pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^',
  offset: 4,
  sizeInBytes: 40,
  cardinality: 6,
};
const inline = {
  storageType: 'i',
  pathOrInlineDv: 'wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L',
  sizeInBytes: 40,
  cardinality: 6,
};
const elsewhere = { ...onDisk, storageType: 'p', pathOrInlineDv: 's3://mytable/deletion%20vector.bin' };

const begin = (...features: readonly string[]): readonly TestAction[] => [
  { protocol: featureProtocol(...features) },
  { metaData: metaData({ id: 'long' }) },
];

function tableWith(deletionVector: TestVector, features = ['deletionVectors']): TestTable {
  const table = new TestTable();
  table.commit(0, [...begin(...features), { add: { path: 'a', deletionVector } }]);
  return table;
}

describe('the path of a deletion vector', () => {
  it('is made of the UUID and, where there is one, of the prefix', () => {
    expect(vectorPath('ab^-aqEH.-t@S}K{vb[*k^')).toBe('ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin');
    expect(vectorPath('^-aqEH.-t@S}K{vb[*k^')).toBe('deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin');
    expect(vectorPath('00000000000000000000')).toBe('deletion_vector_00000000-0000-0000-0000-000000000000.bin');
    expect(vectorPath('%nSc0%nSc0%nSc0%nSc0')).toBe('deletion_vector_ffffffff-ffff-ffff-ffff-ffffffffffff.bin');
  });
});

describe('a deletion vector', () => {
  it('comes with its file, on disk, inline and elsewhere, from commits and from checkpoints', async () => {
    const adds: readonly TestAction[] = [
      { add: { path: 'a', deletionVector: onDisk } },
      { add: { path: 'b', deletionVector: inline } },
      { add: { path: 'c', deletionVector: elsewhere } },
      { add: { path: 'd' } },
    ];
    const committed = new TestTable();
    committed.commit(0, [...begin('deletionVectors'), ...adds]);
    const checkpointed = new TestTable();
    checkpointed.commit(0, begin('deletionVectors'));
    await checkpointed.checkpoint(0, [...begin('deletionVectors'), ...adds]);
    for (const table of [committed, checkpointed]) {
      const snapshot = await openShared(refTo(table));
      expect(snapshot.requiredFeatures).toEqual(['deletionVectors']);
      const [a, b, c, d] = await files(snapshot);
      expect(a).toMatchObject({
        id: '0cc175b9c0f1b6a831c399e269772661',
        deletionVector: {
          id: createHash('md5').update('uab^-aqEH.-t@S}K{vb[*k^@4').digest('hex'),
          path: 'ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin',
          json: '"offset":4,"sizeInBytes":40,"cardinality":6',
        },
      });
      expect(b?.deletionVector).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        inline: inline.pathOrInlineDv,
        json: '"sizeInBytes":40,"cardinality":6',
      });
      expect(c?.deletionVector).toMatchObject({ path: 's3://mytable/deletion%20vector.bin' });
      expect(d).not.toHaveProperty('deletionVector');
    }
  });

  it.each<[string, TestVector, RegExp]>([
    ['of an unknown kind', { ...onDisk, storageType: 'x' }, /"a" is of an unknown storageType/],
    [
      'without a size',
      { storageType: 'u', pathOrInlineDv: onDisk.pathOrInlineDv, cardinality: 1 },
      /has no sizeInBytes/,
    ],
    ['of no bytes', { ...onDisk, sizeInBytes: 0 }, /has no sizeInBytes, or an impossible one/],
    [
      'without a cardinality',
      { storageType: 'u', pathOrInlineDv: onDisk.pathOrInlineDv, sizeInBytes: 1 },
      /no cardinality/,
    ],
    ['that deletes less than nothing', { ...onDisk, cardinality: -1 }, /no cardinality, or an impossible one/],
    ['at an offset before the file', { ...onDisk, offset: -1 }, /has an impossible offset/],
    ['with a UUID that is too short', { ...onDisk, pathOrInlineDv: '-aqEH.-t@S}K{vb[*k^' }, /not named by a UUID/],
    ['with a prefix that leads out', { ...onDisk, pathOrInlineDv: '../^-aqEH.-t@S}K{vb[*k^' }, /not named by a UUID/],
    ['with a character that is no digit', { ...onDisk, pathOrInlineDv: '^-aqEH.-t@S}K{vb[*k"' }, /not named by a UUID/],
    ['with a group beyond four bytes', { ...onDisk, pathOrInlineDv: '00000%nSc100000%nSc0' }, /not named by a UUID/],
    ['inline with an offset', { ...inline, offset: 0 }, /is inline and has an offset/],
    ['inline of another size', { ...inline, sizeInBytes: 44 }, /is inline and not sizeInBytes in Base85/],
    ['inline of other characters', { ...inline, pathOrInlineDv: '"'.repeat(50) }, /is inline and not sizeInBytes/],
    ['at a path that is relative', { ...elsewhere, pathOrInlineDv: 'vector.bin' }, /not at an absolute path/],
    ['at a path that climbs', { ...elsewhere, pathOrInlineDv: 's3://b/a/%2E%2e/../v' }, /not at an absolute path/],
    ['at a path of an unknown kind', { ...elsewhere, pathOrInlineDv: 'http://host/v' }, /not at an absolute path/],
  ])('is refused: %s', async (_, deletionVector, message) => {
    const refusal = { code: 'CORRUPT_LOG', message: expect.stringMatching(message) };
    await expect(openShared(refTo(tableWith(deletionVector)))).rejects.toMatchObject(refusal);
  });

  it('is refused in a checkpoint that tells only half of it', async () => {
    const table = new TestTable();
    table.commit(0, begin('deletionVectors'));
    const half = { pathOrInlineDv: onDisk.pathOrInlineDv } as TestVector;
    await table.checkpoint(0, [...begin('deletionVectors'), { add: { path: 'a', deletionVector: half } }]);
    const refusal = { code: 'CORRUPT_LOG', message: expect.stringContaining('deletion vector of the file "a"') };
    await expect(openShared(refTo(table))).rejects.toMatchObject(refusal);
  });

  it.each(['"offset":"4"', '"offset":1.5', '"offset":true'])('is refused in a commit with %s', async offset => {
    const table = new TestTable();
    table.commit(0, begin('deletionVectors'));
    const vector = `{"storageType":"u","pathOrInlineDv":"${onDisk.pathOrInlineDv}",${offset},"sizeInBytes":40,"cardinality":6}`;
    table.write('_delta_log/00000000000000000001.json', `{"add":{"path":"a","size":1,"deletionVector":${vector}}}\n`);
    const refusal = { code: 'CORRUPT_LOG', message: expect.stringContaining('deletionVector is not a descriptor') };
    await expect(openShared(refTo(table))).rejects.toMatchObject(refusal);
  });

  it('is refused in a table whose protocol does not have it: clients would not look for it', async () => {
    const refusal = { code: 'CORRUPT_LOG', message: expect.stringContaining('deletionVectors is no reader feature') };
    await expect(openShared(refTo(tableWith(onDisk, ['timestampNtz'])))).rejects.toMatchObject(refusal);
  });

  it('takes its rows away from those that a limit counts', async () => {
    const table = new TestTable();
    const stats = '{"numRecords":10}';
    const adds = ['a', 'b', 'c', 'd'].map((path): TestAction => ({ add: { path, stats, deletionVector: onDisk } }));
    table.commit(0, [...begin('deletionVectors'), ...adds]);
    const snapshot = await openShared(refTo(table));
    expect(await files(snapshot, { limit: 4 })).toHaveLength(1);
    expect(await files(snapshot, { limit: 5 })).toHaveLength(2);
    expect(await files(snapshot, { limit: 10 })).toHaveLength(3);
  });

  it('that deletes more rows than there are counts as none', async () => {
    const table = new TestTable();
    const deletionVector = { ...onDisk, cardinality: Number.MAX_SAFE_INTEGER };
    const stats = '{"numRecords":-9223372036854775808}';
    table.commit(0, [
      ...begin('deletionVectors'),
      { add: { path: 'a', stats, deletionVector } },
      { add: { path: 'b' } },
    ]);
    expect(await files(await openShared(refTo(table)), { limit: 1 })).toHaveLength(2);
  });
});
