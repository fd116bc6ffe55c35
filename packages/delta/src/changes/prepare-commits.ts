import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quotedPath } from '../errors.ts';
import { commitPath, logFileName } from '../log-path.ts';
import { parseMetadata } from '../metadata.ts';
import { parseProtocol } from '../protocol.ts';
import { explainLines } from '../replay/commit-lines.ts';
import { vectorProblem } from '../replay/deletion-vector.ts';
import { pathComplaints, pathProblem } from '../replay/file-path.ts';
import { logicalFileKey } from '../replay/logical-file.ts';
import { inOwnDatabase } from '../replay/own-database.ts';
import { sqlString } from '../worker/database.ts';
import type { PrepareCommitsJob } from '../worker/jobs.ts';
import type { CommitFacts } from './commit-facts.ts';
import { selectCommitRows } from './commit-rows.ts';

/**
 * Prepares commits for reading their changes: writes their lines to `files.parquet` in the job's directory, in their
 * order, and says what each commit holds besides.
 *
 * @throws DeltaError CORRUPT_LOG naming the commit, TOO_LARGE, UNSUPPORTED_FEATURE (an absolute path of an unknown kind)
 */
export function prepareCommits(job: PrepareCommitsJob): Promise<readonly CommitFacts[]> {
  return inOwnDatabase({ ...job, keepOrder: true }, database => prepareIn(database, job));
}

async function prepareIn(database: DuckDBConnection, job: PrepareCommitsJob): Promise<readonly CommitFacts[]> {
  const log = join(job.directory, 'log');
  const file = sqlString(join(job.directory, 'files.parquet'));
  try {
    const rows = selectCommitRows(job.commits.map(name => join(log, name)));
    // Row groups are small because a window of the changes decodes whole ones.
    await database.run(`COPY (${rows}) TO ${file} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)`);
  } catch (error) {
    // The engine says little about the place; reading the lines one by one finds it.
    throw (await explainLines(log, job.commits, 'commit')) ?? error;
  }
  const source = `read_parquet(${file}, file_row_number = true)`;
  await requireSound(database, source);
  await requireOneActionEach(database, source);
  const facts = await findFacts(database, source);
  if (facts.length < job.commits.length) {
    throw (
      (await explainLines(log, job.commits, 'commit')) ?? new DeltaError('CORRUPT_LOG', 'A commit holds no actions')
    );
  }
  return facts;
}

async function requireSound(database: DuckDBConnection, source: string): Promise<void> {
  const problems = `CASE WHEN path IS NOT NULL THEN ${pathProblem('path')} END AS path_problem,
     ${vectorProblem('vector')} AS vector_problem`;
  const [first] = await rows(
    database,
    `SELECT min(file_row_number) AS number FROM (SELECT *, ${problems} FROM ${source})
     WHERE NOT is_sound OR size NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER} OR path_problem IS NOT NULL
       OR vector_problem IS NOT NULL`,
  );
  if (first?.['number'] == null) return;
  const [row = {}] = await rows(
    database,
    `SELECT version, is_sound, action, path, size, ${problems}, file_row_number
       - (SELECT min(file_row_number) FROM ${source} WHERE version = bad.version) + 1 AS place
     FROM ${source} AS bad WHERE file_row_number = ${Number(first['number'])}`,
  );
  throw lineProblem(row);
}

function lineProblem(row: Row): DeltaError {
  const place = `Action ${row['place']} of the commit ${commitName(row['version'])}`;
  if (row['is_sound'] !== true) {
    return new DeltaError('CORRUPT_LOG', `${place} does not have the fields that the Delta protocol demands`);
  }
  const file = `${place}, ${row['action']} of ${quotedPath(String(row['path']))}`;
  const [code, complaint] = pathComplaints[String(row['path_problem'])] ?? [];
  if (code !== undefined) return new DeltaError(code, `${file}: the path ${complaint}`);
  const vector = row['vector_problem'];
  if (vector !== null) return new DeltaError('CORRUPT_LOG', `${file}: the deletion vector ${vector}`);
  return new DeltaError('CORRUPT_LOG', `${file}: the size is impossible`);
}

/** The protocol forbids two actions of one commit that reconcile with each other: their order means nothing. */
async function requireOneActionEach(database: DuckDBConnection, source: string): Promise<void> {
  const repeated = `SELECT version, any_value(path) AS path FROM ${source} WHERE action IN ('add', 'remove')
    GROUP BY version, ${logicalFileKey('path', 'vector')} HAVING count(*) > 1 LIMIT 1`;
  for (const { version, path } of await rows(database, repeated)) {
    throw new DeltaError(
      'CORRUPT_LOG',
      `Version ${version} adds or removes the file ${quotedPath(String(path))} twice`,
    );
  }
}

async function findFacts(database: DuckDBConnection, source: string): Promise<readonly CommitFacts[]> {
  const found = await rows(
    database,
    `SELECT version, min(file_row_number) AS first, max(file_row_number) AS last,
       coalesce(bool_or(action = 'cdc'), false) AS has_cdc, bool_or(changed_no_row) AS changed_no_row,
       bool_or(is_bare AND data_change) AS has_bare_removes, count(vector) > 0 AS has_vectors,
       arg_min(commit_time, file_row_number) AS commit_time, count(protocol) AS protocols, any_value(protocol) AS protocol,
       count(metadata) AS metadatas, any_value(metadata) AS metadata
     FROM ${source} GROUP BY version ORDER BY version`,
  );
  return found.map(factsOf);
}

function factsOf(row: Row): CommitFacts {
  const version = Number(row['version']);
  if (Number(row['protocols']) > 1 || Number(row['metadatas']) > 1) {
    throw new DeltaError('CORRUPT_LOG', `Version ${version} holds more than one protocol or metaData action`);
  }
  const { protocol, metadata, commit_time: time } = row;
  return {
    version,
    rows: [Number(row['first']), Number(row['last']) + 1],
    hasCdc: row['has_cdc'] === true,
    changedNoRow: row['changed_no_row'] === true,
    hasBareRemoves: row['has_bare_removes'] === true,
    hasVectors: row['has_vectors'] === true,
    ...(time !== null && Number.isSafeInteger(Number(time)) && { inCommitTimestamp: Number(time) }),
    ...(typeof protocol === 'string' && { protocol: parseProtocol(protocol, `version ${version}`) }),
    ...(typeof metadata === 'string' && { metadata: parseMetadata(metadata, `version ${version}`) }),
  };
}

const commitName = (version: unknown) => logFileName(commitPath(Number(version)));

type Row = Readonly<Record<string, unknown>>;

/** The rows of a small result. */
async function rows(database: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  return (await database.run(sql)).getRowObjectsJson();
}
