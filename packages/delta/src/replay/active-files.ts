import type { DuckDBConnection } from '@duckdb/node-api';
import { DeltaError, quotedPath } from '../errors.ts';
import { sqlString } from '../worker/database.ts';
import { vectorProblem } from './deletion-vector.ts';
import { isAbsolute, pathComplaints, pathProblem } from './file-path.ts';
import { fileColumns } from './logical-file.ts';

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
  // Row groups are small because a window of a scan decodes whole ones.
  await database.run(`COPY (
      SELECT ${fileColumns}, ${sortKey} AS sort_key FROM (
        SELECT ${fileColumns} FROM commit_actions SEMI JOIN newest USING (key, version) WHERE is_add
        UNION ALL
        SELECT ${fileColumns} FROM checkpoint_files ANTI JOIN newest USING (key)))
    TO ${sqlString(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 4096)`);
}

/** What was found of the files that were written. */
export interface ActiveFiles {
  readonly numFiles: number;
  readonly sizeInBytes: number;
  /** How many have a deletion vector. */
  readonly numVectors: number;
  /** See `Snapshot`. */
  readonly absolutePaths: readonly string[];
}

/**
 * Counts the files that were written, and checks what holds for each of them.
 *
 * @throws DeltaError CORRUPT_LOG (a file twice; a bad size, path or deletion vector), UNSUPPORTED_FEATURE (an absolute
 *   path of an unknown kind)
 */
export async function checkActiveFiles(database: DuckDBConnection, file: string): Promise<ActiveFiles> {
  const source = `read_parquet(${sqlString(file)})`;
  const result = await database.run(`SELECT count(*), coalesce(CAST(sum(size) AS DOUBLE), 0), count(vector),
      count(DISTINCT sort_key), min(path) FILTER (size IS NULL OR size NOT BETWEEN 0 AND ${Number.MAX_SAFE_INTEGER}),
      min([path, path_problem]) FILTER (path_problem IS NOT NULL),
      min([path, vector_problem]) FILTER (vector_problem IS NOT NULL),
      coalesce(bool_or(contains(path, ':/') OR vector."storageType" = 'p'), false)
    FROM (SELECT *, ${pathProblem('path')} AS path_problem, ${vectorProblem('vector')} AS vector_problem FROM ${source})`);
  const [row = []] = await result.getRowsJson();
  const [numFiles, sizeInBytes, numVectors, keys, badSize, badPath, badVector, mayBeAbsolute] = row;
  if (Array.isArray(badPath)) {
    const [path, problem] = badPath.map(String);
    const [code, complaint] = pathComplaints[problem ?? ''] ?? (['CORRUPT_LOG', 'cannot be read'] as const);
    throw new DeltaError(code, `The path ${quotedPath(path ?? '')} of an add action ${complaint}`);
  }
  if (typeof badSize === 'string') {
    throw new DeltaError('CORRUPT_LOG', `The add action of ${quotedPath(badSize)} has no size, or an impossible one`);
  }
  if (Array.isArray(badVector)) {
    const [path, problem] = badVector.map(String);
    throw new DeltaError('CORRUPT_LOG', `The deletion vector of the file ${quotedPath(path ?? '')} ${problem}`);
  }
  if (Number(keys) < Number(numFiles)) await requireDistinctPaths(database, source);
  return {
    numFiles: Number(numFiles),
    sizeInBytes: Number(sizeInBytes),
    numVectors: Number(numVectors),
    absolutePaths: mayBeAbsolute === true ? await sampleAbsolutePaths(database, source) : [],
  };
}

/** Absolute paths that are kept at most. */
const mostAbsolutePaths = 100;

/** One absolute path of each folder, not counting the folders of partitions: a clone of one table has one or two. */
async function sampleAbsolutePaths(database: DuckDBConnection, source: string): Promise<readonly string[]> {
  const result = await database.run(`SELECT min(path) FROM (
      SELECT path FROM ${source} WHERE ${isAbsolute('path')}
      UNION ALL
      SELECT vector."pathOrInlineDv" FROM ${source} WHERE vector."storageType" = 'p')
    GROUP BY regexp_replace(path, '(/[^/=]*=[^/]*)*/[^/]*$', '') ORDER BY 1 LIMIT ${mostAbsolutePaths}`);
  return (await result.getRows()).map(([path]) => String(path));
}

/** Keys may collide by chance, paths may not: a checkpoint that names a file twice would share its rows twice. */
async function requireDistinctPaths(database: DuckDBConnection, source: string): Promise<void> {
  const repeated = await database.run(
    `SELECT path FROM ${source} GROUP BY path HAVING count(*) > 1 ORDER BY path LIMIT 1`,
  );
  const [[path] = []] = await repeated.getRows();
  if (path !== undefined)
    throw new DeltaError('CORRUPT_LOG', `The log holds the file ${quotedPath(String(path))} twice`);
}
