import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quoted } from '../errors.ts';
import { sqlString } from '../worker/database.ts';
import type { ReplayResult } from '../worker/jobs.ts';

/**
 * SQL: what files are numbered by: the first half of their id, the MD5 of the path. It is the same wherever a version is
 * read and from whichever checkpoint; row number N of a version is the file with the Nth smallest id.
 */
export const sortKey = "CAST('0x' || md5(path)[:16] AS UBIGINT)";

/**
 * Writes the active files of a version, out of `commit_actions`, `newest` and `checkpoint_files`, as the Parquet file
 * that scans read. Its rows are in no order: to sort a million of them takes twice the time of all the rest, and more
 * memory than there is. Pages are found by `sort_key` instead.
 */
export async function writeActiveFiles(database: DuckDBConnection, file: string): Promise<void> {
  const columns = 'path, vector, partition_values, size, modification_time, stats';
  // Row groups are small because a window of a scan decodes whole ones.
  await database.run(`COPY (
      SELECT ${columns}, ${sortKey} AS sort_key FROM (
        SELECT ${columns} FROM commit_actions SEMI JOIN newest USING (key, version) WHERE is_add
        UNION ALL
        SELECT ${columns} FROM checkpoint_files ANTI JOIN newest USING (key)))
    TO ${sqlString(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)`);
}

/** SQL: the path of the log with its percent-encoding undone, which must happen exactly once; NULL if it is none. */
export const decodedPath = "CASE WHEN contains(path, '%') THEN TRY(url_decode(path)) ELSE path END";

/**
 * SQL: why a path cannot be served, or NULL. The first pattern only finds paths that are worth a closer look. Control
 * characters are refused because lines and fields of a scan are separated by them.
 */
const pathProblem = `CASE
  WHEN NOT regexp_matches(path, '^$|^[/\\\\]|^[A-Za-z][A-Za-z0-9+.-]*:|\\.\\.|%|[\\x00-\\x1f\\x7f]') THEN NULL
  WHEN path = '' THEN 'empty'
  WHEN regexp_matches(path, '^([A-Za-z][A-Za-z0-9+.-]*:|/)') THEN 'absolute'
  WHEN regexp_matches(path, '%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') OR ${decodedPath} IS NULL THEN 'encoding'
  WHEN regexp_matches(${decodedPath}, '^[/\\\\]|(^|[/\\\\])\\.\\.([/\\\\]|$)') THEN 'climbing'
  WHEN regexp_matches(${decodedPath}, '[\\x00-\\x1f\\x7f]') THEN 'control'
END`;

const pathComplaints: Readonly<Record<string, readonly ['CORRUPT_LOG' | 'UNSUPPORTED_FEATURE', string]>> = {
  empty: ['CORRUPT_LOG', 'is empty'],
  absolute: ['UNSUPPORTED_FEATURE', 'is absolute; only files below the table can be shared'],
  encoding: ['CORRUPT_LOG', 'is not a valid percent-encoded path'],
  climbing: ['CORRUPT_LOG', 'leads out of the table'],
  control: ['CORRUPT_LOG', 'holds control characters'],
};

/**
 * Counts the files that were written, and checks what holds for each of them.
 *
 * @throws DeltaError CORRUPT_LOG (a file twice, a bad size or path), UNSUPPORTED_FEATURE (a deletion vector, an
 *   absolute path)
 */
export async function checkActiveFiles(
  database: DuckDBConnection,
  file: string,
): Promise<Pick<ReplayResult, 'numFiles' | 'sizeInBytes'>> {
  const source = `read_parquet(${sqlString(file)})`;
  const result = await database.run(`SELECT count(*), coalesce(CAST(sum(size) AS DOUBLE), 0), count(DISTINCT sort_key),
      min(path) FILTER (size IS NULL OR size NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}),
      min(path) FILTER (vector IS NOT NULL), min(path) FILTER (problem IS NOT NULL),
      min_by(problem, path) FILTER (problem IS NOT NULL)
    FROM (SELECT *, ${pathProblem} AS problem FROM ${source})`);
  const [[numFiles, sizeInBytes, keys, badSize, withVector, badPath, problem] = []] = await result.getRows();
  if (typeof badPath === 'string') {
    const [code, complaint] = pathComplaints[String(problem)] ?? (['CORRUPT_LOG', 'cannot be read'] as const);
    throw new DeltaError(code, `The path ${quoted(badPath)} of an add action ${complaint}`);
  }
  if (typeof badSize === 'string') {
    throw new DeltaError('CORRUPT_LOG', `The add action of ${quoted(badSize)} has no size, or an impossible one`);
  }
  if (typeof withVector === 'string') {
    throw new DeltaError(
      'UNSUPPORTED_FEATURE',
      `The file ${quoted(withVector)} has a deletion vector (reader feature deletionVectors)`,
    );
  }
  if (Number(keys) < Number(numFiles)) await requireDistinctPaths(database, source);
  return { numFiles: Number(numFiles), sizeInBytes: Number(sizeInBytes) };
}

/** Keys may collide by chance, paths may not: a checkpoint that names a file twice would share its rows twice. */
async function requireDistinctPaths(database: DuckDBConnection, source: string): Promise<void> {
  const repeated = await database.run(
    `SELECT path FROM ${source} GROUP BY path HAVING count(*) > 1 ORDER BY path LIMIT 1`,
  );
  const [[path] = []] = await repeated.getRows();
  if (path !== undefined) throw new DeltaError('CORRUPT_LOG', `The log holds the file ${quoted(String(path))} twice`);
}
