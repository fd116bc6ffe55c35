import { extrasOf, jsonVectorType, textOf, vectorOf, wholeOf } from '../replay/action-fields.ts';
import { sqlList } from '../worker/database.ts';

/** The fields of add, remove and cdc together. */
const fileType = `STRUCT("path" JSON, "partitionValues" MAP(VARCHAR, VARCHAR), "size" JSON, "modificationTime" JSON,
  "deletionTimestamp" JSON, "extendedFileMetadata" JSON, "dataChange" JSON, "stats" JSON, "tags" MAP(VARCHAR, VARCHAR),
  "baseRowId" JSON, "defaultRowCommitVersion" JSON, "clusteringProvider" JSON, "deletionVector" ${jsonVectorType})`;
const lineColumns = `{"add": '${fileType}', "remove": '${fileType}', "cdc": '${fileType}', "protocol": 'JSON',
  "metaData": 'JSON', "commitInfo": 'JSON'}`;

const hasType = (field: string, types: string) => `coalesce(json_type(file."${field}") IN (${types}), false)`;
const mayHaveType = (field: string, types: string) =>
  `coalesce(json_type(file."${field}") IN ('NULL', ${types}), true)`;
const wholeTypes = "'UBIGINT', 'BIGINT'";

/** SQL: whether a line is what the protocol says, as far as it is read. */
const isSound = [
  'CAST("add" IS NOT NULL AS INT) + CAST(remove IS NOT NULL AS INT) + CAST(cdc IS NOT NULL AS INT) <= 1',
  `(file IS NULL OR ${hasType('path', "'VARCHAR'")} AND ${hasType('dataChange', "'BOOLEAN'")})`,
  `(file IS NULL OR remove IS NOT NULL OR ${hasType('size', wholeTypes)})`,
  ...['size', 'modificationTime', 'deletionTimestamp', 'baseRowId', 'defaultRowCommitVersion'].map(field =>
    mayHaveType(field, wholeTypes),
  ),
  ...['stats', 'clusteringProvider'].map(field => mayHaveType(field, "'VARCHAR'")),
  mayHaveType('extendedFileMetadata', "'BOOLEAN'"),
  `(file."deletionVector" IS NULL OR coalesce(json_type(file."deletionVector"."storageType") = 'VARCHAR'
     AND json_type(file."deletionVector"."pathOrInlineDv") = 'VARCHAR', false))`,
].join('\n AND ');

const noRows = ['numTargetRowsInserted', 'numTargetRowsUpdated', 'numTargetRowsDeleted']
  .map(metric => `("commitInfo"->'operationMetrics'->>'${metric}') = '0'`)
  .join(' AND ');

/**
 * SQL: the lines of commits in their order, as the rows of a prepared file: the columns of `fileColumns`, and
 * `version`, `action` (NULL if it is none of a file), `is_bare` (a remove that says neither size nor partition values),
 * `protocol`, `metadata`, `commit_time`, `changed_no_row` and `is_sound`.
 *
 * @param files absolute paths of commits, ascending, with the names that they have in the log
 */
export function selectCommitRows(files: readonly string[]): string {
  // Members that only a remove has stand where those of an add stand that not all have.
  const removeExtras = `',"deletionTimestamp":' || ${wholeOf('file."deletionTimestamp"')},
    ',"extendedFileMetadata":' || ${textOf('file."extendedFileMetadata"')}`;
  return `SELECT CAST(left(parse_filename(filename), 20) AS BIGINT) AS version,
      CASE WHEN "add" IS NOT NULL THEN 'add' WHEN remove IS NOT NULL THEN 'remove' WHEN cdc IS NOT NULL THEN 'cdc' END
        AS action,
      ${textOf('file."path"')} AS path, ${vectorOf('file."deletionVector"')} AS vector,
      CAST(to_json(file."partitionValues") AS VARCHAR) AS partition_values,
      CASE WHEN file IS NOT NULL THEN coalesce(${wholeOf('file."size"')}, 0) END AS size,
      ${wholeOf('file."modificationTime"')} AS modification_time,
      TRY_CAST(${textOf('file."dataChange"')} AS BOOLEAN) AS data_change, ${textOf('file."stats"')} AS stats,
      nullif(concat(${extrasOf('file')}, CASE WHEN remove IS NOT NULL THEN concat(${removeExtras}) END), '') AS extras,
      remove IS NOT NULL AND (file."partitionValues" IS NULL OR ${wholeOf('file."size"')} IS NULL) AS is_bare,
      CASE WHEN json_type(protocol) <> 'NULL' THEN CAST(protocol AS VARCHAR) END AS protocol,
      CASE WHEN json_type("metaData") <> 'NULL' THEN CAST("metaData" AS VARCHAR) END AS metadata,
      ${wholeOf(`("commitInfo"->'inCommitTimestamp')`)} AS commit_time,
      coalesce(("commitInfo"->>'operation') = 'MERGE' AND ${noRows}, false) AS changed_no_row,
      ${isSound} AS is_sound
    FROM (SELECT *, coalesce("add", remove, cdc) AS file FROM
      read_json(${sqlList(files)}, format = 'newline_delimited', filename = true, columns = ${lineColumns}))`;
}
