// What the log says of one data file, as SQL, whether it is read from lines of JSON or from Parquet.

/** The columns that describe a data file, wherever it stands: in commits, in checkpoints, in a snapshot. */
export const fileColumns = 'path, vector, partition_values, size, modification_time, data_change, stats, extras';

/** SQL of the fields of a deletion vector's descriptor. */
export interface VectorFields {
  readonly storageType: string;
  readonly pathOrInlineDv: string;
  readonly offset: string;
  readonly sizeInBytes: string;
  readonly cardinality: string;
}

/** The type of the column `vector`. */
export const vectorType =
  'STRUCT("storageType" VARCHAR, "pathOrInlineDv" VARCHAR, "offset" BIGINT, "sizeInBytes" BIGINT, cardinality BIGINT)';

/** SQL: a deletion vector, NULL if there is none. Some writers of checkpoints leave a struct of nulls then. */
export function vectorStruct(fields: VectorFields): string {
  const { storageType, pathOrInlineDv, offset, sizeInBytes, cardinality } = fields;
  return `CASE WHEN ${storageType} IS NOT NULL OR ${pathOrInlineDv} IS NOT NULL THEN CAST(
    {'storageType': ${storageType}, 'pathOrInlineDv': ${pathOrInlineDv}, 'offset': ${offset},
     'sizeInBytes': ${sizeInBytes}, 'cardinality': ${cardinality}} AS ${vectorType}) END`;
}

/** SQL: the unique id of a deletion vector, as the Delta protocol derives it; NULL without one. */
export function vectorId(vector: string): string {
  return `CASE WHEN ${vector} IS NOT NULL THEN
    concat(${vector}."storageType", ${vector}."pathOrInlineDv", '@' || ${vector}."offset") END`;
}

/** SQL: what tells logical files apart, by the path of the log and the deletion vector, or NULL. */
export function logicalFileKey(path: string, vector: string): string {
  return `md5_number(${path} || coalesce(chr(0) || ${vectorId(vector)}, ''))`;
}

/** SQL of fields that an add action may have besides: NULL where it has not. */
export interface ExtraFields {
  /** A map of texts. */
  readonly tags: string;
  readonly baseRowId: string;
  readonly defaultRowCommitVersion: string;
  readonly clusteringProvider: string;
}

/** SQL: those fields as JSON members, each with a comma before it; NULL if there are none. */
export function extraFields(fields: ExtraFields): string {
  const { tags, baseRowId, defaultRowCommitVersion, clusteringProvider } = fields;
  return `nullif(concat(',"tags":' || CAST(to_json(${tags}) AS VARCHAR), ',"baseRowId":' || ${baseRowId},
    ',"defaultRowCommitVersion":' || ${defaultRowCommitVersion},
    ',"clusteringProvider":' || CAST(to_json(${clusteringProvider}) AS VARCHAR)), '')`;
}
