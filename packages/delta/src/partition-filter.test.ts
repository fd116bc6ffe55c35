import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compilePartitionFilter, type PartitionCondition, type PartitionFilter } from './partition-filter.ts';
import { parseSchema } from './schema.ts';
import type { TableColumn } from './table-columns.ts';
import { files, openShared, refTo } from './testing/test-snapshots.ts';
import { metaData, plainProtocol, schemaString, TestTable } from './testing/test-table.ts';

let database: DuckDBConnection;
beforeAll(async () => {
  database = await (await DuckDBInstance.create(':memory:')).connect();
  await database.run("SET TimeZone = 'UTC'");
});

type Values = Readonly<Record<string, string | null>>;

const columns = (types: Readonly<Record<string, string>>): readonly TableColumn[] =>
  parseSchema(schemaString(types)).fields.map(field => ({ ...field, physicalName: field.name, isPartition: true }));

/** Which of some files, by their partition values, pass a filter. */
async function passing(filter: PartitionFilter, own: readonly TableColumn[], rows: readonly Values[]) {
  const { passes, typed, texts, values } = compilePartitionFilter(filter, own, rows.length);
  const list = rows.map((_, index) => `(${index}, $${index + 1}::VARCHAR)`).join(', ');
  const result = await database.run(
    `SELECT number, ${passes} FROM (SELECT ${['*', ...typed].join(', ')} FROM (
       SELECT ${['*', ...texts].join(', ')} FROM (VALUES ${list}) AS files(number, partition_values))) ORDER BY number`,
    [...rows.map(row => JSON.stringify(row)), ...values],
  );
  return (await result.getRows()).map(([, passed]) => passed);
}

const one = (column: string, value: string | null, op: PartitionCondition['op'] = 'EQUAL'): PartitionFilter => ({
  clauses: [[{ column, op, value }]],
});

/** Whether a file whose partition value of a column of this type is `text` passes `= value` or `LIKE value`. */
async function compares(type: string, text: string | null, value: string | null, op: 'EQUAL' | 'LIKE' = 'EQUAL') {
  const [passed] = await passing(one('c', value, op), columns({ c: type }), [{ c: text }]);
  return passed;
}

// The model: the texts of a few values of each type, alike where they are the same value.
const alike: Readonly<Record<string, readonly (readonly string[])[]>> = {
  integer: [['7', '07', '+7'], ['-7'], ['0', '-0', '00'], ['2147483647']],
  'decimal(10,2)': [['1.5', '1.50', '01.500', '15e-1'], ['-1.5'], ['0', '0.00', '-0', '0E-18'], ['99999999.99']],
  double: [['1', '1.0', '1e0'], ['0', '-0.0'], ['NaN'], ['Infinity', '+Infinity'], ['0.1', '.1']],
  boolean: [
    ['true', 'TRUE'],
    ['false', 'False'],
  ],
  date: [['2024-02-29'], ['1969-12-31']],
  timestamp: [
    ['2024-02-29 12:00:00', '2024-02-29T12:00:00Z', '2024-02-29T13:30:00.000+01:30', '2024-02-29 12:00:00.000000'],
    ['2024-02-29 00:00:00', '2024-02-29'],
    ['1969-12-31 23:59:59.999999', '1969-12-31T23:59:59.999999Z'],
  ],
  timestamp_ntz: [
    ['2024-02-29 12:00:00', '2024-02-29T12:00:00.000'],
    ['2024-02-29', '2024-02-29 00:00:00'],
  ],
  string: [['a'], ['A'], ['07'], ['7'], ['%'], ['é'], ['\u{1f600}'], ["it's"], ['\\'], ['"'], ['a\nb']],
};
const types = Object.keys(alike);
const modelColumns = columns(Object.fromEntries(types.map(type => [`c ${type}`, type])));

