import { join } from 'node:path';
import { type DuckDBConnection, DuckDBMapType, DuckDBStructType, type DuckDBType } from '@duckdb/node-api';
import { DeltaError } from '../errors.ts';
import { unsupportedV2Checkpoint } from '../log-segment.ts';
import { sqlList } from '../worker/database.ts';
import { logicalFileKey, vectorId } from './logical-file.ts';
import type { ActionText, TableActions } from './replay.ts';

/** Column of a checkpoint → the SQL types that it may have. */
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
  const source = await openCheckpoint(database, log, checkpoint);
  requireTypes(source);
  await requireV1(database, source);
  await database.run(`CREATE TEMP VIEW checkpoint_files AS ${selectFiles(source)}`);
  const protocol = await onlyAction(database, source, 'protocol', 'minReaderVersion');
  const metadata = await onlyAction(database, source, 'metaData', 'id');
  return { ...(protocol && { protocol }), ...(metadata && { metadata }) };
}

/** What to call a checkpoint in messages. */
export function checkpointLabel([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? `the checkpoint ${first}` : `the checkpoint ${first} and its other parts`;
}

/** A checkpoint that can be read. */
interface CheckpointSource {
  readonly label: string;
  /** SQL of all of its files as one table. */
  readonly sql: string;
  /** Dotted path of a column → its type, without what is inside lists and maps. */
  readonly types: ReadonlyMap<string, DuckDBType>;
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

async function openCheckpoint(
  database: DuckDBConnection,
  log: string,
  checkpoint: readonly string[],
): Promise<CheckpointSource> {
  const files = sqlList(checkpoint.map(name => join(log, name)));
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
  return { label: checkpointLabel(checkpoint), sql, types };
}

function requireTypes({ label, types }: CheckpointSource): void {
  const complain = (column: string, problem: string) =>
    new DeltaError('CORRUPT_LOG', `The column ${column} of ${label} ${problem}`);
  for (const column of ['add.path', 'add.size', 'add.partitionValues']) {
    if (!types.has(column)) throw complain(column, 'is missing');
  }
  for (const [column, expected] of Object.entries(expectedTypes)) {
    const type = types.get(column);
    if (type !== undefined && !expected.includes(String(type))) throw complain(column, `is of the type ${type}`);
  }
  const values = types.get('add.partitionValues');
  const isTextMap =
    values instanceof DuckDBMapType && String(values.keyType) === 'VARCHAR' && String(values.valueType) === 'VARCHAR';
  if (!isTextMap) throw complain('add.partitionValues', `is of the type ${values}`);
}

/** A checkpoint of the V2 spec may have a classic name; its file actions may be elsewhere. */
async function requireV1(database: DuckDBConnection, { sql, types }: CheckpointSource): Promise<void> {
  for (const marker of ['checkpointMetadata.version', 'sidecar.path']) {
    if (!types.has(marker)) continue;
    const found = await database.run(`SELECT 1 FROM ${sql} WHERE ${field(marker)} IS NOT NULL LIMIT 1`);
    if (found.rowCount > 0) throw unsupportedV2Checkpoint();
  }
}

function selectFiles({ sql, types }: CheckpointSource): string {
  const optional = (column: string) => (types.has(column) ? field(column) : 'NULL');
  const vector = ['storageType', 'pathOrInlineDv', 'offset'].map(name => optional(`add.deletionVector.${name}`));
  const [storageType = '', pathOrInlineDv = '', offset = ''] = vector;
  return `SELECT *, ${logicalFileKey('path', 'vector')} AS key FROM (
    SELECT ${field('add.path')} AS path, ${vectorId(storageType, pathOrInlineDv, offset)} AS vector,
      CAST(to_json(${field('add.partitionValues')}) AS VARCHAR) AS partition_values, ${field('add.size')} AS size,
      ${optional('add.modificationTime')} AS modification_time, ${optional('add.stats')} AS stats
    FROM ${sql} WHERE ${field('add.path')} IS NOT NULL)`;
}

async function onlyAction(
  database: DuckDBConnection,
  { label, sql, types }: CheckpointSource,
  action: 'protocol' | 'metaData',
  requiredField: string,
): Promise<ActionText | undefined> {
  const required = `${action}.${requiredField}`;
  if (!types.has(required)) return undefined;
  const found = await database.run(
    `SELECT to_json("${action}") FROM ${sql} WHERE ${field(required)} IS NOT NULL LIMIT 2`,
  );
  const [first, second] = await found.getRows();
  if (second !== undefined) throw new DeltaError('CORRUPT_LOG', `There is more than one ${action} action in ${label}`);
  return first === undefined ? undefined : { text: String(first[0]), source: label };
}

/** SQL: a column by its dotted path. */
function field(path: string): string {
  return path
    .split('.')
    .map(name => `"${name}"`)
    .join('.');
}
