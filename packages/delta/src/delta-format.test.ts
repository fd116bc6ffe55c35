import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { files, openShared, refTo } from './testing/test-snapshots.ts';
import { metaData, plainProtocol, type TestAction, type TestAdd, TestTable } from './testing/test-table.ts';

const begin: readonly TestAction[] = [
  { protocol: plainProtocol },
  { metaData: metaData({ id: 'long', p: 'string' }, ['p']) },
];
const full: TestAdd = {
  path: 'p=%C3%A9/a%20b',
  partitionValues: { p: 'é' },
  size: 573,
  modificationTime: 1_619_824_428_000,
  dataChange: false,
  stats: '{"numRecords":1}',
  tags: { 'odd "key"': 'tab\there', none: null },
  baseRowId: 7,
  defaultRowCommitVersion: 3,
  clusteringProvider: 'liquid\nodd',
};
const plain: TestAdd = { path: 'z', partitionValues: { p: null }, modificationTime: 5, dataChange: true };

/** The same two files, out of a commit and out of a checkpoint. */
async function tables(): Promise<readonly TestTable[]> {
  const [committed, checkpointed] = [new TestTable(), new TestTable()];
  const actions = [...begin, { add: full }, { add: plain }];
  committed.commit(0, actions);
  checkpointed.commit(0, begin);
  await checkpointed.checkpoint(0, actions);
  return [committed, checkpointed];
}

describe('a file in the delta format', () => {
  it('is the rest of its add action, with all fields that the log has and no others', async () => {
    for (const table of await tables()) {
      const [first, second] = await files(await openShared(refTo(table)), { format: 'delta' });
      const { path, ...rest } = full;
      expect(first?.path).toBe('p=é/a b');
      expect(JSON.parse(`{${first?.json}}`)).toEqual(rest);
      expect(second?.json).toBe('"partitionValues":{"p":null},"size":1,"modificationTime":5,"dataChange":true');
      expect([first?.size, second?.size]).toEqual([573, 1]);
    }
  });

  it('has in the parquet format what Delta Sharing knows', async () => {
    for (const table of await tables()) {
      const [first] = await files(await openShared(refTo(table)));
      expect(first?.json).toBe('"partitionValues":{"p":"é"},"size":573,"stats":"{\\"numRecords\\":1}"');
    }
  });
});

it.each(['md5', 'sha256'] as const)('the id of a file is the %s of its path in the log', async fileIdHash => {
  const [table = new TestTable()] = await tables();
  for (const format of ['parquet', 'delta'] as const) {
    const [first] = await files(await openShared(refTo(table)), { format, fileIdHash });
    expect(first?.id).toBe(createHash(fileIdHash).update(full.path).digest('hex'));
  }
});

describe('a field of an add action that is not what the protocol says', () => {
  it.each([
    ['dataChange', '"yes"', 'true or false'],
    ['baseRowId', '"7"', 'a whole number'],
    ['defaultRowCommitVersion', '1.5', 'a whole number'],
    ['clusteringProvider', '{}', 'a string'],
    ['tags', '[1]', 'an object'],
  ])('is refused: %s', async (field, value, expected) => {
    const table = TestTable.plain();
    table.write('_delta_log/00000000000000000001.json', `{"add":{"path":"a","size":1,"${field}":${value}}}\n`);
    const message = `Line 1 of the commit 00000000000000000001.json holds an add whose ${field} is not ${expected}`;
    await expect(openShared(refTo(table))).rejects.toMatchObject({ code: 'CORRUPT_LOG', message });
  });
});

describe('a file that lies elsewhere', () => {
  it.each([
    's3://bucket/a%20b',
    's3a://bucket/k',
    'abfss://c@account.dfs.core.windows.net/k',
    'gs://b/k',
    'file:///a/b',
  ])('has its URI for a path: %s', async path => {
    const table = TestTable.plain({ add: { path } });
    const [file] = await files(await openShared(refTo(table)));
    expect(file).toMatchObject({ path, id: createHash('md5').update(path).digest('hex') });
  });
});
