import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api';
import { fileLine } from '../replay/file-line.ts';
import { sqlString } from '../worker/database.ts';
import type { ChangeSelection, ReadChangesJob, SkipChangesJob } from '../worker/jobs.ts';

/**
 * Reads a window of prepared commits as lines of text in the order of the commits: the version, a tab, the action, a
 * tab, and the file as `file-line.ts` writes it.
 *
 * @returns UTF-8; empty when nothing of the window is wanted
 */
export async function readChanges(database: DuckDBConnection, job: ReadChangesJob): Promise<Uint8Array> {
  const line = `concat(version, chr(9), action, chr(9), ${fileLine(job.style)})`;
  // In Delta Sharing's own format only files that are there have statistics.
  const stats = job.style.format === 'parquet' ? "CASE WHEN action = 'add' THEN stats END" : 'stats';
  const result = await database.run(
    `SELECT encode(string_agg(${line}, chr(10) ORDER BY file_row_number))
     FROM (SELECT * REPLACE (${stats} AS stats) FROM ${selectWanted(job, job.rows)})`,
    [...(job.filter?.values ?? [])],
  );
  const [[lines] = []] = await result.getRows();
  return lines instanceof DuckDBBlobValue ? lines.bytes : new Uint8Array();
}

/** The row of prepared commits to begin with, to leave out so many wanted ones. */
export async function skipChanges(database: DuckDBConnection, job: SkipChangesJob): Promise<number> {
  const result = await database.run(
    `SELECT file_row_number FROM ${selectWanted(job, job.rows)}
     ORDER BY file_row_number LIMIT 1 OFFSET ${Number(job.count)}`,
    [...(job.filter?.values ?? [])],
  );
  const [[row] = []] = await result.getRows();
  return row === undefined ? job.rows[1] : Number(row);
}

/** SQL: the wanted rows of a range. */
function selectWanted(
  { file, cdcVersions, filter }: ChangeSelection,
  [from, to]: readonly [from: number, to: number],
): string {
  const versions = cdcVersions.map(Number).join(', ');
  const isWanted = `CASE WHEN list_contains([${versions}]::BIGINT[], version) THEN action = 'cdc'
    ELSE action IN ('add', 'remove') AND data_change END`;
  const passes = filter === undefined ? '' : ` AND (${filter.passes})`;
  return `(SELECT * FROM (SELECT ${['*', ...(filter?.typed ?? [])].join(', ')} FROM (
      SELECT ${['*', ...(filter?.texts ?? [])].join(', ')}
      FROM read_parquet(${sqlString(file)}, file_row_number = true)
      WHERE file_row_number >= ${Number(from)} AND file_row_number < ${Number(to)}))
    WHERE (${isWanted})${passes})`;
}
