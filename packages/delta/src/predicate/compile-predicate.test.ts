import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StructField } from '../schema.ts';
import type { TableColumn } from '../table-columns.ts';
import { partitionJson, statsJson } from '../testing/model-writer.ts';
import { fields, type ModelFile, modelFile, modelPredicate, partitionColumns } from '../testing/predicate-model.ts';
import { clients, evaluate } from '../testing/predicate-reference.ts';
import { compilePredicate } from './compile-predicate.ts';
import type { ComparisonOp, Predicate, ValueType } from './predicate.ts';

let database: DuckDBConnection;
beforeAll(async () => {
  database = await (await DuckDBInstance.create(':memory:')).connect();
  await database.run("SET TimeZone = 'UTC'");
});

const columnsOf = (fields: readonly StructField[], partitions: readonly string[]): readonly TableColumn[] =>
  fields.map(field => ({ ...field, physicalName: field.name, isPartition: partitions.includes(field.name) }));
const modelTable = columnsOf(fields, partitionColumns);

interface FileText {
  readonly partitionValues: string;
  readonly stats: string | null;
}

/** What a compiled predicate says of files. */
async function judge(predicate: Predicate, files: readonly FileText[], table = modelTable, wantsAll = true) {
  const compiled = compilePredicate(predicate, table, { matchesAll: wantsAll });
  const { mayMatch, matchesAll = 'false', bounds, texts, values } = compiled;
  const first = values.length + 1;
  const rows = files.map((_, index) => `($${first + 2 * index}::VARCHAR, $${first + 2 * index + 1}::VARCHAR)`);
  const result = await database.run(
    `SELECT ${mayMatch}, ${matchesAll} FROM (SELECT ${['*', ...bounds].join(', ')} FROM (
       SELECT ${['*', ...texts].join(', ')} FROM (VALUES ${rows.join(', ')}) AS files(partition_values, stats)))`,
    [...values, ...files.flatMap(({ partitionValues, stats }) => [partitionValues, stats])],
  );
  return (await result.getRows()).map(([may, all]) => ({ may, all }));
}

const textOf = (file: ModelFile): FileText => ({ partitionValues: partitionJson(file), stats: statsJson(file) });

describe('a compiled predicate', () => {
  it('keeps every file that holds a matching row, and is sure of all rows only when all match', async () => {
    let dropped = 0;
    let sure = 0;
    const scenario = fc.record({
      files: fc.array(modelFile, { minLength: 10, maxLength: 20 }),
      predicate: modelPredicate,
      wantsAll: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ files, predicate, wantsAll }) => {
        const verdicts = await judge(predicate, files.map(textOf), modelTable, wantsAll);
        for (const [index, file] of files.entries()) {
          const verdict = verdicts[index];
          for (const client of clients) {
            const truths = file.rows.map(row => evaluate(predicate, file, row, client));
            if (truths.includes(true)) expect(verdict?.may).toBe(true);
            if (verdict?.all === true) expect(truths.every(truth => truth === true)).toBe(true);
          }
          dropped += Number(verdict?.may === false);
          sure += Number(verdict?.all === true);
        }
      }),
      { numRuns: 400 },
    );
    // A predicate that keeps everything would pass as well: it must also be of use. (Usual: 2700 and 700.)
    expect(dropped).toBeGreaterThan(100);
    expect(sure).toBeGreaterThan(100);
  });
});

