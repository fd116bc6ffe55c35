import { sqlList } from '../worker/database.ts';
import { logicalFileKey, vectorId } from './logical-file.ts';

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

/** SQL: the version of a commit (`N.json`) or of the last of compacted ones (`M.N.compacted.json`). */
const versionOfName =
  "CAST(substr(parse_filename(filename), CASE WHEN ends_with(filename, '.compacted.json') THEN 22 ELSE 1 END, 20) AS BIGINT)";

/**
 * SQL: the actions of files that hold one a line, in the columns of `commit_actions`. The version is the one that the
 * name says; of compacted commits, the last.
 *
 * @param files absolute paths, with the names that they have in the log
 */
export function selectActions(files: readonly string[]): string {
  const text = (field: string) => `(raw_vector."${field}"->>'$')`;
  const id = vectorId(text('storageType'), text('pathOrInlineDv'), text('offset'));
  return `SELECT version, "add" IS NOT NULL AS is_add, ${logicalFileKey('path', 'vector')} AS key, path, vector,
      CAST(to_json("add"."partitionValues") AS VARCHAR) AS partition_values,
      TRY_CAST(CAST("add".size AS VARCHAR) AS BIGINT) AS size,
      TRY_CAST(CAST("add"."modificationTime" AS VARCHAR) AS BIGINT) AS modification_time, "add".stats->>'$' AS stats,
      protocol, "metaData", ${isSound} AS is_sound
    FROM (
      SELECT *, raw_path->>'$' AS path, ${id} AS vector
      FROM (
        SELECT *, ${versionOfName} AS version,
          coalesce("add".path, remove.path) AS raw_path,
          coalesce("add"."deletionVector", remove."deletionVector") AS raw_vector
        FROM read_json(${sqlList(files)}, format = 'newline_delimited', filename = true, columns = ${lineColumns})))`;
}
