import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quotedPath } from '../errors.ts';
import { type Action, integerField, parseAction, stringField } from '../json.ts';
import { logDirectory, parseLogPath } from '../log-path.ts';
import { sqlList } from '../worker/database.ts';
import type { FindSidecarsJob, Sidecar } from '../worker/jobs.ts';
import { openParquet } from './checkpoint-parquet.ts';
import { explainLines } from './commit-lines.ts';
import { inOwnDatabase } from './own-database.ts';

/** Writers make some dozens; each costs a download. */
const maxSidecars = 10_000;

/**
 * Finds the sidecars that a checkpoint of one file names. One of the V1 spec names none; one of the V2 spec must say of
 * which version it is.
 *
 * @returns each sidecar once
 * @throws DeltaError CORRUPT_LOG (`checkpointMetadata` missing, repeated or of another version; a sidecar named twice,
 *   without a size or outside `_delta_log/_sidecars/`), UNSUPPORTED_FEATURE (an absolute path), TOO_LARGE
 */
export function findSidecars(job: FindSidecarsJob): Promise<readonly Sidecar[]> {
  return inOwnDatabase(job, database => findIn(database, job));
}

async function findIn(
  database: DuckDBConnection,
  { directory, checkpoint }: FindSidecarsJob,
): Promise<readonly Sidecar[]> {
  const label = `the checkpoint ${checkpoint}`;
  const read = checkpoint.endsWith('.json') ? readLines : readParquet;
  const { markers, texts } = await read(database, join(directory, 'log'), checkpoint);
  const mayBeV1 = parseLogPath(logDirectory + checkpoint)?.kind !== 'v2-checkpoint';
  if (mayBeV1 && markers.length + texts.length === 0) return [];
  requireVersion(markers, checkpoint);
  if (texts.length > maxSidecars)
    throw new DeltaError('TOO_LARGE', `Over ${maxSidecars} sidecars are named in ${label}`);
  const sidecars = texts.map(text => parseSidecar(parseAction(text, `A sidecar action of ${label}`)));
  const names = new Set<string>();
  for (const { name } of sidecars) {
    if (names.has(name)) throw new DeltaError('CORRUPT_LOG', `The sidecar ${name} is named twice in ${label}`);
    names.add(name);
  }
  return sidecars;
}

function requireVersion([text, second]: readonly string[], checkpoint: string): void {
  const complain = (problem: string) => new DeltaError('CORRUPT_LOG', `The checkpoint ${checkpoint} ${problem}`);
  if (text === undefined) throw complain('of the V2 spec holds no checkpointMetadata action');
  if (second !== undefined) throw complain('holds more than one checkpointMetadata action');
  const version = integerField(
    parseAction(text, `The checkpointMetadata action of the checkpoint ${checkpoint}`),
    'version',
  );
  if (version !== Number(checkpoint.slice(0, 20))) throw complain(`says that it is of version ${version}`);
}

function parseSidecar(action: Action): Sidecar {
  const path = stringField(action, 'path');
  const complain = (code: 'CORRUPT_LOG' | 'UNSUPPORTED_FEATURE', problem: string) =>
    new DeltaError(code, `${action.label}: the path ${quotedPath(path)} ${problem}`);
  if (/^([A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(path)) {
    throw complain('UNSUPPORTED_FEATURE', 'is absolute; only sidecars in _delta_log/_sidecars/ are read');
  }
  const name = decoded(path);
  // Strict, because it becomes the name of a local file, and a pattern of names to DuckDB.
  if (name === undefined || !/^[\w.+=~-]{1,200}\.parquet$/.test(name)) {
    throw complain('CORRUPT_LOG', 'is not the name of a Parquet file in _delta_log/_sidecars/');
  }
  const size = integerField(action, 'sizeInBytes');
  if (size < 0) throw new DeltaError('CORRUPT_LOG', `${action.label}: sizeInBytes of ${name} is negative`);
  return { name, size };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** The actions that make a checkpoint one of the V2 spec, as JSON; of each only so many that too many show. */
interface V2Actions {
  /** Of `checkpointMetadata`. */
  readonly markers: readonly string[];
  /** Of `sidecar`. */
  readonly texts: readonly string[];
}

async function readParquet(database: DuckDBConnection, log: string, name: string): Promise<V2Actions> {
  const { sql, types } = await openParquet(database, log, [name], `the checkpoint ${name}`);
  // Some writers leave a struct of nulls where there is no action.
  const actions = async (column: string, limit: number) =>
    types.has(column)
      ? selectTexts(
          database,
          `SELECT to_json("${column}") FROM ${sql}
           WHERE "${column}" IS NOT NULL AND json_merge_patch('{}', to_json("${column}")) <> '{}' LIMIT ${limit}`,
        )
      : [];
  return { markers: await actions('checkpointMetadata', 2), texts: await actions('sidecar', maxSidecars + 1) };
}

async function readLines(database: DuckDBConnection, log: string, name: string): Promise<V2Actions> {
  const file = sqlList([join(log, name)]);
  const actions = (column: string, limit: number) =>
    selectTexts(
      database,
      `SELECT "${column}" FROM read_json(${file}, format = 'newline_delimited', columns = {"${column}": 'JSON'})
       WHERE json_type("${column}") <> 'NULL' LIMIT ${limit}`,
    );
  try {
    return { markers: await actions('checkpointMetadata', 2), texts: await actions('sidecar', maxSidecars + 1) };
  } catch (error) {
    throw (await explainLines(log, [name], 'checkpoint')) ?? error;
  }
}

async function selectTexts(database: DuckDBConnection, sql: string): Promise<readonly string[]> {
  return (await (await database.run(sql)).getRows()).map(([text]) => String(text));
}
