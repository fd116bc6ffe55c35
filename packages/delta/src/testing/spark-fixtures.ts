import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ScannedFile } from '../scanned-file.ts';
import type { Snapshot } from '../snapshot.ts';
import type { TableRef } from '../snapshots.ts';
import { type TableColumn, tableColumns } from '../table-columns.ts';
import { sqlString } from '../worker/database.ts';
import { deletedRows as deletedRowsIn } from './deleted-rows.ts';
import { FolderReader } from './folder-reader.ts';

// The tables of `fixtures/spark`, read the plain way: each file whole, without the rows that its vector deletes.

const folder = fileURLToPath(new URL('../../fixtures/spark/', import.meta.url));
/** Where the tables were when Spark wrote them: absolute paths begin with it. */
const written = 'file:/tmp/boathouse-fixtures/';

/** A row: column → value, as JSON has it. */
export type SparkRow = Readonly<Record<string, unknown>>;

/** The names of the tables. */
export const sparkTables: readonly string[] = readdirSync(folder).flatMap(name =>
  name.endsWith('.rows.json') ? [name.slice(0, -'.rows.json'.length)] : [],
);

/** A table, to be opened. */
export const sparkTable = (name: string): TableRef => ({ id: name, reader: new FolderReader(join(folder, name)) });

/** What Spark read from each version of a table. */
export function sparkRows(name: string): readonly { readonly version: number; readonly rows: readonly SparkRow[] }[] {
  return readExpected(name).snapshots;
}

/** What Spark read from ranges of a table's change data feed. */
export function sparkChanges(
  name: string,
): readonly { readonly from: number; readonly to: number; readonly rows: readonly SparkRow[] }[] {
  return readExpected(name).changes;
}

function readExpected(name: string) {
  const text = readFileSync(join(folder, `${name}.rows.json`), 'utf8');
  // As texts those integers that a number cannot hold.
  const exact = text.replace(/(?<=:)-?\d{16,}(?=[,}])/g, '"$&"');
  return JSON.parse(exact);
}

/** The columns whose values are the same in JSON, in Parquet and in the log: texts, booleans and whole numbers. */
export function plainColumns({ protocol, metadata }: Snapshot): readonly TableColumn[] {
  const names = new Set(['string', 'boolean', 'long', 'integer', 'short', 'byte']);
  return tableColumns(protocol, metadata).filter(({ type, metadata: own }) => {
    return type.kind === 'primitive' && names.has(type.name) && !('delta.typeChanges' in own);
  });
}

/** The rows of a file that are not deleted, with these columns alone. The file is one of a scan in the delta format. */
export async function readRows(
  table: string,
  file: ScannedFile,
  columns: readonly TableColumn[],
): Promise<readonly SparkRow[]> {
  const { partitionValues } = JSON.parse(`{${file.json}}`);
  const deleted = deletedRows(table, file);
  const found = await readParquet(placeOf(table, file.path));
  return found
    .filter((_, number) => !deleted.has(number))
    .map(row => Object.fromEntries(columns.map(column => [column.name, plainValue(column, row, partitionValues)])));
}

const placeOf = (table: string, path: string) =>
  path.startsWith(written) ? join(folder, path.slice(written.length)) : join(folder, table, path);

function deletedRows(table: string, { deletionVector }: ScannedFile): ReadonlySet<number> {
  if (deletionVector === undefined) return new Set();
  const { offset = 0, sizeInBytes, cardinality } = JSON.parse(`{${deletionVector.json}}`);
  // Spark writes none that is inline.
  const rows = deletedRowsIn(placeOf(table, deletionVector.path ?? ''), offset, sizeInBytes);
  if (rows.size !== cardinality) throw new Error(`a deletion vector of ${table} does not delete ${cardinality} rows`);
  return rows;
}

const database = DuckDBInstance.create(':memory:').then(instance => instance.connect());

async function readParquet(file: string): Promise<readonly SparkRow[]> {
  const source = `read_parquet(${sqlString(file)}, file_row_number = true)`;
  const result = await (await database).run(`SELECT * FROM ${source} ORDER BY file_row_number`);
  return result.getRowObjectsJson();
}

/** Of a value, what JSON and DuckDB have in common: integers that JavaScript cannot hold are texts. */
function plainValue(
  column: TableColumn,
  row: SparkRow,
  partitionValues: Readonly<Record<string, string | null>>,
): unknown {
  const name = column.type.kind === 'primitive' ? column.type.name : '';
  const value = column.isPartition ? partitionValues[column.physicalName] || null : (row[column.physicalName] ?? null);
  if (value === null || name === 'string') return value;
  if (name === 'boolean') return String(value) === 'true';
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
