import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { versionPrefix } from '../log-path.ts';
import { replayVersion } from '../testing/replay-version.ts';
import { metaData, plainProtocol, type TestAction, TestTable } from '../testing/test-table.ts';

/** The statistics with which a file is read whose checkpoint has these (SQL) for `stats_parsed` and `stats`. */
async function readStats(
  columns: Readonly<Record<string, string>> | readonly object[],
  parsed: string,
  stats?: string,
): Promise<unknown> {
  const table = new TestTable();
  const begin = Array.isArray(columns) ? beginMapped(columns) : beginPlain(columns as Readonly<Record<string, string>>);
  table.commit(0, begin);
  const path = `${versionPrefix(0)}.checkpoint.parquet`;
  await table.checkpoint(0, begin);
  const whole = join(table.root, path);
  const database = await (await DuckDBInstance.create(':memory:')).connect();
  await database.run("SET TimeZone = 'UTC'");
  await database.run(`CREATE TABLE actions AS SELECT protocol, "metaData" FROM '${whole}'`);
  const own = stats === undefined ? '' : `, 'stats': ${stats}`;
  await database.run(`COPY (SELECT *, NULL AS "add" FROM actions UNION ALL BY NAME SELECT
      {'path': 'a', 'size': 1::BIGINT, 'partitionValues': MAP {'p': 'x'}, 'stats_parsed': ${parsed}${own}} AS "add")
    TO '${whole}' (FORMAT parquet)`);
  const [file] = (await replayVersion(table)).files;
  return (file as { readonly stats: unknown }).stats;
}

const beginPlain = (columns: Readonly<Record<string, string>>): readonly TestAction[] => [
  { protocol: plainProtocol },
  { metaData: metaData(columns) },
];
const beginMapped = (fields: readonly object[]): readonly TestAction[] => [
  { protocol: { minReaderVersion: 2, minWriterVersion: 5 } },
  {
    metaData: {
      ...metaData({}),
      schemaString: JSON.stringify({ type: 'struct', fields }),
      configuration: { 'delta.columnMapping.mode': 'name' },
    },
  },
];

/** The same, with these as `minValues`. */
const minValues = (columns: Readonly<Record<string, string>>, struct: string) =>
  readStats(columns, `{'numRecords': 2::BIGINT, 'minValues': ${struct}}`);
const withMin = (json: string) => `{"numRecords":2${json === '' ? '' : `,"minValues":{${json}}`}}`;

describe('statistics of a struct', () => {
  it.each<[string, string, string]>([
    ['long', '9223372036854775807::BIGINT', '9223372036854775807'],
    [
      'decimal(38,10)',
      '9999999999999999999999999999.1234567890::DECIMAL(38,10)',
      '9999999999999999999999999999.1234567890',
    ],
    ['boolean', 'true', 'true'],
    ['float', '0.1::FLOAT', '0.10000000149011612'],
    ['double', '1e100::DOUBLE', '1e+100'],
    ['string', `'é"\\'`, '"é\\"\\\\"'],
    ['date', "DATE '2024-02-29'", '"2024-02-29"'],
    ['timestamp', "TIMESTAMPTZ '2024-02-29 12:34:56.789+00'", '"2024-02-29T12:34:56.789Z"'],
    ['timestamp', "TIMESTAMPTZ '1969-12-31 23:59:59.000001+00'", '"1969-12-31T23:59:59.000001Z"'],
    ['timestamp', "TIMESTAMP '2024-02-29 12:34:56'", '"2024-02-29T12:34:56.000Z"'],
  ])('has a %s of %s exactly', async (type, sql, json) => {
    expect(await minValues({ c: type }, `{'c': ${sql}}`)).toBe(withMin(`"c":${json}`));
  });

  it.each<[string, string, string]>([
    ['a null', 'long', 'NULL::BIGINT'],
    ['what is not a number', 'double', "'nan'::DOUBLE"],
    ['an infinite number', 'float', "'-inf'::FLOAT"],
    ['a date beyond four digits', 'date', "DATE '12024-02-29'"],
    ['a time before the common era', 'timestamp', "TIMESTAMP '0044-03-15 (BC) 00:00:00'"],
    ['an infinite time', 'timestamp', "'infinity'::TIMESTAMP"],
    ['a time for a column that has none', 'long', "TIMESTAMP '2024-02-29 12:34:56'"],
    ['a list', 'long', '[1]'],
  ])('leaves out %s', async (_, type, sql) => {
    expect(await minValues({ c: type }, `{'c': ${sql}}`)).toBe(withMin(''));
  });

  it('has nested columns, and any name that a column may have', async () => {
    const name = `it's "odd" \\ – ü`;
    const struct = `{'${name.replaceAll("'", "''")}': 1, 'nested': {'x': 2, 'y': NULL::BIGINT}}`;
    expect(await minValues({ [name]: 'long' }, struct)).toBe(withMin(`${JSON.stringify(name)}:1,"nested":{"x":2}`));
  });

  it('gives way to JSON where there is both', async () => {
    expect(await readStats({ c: 'long' }, "{'numRecords': 7::BIGINT}", `'{"numRecords":8}'`)).toBe('{"numRecords":8}');
    expect(await readStats({ c: 'long' }, "{'numRecords': 7::BIGINT}", 'NULL::VARCHAR')).toBe('{"numRecords":7}');
  });

  it.each(["{'numRecords': NULL::BIGINT}", '7', "'text'", '[1]'])('is nothing when it is %s', async parsed => {
    expect(await readStats({ c: 'long' }, parsed)).toBeNull();
  });

  it('has times of columns with column mapping, which it calls by their physical names', async () => {
    const mapped = (physicalName: string) => ({ 'delta.columnMapping.physicalName': physicalName });
    const inner = { name: 'when', type: 'timestamp_ntz', nullable: true, metadata: mapped('c2') };
    const schema = [
      { name: 'c3', type: 'timestamp', nullable: true, metadata: mapped('c1') },
      { name: 'deep', type: { type: 'struct', fields: [inner] }, nullable: true, metadata: mapped('c3') },
    ];
    const time = "TIMESTAMP '2024-02-29 12:34:56.789'";
    const stats = await readStats(schema, `{'minValues': {'c1': ${time}, 'c3': {'c2': ${time}}}}`);
    const text = '2024-02-29T12:34:56.789';
    expect(stats).toBe(`{"minValues":{"c1":"${text}Z","c3":{"c2":"${text}"}}}`);
  });
});
