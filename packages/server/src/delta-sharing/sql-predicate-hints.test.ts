import type { Predicate } from '@boathouse/delta';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSqlPredicateHints } from './sql-predicate-hints.ts';
import { add, created } from './testing/log-table.ts';
import { linesOf, shareTables } from './testing/shared-tables.ts';

const types = {
  id: 'long',
  n: 'integer',
  ratio: 'double',
  small: 'float',
  price: 'decimal(10,2)',
  name: 'string',
  'odd `name': 'string',
  day: 'date',
  at: 'timestamp',
  flag: 'boolean',
  Twin: 'string',
  TWIN: 'string',
};
const schemaString = JSON.stringify({
  type: 'struct',
  fields: Object.entries(types).map(([name, type]) => ({ name, type, nullable: true, metadata: {} })),
});
const read = (...hints: string[]): Predicate | undefined => readSqlPredicateHints(hints, schemaString);

const column = (name: string) => ({ op: 'column', name, valueType: 'string' });
const compare = (op: string, name: string, value: string, valueType: string) => ({
  op,
  children: [column(name), { op: 'literal', value, valueType }],
});
const isNull = (name: string) => ({ op: 'isNull', children: [column(name)] });
const not = (child: object) => ({ op: 'not', children: [child] });

describe('SQL hints', () => {
  it.each([
    ['id = 5', compare('equal', 'id', '5', 'long')],
    ['ID>=-5', compare('greaterThanOrEqual', 'id', '-5', 'long')],
    ['id <> 5', not(compare('equal', 'id', '5', 'long'))],
    ['id != 5', not(compare('equal', 'id', '5', 'long'))],
    ['ratio < 1.5', compare('lessThan', 'ratio', '1.5', 'double')],
    ['ratio <= 1e3', compare('lessThanOrEqual', 'ratio', '1E3', 'double')],
    ["name = 'it''s'", compare('equal', 'name', "it's", 'string')],
    ["`odd ``name` > 'x'", compare('greaterThan', 'odd `name', 'x', 'string')],
    ["day >= '2021-04-28'", compare('greaterThanOrEqual', 'day', '2021-04-28', 'string')],
    ["day = date '2021-04-28'", compare('equal', 'day', '2021-04-28', 'date')],
    ["at < TIMESTAMP '2021-04-28 10:00:00'", compare('lessThan', 'at', '2021-04-28 10:00:00', 'timestamp')],
    ['flag = TRUE', compare('equal', 'flag', 'true', 'bool')],
    ['name is null', isNull('name')],
    ['name IS NOT NULL', not(isNull('name'))],
    ["day = CAST('2021-04-28' AS DATE)", compare('equal', 'day', '2021-04-28', 'date')],
    ["id = CAST('5' AS BIGINT)", compare('equal', 'id', '5', 'long')],
  ])('reads %s', (hint, predicate) => {
    expect(read(hint)).toEqual(predicate);
  });

  it.each([
    ['(CAST(partitionValues.n AS INT) = 202604)', compare('equal', 'n', '202604', 'long')],
    ['(CAST(partitionValues.name AS STRING) IS NULL)', isNull('name')],
    ["(CAST(partitionValues.day AS DATE) > DATE '2021-04-28')", compare('greaterThan', 'day', '2021-04-28', 'date')],
    ["(CAST(partitionValues.`odd ``name` AS STRING) = 'a')", compare('equal', 'odd `name', 'a', 'string')],
    ['(CAST(partitionValues.id AS BIGINT) = 5L)', compare('equal', 'id', '5', 'long')],
    ['(NOT (CAST(partitionValues.n AS INT) = 3))', not(compare('equal', 'n', '3', 'long'))],
    ['(CAST(partitionValues.ratio AS DOUBLE) = 1.0D)', compare('equal', 'ratio', '1.0', 'double')],
    ['(CAST(partitionValues.small AS FLOAT) = CAST(0.1 AS FLOAT))', compare('equal', 'small', '0.1', 'float')],
    ['(CAST(partitionValues.price AS DECIMAL(10,2)) = 1.50BD)', compare('equal', 'price', '1.50', 'double')],
    [
      '(CAST(partitionValues.n AS INT) IN (1, 2))',
      { op: 'or', children: [compare('equal', 'n', '1', 'long'), compare('equal', 'n', '2', 'long')] },
    ],
    [
      '(CAST(partitionValues.n AS INT) <=> 1)',
      { op: 'and', children: [compare('equal', 'n', '1', 'long'), not(isNull('n'))] },
    ],
  ])('reads what the Spark connector sends: %s', (hint, predicate) => {
    expect(read(hint)).toEqual(predicate);
  });

  it('all hold, and what is not understood among them is skipped', () => {
    expect(read('id = 1', 'length(name) = 3', "name = 'a'")).toEqual({
      op: 'and',
      children: [compare('equal', 'id', '1', 'long'), compare('equal', 'name', 'a', 'string')],
    });
  });

  it.each([
    '',
    'id',
    'id =',
    '= 5',
    'id = 5 5',
    'id = 5)',
    '(id = 5',
    'id = 0 + 1',
    'id = NULL',
    'id = 5abc',
    'id = 1.2.3',
    'nobody = 5',
    "twin = 'a'",
    "name = 'a",
    "name = 'a\\'b'",
    'name = "a"',
    "name LIKE 'a%'",
    'id BETWEEN 1 AND 2',
    'id = 5; DROP TABLE x',
    'id = 5 -- why',
    'CAST(ratio AS INT) = 1',
    'CAST(id AS INT) = 1',
    "CAST(at AS DATE) = DATE '2021-04-28'",
    "CAST(day AS STRING) = '2021-04-28'",
    'CAST(price AS DECIMAL(10,1)) = 1.5',
    'partitionValues.n = 5',
    'CAST(other.n AS INT) = 5',
    'ratio = CAST(0.1 AS FLOAT)',
    'ratio = 0.1F',
    "n = CAST('99999999999' AS INT)",
    "n = CAST('5.5' AS INT)",
    'price = CAST(1.55 AS DECIMAL(2,1))',
    'id IN ()',
    '5 IS NULL',
    'NOT id',
    'id <=> n',
    '5 <=> 5',
    'CAST(CAST(n AS INT) AS INT) = 5',
  ])('are skipped when they are not understood for sure: %s', hint => {
    expect(read(hint)).toBeUndefined();
  });

  it('are skipped when they are too long or too deep, and never exhaust the stack', () => {
    const deep = (levels: number) => `${'('.repeat(levels)}id = 5${')'.repeat(levels)}`;
    expect(read(deep(100))).toEqual(compare('equal', 'id', '5', 'long'));
    for (const levels of [101, 30_000]) expect(read(deep(levels))).toBeUndefined();
    expect(read(`${'NOT '.repeat(15_000)}id = 5`)).toBeUndefined();
    expect(read('CAST('.repeat(12_000))).toBeUndefined();
    const many = (count: number) => Array.from({ length: count }, () => 'id = 5');
    expect(read(...many(1_000))?.op).toBe('and');
    expect(read(...many(1_001))).toBeUndefined();
    expect(read(`name = '${'x'.repeat(65_000)}'`)?.op).toBe('equal');
    expect(read(`name = '${'x'.repeat(66_000)}'`)).toBeUndefined();
  });

  it.each([
    ['a number that is none', `id = ${'1'.repeat(60_000)}x`],
    ['a number without an end', `id = ${'1.'.repeat(30_000)}x`],
    ['a text without an end', `name = '${"''".repeat(30_000)}`],
    ['a name without an end', `\`${'``'.repeat(30_000)} = 5`],
  ])('take no longer for %s than for others', (_, hint) => {
    const start = performance.now();
    expect(read(hint)).toBeUndefined();
    // By trying every way to part it, it took a minute.
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

it('SQL hints do not take a struct for the partitions that Spark means', () => {
  const hint = 'CAST(partitionValues.n AS INT) = 5';
  const struct = { name: 'PartitionValues', type: { type: 'struct', fields: [] }, nullable: true, metadata: {} };
  const { fields, ...rest } = JSON.parse(schemaString);
  expect(readSqlPredicateHints([hint], JSON.stringify({ ...rest, fields: [...fields, struct] }))).toBeUndefined();
});

it('SQL hints leave out the files that cannot match', async () => {
  const days = ['2024-02-29', '2024-03-01', null];
  const traits = {
    partitionColumns: ['day'],
    fields: ['id', 'day'].map(name => ({
      name,
      type: name === 'day' ? 'date' : 'integer',
      nullable: true,
      metadata: {},
    })),
  };
  const files = days.map((day, at) => add(`part-${at}.parquet`, { partitionValues: { day } }));
  const shared = await shareTables({ days: { commits: [[...created(traits), ...files]] } });
  const shown = async (...predicateHints: string[]) =>
    linesOf(await shared.query('days', { predicateHints })).flatMap(({ file }) => file?.partitionValues.day ?? []);
  try {
    expect((await shown('length(id) = 2')).sort()).toEqual(['2024-02-29', '2024-03-01']);
    expect(await shown("(CAST(partitionValues.day AS DATE) = DATE '2024-02-29')")).toEqual(['2024-02-29']);
    expect(await shown("day > '2024-02-29'", 'nobody = 1')).toEqual(['2024-03-01']);
    expect(await shown('day IS NULL')).toEqual([]);
  } finally {
    await shared.close();
  }
});

type Truth = boolean | null;
type Row = Readonly<Record<'n' | 'name', number | string | null>>;

/** A random condition: its text as different clients write it, and what it is for a row. */
interface Condition {
  readonly text: string;
  readonly of: (row: Row) => Truth;
}

const negate = (truth: Truth): Truth => (truth === null ? null : !truth);
const both = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const orders: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};
const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const orderOf = (a: number | string, b: number | string) => (a < b ? -1 : a > b ? 1 : 0);

const numbers = fc.integer({ min: -2, max: 2 });
const texts = fc.constantFrom('', 'a', "a'b", 'b', 'é');
const spellings = {
  n: fc.constantFrom('n', 'N', '`n`', 'CAST(partitionValues.n AS INT)', 'CAST(n AS BIGINT)'),
  name: fc.constantFrom('name', '`name`', 'CAST(partitionValues.name AS STRING)'),
} as const;
const constants = {
  n: numbers.map(value => ({ value, text: String(value) })),
  name: texts.map(value => ({ value, text: `'${value.replaceAll("'", "''")}'` })),
} as const;

const leaf: fc.Arbitrary<Condition> = fc.constantFrom('n', 'name').chain((name: 'n' | 'name') => {
  const [spelling, constant] = [
    spellings[name],
    constants[name] as fc.Arbitrary<{ value: string | number; text: string }>,
  ];
  const comparison = fc
    .tuple(spelling, fc.constantFrom(...Object.keys(orders)), constant, fc.boolean())
    .map(([column, operator, { value, text }, swapped]) => ({
      text: swapped ? `${text} ${mirrored[operator] ?? operator} ${column}` : `${column} ${operator} ${text}`,
      of: (row: Row) => (row[name] === null ? null : (orders[operator]?.(orderOf(row[name], value)) ?? null)),
    }));
  const safely = fc.tuple(spelling, constant).map(([column, { value, text }]) => ({
    text: `${column} <=> ${text}`,
    of: (row: Row) => row[name] === value,
  }));
  const nullness = fc.tuple(spelling, fc.boolean()).map(([column, negated]) => ({
    text: `${column} IS ${negated ? 'NOT ' : ''}NULL`,
    of: (row: Row) => (row[name] === null) !== negated,
  }));
  const list = fc
    .tuple(spelling, fc.array(constant, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([column, items, negated]) => ({
      text: `${column} ${negated ? 'NOT ' : ''}IN (${items.map(({ text }) => text).join(', ')})`,
      of: (row: Row) => (row[name] === null ? null : items.some(({ value }) => value === row[name]) !== negated),
    }));
  return fc.oneof(comparison, safely, nullness, list);
});

const condition = fc.letrec<{ any: Condition }>(tie => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('any').map(({ text, of }) => ({ text: `(NOT (${text}))`, of: (row: Row) => negate(of(row)) })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
      text: `(${a.text}) AND (${b.text})`,
      of: (row: Row) => both(a.of(row), b.of(row)),
    })),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
      text: `((${a.text}) or (${b.text}))`,
      of: (row: Row) => negate(both(negate(a.of(row)), negate(b.of(row)))),
    })),
  ),
})).any;

