import { sqlList } from '../worker/database.ts';
import { extrasOf, jsonVectorType, textOf, vectorOf, wholeOf } from './action-fields.ts';
import { logicalFileKey } from './logical-file.ts';

/** What is read of each line; anything else is ignored, as the protocol asks. */
const lineColumns = `{
  "add": 'STRUCT("path" JSON, "partitionValues" MAP(VARCHAR, VARCHAR), "size" JSON, "modificationTime" JSON,
                 "dataChange" JSON, "stats" JSON, "tags" MAP(VARCHAR, VARCHAR), "baseRowId" JSON,
                 "defaultRowCommitVersion" JSON, "clusteringProvider" JSON, "deletionVector" ${jsonVectorType})',
  "remove": 'STRUCT("path" JSON, "deletionVector" ${jsonVectorType})',
  "protocol": 'JSON',
  "metaData": 'JSON'
}`;

const isWhole = (json: string) => `json_type(${json}) IN ('UBIGINT', 'BIGINT')`;

const isWholeOrAbsent = (json: string) => `coalesce(json_type(${json}) = 'NULL' OR ${isWhole(json)}, true)`;

/** SQL: the rules that `commit-lines.ts` checks too, and can then name the place of. */
const isSound = `("add" IS NULL OR remove IS NULL)
  AND ("add" IS NULL AND remove IS NULL OR coalesce(json_type(raw_path) = 'VARCHAR', false))
  AND ("add" IS NULL OR coalesce(${isWhole('"add".size')}, false))
  AND ${['modificationTime', 'baseRowId', 'defaultRowCommitVersion'].map(field => isWholeOrAbsent(`"add"."${field}"`)).join(' AND ')}
  AND coalesce(json_type("add".stats) IN ('VARCHAR', 'NULL'), true)
  AND coalesce(json_type("add"."clusteringProvider") IN ('VARCHAR', 'NULL'), true)
  AND coalesce(json_type("add"."dataChange") IN ('BOOLEAN', 'NULL'), true)
  AND (raw_vector IS NULL
    OR coalesce(json_type(raw_vector."storageType") = 'VARCHAR' AND json_type(raw_vector."pathOrInlineDv") = 'VARCHAR', false)
      AND ${isWholeOrAbsent('raw_vector."offset"')})`;

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
  return `SELECT version, "add" IS NOT NULL AS is_add, ${logicalFileKey('path', 'vector')} AS key, path, vector,
      CAST(to_json("add"."partitionValues") AS VARCHAR) AS partition_values, ${wholeOf('"add".size')} AS size,
      ${wholeOf('"add"."modificationTime"')} AS modification_time,
      TRY_CAST(${textOf('"add"."dataChange"')} AS BOOLEAN) AS data_change, ${textOf('"add".stats')} AS stats,
      ${extrasOf('"add"')} AS extras, protocol, "metaData", ${isSound} AS is_sound
    FROM (
      SELECT *, ${textOf('raw_path')} AS path, ${vectorOf('raw_vector')} AS vector
      FROM (
        SELECT *, ${versionOfName} AS version,
          coalesce("add".path, remove.path) AS raw_path,
          coalesce("add"."deletionVector", remove."deletionVector") AS raw_vector
        FROM read_json(${sqlList(files)}, format = 'newline_delimited', filename = true, columns = ${lineColumns})))`;
}
