import { DuckDBBlobValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import type { CompiledFilter } from '../partition-filter.ts';
import { fileLine } from '../replay/file-line.ts';
import { sqlString } from './database.ts';
import type { CountFilesJob, FindKeysJob, JobResults, ReadFilesJob } from './jobs.ts';

/** SQL: the rows that a file surely has, by its statistics, without those that its deletion vector takes away. */
const numRecords = `greatest(0, coalesce(TRY_CAST(TRY(json_extract_string(stats, '/numRecords')) AS BIGINT), 0)
  - coalesce(vector.cardinality, 0)::HUGEINT)`;

/**
 * Reads a window of a snapshot's files as lines of text, all of them in one piece so that none costs a trip into
 * JavaScript.
 *
 * @returns UTF-8; empty when no file of the window matches
 */
export async function readFiles(database: DuckDBConnection, job: ReadFilesJob): Promise<JobResults['read-files']> {
  const { predicate, filter, keys } = job;
  const values: DuckDBValue[] = [...(predicate?.values ?? []), ...(filter?.values ?? [])];
  const bind = (value: string | number, type: string) => `CAST($${values.push(String(value))} AS ${type})`;
  const [from, to] = job.rows;
  const window = [`file_row_number >= ${bind(from, 'BIGINT')}`, `file_row_number < ${bind(to, 'BIGINT')}`];
  if (keys?.from !== undefined) window.push(`sort_key >= ${bind(keys.from, 'UBIGINT')}`);
  if (keys?.to !== undefined) window.push(`sort_key < ${bind(keys.to, 'UBIGINT')}`);
  const { texts = [], bounds = [], mayMatch = 'true', matchesAll = 'false' } = predicate ?? { matchesAll: 'true' };
  const file = fileLine(job.style);
  const line = job.countRecords
    ? `concat(CASE WHEN ${matchesAll} THEN ${numRecords} ELSE 0 END, chr(9), ${file})`
    : file;
  const all = `SELECT * FROM read_parquet(${sqlString(job.file)}, file_row_number = true) WHERE ${window.join(' AND ')}`;
  // A CASE rather than a WHERE: DuckDB takes long to plan a filter of many comparisons.
  const result = await database.run(
    `SELECT encode(string_agg(CASE WHEN ${mayMatch} THEN ${line} END, chr(10))) FROM (
       SELECT ${['*', ...bounds].join(', ')} FROM (
         SELECT ${['*', ...texts].join(', ')} FROM (${filter === undefined ? all : passingRows(all, filter)})))`,
    values,
  );
  const [[lines] = []] = await result.getRows();
  return lines instanceof DuckDBBlobValue ? lines.bytes : new Uint8Array();
}

/**
 * SQL: the rows of a select that pass a filter. It is evaluated once for each partition: a filter may have thousands of
 * conditions, and a partition thousands of files.
 */
function passingRows(rows: string, { passes, typed, texts }: CompiledFilter): string {
  const own = "coalesce(partition_values, '{}')";
  return `SELECT * FROM (${rows}) SEMI JOIN (
    SELECT CASE WHEN ${passes} THEN partition_values END AS passing FROM (
      SELECT ${['*', ...typed].join(', ')} FROM (
        SELECT ${['*', ...texts].join(', ')} FROM (SELECT DISTINCT ${own} AS partition_values FROM (${rows})))))
    ON passing = ${own}`;
}

/** SQL: the rows of a snapshot that pass a filter, all without one. */
function rowsOf({ file, filter }: { readonly file: string; readonly filter?: CompiledFilter }): string {
  const all = `SELECT * FROM read_parquet(${sqlString(file)})`;
  return filter === undefined ? all : passingRows(all, filter);
}

/** How many files of a snapshot pass a filter. */
export async function countFiles(database: DuckDBConnection, job: CountFilesJob): Promise<number> {
  const result = await database.run(`SELECT count(*) FROM (${rowsOf(job)})`, [...job.filter.values]);
  const [[count] = []] = await result.getRows();
  return Number(count);
}

/** The sort keys of numbered rows: see `active-files.ts`. */
export async function findKeys(database: DuckDBConnection, job: FindKeysJob): Promise<JobResults['find-keys']> {
  const numbers = job.numbers.map(Number).join(', ');
  const result = await database.run(
    `SELECT CAST(number AS VARCHAR), CAST(sort_key AS VARCHAR) FROM (
       SELECT sort_key, row_number() OVER (ORDER BY sort_key) - 1 AS number FROM (${rowsOf(job)}))
     WHERE number IN (${numbers})`,
    [...(job.filter?.values ?? [])],
  );
  return Object.fromEntries((await result.getRows()).map(([number, key]) => [Number(number), String(key)]));
}
