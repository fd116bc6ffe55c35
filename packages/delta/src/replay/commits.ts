import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quoted } from '../errors.ts';
import { sqlList } from '../worker/database.ts';
import { explainCommits } from './commit-lines.ts';
import { logicalFileKey, vectorId } from './logical-file.ts';
import type { ActionText, TableActions } from './replay.ts';

/**
 * Loads the file actions of commits into the table `commit_actions`, and the version of the newest action of each
 * logical file into the table `newest`.
 *
 * @param log absolute path of the directory that holds the commits
 * @param commits their names
 * @returns the newest protocol and metadata among them
 * @throws DeltaError CORRUPT_LOG naming file and line
 */
export async function loadCommits(
  database: DuckDBConnection,
  log: string,
  commits: readonly string[],
): Promise<TableActions> {
  try {
    await database.run(createActions);
    if (commits.length > 0) await database.run(insertActions(commits.map(name => join(log, name))));
    await requireSound(database, commits);
  } catch (error) {
    // The engine says little about the place; reading the lines one by one finds it.
    throw (await explainCommits(log, commits)) ?? error;
  }
  await requireOneActionEach(database);
  await database.run(createNewest);
  const protocol = await newestAction(database, 'protocol');
  const metadata = await newestAction(database, 'metaData');
  return { ...(protocol && { protocol }), ...(metadata && { metadata }) };
}

const createActions = `CREATE TEMP TABLE commit_actions (
  version BIGINT, is_add BOOLEAN, key UHUGEINT, path VARCHAR, vector VARCHAR, partition_values VARCHAR, size BIGINT,
  modification_time BIGINT, stats VARCHAR, protocol VARCHAR, "metaData" VARCHAR, is_sound BOOLEAN)`;

const vectorType = 'STRUCT("storageType" JSON, "pathOrInlineDv" JSON, "offset" JSON)';

/**
 * What is read of each line; anything else is ignored, as the protocol asks. Fields whose type must be checked are
 * read as JSON, because DuckDB would rather convert a wrong type than complain.
 */
const lineColumns = `{
  "add": 'STRUCT("path" JSON, "partitionValues" MAP(VARCHAR, VARCHAR), "size" JSON, "modificationTime" JSON,
                 "stats" JSON, "deletionVector" ${vectorType})',
  "remove": 'STRUCT("path" JSON, "deletionVector" ${vectorType})',
  "protocol": 'JSON',
  "metaData": 'JSON'
}`;

const isWhole = (json: string) => `json_type(${json}) IN ('UBIGINT', 'BIGINT')`;

/** SQL: the rules that `commit-lines.ts` checks too, and can then name the place of. */
const isSound = `("add" IS NULL OR remove IS NULL)
  AND ("add" IS NULL AND remove IS NULL OR coalesce(json_type(raw_path) = 'VARCHAR', false))
  AND ("add" IS NULL OR coalesce(${isWhole('"add".size')}, false))
  AND ("add" IS NULL OR coalesce(${isWhole('"add"."modificationTime"')}, true))
  AND coalesce(json_type("add".stats) IN ('VARCHAR', 'NULL'), true)
  AND (raw_vector IS NULL
    OR coalesce(json_type(raw_vector."storageType") = 'VARCHAR' AND json_type(raw_vector."pathOrInlineDv") = 'VARCHAR', false))`;

function insertActions(files: readonly string[]): string {
  const text = (field: string) => `(raw_vector."${field}"->>'$')`;
  const id = vectorId(text('storageType'), text('pathOrInlineDv'), text('offset'));
  return `INSERT INTO commit_actions
    SELECT version, "add" IS NOT NULL, ${logicalFileKey('path', 'vector')}, path, vector,
      CAST(to_json("add"."partitionValues") AS VARCHAR), TRY_CAST(CAST("add".size AS VARCHAR) AS BIGINT),
      TRY_CAST(CAST("add"."modificationTime" AS VARCHAR) AS BIGINT), "add".stats->>'$', protocol, "metaData", ${isSound}
    FROM (
      SELECT *, raw_path->>'$' AS path, ${id} AS vector
      FROM (
        SELECT *, CAST(parse_filename(filename)[:20] AS BIGINT) AS version, coalesce("add".path, remove.path) AS raw_path,
          coalesce("add"."deletionVector", remove."deletionVector") AS raw_vector
        FROM read_json(${sqlList(files)}, format = 'newline_delimited', filename = true, columns = ${lineColumns})))`;
}

async function requireSound(database: DuckDBConnection, commits: readonly string[]): Promise<void> {
  const [row] = await rows(
    database,
    'SELECT count(*) FILTER (NOT is_sound), count(DISTINCT version) FROM commit_actions',
  );
  const [unsound, versions] = row ?? [];
  if (Number(unsound) > 0) throw new DeltaError('CORRUPT_LOG', `${unsound} lines of the commits are not actions`);
  if (Number(versions) < commits.length) throw new DeltaError('CORRUPT_LOG', 'A commit holds no actions');
}

/** The protocol forbids two actions of one commit that reconcile with each other: their order means nothing. */
async function requireOneActionEach(database: DuckDBConnection): Promise<void> {
  const repeated = `SELECT version, any_value(path) FROM commit_actions WHERE path IS NOT NULL
    GROUP BY version, key HAVING count(*) > 1 LIMIT 1`;
  for (const [version, path] of await rows(database, repeated)) {
    throw new DeltaError('CORRUPT_LOG', `Version ${version} adds or removes the file ${quoted(String(path))} twice`);
  }
  const several = `SELECT version FROM commit_actions
    GROUP BY version HAVING count(protocol) > 1 OR count("metaData") > 1 LIMIT 1`;
  for (const [version] of await rows(database, several)) {
    throw new DeltaError('CORRUPT_LOG', `Version ${version} holds more than one protocol or metaData action`);
  }
}

const createNewest = `CREATE TEMP TABLE newest AS
  SELECT key, max(version) AS version FROM commit_actions WHERE path IS NOT NULL GROUP BY key`;

async function newestAction(
  database: DuckDBConnection,
  action: 'protocol' | 'metaData',
): Promise<ActionText | undefined> {
  const newest = `SELECT "${action}", version FROM commit_actions WHERE json_type("${action}") <> 'NULL'
    ORDER BY version DESC LIMIT 1`;
  const [row] = await rows(database, newest);
  if (row === undefined) return undefined;
  const [text, version] = row;
  return { text: String(text), source: `version ${version}` };
}

/** The rows of a small result. */
async function rows(database: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  return (await database.run(sql)).getRows();
}
