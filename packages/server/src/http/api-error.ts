import { type ErrorCode, errorTable } from '@boathouse/contract';

/**
 * The one error that is thrown on purpose. Its message goes to the caller: it says what was wrong, where, and what to
 * do, and never holds a secret. Each protocol scope renders it in its own dialect.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }

  /** The HTTP status that the code travels as. */
  get status(): number {
    return errorTable[this.code].status;
  }
}
