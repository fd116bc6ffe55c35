import fc from 'fast-check';
import type { LiteralOperand, Predicate } from '../predicate/predicate.ts';
import type { StructField } from '../schema.ts';
import { timestampText } from './value-text.ts';

// Random files of rows, and random predicates on them.

/** The kinds of columns that predicates can tell something about. */
export const kinds = [
  'long',
  'string',
  'float',
  'double',
  'decimal',
  'boolean',
  'date',
  'timestamp',
  'timestamp_ntz',
] as const;
export type Kind = (typeof kinds)[number];

/** A value: int64 and timestamps (microseconds) as bigint, decimals and floats as number, dates as text. */
export type Value = bigint | number | string | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** Columns are named after their kind; partition columns have `p_` before it. */
export const fields: readonly StructField[] = kinds
  .flatMap(kind => [kind, `p_${kind}`])
  .map(name => ({ name, type: typeOf(kindOf(name)), nullable: true, metadata: {} }));

/** The partition columns of the model. */
export const partitionColumns: readonly string[] = kinds.map(kind => `p_${kind}`);

function typeOf(kind: Kind): StructField['type'] {
  return kind === 'decimal' ? { kind, precision: 10, scale: 2 } : { kind: 'primitive', name: kind };
}

/** The kind of a column of the model. */
export function kindOf(column: string): Kind {
  const kind = kinds.find(name => column === name || column === `p_${name}`);
  if (kind === undefined) throw new Error(`no column of the model: ${column}`);
  return kind;
}

/** Microseconds since 1970 of a time with a zone. */
export const micros = (text: string) => BigInt(Date.parse(text)) * 1000n;

const times = fc
  .tuple(
    fc.constantFrom('1969-12-31T23:59:59Z', '2024-02-29T12:00:00Z', '2024-03-01T00:00:00Z', '2024-03-02T06:00:00Z'),
    fc.constantFrom(0, 1, 999, 1000, 123456),
  )
  .map(([text, fraction]) => micros(text) + BigInt(fraction));

/** Few values of each kind, near each other and at the edges, so that random ones meet. */
const values: Readonly<Record<Kind, fc.Arbitrary<Exclude<Value, null>>>> = {
  long: fc.oneof(fc.bigInt(-3n, 3n), fc.constantFrom(2n ** 53n + 1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n))),
  string: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'abd', 'b') },
    { weight: 2, arbitrary: fc.constantFrom('B', 'é', '日本', '\u{1f600}', '\ufffd', "it's", '"', '\\', '\t') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }).filter(text => !text.includes('\0')) },
  ),
  float: fc.constantFrom(0, -0, 0.1, -0.1, 1, -1, Number.NaN, Infinity, -Infinity).map(Math.fround),
  double: fc.constantFrom(0, -0, 0.1, Math.fround(0.1), 1, -1, Number.NaN, Infinity, -Infinity, 1e300),
  decimal: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -300, max: 300 })).map(cents => cents / 100),
  boolean: fc.boolean(),
  date: fc.constantFrom(
    '0001-01-01',
    '1582-10-10',
    '1969-12-31',
    '1970-01-01',
    '2024-02-29',
    '2024-03-01',
    '9999-12-31',
  ),
  timestamp: times,
  timestamp_ntz: times,
};

const row = (columns: readonly string[]): fc.Arbitrary<Row> =>
  fc.record(Object.fromEntries(columns.map(name => [name, fc.option(values[kindOf(name)], { freq: 5 })])));

/** One data file: rows that share their partition values. */
export interface ModelFile {
  readonly partition: Row;
  readonly rows: readonly Row[];
  /** What its writer leaves out of the statistics. */
  readonly gaps: readonly string[];
  /** Characters that the writer keeps of texts. */
  readonly prefix: number;
  /** How it writes: timestamps in UTC with a zone and floats as doubles, or local times and the shortest floats. */
  readonly zoned: boolean;
}

/** A random data file. */
export const modelFile: fc.Arbitrary<ModelFile> = fc.record({
  partition: row(partitionColumns),
  rows: fc.array(row(kinds), { maxLength: 4 }),
  gaps: fc.subarray(['all', 'numRecords', 'minValues', 'maxValues', 'nullCount', ...kinds], { maxLength: 2 }),
  prefix: fc.constantFrom(1, 2, 32),
  zoned: fc.boolean(),
});

const valueTypes: Readonly<Record<Kind, readonly LiteralOperand['valueType'][]>> = {
  long: ['long', 'int'],
  string: ['string'],
  float: ['float', 'double', 'int'],
  double: ['double', 'float', 'long'],
  decimal: ['double', 'int'],
  boolean: ['bool'],
  date: ['date', 'string'],
  timestamp: ['timestamp'],
  timestamp_ntz: ['timestamp'],
};

function literal(kind: Kind): fc.Arbitrary<LiteralOperand> {
  // The decimal 0.1 is no float: as a float and as a double it is two different numbers.
  const constants = kind === 'float' ? fc.oneof(values.float, fc.constantFrom(0.1, -0.1)) : values[kind];
  const text = constants.map(value => {
    if (kind === 'timestamp' || kind === 'timestamp_ntz') return timestampText(value as bigint, true);
    return typeof value === 'number' && Object.is(value, -0) ? '-0' : String(value);
  });
  return fc.record({
    op: fc.constant('literal' as const),
    value: text,
    valueType: fc.constantFrom(...valueTypes[kind]),
  });
}

const columnOperand = (name: string) => ({ op: 'column' as const, name, valueType: 'string' as const });
const comparisons = ['equal', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'] as const;

const comparison = (name: string): fc.Arbitrary<Predicate> =>
  fc
    .tuple(fc.constantFrom(...comparisons), literal(kindOf(name)), fc.boolean())
    .map(([op, constant, flipped]): Predicate => {
      const operand = columnOperand(name);
      return { op, children: flipped ? [constant, operand] : [operand, constant] };
    });

const isNull = (name: string): Predicate => ({ op: 'isNull', children: [columnOperand(name)] });

/** A random predicate over the columns of a few kinds, so that its parts have to do with each other. */
export const modelPredicate: fc.Arbitrary<Predicate> = fc
  .subarray([...kinds], { minLength: 1, maxLength: 2 })
  .chain(some => predicateOver(fc.constantFrom(...some.flatMap(kind => [kind, `p_${kind}`]))));

function predicateOver(column: fc.Arbitrary<string>): fc.Arbitrary<Predicate> {
  return fc.letrec<{ node: Predicate }>(tie => {
    const children = fc.array(tie('node'), { minLength: 2, maxLength: 3 });
    return {
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        { weight: 4, arbitrary: column.chain(comparison) },
        { weight: 1, arbitrary: column.map(isNull) },
        { weight: 3, arbitrary: tie('node').map((child): Predicate => ({ op: 'not', children: [child] })) },
        { weight: 2, arbitrary: children.map((nodes): Predicate => ({ op: 'and', children: nodes })) },
        { weight: 2, arbitrary: children.map((nodes): Predicate => ({ op: 'or', children: nodes })) },
      ),
    };
  }).node;
}
