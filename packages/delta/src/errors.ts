/** What can be wrong with a table, for a caller to decide by. */
export type DeltaErrorCode =
  /** There is no Delta log where the table should be. */
  | 'TABLE_NOT_FOUND'
  /** The version does not exist, or its part of the log has been cleaned up. */
  | 'VERSION_NOT_FOUND'
  /** The table needs something of a reader that this package cannot do. */
  | 'UNSUPPORTED_FEATURE'
  /** The log breaks the protocol, or its files are damaged. */
  | 'CORRUPT_LOG'
  /** A partition filter names a column that is not a partition column, or a value that is none of its type. */
  | 'FILTER_MISMATCH'
  /** The time asked for is before the first version that the log still has. */
  | 'TIMESTAMP_TOO_EARLY'
  /** The time asked for is after the newest version. */
  | 'TIMESTAMP_TOO_LATE'
  /** The change data feed of a version is asked for and was not recorded. */
  | 'CHANGE_FEED_DISABLED'
  /** Reading the log takes more memory, disk or time than it is allowed. */
  | 'TOO_LARGE'
  /** The process that reads the log ended unexpectedly. */
  | 'REPLAY_FAILED';

/** A table cannot be read, for a reason that lies in the table. The message names the file, never a local path. */
export class DeltaError extends Error {
  readonly code: DeltaErrorCode;

  constructor(code: DeltaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeltaError';
    this.code = code;
  }
}

/** Text from a log as it may stand in a message: quoted, on one line, at most 200 characters of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}

/**
 * A path from a log as it may stand in a message, like {@link quoted}. Of an absolute one only the scheme: the rest names
 * places that are the provider's own matter, and messages reach recipients.
 */
export function quotedPath(path: string): string {
  const [start] = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\])/.exec(path) ?? [];
  return quoted(start === undefined ? path : `${start}…`);
}
