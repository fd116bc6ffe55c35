import { describe, expect, it } from 'vitest';
import type { TableColumn } from '../table-columns.ts';
import { type ReadVersion, readAll } from '../testing/read-changes.ts';
import {
  plainColumns,
  readRows,
  type SparkRow,
  sparkChanges,
  sparkRows,
  sparkTable,
  sparkTables,
} from '../testing/spark-fixtures.ts';
import { files, openShared, shared } from '../testing/test-snapshots.ts';
import type { ChangedFile, ChangesOptions } from './changes.ts';

const changeType: TableColumn = {
  name: '_change_type',
  physicalName: '_change_type',
  isPartition: false,
  type: { kind: 'primitive', name: 'string' },
  nullable: true,
  metadata: {},
};

const read = async (name: string, options: ChangesOptions) =>
  readAll(await (await shared()).changes(sparkTable(name), options));

/** How often each row is there: text of a row → count, without those that are there as often as not. */
class RowCounts extends Map<string, number> {
  count(rows: readonly SparkRow[], by: number): this {
    for (const row of rows) {
      const text = JSON.stringify(row);
      const count = (this.get(text) ?? 0) + by;
      if (count === 0) this.delete(text);
      else this.set(text, count);
    }
    return this;
  }
}

/** The rows that a version changed, as a client of Delta finds them: text of a row with its `_change_type`, sorted. */
async function changedRows(name: string, { version, files: changed }: ReadVersion, columns: readonly TableColumn[]) {
  const rows: SparkRow[] = [];
  const byPath = Map.groupBy(changed, ({ path }) => path);
  for (const own of byPath.values()) {
    if (own[0]?.action === 'cdc') {
      for (const file of own) rows.push(...(await readRows(name, file, [...columns, changeType])));
      continue;
    }
    // A file with another deletion vector changes by the difference.
    for (const [text, count] of await countRows(name, own, columns)) {
      const _change_type = count > 0 ? 'insert' : 'delete';
      for (let times = Math.abs(count); times > 0; times--) rows.push({ ...JSON.parse(text), _change_type });
    }
  }
  return rows.map(row => JSON.stringify({ ...row, _commit_version: version }));
}

async function countRows(name: string, changed: readonly ChangedFile[], columns: readonly TableColumn[]) {
  const counts = new RowCounts();
  for (const file of changed) counts.count(await readRows(name, file, columns), file.action === 'add' ? 1 : -1);
  return counts;
}

describe.each(sparkTables.filter(name => sparkChanges(name).length > 0))('the change data feed of %s', name => {
  it('has the rows that Spark read', async () => {
    const columns = plainColumns(await openShared(sparkTable(name)));
    const names = [...columns.map(column => column.name), '_change_type', '_commit_version'];
    for (const { from, to, rows } of sparkChanges(name)) {
      const versions = await read(name, { from, to, kind: 'feed', format: 'delta' });
      const found = await Promise.all(versions.map(version => changedRows(name, version, columns)));
      const expected = rows.map(row => JSON.stringify(Object.fromEntries(names.map(own => [own, row[own] ?? null]))));
      expect([from, to, ...found.flat().sort()]).toEqual([from, to, ...expected.sort()]);
    }
  });
});

describe.each(sparkTables)('the stream of %s', name => {
  it('leads from the rows of the first version to those of the last', async () => {
    const [first, last] = [sparkRows(name)[0]?.version ?? 0, sparkRows(name).at(-1)?.version ?? 0];
    const columns = plainColumns(await openShared(sparkTable(name), last));
    const rowsAt = async (version: number) => {
      const found = await files(await openShared(sparkTable(name), version), { format: 'delta' });
      return (await Promise.all(found.map(file => readRows(name, file, columns)))).flat();
    };
    const counts = new RowCounts().count(await rowsAt(first), 1).count(await rowsAt(last), -1);
    if (first < last) {
      const versions = await read(name, { from: first + 1, to: last, kind: 'stream', format: 'delta' });
      for (const { action, ...file } of versions.flatMap(version => version.files)) {
        counts.count(await readRows(name, file, columns), action === 'add' ? 1 : -1);
      }
    }
    expect([...counts]).toEqual([]);
  });
});