/** What a predicate that was read is for a row. */
const evaluate = (predicate: Predicate, row: Row): Truth => {
  switch (predicate.op) {
    case 'not':
      return negate(evaluate(predicate.children[0], row));
    case 'and':
      return predicate.children.map(child => evaluate(child, row)).reduce(both, true);
    case 'or':
      return negate(predicate.children.map(child => negate(evaluate(child, row))).reduce(both, true));
    case 'isNull':
      return row[predicate.children[0].name as 'n'] === null;
    default: {
      const [left, right] = predicate.children.map(operand => {
        if (operand.op === 'column') return row[operand.name as 'n'];
        return operand.valueType === 'long' ? Number(operand.value) : operand.value;
      });
      if (left === undefined || left === null || right === undefined || right === null) return null;
      const order = orderOf(left, right);
      return {
        equal: order === 0,
        lessThan: order < 0,
        lessThanOrEqual: order <= 0,
        greaterThan: order > 0,
        greaterThanOrEqual: order >= 0,
      }[predicate.op];
    }
  }
};

it('a hint means for every row what its SQL says', () => {
  const rows = [-2, -1, 0, 1, 2, null].flatMap(n => ['', 'a', "a'b", 'b', 'é', 'z', null].map(name => ({ n, name })));
  fc.assert(
    fc.property(condition, ({ text, of }) => {
      const predicate = read(text);
      expect(predicate).toBeDefined();
      if (predicate === undefined) return;
      for (const row of rows) expect([text, row, evaluate(predicate, row)]).toEqual([text, row, of(row)]);
    }),
    { numRuns: 500 },
  );
});

it('nothing that a client sends throws', () => {
  const pieces = [
    'id',
    'n',
    '`',
    "'",
    '(',
    ')',
    '=',
    '<=>',
    ' ',
    'NOT',
    'IN',
    'CAST',
    'AS',
    'INT',
    '5',
    '.',
    ',',
    '-',
    'é',
    '\\',
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map(all => all.join(' ')),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 3 }), hints => void read(...hints)),
    { numRuns: 1000 },
  );
});