const table = columnsOf(
  [
    { name: 'id', type: { kind: 'primitive', name: 'long' }, nullable: true, metadata: {} },
    { name: 'Name', type: { kind: 'primitive', name: 'string' }, nullable: true, metadata: {} },
    { name: 'x/y~z', type: { kind: 'primitive', name: 'long' }, nullable: true, metadata: {} },
    { name: 'cost', type: { kind: 'decimal', precision: 20, scale: 2 }, nullable: true, metadata: {} },
    { name: 'price', type: { kind: 'primitive', name: 'double' }, nullable: true, metadata: {} },
    {
      name: 'code',
      type: { kind: 'primitive', name: 'string' },
      nullable: true,
      metadata: { __CHAR_VARCHAR_TYPE_STRING: 'char(5)' },
    },
    {
      name: 'label',
      type: { kind: 'primitive', name: 'string' },
      nullable: true,
      metadata: { __COLLATIONS: { label: 'icu.UNICODE_CI' } },
    },
    {
      name: 'tags',
      type: { kind: 'array', element: { kind: 'primitive', name: 'long' }, containsNull: true },
      nullable: true,
      metadata: {},
    },
    { name: 'day', type: { kind: 'primitive', name: 'date' }, nullable: true, metadata: {} },
    { name: 'at', type: { kind: 'primitive', name: 'timestamp' }, nullable: true, metadata: {} },
  ],
  ['day', 'at'],
);

const compare = (op: ComparisonOp, name: string, value: string, valueType: ValueType): Predicate => ({
  op,
  children: [
    { op: 'column', name, valueType },
    { op: 'literal', value, valueType },
  ],
});
const not = (child: Predicate): Predicate => ({ op: 'not', children: [child] });

async function mayMatch(predicate: Predicate, stats: object | string | null, partitionValues: object = {}) {
  const text = typeof stats === 'object' && stats !== null ? JSON.stringify(stats) : stats;
  const [verdict] = await judge(predicate, [{ partitionValues: JSON.stringify(partitionValues), stats: text }], table);
  return verdict?.may;
}

describe('a file with ids from 2 to 10', () => {
  const stats = { numRecords: 9, minValues: { id: 2 }, maxValues: { id: 10 }, nullCount: { id: 0 } };

  it.each<[string, Predicate, boolean]>([
    ['id = 11', compare('equal', 'id', '11', 'long'), false],
    ['id = 10', compare('equal', 'id', '10', 'int'), true],
    ['id < 2', compare('lessThan', 'id', '2', 'long'), false],
    ['id <= 2', compare('lessThanOrEqual', 'id', '2', 'long'), true],
    ['id > 10', compare('greaterThan', 'id', '10', 'long'), false],
    ['id >= 10', compare('greaterThanOrEqual', 'id', '10', 'long'), true],
    ['NOT id >= 7', not(compare('greaterThanOrEqual', 'id', '7', 'long')), true],
    ['NOT id >= 2', not(compare('greaterThanOrEqual', 'id', '2', 'long')), false],
    ['NOT NOT id = 11', not(not(compare('equal', 'id', '11', 'long'))), false],
    ['id IS NULL', { op: 'isNull', children: [{ op: 'column', name: 'id', valueType: 'long' }] }, false],
  ])('answers %s with %s', async (_, predicate, expected) => {
    expect(await mayMatch(predicate, stats)).toBe(expected);
  });

  it('is found by the name of the column in other case', async () => {
    expect(await mayMatch(compare('equal', 'ID', '11', 'long'), stats)).toBe(false);
  });
});

