import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quotedPath } from '../errors.ts';
import { selectActions } from './action-lines.ts';
import { explainLines } from './commit-lines.ts';
import { vectorType } from './logical-file.ts';
import type { ActionText, TableActions } from './replay.ts';

/**
 * Loads the file actions of commits into the table `commit_actions`, and the version of the newest action of each
 * logical file into the table `newest`.
 *
 * @param log absolute path of the directory that holds the commits
 * @param commits their names; a compacted file counts as one commit, of its last version
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
    if (commits.length > 0) {
      const files = commits.map(name => join(log, name));
      await database.run(`INSERT INTO commit_actions ${selectActions(files)}`);
    }
    await requireSound(database, commits);
  } catch (error) {
    // The engine says little about the place; reading the lines one by one finds it.
    throw (await explainLines(log, commits, 'commit')) ?? error;
  }
  await requireOneActionEach(database);
  await database.run(createNewest);
  const protocol = await newestAction(database, 'protocol');
  const metadata = await newestAction(database, 'metaData');
  return { ...(protocol && { protocol }), ...(metadata && { metadata }) };
}

const createActions = `CREATE TEMP TABLE commit_actions (
  version BIGINT, is_add BOOLEAN, key UHUGEINT, path VARCHAR, vector ${vectorType}, partition_values VARCHAR,
  size BIGINT, modification_time BIGINT, data_change BOOLEAN, stats VARCHAR, extras VARCHAR, protocol VARCHAR,
  "metaData" VARCHAR, is_sound BOOLEAN)`;

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
    throw new DeltaError(
      'CORRUPT_LOG',
      `Version ${version} adds or removes the file ${quotedPath(String(path))} twice`,
    );
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