const valueFor = (type: string) => fc.constantFrom(...(alike[type] ?? []).flat());
const fileValue = (type: string) => fc.option(fc.oneof({ weight: 5, arbitrary: valueFor(type) }, fc.constant('')));
const file = fc.record(Object.fromEntries(types.map(type => [`c ${type}`, fileValue(type)])));
const condition = fc.constantFrom(...types).chain(type => {
  const column = fc.constantFrom(`c ${type}`, `C ${type.toUpperCase()}`);
  return fc.record({ column, op: fc.constant('EQUAL' as const), value: fc.option(valueFor(type), { freq: 6 }) });
});
const like = fc.record({
  column: fc.constant('c string'),
  op: fc.constant('LIKE' as const),
  value: fc
    .array(fc.constantFrom('%', '_', 'a', '\\%', '\\_', '\\\\', 'é', '.', '*', '[', '\\a', '\n', "'"))
    .map(parts => parts.join('')),
});
const filter = fc.record({
  clauses: fc.array(fc.array(fc.oneof(condition, like), { maxLength: 3 }), { maxLength: 4 }),
});

/** What a filter says of a file, the plain way. */
function allows({ clauses }: PartitionFilter, values: Values): boolean {
  return clauses.some(conditions =>
    conditions.every(({ column, op, value }) => {
      const type = column.slice(2).toLowerCase();
      const own = values[`c ${type}`] || null;
      if (op === 'LIKE') return own !== null && isLike([...own], [...(value ?? '')]);
      if (value === null || own === null) return value === own;
      return alike[type]?.some(same => same.includes(own) && same.includes(value));
    }),
  );
}

/** LIKE by recursion, over characters. */
function isLike(text: readonly string[], [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return text.length === 0;
  if (first === '%') return isLike(text, rest) || (text.length > 0 && isLike(text.slice(1), [first, ...rest]));
  const [wanted, after] = first === '\\' ? [rest[0], rest.slice(1)] : [first, rest];
  return text.length > 0 && (first === '_' || text[0] === wanted) && isLike(text.slice(1), after);
}

describe('a partition filter', () => {
  it('lets exactly those files pass that it names', async () => {
    let passed = 0;
    const scenario = fc.record({ files: fc.array(file, { minLength: 10, maxLength: 20 }), filter });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ files, filter: own }) => {
        const verdicts = await passing(own, modelColumns, files);
        expect(verdicts).toEqual(files.map(values => allows(own, values)));
        passed += verdicts.filter(Boolean).length;
      }),
      { numRuns: 300 },
    );
    // One that lets nothing pass would agree with filters that let nothing pass. (Usual: 1900.)
    expect(passed).toBeGreaterThan(100);
  });

  it('lets nothing pass without clauses, and all by a clause without conditions', async () => {
    expect(await passing({ clauses: [] }, modelColumns, [{}])).toEqual([false]);
    expect(await passing({ clauses: [[]] }, modelColumns, [{}])).toEqual([true]);
  });

  it.each<[string, string, string]>([
    ['byte', 'seven', '7'],
    ['integer', '7.0', '7'],
    ['integer', '99999999999999999999', '7'],
    ['decimal(4,2)', '999', '999'],
    ['double', '1,5', '1.5'],
    ['boolean', '1', 'true'],
    ['date', '2024-02-30', '2024-03-01'],
    ['date', '2024-02-29 00:00:00', '2024-02-29'],
    ['timestamp', 'yesterday', '2024-02-29'],
    ['timestamp_ntz', '2024-02-29T00:00:00Z', '2024-02-29'],
  ])('never lets a file pass whose %s is %j', async (type, text, value) => {
    expect(await compares(type, text, value)).toBe(false);
    expect(await compares(type, text, null)).toBe(false);
  });

  it('tells values apart that are more exact than their column', async () => {
    expect(await compares('decimal(10,2)', '1.51', '1.505')).toBe(false);
    expect(await compares('decimal(10,2)', '1.50', '1.500')).toBe(true);
    expect(await compares('decimal(38,0)', '99999999999999999999999999999999999999', `${'9'.repeat(38)}`)).toBe(true);
    expect(await compares('decimal(4,2)', '10.00', '1000')).toBe(false);
    expect(await compares('long', '9007199254740993', '9007199254740992')).toBe(false);
    expect(await compares('float', '0.1', '0.10000000149011612')).toBe(true);
    expect(await compares('double', '0.1', '0.10000000149011612')).toBe(false);
    expect(await compares('timestamp', '2024-02-29 12:00:00', '2024-02-29T12:00:00.0000001Z')).toBe(false);
  });

  it('compares texts as they are, and no text with the empty one, which means null', async () => {
    expect(await compares('string', 'a ', 'a')).toBe(false);
    expect(await compares('string', '', '')).toBe(false);
    expect(await compares('string', '', null)).toBe(true);
    expect(await compares('string', '', '%', 'LIKE')).toBe(false);
    expect(await compares('string', `x' OR true --`, `x' OR true --`)).toBe(true);
  });

  it('reads long patterns in no time', async () => {
    expect(await compares('string', 'a'.repeat(1000), '%a'.repeat(500), 'LIKE')).toBe(true);
    expect(await compares('string', 'a'.repeat(1000), `${'%a'.repeat(499)}%b`, 'LIKE')).toBe(false);
    expect(await compares('string', 'é'.repeat(1000), '_'.repeat(1000), 'LIKE')).toBe(true);
  });

  it.each<[string, PartitionFilter, RegExp]>([
    ['a column that does not exist', one('nope', '1'), /names the column "nope", but the table is partitioned by "p"/],
    ['a column that is no partition column', one('id', null), /names the column "id", but/],
    [
      'a value of another type',
      one('p', 'seven'),
      /on the column "p" compares with "seven", which is not of the type integer/,
    ],
    ['a value beyond all integers', one('p', '99999999999999999999'), /which is not of the type integer/],
    [
      'LIKE on an integer',
      one('p', '7%', 'LIKE'),
      /uses LIKE, which is for strings; the column is of the type integer/,
    ],
    ['LIKE with an escape of nothing', one('s', 'a\\', 'LIKE'), /the LIKE pattern "a\\\\", which cannot be read/],
    ['LIKE null', one('s', null, 'LIKE'), /which cannot be read/],
    ['a type that cannot be compared', one('bin', 'a'), /its type is none that can be compared/],
  ])('is refused when it is about %s', (_, own, message) => {
    const table = columns({ id: 'long', p: 'integer', s: 'string', bin: 'binary' }).map(column => {
      return { ...column, isPartition: column.name !== 'id' };
    });
    const failing = () => compilePartitionFilter(own, message.source.includes('by "p"') ? table.slice(0, 2) : table);
    expect(failing).toThrow(
      expect.objectContaining({ code: 'FILTER_MISMATCH', message: expect.stringMatching(message) }),
    );
  });
});

