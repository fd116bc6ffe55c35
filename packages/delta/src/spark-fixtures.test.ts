import { describe, expect, it } from 'vitest';
import type { ScannedFile, ScanOptions } from './index.ts';
import type { Predicate, ValueType } from './predicate/predicate.ts';
import type { Snapshot } from './snapshot.ts';
import { type TableColumn, tableColumns } from './table-columns.ts';
import { plainColumns, readRows, type SparkRow, sparkRows, sparkTable, sparkTables } from './testing/spark-fixtures.ts';
import { files, openShared } from './testing/test-snapshots.ts';

const sorted = (rows: readonly SparkRow[]) => rows.map(row => JSON.stringify(row)).sort();
const only = (columns: readonly TableColumn[], row: SparkRow) =>
  Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));

/** Each file of a snapshot with its rows. */
async function filesWithRows(name: string, snapshot: Snapshot, columns: readonly TableColumn[]) {
  const found = await files(snapshot, { format: 'delta' });
  return Promise.all(found.map(async file => ({ file, rows: await readRows(name, file, columns) })));
}

const valueTypes: Readonly<Record<string, ValueType>> = { string: 'string', boolean: 'bool', long: 'long' };
const valueTypeOf = ({ type }: TableColumn) => (type.kind === 'primitive' ? (valueTypes[type.name] ?? 'int') : 'int');

/** The paths of the files that a scan gives. */
const pathsOf = async (snapshot: Snapshot, options: ScanOptions) =>
  new Set((await files(snapshot, options)).map(({ path }: ScannedFile) => path));

describe.each(sparkTables)('the table %s that Spark wrote', name => {
  it('has in each version the rows that Spark read', async () => {
    for (const { version, rows } of sparkRows(name)) {
      const snapshot = await openShared(sparkTable(name), version);
      const columns = plainColumns(snapshot);
      const found = await filesWithRows(name, snapshot, columns);
      const expected = sorted(rows.map(row => only(columns, row)));
      expect([version, ...sorted(found.flatMap(own => own.rows))]).toEqual([version, ...expected]);
    }
  });

  it('keeps every file that holds a matching row, and lets pass exactly the partition of a filter', async () => {
    const { version = 0, rows = [] } = sparkRows(name).at(-1) ?? {};
    const snapshot = await openShared(sparkTable(name), version);
    const columns = plainColumns(snapshot);
    const found = await filesWithRows(name, snapshot, columns);
    for (const column of columns) {
      for (const value of new Set(rows.map(row => row[column.name] ?? null))) {
        const holding = found.filter(own => own.rows.some(row => row[column.name] === value)).map(own => own.file.path);
        const kept = await pathsOf(snapshot, { predicate: equals(column, value) });
        expect([column.name, value, holding.filter(path => !kept.has(path))]).toEqual([column.name, value, []]);
        if (!column.isPartition) continue;
        const condition = { column: column.name, op: 'EQUAL' as const, value: value === null ? null : String(value) };
        expect(await pathsOf(snapshot, { filter: { clauses: [[condition]] } })).toEqual(new Set(holding));
      }
    }
  });
});

function equals({ name, ...column }: TableColumn, value: unknown): Predicate {
  const valueType = valueTypeOf({ name, ...column });
  const operand = { op: 'column', name, valueType } as const;
  if (value === null) return { op: 'isNull', children: [operand] };
  return { op: 'equal', children: [operand, { op: 'literal', value: String(value), valueType }] };
}

it.each<[string, readonly string[]]>([
  ['deletion-vectors', ['deletionVectors']],
  ['column-mapping-name', ['columnMapping']],
  ['column-mapping-id', ['columnMapping']],
  ['mapped-changes', ['columnMapping', 'deletionVectors']],
  ['timestamp-ntz', ['timestampNtz']],
  ['type-widening', ['typeWidening', 'timestampNtz']],
  ['variant', ['variantType']],
  ['variant-shredded', ['variantType', 'variantShredding-preview']],
  ['in-commit-timestamps', []],
  ['clustering', []],
  ['v2-checkpoint-json', []],
  ['vacuum-protocol-check', []],
  ['written-columns', []],
  ['change-data-feed', []],
])('the table %s asks %j of a client', async (name, features) => {
  const { requiredFeatures } = await openShared(sparkTable(name));
  expect([...requiredFeatures].sort()).toEqual([...features].sort());
});

it('leaves out partitions of a table with column mapping, and files by their statistics', async () => {
  const snapshot = await openShared(sparkTable('column-mapping-name'));
  const all = await files(snapshot);
  for (const column of plainColumns(snapshot).filter(({ name }) => name === 'id' || name === 'part 2')) {
    const value = column.name === 'id' ? 1 : 'p/1';
    expect((await files(snapshot, { predicate: equals(column, value) })).length).toBeLessThan(all.length);
  }
});

it('finds values of types that became wider, in files from before and from after', async () => {
  const name = 'type-widening';
  const snapshot = await openShared(sparkTable(name));
  const found = await files(snapshot, { format: 'delta' });
  for (const column of tableColumns(snapshot.protocol, snapshot.metadata)) {
    const { type } = column;
    if (type.kind !== 'decimal' && !(type.kind === 'primitive' && ['double', 'long', 'integer'].includes(type.name)))
      continue;
    for (const file of found) {
      const [row] = await readRows(name, file, [column]);
      const value = String(row?.[column.name]);
      expect(value).toMatch(/\d/);
      const valueType = /^-?\d+$/.test(value) && type.kind !== 'decimal' ? 'long' : 'double';
      for (const op of ['equal', 'lessThanOrEqual', 'greaterThanOrEqual'] as const) {
        const literal = { op: 'literal', value, valueType } as const;
        const kept = await pathsOf(snapshot, {
          predicate: { op, children: [{ op: 'column', name: column.name, valueType }, literal] },
        });
        expect([column.name, op, value, kept.has(file.path)]).toEqual([column.name, op, value, true]);
      }
    }
  }
});

it('gives what row tracking and clustering leave in the log', async () => {
  const tracked = await files(await openShared(sparkTable('row-tracking')), { format: 'delta' });
  for (const { json } of tracked) {
    expect(JSON.parse(`{${json}}`)).toMatchObject({
      baseRowId: expect.any(Number),
      defaultRowCommitVersion: expect.any(Number),
      modificationTime: expect.any(Number),
    });
  }
});
