/** What is wrong with a profile or a table URL. */
export type ProfileErrorCode =
  | 'UNREADABLE'
  | 'NOT_JSON'
  | 'MISSING_FIELD'
  | 'INVALID_FIELD'
  | 'UNSUPPORTED_VERSION'
  | 'UNSUPPORTED_TYPE'
  | 'EXPIRED'
  | 'INVALID_TABLE_URL';

/** A profile that cannot be used. The message names the field and what to do; it never holds a secret. */
export class ProfileError extends Error {
  readonly code: ProfileErrorCode;

  constructor(code: ProfileErrorCode, message: string) {
    super(message);
    this.name = 'ProfileError';
    this.code = code;
  }
}

/** A query that does not fit the table: an unknown column, a literal of another type, a malformed predicate. */
export class QueryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'QueryError';
  }
}

/**
 * Codes of failures that this client finds itself. Every other `errorCode` is the server's own.
 *
 * - `CONNECTION_FAILED`, `TIMEOUT`: no answer came.
 * - `TOKEN_REFUSED`: the token endpoint of the profile gave no access token.
 * - `QUERY_PENDING`, `QUERY_FAILED`: the server was to answer later, and still prepares the answer, or gave it up.
 * - `INCOMPLETE_RESPONSE`: the answer was cut off before its end.
 * - `INVALID_RESPONSE`: the answer does not follow the protocol.
 * - `STREAM_FAILED`: the server reported a failure at the end of an answer that had begun well, or the answer was cut off and
 *   the list of files could not go on, for the server has another one now.
 * - `DATA_FILE_UNAVAILABLE`: the storage refused a data file, `URL_EXPIRED`: because its URL had run out
 *   and no other was to be had.
 * - `INVALID_DATA_FILE`: the data file is not the Parquet that the table promises.
 */
export type ClientErrorCode =
  | 'CONNECTION_FAILED'
  | 'TIMEOUT'
  | 'TOKEN_REFUSED'
  | 'QUERY_PENDING'
  | 'QUERY_FAILED'
  | 'INCOMPLETE_RESPONSE'
  | 'INVALID_RESPONSE'
  | 'STREAM_FAILED'
  | 'DATA_FILE_UNAVAILABLE'
  | 'URL_EXPIRED'
  | 'INVALID_DATA_FILE';

/** What is known of a failed exchange, beside its message. */
export interface SharingErrorDetails {
  readonly status?: number | undefined;
  readonly errorCode: string;
  readonly requestId?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** A failed exchange with a sharing server, its issuer or the storage behind it. Never holds a secret or a signed URL. */
export class SharingError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The server's `errorCode`, `HTTP_<status>` when it sent none, or a {@link ClientErrorCode}. */
  readonly errorCode: string;
  /** The server's id of the request, when it sent one: quote it to the provider. */
  readonly requestId: string | undefined;
  /** How long the server asked to wait before the next attempt, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(message: string, details: SharingErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'SharingError';
    this.status = details.status ?? 0;
    this.errorCode = details.errorCode;
    this.requestId = details.requestId;
    this.retryAfter = details.retryAfter;
  }
}

/** A {@link SharingError} for an answer that does not follow the protocol. */
export function invalidResponse(message: string, status = 200): SharingError {
  return new SharingError(message, { status, errorCode: 'INVALID_RESPONSE' satisfies ClientErrorCode });
}

/** A {@link SharingError} for a data file that is not what the table promises. */
export function invalidDataFile(message: string, cause?: unknown): SharingError {
  return new SharingError(message, { errorCode: 'INVALID_DATA_FILE' satisfies ClientErrorCode, cause });
}
