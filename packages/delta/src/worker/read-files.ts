import { DuckDBBlobValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { decodedPath } from '../replay/active-files.ts';
import { sqlString } from './database.ts';
import type { FindKeysJob, JobResults, ReadFilesJob } from './jobs.ts';

/**
 * SQL: one file as a line: 32 hexadecimal digits of the MD5 of the log's path, the path, a tab, and what a Delta
 * Sharing file object holds besides. Neither part can hold a tab or a line feed: JSON escapes them, and paths with
 * control characters are refused when the log is replayed.
 */
const fileLine = `concat(md5(path), ${decodedPath}, chr(9), '"partitionValues":', coalesce(partition_values, '{}'),
  ',"size":', size, ',"stats":' || to_json(stats))`;

/** SQL: the rows that a file surely has, by its statistics. */
const numRecords = "coalesce(greatest(TRY_CAST(TRY(json_extract_string(stats, '/numRecords')) AS BIGINT), 0), 0)";

/**
 * Reads a window of a snapshot's files as lines of text, all of them in one piece so that none costs a trip into
 * JavaScript.
 *
 * @returns UTF-8; empty when no file of the window matches
 */
export async function readFiles(database: DuckDBConnection, job: ReadFilesJob): Promise<JobResults['read-files']> {
  const { predicate, keys } = job;
  const values: DuckDBValue[] = [...(predicate?.values ?? [])];
  const bind = (value: string | number, type: string) => `CAST($${values.push(String(value))} AS ${type})`;
  const [from, to] = job.rows;
  const window = [`file_row_number >= ${bind(from, 'BIGINT')}`, `file_row_number < ${bind(to, 'BIGINT')}`];
  if (keys?.from !== undefined) window.push(`sort_key >= ${bind(keys.from, 'UBIGINT')}`);
  if (keys?.to !== undefined) window.push(`sort_key < ${bind(keys.to, 'UBIGINT')}`);
  const { texts = [], bounds = [], mayMatch = 'true', matchesAll = 'false' } = predicate ?? { matchesAll: 'true' };
  const line = job.countRecords
    ? `concat(CASE WHEN ${matchesAll} THEN ${numRecords} ELSE 0 END, chr(9), ${fileLine})`
    : fileLine;
  // A CASE rather than a WHERE: DuckDB takes long to plan a filter of many comparisons.
  const result = await database.run(
    `SELECT encode(string_agg(CASE WHEN ${mayMatch} THEN ${line} END, chr(10))) FROM (
       SELECT ${['*', ...bounds].join(', ')} FROM (
         SELECT ${['*', ...texts].join(', ')} FROM read_parquet(${sqlString(job.file)}, file_row_number = true)
         WHERE ${window.join(' AND ')}))`,
    values,
  );
  const [[lines] = []] = await result.getRows();
  return lines instanceof DuckDBBlobValue ? lines.bytes : new Uint8Array();
}

/** The sort keys of numbered rows: see `active-files.ts`. */
export async function findKeys(database: DuckDBConnection, job: FindKeysJob): Promise<JobResults['find-keys']> {
  const numbers = job.numbers.map(Number).join(', ');
  const result = await database.run(
    `SELECT CAST(number AS VARCHAR), CAST(sort_key AS VARCHAR) FROM (
       SELECT sort_key, row_number() OVER (ORDER BY sort_key) - 1 AS number FROM read_parquet(${sqlString(job.file)}))
     WHERE number IN (${numbers})`,
  );
  return Object.fromEntries((await result.getRows()).map(([number, key]) => [Number(number), String(key)]));
}
