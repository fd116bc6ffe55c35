import { DuckDBStructType, type DuckDBType } from '@duckdb/node-api';
import type { DataType, StructType } from '../schema.ts';
import { sqlString } from '../worker/database.ts';

/**
 * SQL: the statistics of a file as the JSON that add actions have them in, out of the struct that checkpoints may have
 * them in instead (`delta.checkpoint.writeStatsAsStruct`). What cannot be said exactly is left out: a statistic that is
 * not there is unknown, and hides nothing.
 *
 * @param struct SQL of the struct
 * @param type its type in the checkpoint
 * @param schema of the table, which tells timestamps with a zone from those without: INT96 does not
 */
export function statsJson(struct: string, type: DuckDBType, schema: StructType): string {
  if (!(type instanceof DuckDBStructType)) return 'NULL';
  return objectJson(struct, type, name => (name === 'minValues' || name === 'maxValues' ? schema : undefined));
}

function objectJson(
  struct: string,
  { entryNames, entryTypes }: DuckDBStructType,
  columnType: (name: string) => DataType | undefined,
): string {
  const members = entryTypes.flatMap((type, index) => {
    const name = entryNames[index] ?? '';
    // SQL cannot hold every name that JSON can.
    if (name === '' || name.includes('\0')) return [];
    const json = valueJson(`${struct}."${name.replaceAll('"', '""')}"`, type, columnType(name));
    return json === undefined ? [] : [`${sqlString(`${JSON.stringify(name)}:`)} || ${json}`];
  });
  return members.length === 0 ? 'NULL' : `nullif(concat('{', concat_ws(',', ${members.join(', ')}), '}'), '{}')`;
}

/** SQL: the JSON of a value, NULL if there is none; `undefined` for types that statistics say nothing about. */
function valueJson(value: string, type: DuckDBType, column: DataType | undefined): string | undefined {
  if (type instanceof DuckDBStructType) {
    const fields = column?.kind === 'struct' ? column.fields : [];
    return objectJson(value, type, name => fields.find(field => field.name === name)?.type);
  }
  const name = String(type);
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|BOOLEAN|DECIMAL\(.*\))$/.test(name)) return `CAST(${value} AS VARCHAR)`;
  if (name === 'FLOAT' || name === 'DOUBLE') {
    // Every digit of a float, because to a reader of JSON it is a double, and a bound that is rounded may hide rows.
    return `CASE WHEN isfinite(${value}) THEN CAST(CAST(${value} AS DOUBLE) AS VARCHAR) END`;
  }
  if (name === 'VARCHAR') return `CAST(to_json(${value}) AS VARCHAR)`;
  if (name === 'DATE') return `CASE WHEN year(${value}) BETWEEN 1 AND 9999 THEN concat('"', ${value}, '"') END`;
  return name.startsWith('TIMESTAMP') ? timestampJson(value, column) : undefined;
}

/** In UTC, which is the time zone of the database; with microseconds only where there are some. */
function timestampJson(value: string, column: DataType | undefined): string | undefined {
  const type = column?.kind === 'primitive' ? column.name : undefined;
  if (type !== 'timestamp' && type !== 'timestamp_ntz') return undefined;
  // By way of a number, because DuckDB's cast from a time with a zone goes through calendars.
  const micros = `CASE WHEN isfinite(${value}) THEN epoch_us(${value}) END`;
  const text = (fraction: string) => `strftime(make_timestamp(${micros}), '"%Y-%m-%dT%H:%M:%S.${fraction}${zone}"')`;
  const zone = type === 'timestamp' ? 'Z' : '';
  return `CASE WHEN ${micros} BETWEEN ${firstMicros} AND ${lastMicros}
    THEN CASE WHEN (${micros}) % 1000 = 0 THEN ${text('%g')} ELSE ${text('%f')} END END`;
}

/** The years 1 to 9999 have four digits in every notation. Here in microseconds since 1970. */
const firstMicros = Date.parse('0001-01-01T00:00:00Z') * 1000;
const lastMicros = Date.parse('9999-12-31T23:59:59Z') * 1000;
