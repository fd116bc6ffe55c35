import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError } from '../errors.ts';
import type { StructType } from '../schema.ts';
import type { ReplayJob } from '../worker/jobs.ts';
import { selectActions } from './action-lines.ts';
import { type CheckpointParquet, field, openParquet, requireFileColumns, selectFiles } from './checkpoint-parquet.ts';
import { explainLines } from './commit-lines.ts';
import { fileColumns } from './logical-file.ts';
import type { ActionText, TableActions } from './replay.ts';

/** What a checkpoint holds. */
export interface Checkpoint {
  /** Its protocol and its metadata. */
  readonly actions: TableActions;
  /** SQL of its adds, in the columns of `checkpoint_files`, for a table whose log has this schema. */
  readonly files: readonly ((schema: StructType) => string)[];
}

/** Names of the files of a checkpoint, as a replay job has them. */
type CheckpointNames = Pick<ReplayJob, 'checkpoint' | 'sidecars'>;

/**
 * Opens a checkpoint of either spec. Its removes are tombstones that only VACUUM needs.
 *
 * @param log absolute path of the directory that holds its files
 * @throws DeltaError CORRUPT_LOG
 */
export async function loadCheckpoint(
  database: DuckDBConnection,
  log: string,
  { checkpoint, sidecars }: CheckpointNames,
): Promise<Checkpoint> {
  const [first] = checkpoint;
  if (first === undefined) return { actions: {}, files: [] };
  const main = await loadMain(database, log, checkpoint);
  if (sidecars.length === 0) return main;
  const source = await openParquet(database, log, sidecars, `the sidecars of ${checkpointLabel(checkpoint)}`);
  requireFileColumns(source);
  return { ...main, files: [...main.files, schema => selectFiles(source, schema)] };
}

async function loadMain(database: DuckDBConnection, log: string, checkpoint: readonly string[]): Promise<Checkpoint> {
  const [first = '', ...others] = checkpoint;
  if (first.endsWith('.json')) return loadLines(database, log, first);
  const source = await openParquet(database, log, checkpoint, checkpointLabel(checkpoint));
  // Nobody looks for the sidecars of a checkpoint in parts: it must be of the V1 spec, which has none.
  if (others.length > 0 && source.types.has('sidecar')) {
    const named = await database.run(`SELECT 1 FROM ${source.sql} WHERE to_json(sidecar)->>'path' IS NOT NULL LIMIT 1`);
    if (named.rowCount > 0) {
      throw new DeltaError('CORRUPT_LOG', `There are sidecars in ${source.label}; a checkpoint in parts can have none`);
    }
  }
  return loadParquet(database, source);
}

/** Makes the view `checkpoint_files`: the adds of a checkpoint, with the columns of `commit_actions` that describe a file. */
export async function createCheckpointFiles(
  database: DuckDBConnection,
  { files }: Checkpoint,
  schema: StructType,
): Promise<void> {
  const none = `SELECT ${fileColumns}, key FROM commit_actions LIMIT 0`;
  const selects = files.map(select => select(schema));
  const all = selects.length === 0 ? none : selects.map(select => `(${select})`).join(' UNION ALL BY NAME ');
  await database.run(`CREATE TEMP VIEW checkpoint_files AS ${all}`);
}

/** What to call a checkpoint in messages. */
export function checkpointLabel([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? `the checkpoint ${first}` : `the checkpoint ${first} and its other parts`;
}

async function loadParquet(database: DuckDBConnection, source: CheckpointParquet): Promise<Checkpoint> {
  // The adds of a V2 checkpoint may all be in its sidecars.
  const hasFiles = source.types.has('add') || !source.types.has('checkpointMetadata');
  if (hasFiles) requireFileColumns(source);
  const actionsOf = async (action: 'protocol' | 'metaData', required: string) => {
    if (!source.types.has(required)) return undefined;
    const sql = `SELECT to_json("${action}") FROM ${source.sql} WHERE ${field(required)} IS NOT NULL`;
    return onlyAction(database, sql, action, source.label);
  };
  const protocol = await actionsOf('protocol', 'protocol.minReaderVersion');
  const metadata = await actionsOf('metaData', 'metaData.id');
  return {
    actions: { ...(protocol && { protocol }), ...(metadata && { metadata }) },
    files: hasFiles ? [schema => selectFiles(source, schema)] : [],
  };
}

/** Loads a V2 checkpoint of JSON lines into the table `checkpoint_actions`. */
async function loadLines(database: DuckDBConnection, log: string, name: string): Promise<Checkpoint> {
  const label = checkpointLabel([name]);
  try {
    await database.run(`CREATE TEMP TABLE checkpoint_actions AS ${selectActions([join(log, name)])}`);
    const unsound = await database.run('SELECT 1 FROM checkpoint_actions WHERE NOT is_sound LIMIT 1');
    if (unsound.rowCount > 0) throw new DeltaError('CORRUPT_LOG', `A line of ${label} is not an action`);
  } catch (error) {
    throw (await explainLines(log, [name], 'checkpoint')) ?? error;
  }
  const actionsOf = (action: 'protocol' | 'metaData') => {
    const sql = `SELECT "${action}" FROM checkpoint_actions WHERE json_type("${action}") <> 'NULL'`;
    return onlyAction(database, sql, action, label);
  };
  const protocol = await actionsOf('protocol');
  const metadata = await actionsOf('metaData');
  return {
    actions: { ...(protocol && { protocol }), ...(metadata && { metadata }) },
    files: [() => `SELECT ${fileColumns}, key FROM checkpoint_actions WHERE is_add`],
  };
}

async function onlyAction(
  database: DuckDBConnection,
  sql: string,
  action: string,
  label: string,
): Promise<ActionText | undefined> {
  const found = await database.run(`${sql} LIMIT 2`);
  const [first, second] = await found.getRows();
  if (second !== undefined) throw new DeltaError('CORRUPT_LOG', `There is more than one ${action} action in ${label}`);
  return first === undefined ? undefined : { text: String(first[0]), source: label };
}
