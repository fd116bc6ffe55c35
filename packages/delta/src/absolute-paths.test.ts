import { expect, it } from 'vitest';
import { sparkTable } from './testing/spark-fixtures.ts';
import { openShared, refTo } from './testing/test-snapshots.ts';
import { featureProtocol, metaData, TestTable } from './testing/test-table.ts';

const vector = { offset: 4, sizeInBytes: 40, cardinality: 6 };
const begin = [{ protocol: featureProtocol('deletionVectors') }, { metaData: metaData({ id: 'long' }) }];

it('a snapshot tells a file of the folder that a shallow clone shares with its source', async () => {
  const source = 'file:/tmp/boathouse-fixtures/deletion-vectors';
  for (const version of [0, 3]) {
    const { absolutePaths } = await openShared(sparkTable('shallow-clone'), version);
    expect(absolutePaths).toHaveLength(1);
    expect(absolutePaths[0]?.startsWith(`${source}/`)).toBe(true);
  }
  expect((await openShared(sparkTable('deletion-vectors'))).absolutePaths).toEqual([]);
});

it('a snapshot tells one absolute path of each folder, whatever the partitions, and those of deletion vectors', async () => {
  const table = new TestTable();
  const stored = { storageType: 'p', pathOrInlineDv: 'gs://lake/vectors/v.bin', ...vector };
  const own = { storageType: 'u', pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^', ...vector };
  table.commit(0, [
    ...begin,
    ...['2.parquet', '1.parquet', 'at=1/b=x%20y/1.parquet', 'at=2/b=z/1.parquet'].map(name => ({
      add: { path: `s3://lake/t/${name}` },
    })),
    { add: { path: 's3://lake/t2/1.parquet' } },
    { add: { path: 'at=1:/own.parquet', deletionVector: stored } },
    { add: { path: 'own.parquet', deletionVector: own } },
  ]);
  const { absolutePaths } = await openShared(refTo(table));
  expect(absolutePaths).toEqual(['gs://lake/vectors/v.bin', 's3://lake/t/1.parquet', 's3://lake/t2/1.parquet']);
});

it('a snapshot tells a hundred absolute paths at most, and no more of files that were removed', async () => {
  const table = new TestTable();
  const paths = Array.from({ length: 120 }, (_, index) => `s3://lake/${index}/1.parquet`);
  table.commit(0, [...begin, ...paths.map(path => ({ add: { path } }))]);
  table.commit(1, [{ add: { path: 'own.parquet' } }, ...paths.map(path => ({ remove: { path } }))]);
  expect((await openShared(refTo(table), 0)).absolutePaths).toHaveLength(100);
  expect((await openShared(refTo(table), 1)).absolutePaths).toEqual([]);
});
