import fc from 'fast-check';
import type { ComparisonOp, LiteralOperand, Operand, Predicate } from '../predicate/predicate.ts';
import type { StructField } from '../schema.ts';

// Random rows, the statistics that a writer keeps of them, random predicates, and what each predicate says of each row.

/** The kinds of columns that predicates can tell something about. */
export const kinds = ['long', 'string', 'float', 'double', 'decimal', 'boolean', 'date', 'timestamp'] as const;
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

function kindOf(column: string): Kind {
  const kind = kinds.find(name => column === name || column === `p_${name}`);
  if (kind === undefined) throw new Error(`no column of the model: ${column}`);
  return kind;
}

const micros = (text: string) => BigInt(Date.parse(text)) * 1000n;

/** Few values of each kind, near each other and at the edges, so that random ones meet. */
const values: Readonly<Record<Kind, fc.Arbitrary<Exclude<Value, null>>>> = {
  long: fc.oneof(fc.bigInt(-3n, 3n), fc.constantFrom(2n ** 53n + 1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n))),
  string: fc.oneof(
    fc.constantFrom('', 'a', 'ab', 'abc', 'abcd', 'abce', 'abd', 'B', 'é', '日本', '\u{1f600}', '\ufffd', "it's", '"', '\\', '\t'),
    fc.string({ unit: 'binary', maxLength: 4 }).filter(text => !text.includes('\0')),
  ),
  float: fc.constantFrom(0, -0, 0.1, 0.5, 1, -1, 3, Number.NaN, Infinity, -Infinity, 1e20).map(Math.fround),
  double: fc.constantFrom(0, -0, 0.1, Math.fround(0.1), 0.5, 1, -1, 3, Number.NaN, Infinity, -Infinity, 1e300),
  decimal: fc.integer({ min: -300, max: 300 }).map(cents => cents / 100),
  boolean: fc.boolean(),
  date: fc.constantFrom('0001-01-01', '1582-10-10', '1969-12-31', '1970-01-01', '2024-02-29', '2024-03-01', '9999-12-31'),
  timestamp: fc
    .tuple(fc.constantFrom('1969-12-31T23:59:59Z', '2024-02-29T12:00:00Z', '2024-03-01T00:00:00Z'), fc.constantFrom(0, 1, 999, 1000, 123456))
    .map(([text, fraction]) => micros(text) + BigInt(fraction)),
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

function timestampText(value: bigint, form: 'zoned' | 'local'): string {
  const [day, time = ''] = new Date(Number(value / 1000n - (value % 1000n < 0n ? 1n : 0n))).toJSON().split('T');
  const fraction = String(((value % 1_000_000n) + 1_000_000n) % 1_000_000n).padStart(6, '0');
  const clock = time.slice(0, 8);
  return form === 'zoned' ? `${day}T${clock}.${fraction}Z` : `${day} ${clock}.${fraction}`;
}

/** The partition values of a file as JSON text, as the log has them. */
export function partitionJson({ partition, zoned }: ModelFile): string {
  const text = (value: Value, kind: Kind): string | null => {
    if (value === null) return null;
    if (kind === 'decimal') return (value as number).toFixed(2);
    return typeof value === 'bigint' && kind === 'timestamp' ? timestampText(value, zoned ? 'zoned' : 'local') : String(value);
  };
  return JSON.stringify(Object.fromEntries(Object.entries(partition).map(([name, value]) => [name, text(value, kindOf(name))])));
}

/** The statistics of a file as JSON text, true but for what writers cut off; `null` when there are none. */
export function statsJson({ rows, gaps, prefix }: ModelFile): string | null {
  if (gaps.includes('all')) return null;
  const stats: Record<string, string> = {};
  const put = (name: string, text: string) => {
    if (!gaps.includes(name)) stats[name] = text;
  };
  const known = kinds.filter(kind => !gaps.includes(kind));
  const object = (entry: (kind: Kind) => string | undefined) =>
    `{${known.flatMap(kind => entry(kind)?.replace(/^/, `${JSON.stringify(kind)}:`) ?? []).join(',')}}`;
  const extreme = (kind: Kind, sign: 1 | -1): string | undefined => {
    const present = rows.map(own => own[kind] ?? null).filter(value => value !== null && !Number.isNaN(value));
    const [first] = present.sort((a, b) => sign * (compareValues(kind, a as never, b as never) ?? 0));
    if (first === undefined || first === null || kind === 'boolean') return undefined;
    if (kind === 'timestamp') return JSON.stringify(`${timestampText(first as bigint, 'zoned').slice(0, 23)}Z`);
    if (kind === 'string') return JSON.stringify([...(first as string)].slice(0, prefix).join(''));
    if (typeof first === 'number' && !Number.isFinite(first)) return JSON.stringify(String(first));
    return kind === 'date' ? JSON.stringify(first) : String(first);
  };
  put('numRecords', String(rows.length));
  put('minValues', object(kind => extreme(kind, 1)));
  put('maxValues', object(kind => extreme(kind, -1)));
  put('nullCount', object(kind => String(rows.filter(own => own[kind] === null).length)));
  return `{${Object.entries(stats).map(([name, text]) => `"${name}":${text}`)}}`;
}

const valueTypes: Readonly<Record<Kind, readonly LiteralOperand['valueType'][]>> = {
  long: ['long', 'int'],
  string: ['string'],
  float: ['float', 'double', 'int'],
  double: ['double', 'float', 'long'],
  decimal: ['double', 'int'],
  boolean: ['bool'],
  date: ['date', 'string'],
  timestamp: ['timestamp'],
};