describe('what is unclear keeps the file', () => {
  const none = compare('equal', 'id', '11', 'long');
  const small = { numRecords: 1, minValues: { id: 1, price: 1 }, maxValues: { id: 1, price: 1 }, nullCount: { id: 0 } };

  it.each<[string, Predicate, object | string | null]>([
    ['no statistics', none, null],
    ['statistics that are not JSON', none, '{"minValues":{"id":1'],
    ['statistics that are an array', none, '[1,2]'],
    ['statistics without the column', none, { numRecords: 1, minValues: {}, maxValues: {}, nullCount: {} }],
    ['a bound of another type', none, { minValues: { id: 'x' }, maxValues: { id: { a: 1 } } }],
    ['a bound that was rounded', none, '{"minValues":{"id":1.0},"maxValues":{"id":1.0E0}}'],
    ['a bound beyond 64 bits', none, '{"minValues":{"id":1},"maxValues":{"id":99999999999999999999}}'],
    ['an unknown column', compare('equal', 'nobody', '11', 'long'), small],
    ['NOT of an unknown column', not(compare('equal', 'nobody', '11', 'long')), small],
    ['a constant of another type', compare('equal', 'id', '11', 'string'), small],
    ['a constant that is no number', compare('equal', 'id', '11x', 'long'), small],
    ['a constant beyond 64 bits', compare('equal', 'id', '9223372036854775808', 'long'), small],
    ['a constant that is NaN', compare('equal', 'price', 'NaN', 'double'), small],
    ['a maximum of doubles, for NaN may be above it', compare('greaterThan', 'price', '5', 'double'), small],
    [
      'text that is padded when compared',
      compare('equal', 'code', 'x', 'string'),
      { minValues: { code: 'a' }, maxValues: { code: 'b' } },
    ],
    [
      'text that is compared by a collation',
      compare('equal', 'label', 'A', 'string'),
      { minValues: { label: 'a' }, maxValues: { label: 'b' } },
    ],
    ['a column that has no order', compare('equal', 'tags', '1', 'long'), small],
    ['a date that does not exist', compare('equal', 'day', '2021-02-30', 'date'), small],
  ])('%s', async (_, predicate, stats) => {
    expect(await mayMatch(predicate, stats, { day: '2021-01-01' })).toBe(true);
  });

  it('a decimal that its writer rounded to a double', async () => {
    const stats = { minValues: { cost: 0.30000000000000004 }, maxValues: { cost: 0.30000000000000004 } };
    expect(await mayMatch(compare('equal', 'cost', '0.3', 'double'), stats)).toBe(true);
    expect(await mayMatch(compare('equal', 'cost', '0.31', 'double'), stats)).toBe(false);
  });

  it('a text that begins with a maximum that may have been cut off', async () => {
    const stats = { minValues: { Name: 'aaa' }, maxValues: { Name: 'bbb' } };
    expect(await mayMatch(compare('equal', 'Name', 'bbbz', 'string'), stats)).toBe(true);
    expect(await mayMatch(compare('equal', 'Name', 'bbc', 'string'), stats)).toBe(false);
  });

  it('a predicate too large to be worth it', async () => {
    const many: Predicate = { op: 'and', children: Array.from({ length: 251 }, () => none) };
    let deep: Predicate = none;
    for (let depth = 0; depth < 101; depth++) deep = not(not(deep));
    expect(await mayMatch(many, small)).toBe(true);
    expect(await mayMatch(deep, small)).toBe(true);
  });

  it('a partition value that its type does not allow', async () => {
    expect(await mayMatch(compare('equal', 'day', '2021-01-01', 'date'), null, { day: 'yesterday' })).toBe(true);
    expect(await mayMatch(compare('equal', 'day', '2021-01-01', 'date'), null, { day: '2021-01-02' })).toBe(false);
  });
});

it('evaluates a predicate as large as it takes', async () => {
  const leaves = Array.from({ length: 249 }, (_, index) => compare('equal', 'id', String(100 + index), 'long'));
  const stats = { minValues: { id: 2 }, maxValues: { id: 10 } };
  expect(await mayMatch({ op: 'or', children: leaves }, stats)).toBe(false);
  let deep: Predicate = compare('equal', 'id', '11', 'long');
  for (let depth = 0; depth < 98; depth++) deep = { op: 'or', children: [deep, compare('equal', 'id', '12', 'long')] };
  expect(await mayMatch(deep, stats)).toBe(false);
});

it('finds columns whose names mean something in a JSON pointer', async () => {
  const stats = { minValues: { 'x/y~z': 2 }, maxValues: { 'x/y~z': 10 } };
  expect(await mayMatch(compare('equal', 'x/y~z', '11', 'long'), stats)).toBe(false);
  expect(await mayMatch(compare('equal', 'x/y~z', '5', 'long'), stats)).toBe(true);
});

