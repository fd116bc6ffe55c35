import { describe, expect, it } from 'vitest';
import { columnMappingMode, physicalSchema } from './column-mapping.ts';
import { parseSchema } from './schema.ts';
import { files, openShared, refTo } from './testing/test-snapshots.ts';
import { featureProtocol, metaData, type TestAction, TestTable } from './testing/test-table.ts';

const versionTwo = { minReaderVersion: 2, minWriterVersion: 5 };

interface MappedColumn {
  readonly name: string;
  readonly type: unknown;
  readonly physicalName?: string;
}

const schemaOf = (columns: readonly MappedColumn[]) => {
  const fields = columns.map(({ name, type, physicalName }) => {
    return { name, type, nullable: true, metadata: { 'delta.columnMapping.physicalName': physicalName } };
  });
  return JSON.stringify({ type: 'struct', fields });
};

const columns: readonly MappedColumn[] = [
  { name: 'id', type: 'long', physicalName: 'part' },
  { name: 'part', type: 'integer', physicalName: 'col-1/2' },
];

function begin(mode: string, schema = columns, protocol: object = versionTwo): readonly TestAction[] {
  const configuration = { 'delta.columnMapping.mode': mode };
  const metadata = { ...metaData({}, ['part']), schemaString: schemaOf(schema), configuration };
  return [{ protocol }, { metaData: metadata }];
}

const value = (name: string, literal: string) => ({
  op: 'equal' as const,
  children: [
    { op: 'column' as const, name, valueType: 'long' as const },
    { op: 'literal' as const, value: literal, valueType: 'long' as const },
  ] as const,
});

describe('the mode of column mapping', () => {
  const of = (mode: string | undefined, protocol = versionTwo) => {
    const configuration: Record<string, string> = mode === undefined ? {} : { 'delta.columnMapping.mode': mode };
    const format = { provider: 'parquet', options: {} };
    return columnMappingMode(protocol, { id: '', format, schemaString: '', partitionColumns: [], configuration });
  };

  it('is what the property says, where the protocol has the feature', () => {
    expect([of('name'), of('id'), of('none'), of(undefined)]).toEqual(['name', 'id', 'none', 'none']);
    expect(of('name', featureProtocol('columnMapping'))).toBe('name');
    expect(of('name', featureProtocol('deletionVectors'))).toBe('none');
    expect(of('name', { minReaderVersion: 1, minWriterVersion: 2 })).toBe('none');
  });

  it('is refused when there is none of that name', () => {
    expect(() => of('Name')).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG' }));
  });
});

describe('a physical schema', () => {
  it('has the physical names of columns and of fields within', () => {
    const inner = JSON.parse(schemaOf([{ name: 'x', type: 'long', physicalName: 'p2' }]));
    const schema = parseSchema(schemaOf([{ name: 'a', type: inner, physicalName: 'p1' }]));
    expect(physicalSchema(schema)).toMatchObject({ fields: [{ name: 'p1', type: { fields: [{ name: 'p2' }] } }] });
  });

  it.each<[string, readonly MappedColumn[], RegExp]>([
    ['a column without one', [{ name: 'a', type: 'long' }], /"a" has no physical name/],
    [
      'two columns with the same',
      [
        { name: 'a', type: 'long', physicalName: 'p' },
        { name: 'b', type: 'long', physicalName: 'p' },
      ],
      /Two columns have the physical name "p"/,
    ],
  ])('is refused with %s', (_, own, message) => {
    const refusal = { code: 'CORRUPT_LOG', message: expect.stringMatching(message) };
    expect(() => physicalSchema(parseSchema(schemaOf(own)))).toThrow(expect.objectContaining(refusal));
  });
});

describe.each(['name', 'id'])('a table with column mapping by %s', mode => {
  const file = (path: string, part: string | null, id: number) => ({
    add: {
      path,
      partitionValues: { 'col-1/2': part },
      stats: JSON.stringify({
        numRecords: 1,
        minValues: { part: id },
        maxValues: { part: id },
        nullCount: { part: 0 },
      }),
    },
  });
  const table = new TestTable();
  table.commit(0, [...begin(mode), file('a', '1', 1), file('b', '2', 2), file('c', null, 3)]);
  const found = async (options: Parameters<typeof files>[1]) =>
    (await files(await openShared(refTo(table)), options)).map(({ path }) => path);

  it('is asked by the names of its schema', async () => {
    expect(await found({ predicate: value('ID', '2') })).toEqual(['b']);
    expect(await found({ predicate: value('part', '1') })).toEqual(['a']);
    expect(await found({ filter: { clauses: [[{ column: 'part', op: 'EQUAL', value: '02' }]] } })).toEqual(['b']);
    expect(await found({ filter: { clauses: [[{ column: 'part', op: 'EQUAL', value: null }]] } })).toEqual(['c']);
  });

  it('is never asked by physical names', async () => {
    expect(await found({ predicate: value('col-1/2', '1') })).toEqual(['a', 'b', 'c']);
    const byPhysical = found({ filter: { clauses: [[{ column: 'col-1/2', op: 'EQUAL', value: '1' }]] } });
    await expect(byPhysical).rejects.toMatchObject({ code: 'FILTER_MISMATCH' });
  });

  it('gives what its log says, and asks the feature of clients', async () => {
    const snapshot = await openShared(refTo(table));
    const [first] = await files(snapshot, { format: 'delta' });
    expect(first?.json).toContain('"partitionValues":{"col-1/2":"1"}');
    expect(snapshot.requiredFeatures).toEqual(['columnMapping']);
  });
});

it('a table whose columns have no physical names is refused in the modes name and id alone', async () => {
  const bare = columns.map(({ name, type }) => ({ name, type }));
  for (const [mode, message] of [
    ['id', 'The column "id" has no physical name (column mapping)'],
    ['Name', 'The table property delta.columnMapping.mode is "Name"'],
  ] as const) {
    const table = new TestTable();
    table.commit(0, begin(mode, bare));
    await expect(openShared(refTo(table))).rejects.toMatchObject({ code: 'CORRUPT_LOG', message });
  }
  const table = new TestTable();
  table.commit(0, begin('name', bare, { minReaderVersion: 1, minWriterVersion: 2 }));
  expect((await openShared(refTo(table))).requiredFeatures).toEqual([]);
});
