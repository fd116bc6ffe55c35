import type { ErrorCode } from '@boathouse/contract';
import { isUniqueViolation } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';

/**
 * Says in words that a name is taken, for a write whose uniqueness constraint refused it. Any other error passes on.
 *
 * @param what the object in words, such as `Share 'travel'`
 */
export const refuseTaken =
  (code: ErrorCode, what: string) =>
  (error: unknown): never => {
    throw isUniqueViolation(error) ? new ApiError(code, `${what} already exists.`, { cause: error }) : error;
  };
