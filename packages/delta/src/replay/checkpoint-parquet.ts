import { join } from 'node:path';
import { type DuckDBConnection, DuckDBMapType, DuckDBStructType, type DuckDBType } from '@duckdb/node-api';
import { DeltaError } from '../errors.ts';
import type { StructType } from '../schema.ts';
import { sqlList } from '../worker/database.ts';
import { extraFields, logicalFileKey, vectorStruct } from './logical-file.ts';
import { statsJson } from './parsed-stats.ts';

/** Parquet files of a checkpoint that can be read. */
export interface CheckpointParquet {
  /** For messages: "the checkpoint X". */
  readonly label: string;
  /** SQL of all of the files as one table. */
  readonly sql: string;
  /** Dotted path of a column → its type, without what is inside lists and maps. */
  readonly types: ReadonlyMap<string, DuckDBType>;
}

/** Column of a checkpoint → the SQL types that it may have. */
const expectedTypes: Readonly<Record<string, readonly string[]>> = {
  'add.path': ['VARCHAR'],
  'add.size': ['BIGINT', 'INTEGER'],
  'add.modificationTime': ['BIGINT', 'INTEGER'],
  'add.dataChange': ['BOOLEAN'],
  'add.stats': ['VARCHAR'],
  'add.baseRowId': ['BIGINT', 'INTEGER'],
  'add.defaultRowCommitVersion': ['BIGINT', 'INTEGER'],
  'add.clusteringProvider': ['VARCHAR'],
  'add.deletionVector.storageType': ['VARCHAR'],
  'add.deletionVector.pathOrInlineDv': ['VARCHAR'],
  'add.deletionVector.offset': ['INTEGER', 'BIGINT'],
  'add.deletionVector.sizeInBytes': ['INTEGER', 'BIGINT'],
  'add.deletionVector.cardinality': ['BIGINT', 'INTEGER'],
};

/**
 * Opens Parquet files of a checkpoint.
 *
 * @param log absolute path of the directory that holds them
 * @param label what to call them in messages
 * @throws DeltaError CORRUPT_LOG naming a file that is damaged
 */
export async function openParquet(
  database: DuckDBConnection,
  log: string,
  names: readonly string[],
  label: string,
): Promise<CheckpointParquet> {
  for (const name of names) await requireParquet(database, log, name);
  const files = sqlList(names.map(name => join(log, name)));
  const sql = `read_parquet(${files}, union_by_name = true, binary_as_string = true)`;
  const result = await database.run(`SELECT * FROM ${sql} LIMIT 0`);
  const types = new Map<string, DuckDBType>();
  const visit = (path: string, type: DuckDBType) => {
    types.set(path, type);
    if (!(type instanceof DuckDBStructType)) return;
    for (const [index, name] of type.entryNames.entries()) {
      const entry = type.entryTypes[index];
      if (entry !== undefined) visit(`${path}.${name}`, entry);
    }
  };
  for (const [index, name] of result.columnNames().entries()) visit(name, result.columnType(index));
  return { label, sql, types };
}

/** Opens each file on its own, so that a damaged one can be named. */
async function requireParquet(database: DuckDBConnection, log: string, name: string): Promise<void> {
  try {
    await database.run(`SELECT num_rows FROM parquet_file_metadata(${sqlList([join(log, name)])})`);
  } catch (error) {
    throw new DeltaError('CORRUPT_LOG', `The checkpoint file ${name} is damaged: it is not a whole Parquet file`, {
      cause: error,
    });
  }
}

/**
 * Checks that the columns of add actions are those of the protocol.
 *
 * @throws DeltaError CORRUPT_LOG naming a column
 */
export function requireFileColumns({ label, types }: CheckpointParquet): void {
  const complain = (column: string, problem: string) =>
    new DeltaError('CORRUPT_LOG', `The column ${column} of ${label} ${problem}`);
  for (const column of ['add.path', 'add.size', 'add.partitionValues']) {
    if (!types.has(column)) throw complain(column, 'is missing');
  }
  for (const [column, expected] of Object.entries(expectedTypes)) {
    const type = types.get(column);
    if (type !== undefined && !expected.includes(String(type))) throw complain(column, `is of the type ${type}`);
  }
  for (const column of ['add.partitionValues', 'add.tags']) {
    const type = types.get(column);
    if (type !== undefined && !isTextMap(type)) throw complain(column, `is of the type ${type}`);
  }
}

function isTextMap(type: DuckDBType): boolean {
  return type instanceof DuckDBMapType && String(type.keyType) === 'VARCHAR' && String(type.valueType) === 'VARCHAR';
}

/**
 * SQL: the adds, in the columns of `checkpoint_files`.
 *
 * @param schema of the table, by the names that its log has
 */
export function selectFiles({ sql, types }: CheckpointParquet, schema: StructType): string {
  const optional = (column: string) => (types.has(column) ? field(column) : 'NULL');
  const vector = vectorStruct({
    storageType: optional('add.deletionVector.storageType'),
    pathOrInlineDv: optional('add.deletionVector.pathOrInlineDv'),
    offset: optional('add.deletionVector.offset'),
    sizeInBytes: optional('add.deletionVector.sizeInBytes'),
    cardinality: optional('add.deletionVector.cardinality'),
  });
  const extras = extraFields({
    tags: optional('add.tags'),
    baseRowId: optional('add.baseRowId'),
    defaultRowCommitVersion: optional('add.defaultRowCommitVersion'),
    clusteringProvider: optional('add.clusteringProvider'),
  });
  const parsed = types.get('add.stats_parsed');
  const fromStruct = parsed === undefined ? 'NULL' : statsJson(field('add.stats_parsed'), parsed, schema);
  return `SELECT *, ${logicalFileKey('path', 'vector')} AS key FROM (
    SELECT ${field('add.path')} AS path, ${vector} AS vector,
      CAST(to_json(${field('add.partitionValues')}) AS VARCHAR) AS partition_values, ${field('add.size')} AS size,
      ${optional('add.modificationTime')} AS modification_time, ${optional('add.dataChange')} AS data_change,
      coalesce(${optional('add.stats')}, ${fromStruct}) AS stats, ${extras} AS extras
    FROM ${sql} WHERE ${field('add.path')} IS NOT NULL)`;
}

/** SQL: a column by its dotted path. */
export function field(path: string): string {
  return path
    .split('.')
    .map(name => `"${name}"`)
    .join('.');
}
