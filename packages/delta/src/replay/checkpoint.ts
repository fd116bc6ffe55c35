import { join } from 'node:path';
import { type DuckDBConnection, DuckDBMapType, DuckDBStructType, type DuckDBType } from '@duckdb/node-api';
import { DeltaError } from '../errors.ts';
import { sqlList } from '../worker/database.ts';
import { logicalFileKey, vectorId } from './logical-file.ts';
import type { TableActions } from './replay.ts';

/** SQL type → what it is called in messages, for each column of a checkpoint that is read. */
const expectedTypes: Readonly<Record<string, readonly string[]>> = {
  'add.path': ['VARCHAR'],
  'add.size': ['BIGINT', 'INTEGER'],
  'add.modificationTime': ['BIGINT', 'INTEGER'],
  'add.stats': ['VARCHAR'],
  'add.deletionVector.storageType': ['VARCHAR'],
  'add.deletionVector.pathOrInlineDv': ['VARCHAR'],
  'add.deletionVector.offset': ['INTEGER', 'BIGINT'],
};

/**
 * Makes the view `checkpoint_files`: the adds of a checkpoint, with the columns of `commit_actions` that describe a
 * file. Its removes are tombstones that only VACUUM needs.
 *
 * @param log absolute path of the directory that holds the checkpoint
 * @param checkpoint names of its files; none makes an empty view
 * @returns the protocol and metadata in it
 * @throws DeltaError CORRUPT_LOG, UNSUPPORTED_FEATURE (a checkpoint of the V2 spec)
 */
export async function loadCheckpoint(
  database: DuckDBConnection,
  log: string,
  checkpoint: readonly string[],
): Promise<TableActions> {
  if (checkpoint.length === 0) {
    await database.run('CREATE TEMP VIEW checkpoint_files AS SELECT * FROM commit_actions LIMIT 0');
    return {};
  }
  for (const name of checkpoint) await requireParquet(database, log, name);
  const files = checkpoint.map(name => join(log, name));
  const source = `read_parquet(${sqlList(files)}, union_by_name = true, binary_as_string = true)`;
  const types = await columnTypes(database, source);
  requireTypes(types, checkpoint);
  await requireV1(database, source, types);
  await database.run(`CREATE TEMP VIEW checkpoint_files AS ${selectFiles(source, types)}`);
  const label =
    checkpoint.length === 1 ? `the checkpoint ${checkpoint[0]}` : `the parts of the checkpoint ${checkpoint[0]}`;
  const protocol = await onlyAction(database, source, types, 'protocol', 'minReaderVersion', label);
  const metadata = await onlyAction(database, source, types, 'metaData', 'id', label);
  return { ...(protocol && { protocol }), ...(metadata && { metadata }) };
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

/** Dotted path of a column → its type, without what is inside lists and maps. */
type ColumnTypes = ReadonlyMap<string, DuckDBType>;

async function columnTypes(database: DuckDBConnection, source: string): Promise<ColumnTypes> {
  const result = await database.run(`SELECT * FROM ${source} LIMIT 0`);
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
  return types;
}

function requireTypes(types: ColumnTypes, checkpoint: readonly string[]): void {
  const complain = (column: string, problem: string) =>
    new DeltaError('CORRUPT_LOG', `The checkpoint ${checkpoint[0]} ${problem} (column ${column})`);
  for (const column of ['add.path', 'add.size', 'add.partitionValues']) {
    if (!types.has(column)) throw complain(column, 'has no add actions as the protocol describes them');
  }
  for (const [column, expected] of Object.entries(expectedTypes)) {
    const type = types.get(column);
    if (type !== undefined && !expected.includes(String(type)))
      throw complain(column, `holds ${type} where it must not`);
  }
  const values = types.get('add.partitionValues');
  const isTextMap =
    values instanceof DuckDBMapType && String(values.keyType) === 'VARCHAR' && String(values.valueType) === 'VARCHAR';
  if (!isTextMap) throw complain('add.partitionValues', 'holds no map of strings');
}

/** A checkpoint of the V2 spec may have a classic name; its file actions may be elsewhere. */
async function requireV1(database: DuckDBConnection, source: string, types: ColumnTypes): Promise<void> {
  const markers = ['checkpointMetadata.version', 'sidecar.path'].filter(column => types.has(column));
  for (const marker of markers) {
    const found = await database.run(`SELECT 1 FROM ${source} WHERE ${field(marker)} IS NOT NULL LIMIT 1`);
    if (found.rowCount === 0) continue;
    throw new DeltaError(
      'UNSUPPORTED_FEATURE',
      'The table has a V2 checkpoint, which Boathouse cannot read yet (reader feature v2Checkpoint)',
    );
  }
}

function selectFiles(source: string, types: ColumnTypes): string {
  const optional = (column: string) => (types.has(column) ? field(column) : 'NULL');
  const vector = types.has('add.deletionVector.pathOrInlineDv')
    ? vectorId(
        field('add.deletionVector.storageType'),
        field('add.deletionVector.pathOrInlineDv'),
        optional('add.deletionVector.offset'),
      )
    : 'NULL::VARCHAR';
  return `SELECT *, ${logicalFileKey('path', 'vector')} AS key FROM (
    SELECT ${field('add.path')} AS path, ${vector} AS vector,
      CAST(to_json(${field('add.partitionValues')}) AS VARCHAR) AS partition_values, ${field('add.size')} AS size,
      ${optional('add.modificationTime')} AS modification_time, ${optional('add.stats')} AS stats
    FROM ${source} WHERE ${field('add.path')} IS NOT NULL)`;
}

async function onlyAction(
  database: DuckDBConnection,
  source: string,
  types: ColumnTypes,
  action: string,
  required: string,
  label: string,
): Promise<{ readonly text: string; readonly source: string } | undefined> {
  if (!types.has(`${action}.${required}`)) return undefined;
  const found = await database.run(
    `SELECT to_json("${action}") FROM ${source} WHERE ${field(`${action}.${required}`)} IS NOT NULL LIMIT 2`,
  );
  const texts = await found.getRows();
  if (texts.length > 1) throw new DeltaError('CORRUPT_LOG', `${label} holds more than one ${action} action`);
  return texts[0] === undefined ? undefined : { text: String(texts[0][0]), source: `the ${action} action of ${label}` };
}

/** SQL: a column by its dotted path. */
function field(path: string): string {
  return path
    .split('.')
    .map(name => `"${name}"`)
    .join('.');
}
