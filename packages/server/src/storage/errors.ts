/**
 * A table location that Boathouse does not open: malformed, of a scheme that is not supported, outside of what the
 * configuration allows, or without credentials. The message says what is allowed.
 */
export class LocationError extends Error {
  /** The location as it may be shown: without what looks like a credential. */
  readonly location: string;

  constructor(location: string, problem: string, options?: ErrorOptions) {
    const shown = showLocation(location);
    super(`Location ${shown} ${problem}`, options);
    this.name = 'LocationError';
    this.location = shown;
  }
}

/**
 * Why a store that is configured did not do what was asked.
 *
 * - `PATH_REFUSED`: the path leaves the table, or names something that is no file
 * - `TOO_LARGE`: the object is too large to be held in memory
 * - `BUCKET_MISSING`: there is no such bucket
 * - `ACCESS_DENIED`: the store refuses the credentials, or they do not reach that far
 * - `UNAVAILABLE`: no answer, or the store is overloaded; it may work later
 * - `NOT_INSTALLED`: the package that talks to the store is not there
 * - `OUTSIDE_TABLE`: the file lies outside of its table, where the rule of absolute paths does not open it
 * - `CANNOT_VEND`: it can give no temporary credentials for one table, as it is configured
 * - `FAILED`: anything else
 */
export type StorageErrorCode =
  | 'PATH_REFUSED'
  | 'TOO_LARGE'
  | 'BUCKET_MISSING'
  | 'ACCESS_DENIED'
  | 'UNAVAILABLE'
  | 'NOT_INSTALLED'
  | 'OUTSIDE_TABLE'
  | 'CANNOT_VEND'
  | 'FAILED';

/** A failure of an object store. The message names the location and what to check; it is meant for administrators. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.code = code;
  }
}

// People paste presigned links and URLs with credentials: neither may end in a log. Before an account of Azure stands the
// container, which is none.
const showLocation = (location: string): string => {
  const credentials = /\/\/(?![a-z0-9-]{3,63}@[a-z0-9]+\.(?:dfs|blob)\.core\.)[^/]*@/;
  const bare = location.replace(/[?#].*$/s, '?…').replace(credentials, '//…@');
  return JSON.stringify(bare.length > 200 ? `${bare.slice(0, 200)}…` : bare);
};

/** The `code` of a system error such as `ENOENT`, or undefined for a value that has none. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
