import { LocationError, StorageError } from './errors.ts';
import { formatLocation, parseLocation } from './location.ts';
import { pathProblem } from './object-path.ts';

/** The refusal of a file outside of its table's root. The message is for administrators. */
export const outsideTable = (path: string, problem: string, options?: ErrorOptions): StorageError =>
  new StorageError('OUTSIDE_TABLE', `File ${JSON.stringify(path.slice(0, 200))} ${problem}.`, options);

const bucketOf = (path: string, place: string): string => {
  try {
    return formatLocation(parseLocation(`${place}/`));
  } catch (error) {
    if (!(error instanceof LocationError)) throw error;
    throw outsideTable(path, `does not lie in a store that is known. ${error.message}`.replace(/\.$/, ''), {
      cause: error,
    });
  }
};

const decode = (path: string, encoded: string): string => {
  try {
    return decodeURIComponent(encoded);
  } catch (error) {
    throw outsideTable(path, 'is not a valid percent-encoded URI', { cause: error });
  }
};

/**
 * The one form of a file's URI, for comparing it with locations: `s3a:` is `s3:`, `wasbs:` is `abfss:`, and its
 * percent-encoding is undone, once.
 *
 * @param path as a Delta log has it: `s3a://bucket/a%20b.parquet`, `file:/folder/a.parquet`
 * @throws StorageError OUTSIDE_TABLE for one that can name no file
 */
export const fileUrl = (path: string): string => {
  const [, place, rest] = /^([^/?#]+:(?:\/\/[^/?#]*)?)\/([^?#]*)$/.exec(path) ?? [];
  if (place === undefined || rest === undefined) throw outsideTable(path, 'is not a URI of a file');
  const key = decode(path, rest);
  const problem = pathProblem(key);
  if (problem !== undefined) throw outsideTable(path, problem);
  const bucket = bucketOf(path, place);
  return bucket.endsWith('/') ? bucket + key : `${bucket}/${key}`;
};
