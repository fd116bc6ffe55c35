import type { ErrorCode } from '@boathouse/contract';
import { DeltaError, type DeltaErrorCode } from '@boathouse/delta';
import { LocationError, StorageError } from '../storage/errors.ts';
import { ApiError } from './api-error.ts';

/**
 * What a failure to read a table is to a caller. What lies in the table is never a 5xx: clients repeat those for minutes,
 * and a damaged or unsupported table does not mend itself meanwhile.
 */
const deltaCodes: Record<DeltaErrorCode, ErrorCode> = {
  TABLE_NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  VERSION_NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  UNSUPPORTED_FEATURE: 'BAD_REQUEST',
  CORRUPT_LOG: 'INVALID_STATE',
  FILTER_MISMATCH: 'INVALID_STATE',
  TIMESTAMP_TOO_EARLY: 'INVALID_PARAMETER_VALUE',
  TIMESTAMP_TOO_LATE: 'INVALID_PARAMETER_VALUE',
  CHANGE_FEED_DISABLED: 'INVALID_PARAMETER_VALUE',
  TOO_LARGE: 'RESOURCE_LIMIT_EXCEEDED',
  REPLAY_FAILED: 'TEMPORARILY_UNAVAILABLE',
};

/** Errors that Fastify itself answers with: bodies that are too large, connections that break while sending one. */
const ofHttp = (error: { statusCode: number; message: string }): ApiError | undefined => {
  if (error.statusCode >= 500 || error.statusCode < 400) return undefined;
  return new ApiError('MALFORMED_REQUEST', `The request cannot be read: ${error.message}.`);
};

const hasStatus = (error: unknown): error is { statusCode: number; message: string } =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

/** PostgreSQL's word for text that it cannot hold: U+0000, which SQLite holds, and nothing is called after. */
const isUnstorable = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '22021';

/** Any error as the caller may see it. What nobody threw on purpose is a defect: its message stays in the log. */
export const toApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  if (error instanceof DeltaError) return new ApiError(deltaCodes[error.code], error.message, { cause: error });
  if (error instanceof LocationError) return new ApiError('INVALID_PARAMETER_VALUE', error.message, { cause: error });
  if (error instanceof StorageError) {
    return new ApiError(error.code === 'UNAVAILABLE' ? 'TEMPORARILY_UNAVAILABLE' : 'INVALID_STATE', error.message, {
      cause: error,
    });
  }
  if (hasStatus(error)) {
    const known = ofHttp(error);
    if (known !== undefined) return known;
  }
  if (isUnstorable(error)) {
    const message = 'A text of the request has the character U+0000, which the database of this workspace cannot hold.';
    return new ApiError('INVALID_PARAMETER_VALUE', message, { cause: error });
  }
  return new ApiError('INTERNAL_ERROR', 'An internal error occurred. The request id finds it in the server’s log.', {
    cause: error,
  });
};
