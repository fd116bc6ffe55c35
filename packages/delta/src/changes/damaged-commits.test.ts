import { describe, expect, it } from 'vitest';
import { commitPath } from '../log-path.ts';
import { open, refTo, shared } from '../testing/test-snapshots.ts';
import { TestTable } from '../testing/test-table.ts';

const name = '00000000000000000001.json';
const line = (action: object) => `${JSON.stringify(action)}\n`;
const add = (fields: object) => line({ add: { path: 'f', partitionValues: {}, size: 1, dataChange: true, ...fields } });
const remove = (fields: object) => line({ remove: { path: 'f', dataChange: true, ...fields } });
const cdc = (fields: object) =>
  line({ cdc: { path: 'f', partitionValues: {}, size: 1, dataChange: false, ...fields } });
const info = line({ commitInfo: {} });
const inline = { storageType: 'i', pathOrInlineDv: '00000', sizeInBytes: 4, cardinality: 1 };
const undemanded = `of the commit ${name} does not have the fields that the Delta protocol demands`;

/** What is said about the changes of a table whose version 1 has this commit. */
async function complaint(commit: string | Uint8Array): Promise<string> {
  const table = TestTable.plain();
  table.write(commitPath(1), commit);
  table.commit(2, [{ add: { path: 'later' } }]);
  const changes = (await shared()).changes(refTo(table), { from: 0, to: 2, kind: 'stream' });
  return changes.then(
    () => 'nothing',
    error => `${error.code}: ${error.message}`,
  );
}

describe('a commit whose changes are asked for is refused', () => {
  it.each([
    ['when it is empty', '', `CORRUPT_LOG: The commit ${name} holds no actions`],
    ['when a line is not JSON', `${info}{"add":\n`, `CORRUPT_LOG: Line 2 of the commit ${name} is not a JSON object`],
    [
      'when it is not text',
      new Uint8Array([0xff, 0xfe, 0x0a]),
      `CORRUPT_LOG: Line 1 of the commit ${name} is not a JSON object`,
    ],
    [
      'when a line holds two actions',
      line({ cdc: { path: 'a' }, remove: { path: 'b' } }),
      `CORRUPT_LOG: Action 1 ${undemanded}`,
    ],
    ['when a file has no path', info + cdc({ path: undefined }), `CORRUPT_LOG: Action 2 ${undemanded}`],
    ['when a path is a number', cdc({ path: 7 }), `CORRUPT_LOG: Action 1 ${undemanded}`],
    [
      'when it is not said whether data changed',
      info + add({ dataChange: undefined }),
      `CORRUPT_LOG: Action 2 ${undemanded}`,
    ],
    ['when dataChange is text', remove({ dataChange: 'true' }), `CORRUPT_LOG: Action 1 ${undemanded}`],
    ['when a size is text', cdc({ size: '1' }), `CORRUPT_LOG: Action 1 ${undemanded}`],
    [
      'when a size is negative',
      cdc({ size: -1 }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, cdc of "f": the size is impossible`,
    ],
    ['when a file is changed twice', add({}) + remove({}), 'CORRUPT_LOG: Version 1 adds or removes the file "f" twice'],
    [
      'when a path climbs',
      cdc({ path: '../f' }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, cdc of "../f": the path leads out of the table`,
    ],
    [
      'when a path climbs in disguise',
      remove({ path: 'a/%2e%2e/%2E%2e/f' }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, remove of "a/%2e%2e/%2E%2e/f": the path leads out of the table`,
    ],
    [
      'when a path holds a line feed',
      cdc({ path: 'a%0Ab' }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, cdc of "a%0Ab": the path holds control characters`,
    ],
    [
      'when a path is that of this machine',
      add({ path: '/etc/passwd' }),
      `UNSUPPORTED_FEATURE: Action 1 of the commit ${name}, add of "/…": the path is absolute without saying in which file system`,
    ],
    [
      'when a deletion vector is none',
      add({ deletionVector: { ...inline, sizeInBytes: 9 } }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, add of "f": the deletion vector is inline and not sizeInBytes in Base85`,
    ],
    [
      'when a file that was only moved has a bad path',
      remove({ path: '../f', dataChange: false }),
      `CORRUPT_LOG: Action 1 of the commit ${name}, remove of "../f": the path leads out of the table`,
    ],
  ])('%s', async (_, commit, expected) => {
    expect(await complaint(commit)).toBe(expected);
  });

  it('when a line is longer than 16 MiB', async () => {
    const expected = `TOO_LARGE: Line 1 of the commit ${name} is over 16 MiB`;
    expect(await complaint(add({ stats: 'x'.repeat(17 * 1024 * 1024) }))).toBe(expected);
  });

  it('when it is larger than the cache', async () => {
    const table = TestTable.plain();
    table.write(commitPath(1), add({ stats: 'x'.repeat(100_000) }));
    const snapshots = await open({ maxBytes: 60_000 });
    await expect(snapshots.changes(refTo(table), { from: 0, to: 1, kind: 'stream' })).rejects.toMatchObject({
      code: 'TOO_LARGE',
    });
  });

  it('when it holds two metaData actions', async () => {
    const metaData = { id: 'x', format: { provider: 'parquet' }, schemaString: '{}', partitionColumns: [] };
    const twice = line({ metaData }) + line({ metaData });
    expect(await complaint(twice)).toBe('CORRUPT_LOG: Version 1 holds more than one protocol or metaData action');
  });
});
