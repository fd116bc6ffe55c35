import { StorageError } from './errors.ts';

const climbingSegment = /(?:^|\/)\.{0,2}(?:\/|$)/;
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:\//;
const controlCharacter = /\p{Cc}/u;

/**
 * Why a path cannot name something below a root, or undefined when it can. An empty segment is refused because stores
 * disagree about it (a local folder drops it, S3 keeps it), and `.` and `..` because clients resolve them in URLs.
 */
export const pathProblem = (path: string): string | undefined => {
  if (climbingSegment.test(path)) return 'has a segment that is empty, "." or ".."';
  if (controlCharacter.test(path)) return 'has a control character';
  if (!path.isWellFormed()) return 'is not well-formed Unicode';
  return undefined;
};

const refuse = (path: string, location: string, problem: string): never => {
  throw new StorageError('PATH_REFUSED', `Path ${JSON.stringify(path.slice(0, 200))} of table ${location} ${problem}.`);
};

/**
 * Whether a path of a table's log is a URI, which says by itself where the file lies: see `fileUrl`. No object below a root
 * is called so: the log's reader refuses such names.
 */
export const isAbsolutePath = (path: string): boolean => uri.test(path);

/** Why a path cannot name an object below a root, or undefined when it can. */
export const objectPathProblem = (path: string): string | undefined =>
  uri.test(path) ? 'is a URI, and not a path below the root' : pathProblem(path);

/** Throws `StorageError` `PATH_REFUSED` unless `path` names an object below the table's root. */
export const checkObjectPath = (path: string, location: string): void => {
  const problem = objectPathProblem(path);
  if (problem !== undefined) refuse(path, location, problem);
};

/** Throws `StorageError` `PATH_REFUSED` unless `directory` is the root (`''`) or a directory below it, ending with `/`. */
export const checkDirectory = (directory: string, location: string): void => {
  if (directory === '') return;
  if (!directory.endsWith('/')) refuse(directory, location, 'is listed as a directory and does not end with "/"');
  checkObjectPath(directory.slice(0, -1), location);
};