describe('a scan with a partition filter', () => {
  const table = new TestTable();
  table.commit(0, [
    { protocol: plainProtocol },
    { metaData: metaData({ id: 'long', p: 'integer' }, ['p']) },
    ...['1', '2', '3', null].flatMap(p =>
      [0, 1].map(part => ({ add: { path: `${p}-${part}`, partitionValues: { p }, stats: '{"numRecords":10}' } })),
    ),
  ]);
  const found = async (options: Parameters<typeof files>[1]) =>
    (await files(await openShared(refTo(table)), options)).map(({ path }) => path);

  it('gives the files that pass', async () => {
    expect(await found({ filter: one('P', '02') })).toEqual(['2-0', '2-1']);
    expect(await found({ filter: one('p', null) })).toEqual(['null-0', 'null-1']);
    expect(await found({ filter: { clauses: [] } })).toEqual([]);
  });

  it('counts none of the others for a limit, and goes with a predicate', async () => {
    expect(await found({ filter: one('p', '2'), limit: 20 })).toEqual(['2-0', '2-1']);
    expect(await found({ filter: one('p', '2'), limit: 10 })).toHaveLength(1);
    const predicate = {
      op: 'greaterThan' as const,
      children: [
        { op: 'column' as const, name: 'p', valueType: 'int' as const },
        { op: 'literal' as const, value: '1', valueType: 'int' as const },
      ] as const,
    };
    const twoOrNull = { clauses: [...one('p', '1').clauses, ...one('p', '2').clauses] };
    expect(await found({ filter: twoOrNull, predicate })).toEqual(['2-0', '2-1']);
    expect(await found({ filter: twoOrNull, predicate, limit: 11 })).toEqual(['2-0', '2-1']);
  });

  it('shows nothing when the filter does not fit the table', async () => {
    await expect(found({ filter: one('id', '1') })).rejects.toMatchObject({ code: 'FILTER_MISMATCH' });
    await expect(found({ filter: one('id', '1'), from: 100 })).rejects.toMatchObject({ code: 'FILTER_MISMATCH' });
    await expect(found({ filter: one('id', '1'), limit: 0 })).rejects.toMatchObject({ code: 'FILTER_MISMATCH' });
  });
});