describe('a double that was a float', () => {
  const widened = (metadata: object): readonly TableColumn[] => [
    {
      name: 'x',
      type: { kind: 'primitive', name: 'double' },
      nullable: true,
      metadata: { ...metadata },
      physicalName: 'x',
      isPartition: false,
    },
  ];
  const was = widened({ 'delta.typeChanges': [{ fromType: 'float', toType: 'double' }] });
  const file = (min: string): FileText => ({
    partitionValues: '{}',
    stats: `{"numRecords":1,"minValues":{"x":${min}}}`,
  });

  it('keeps every file whose statistics are of a float, however its writer shortened them', async () => {
    const floats = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(floats, async values => {
        for (const own of values) {
          const texts = [String(own), String(Number(own.toPrecision(7))), String(Number(own.toPrecision(9)))];
          const alike = texts.filter(text => Math.fround(Number(text)) === own);
          const least = compare('lessThanOrEqual', 'x', String(own), 'double');
          for (const verdict of await judge(least, alike.map(file), was)) expect(verdict.may).toBe(true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is told from a double that always was one', async () => {
    const below = compare('lessThan', 'x', '-0.1', 'double');
    expect(await judge(below, [file('-0.1')], was)).toMatchObject([{ may: true }]);
    expect(await judge(below, [file('-0.1')], widened({}))).toMatchObject([{ may: false }]);
    expect(await judge(below, [file('0.5')], was)).toMatchObject([{ may: false }]);
    expect(await judge(below, [file('1e300')], was)).toMatchObject([{ may: false }]);
  });
});

it('finds statistics and partition values of a mapped column by its physical name, and only there', async () => {
  const mapped = columnsOf(
    [
      { name: 'Name', type: { kind: 'primitive', name: 'long' }, nullable: true, metadata: {} },
      { name: 'part', type: { kind: 'primitive', name: 'long' }, nullable: true, metadata: {} },
    ],
    ['part'],
  ).map(column => ({ ...column, physicalName: `col/${column.name}~1` }));
  const stats = (name: string) => JSON.stringify({ numRecords: 1, minValues: { [name]: 5 }, maxValues: { [name]: 5 } });
  const one = (name: string, value: string) => compare('equal', name, value, 'long');
  const files = [
    { partitionValues: '{"col/part~1":"7"}', stats: stats('col/Name~1') },
    { partitionValues: '{"part":"7"}', stats: stats('Name') },
  ];
  expect(await judge(one('name', '4'), files, mapped)).toMatchObject([{ may: false }, { may: true }]);
  expect(await judge(one('name', '5'), files, mapped)).toMatchObject([{ may: true }, { may: true }]);
  expect(await judge(one('part', '7'), files, mapped)).toMatchObject([{ may: true, all: true }, { may: false }]);
  expect(await judge(one('col/part~1', '8'), files, mapped)).toMatchObject([{ may: true }, { may: true }]);
});

it('reads timestamps of partitions with a zone exactly, and without one to the day', async () => {
  const late = compare('greaterThan', 'at', '2024-02-29T12:00:00Z', 'timestamp');
  expect(await mayMatch(late, null, { at: '2024-02-29T12:00:00.000000Z' })).toBe(false);
  expect(await mayMatch(late, null, { at: '2024-02-29T12:00:00.000001Z' })).toBe(true);
  expect(await mayMatch(late, null, { at: '2024-02-29 12:00:00' })).toBe(true);
  expect(await mayMatch(late, null, { at: '2024-02-28 11:00:00' })).toBe(false);
});

it('binds what comes from outside and never writes it into SQL', () => {
  const name = `'); DROP TABLE files; --`;
  const hostile = columnsOf([{ name, type: { kind: 'primitive', name: 'string' }, nullable: true, metadata: {} }], []);
  const compiled = compilePredicate(compare('equal', name, `x' OR 1=1 --`, 'string'), hostile, { matchesAll: true });
  const sql = JSON.stringify({ ...compiled, values: [] });
  expect(sql).not.toContain('DROP');
  expect(sql).not.toContain('OR 1=1');
  expect(compiled.values).toContain(`x' OR 1=1 --`);
});