function literal(kind: Kind): fc.Arbitrary<LiteralOperand> {
  const text = values[kind].map(value => {
    if (kind === 'timestamp') return timestampText(value as bigint, 'zoned');
    return typeof value === 'number' && Object.is(value, -0) ? '-0' : String(value);
  });
  return fc.record({ op: fc.constant('literal' as const), value: text, valueType: fc.constantFrom(...valueTypes[kind]) });
}

const column = fc.constantFrom(...fields.map(({ name }) => name));
const columnOperand = (name: string) => ({ op: 'column' as const, name, valueType: 'string' as const });
const comparisons = ['equal', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'] as const;

const comparison: fc.Arbitrary<Predicate> = column.chain(name =>
  fc
    .tuple(fc.constantFrom(...comparisons), literal(kindOf(name)), fc.boolean())
    .map(([op, constant, flipped]): Predicate => {
      const operand = columnOperand(name);
      return { op, children: flipped ? [constant, operand] : [operand, constant] };
    }),
);

const isNull: fc.Arbitrary<Predicate> = column.map(name => ({ op: 'isNull', children: [columnOperand(name)] }));

/** A random predicate over the columns of the model. */
export const modelPredicate: fc.Arbitrary<Predicate> = fc.letrec<{ node: Predicate }>(tie => {
  const children = fc.array(tie('node'), { minLength: 2, maxLength: 3 });
  return {
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 4, arbitrary: comparison },
      { weight: 1, arbitrary: isNull },
      { weight: 3, arbitrary: tie('node').map((child): Predicate => ({ op: 'not', children: [child] })) },
      { weight: 2, arbitrary: children.map((nodes): Predicate => ({ op: 'and', children: nodes })) },
      { weight: 2, arbitrary: children.map((nodes): Predicate => ({ op: 'or', children: nodes })) },
    ),
  };
}).node;

/** What clients differ in. */
export interface Client {
  /** NaN equals itself and is above all numbers (SQL engines), or compares with nothing (pandas). */
  readonly nanIsLargest: boolean;
  /** A float is compared with a constant as a float, not as a double. */
  readonly narrowsConstants: boolean;
  /** Hours that the client is ahead of UTC, for timestamps without a zone. */
  readonly hoursAhead: number;
}

/** Clients between which the others lie. */
export const clients: readonly Client[] = [true, false].flatMap(nanIsLargest =>
  [true, false].flatMap(narrowsConstants =>
    [-12, 0, 14].map(hoursAhead => ({ nanIsLargest, narrowsConstants, hoursAhead })),
  ),
);

/** What a predicate is for a row: true, false or null (unknown), as SQL has it. */
export function evaluate(predicate: Predicate, file: ModelFile, own: Row, client: Client): boolean | null {
  switch (predicate.op) {
    case 'not': {
      const child = evaluate(predicate.children[0], file, own, client);
      return child === null ? null : !child;
    }
    case 'and':
    case 'or': {
      const children = predicate.children.map(child => evaluate(child, file, own, client));
      const decisive = predicate.op === 'or';
      if (children.includes(decisive)) return decisive;
      return children.includes(null) ? null : !decisive;
    }
    case 'isNull':
      return valueOf(predicate.children[0].name, file, own, client) === null;
    default:
      return compare(predicate.op, predicate.children, file, own, client);
  }
}

function valueOf(name: string, file: ModelFile, own: Row, client: Client): Value {
  const value = (partitionColumns.includes(name) ? file.partition[name] : own[name]) ?? null;
  // The protocol makes the empty text of a partition value a null.
  if (value === '' && partitionColumns.includes(name)) return null;
  const isLocal = name === 'p_timestamp' && !file.zoned;
  return isLocal && typeof value === 'bigint' ? value - BigInt(client.hoursAhead) * 3_600_000_000n : value;
}

function compare(op: ComparisonOp, operands: readonly [Operand, Operand], file: ModelFile, own: Row, client: Client): boolean | null {
  const kind = kindOf(operands.find(({ op: which }) => which === 'column')?.['name' as never] ?? '');
  const [left, right] = operands.map(operand => {
    if (operand.op === 'column') return valueOf(operand.name, file, own, client);
    return constantOf(kind, operand.value, client);
  });
  if (left === undefined || right === undefined || left === null || right === null) return null;
  const order = compareValues(kind, left, right, client);
  if (order === undefined) return false;
  if (op === 'equal') return order === 0;
  if (op === 'lessThan') return order < 0;
  if (op === 'lessThanOrEqual') return order <= 0;
  return op === 'greaterThan' ? order > 0 : order >= 0;
}

function constantOf(kind: Kind, text: string, client: Client): Exclude<Value, null> {
  if (kind === 'long') return BigInt(text);
  if (kind === 'boolean') return text === 'true';
  if (kind === 'timestamp') return micros(`${text.slice(0, 19)}Z`) + BigInt(text.slice(20, 26));
  if (kind === 'string' || kind === 'date') return text;
  return kind === 'float' && client.narrowsConstants ? Math.fround(Number(text)) : Number(text);
}

function compareValues(kind: Kind, a: Exclude<Value, null>, b: Exclude<Value, null>, client?: Client): number | undefined {
  if (kind === 'string') return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return client?.nanIsLargest ? Number(Number.isNaN(a)) - Number(Number.isNaN(b)) : undefined;
  }
  return a === b ? 0 : a < b ? -1 : 1;
}
