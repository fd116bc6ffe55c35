import type { FileFormat, FileIdHash, ScannedFile, ScannedVector } from '../scanned-file.ts';
import { vectorPath } from './deletion-vector.ts';
import { objectPath } from './file-path.ts';
import { vectorId } from './logical-file.ts';

// A file as one line of text, which is what a worker process hands over: fields with tabs between them. No field can
// hold a tab or a line feed: JSON escapes them, and paths with control characters are refused when the log is replayed.
// Such lines are kept beside snapshots, over restarts: whoever changes them raises `formatVersion` in snapshot-store.ts.

/** How a file is described. */
export interface LineStyle {
  readonly format: FileFormat;
  readonly fileIdHash: FileIdHash;
}

/** SQL: one file as a line, out of the columns of a snapshot's files. */
export function fileLine({ format, fileIdHash }: LineStyle): string {
  const values = `coalesce(partition_values, '{}')`;
  // An empty text stands for null, which readers of Delta Sharing's own format do not all know. A quote within a text is escaped.
  const given = format === 'parquet' ? `replace(${values}, ':""', ':null')` : values;
  const before = `'"partitionValues":', ${given}, ',"size":', size`;
  const stats = `',"stats":' || CAST(to_json(stats) AS VARCHAR)`;
  const json =
    format === 'parquet'
      ? `${before}, ${stats}`
      : `${before}, ',"modificationTime":' || modification_time, ',"dataChange":', coalesce(data_change, false), ${stats}, extras`;
  const vectorFields = [
    "''",
    `${fileIdHash}(${vectorId('vector')})`,
    'vector."storageType"',
    'vector."pathOrInlineDv"',
    `concat('"offset":' || vector."offset" || ',', '"sizeInBytes":', vector."sizeInBytes", ',"cardinality":', vector.cardinality)`,
  ];
  return `concat(${fileIdHash}(path), chr(9), ${objectPath('path')}, chr(9), size, chr(9), ${json},
    CASE WHEN vector IS NOT NULL THEN concat(${vectorFields.join(', chr(9), ')}) END)`;
}

/** Reads a line. */
export function parseFileLine(line: string): ScannedFile {
  const [id = '', path = '', size = '', json = '', vector, ...rest] = line.split('\t');
  const file = { path, id, json, size: Number(size) };
  return vector === undefined ? file : { ...file, deletionVector: parseVector(vector, rest) };
}

function parseVector(id: string, [storageType, location = '', json = '']: readonly string[]): ScannedVector {
  if (storageType === 'i') return { id, inline: location, json };
  return { id, path: storageType === 'u' ? vectorPath(location) : location, json };
}
