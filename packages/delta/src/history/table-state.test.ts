import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { versionPrefix } from '../log-path.ts';
import { downloads, open, refTo } from '../testing/test-snapshots.ts';
import { metaData, plainProtocol, schemaString, TestTable } from '../testing/test-table.ts';

const said = { protocol: plainProtocol, metadata: metaData({ said: 'long' }) };
const other = JSON.stringify({ ...said, tableSizeBytes: 0, numFiles: 0 });

/** Versions 0 to 2 and a checksum file of version 2. */
function checkedTable(checksum: string): TestTable {
  const table = TestTable.plain();
  for (const version of [1, 2]) table.commit(version, [{ add: { path: `v${version}` } }]);
  table.write(`${versionPrefix(2)}.crc`, checksum);
  return table;
}

/** The columns that are in force at version 2, and how many files were downloaded to know. */
async function findColumns(table: TestTable) {
  const snapshots = await open();
  const { start } = await snapshots.changes(refTo(table), { from: 2, to: 2, kind: 'stream' });
  return [start.metadata.schemaString, downloads(table)];
}

describe('what is in force at a version', () => {
  it('is known by its checksum file, without the rest of the log', async () => {
    expect(await findColumns(checkedTable(other))).toEqual([schemaString({ said: 'long' }), 1]);
  });

  it.each([
    ['is not JSON', '{'],
    ['says nothing of it', '{"numFiles":0}'],
    ['says nonsense', JSON.stringify({ ...said, metadata: { id: 7 } })],
    ['is enormous', JSON.stringify({ ...said, allFiles: 'x'.repeat(300_000) })],
  ])('is known by the log when the checksum file %s', async (_, checksum) => {
    const [columns] = await findColumns(checkedTable(checksum));
    expect(columns).toBe(schemaString({ id: 'long' }));
  });

  it('is known by the log when the checksum file is older than the commit, so of another table', async () => {
    const table = checkedTable(other);
    utimesSync(join(table.root, `${versionPrefix(2)}.crc`), 1000, 1000);
    const [columns] = await findColumns(table);
    expect(columns).toBe(schemaString({ id: 'long' }));
  });
});
