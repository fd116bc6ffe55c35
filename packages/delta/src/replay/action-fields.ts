import { extraFields, vectorStruct } from './logical-file.ts';

// Fields of the actions of files as lines of JSON have them. Those whose type must be checked are read as JSON, because
// DuckDB would rather convert a wrong type than complain.

/** The type of `deletionVector` in a line. */
export const jsonVectorType =
  'STRUCT("storageType" JSON, "pathOrInlineDv" JSON, "offset" JSON, "sizeInBytes" JSON, cardinality JSON)';

/** SQL: a text that was read as JSON. */
export const textOf = (json: string): string => `(${json}->>'$')`;

/** SQL: a whole number that was read as JSON, NULL if it is none. */
export const wholeOf = (json: string): string => `TRY_CAST(CAST(${json} AS VARCHAR) AS BIGINT)`;

/** SQL: a deletion vector out of the `deletionVector` of a line. */
export const vectorOf = (json: string): string =>
  vectorStruct({
    storageType: textOf(`${json}."storageType"`),
    pathOrInlineDv: textOf(`${json}."pathOrInlineDv"`),
    offset: wholeOf(`${json}."offset"`),
    sizeInBytes: wholeOf(`${json}."sizeInBytes"`),
    cardinality: wholeOf(`${json}.cardinality`),
  });

/** SQL: what else an action may say of its file, see {@link extraFields}. */
export const extrasOf = (action: string): string =>
  extraFields({
    tags: `${action}.tags`,
    baseRowId: wholeOf(`${action}."baseRowId"`),
    defaultRowCommitVersion: wholeOf(`${action}."defaultRowCommitVersion"`),
    clusteringProvider: textOf(`${action}."clusteringProvider"`),
  });
