import { type ErrorCode, errorTable } from '@boathouse/contract';

/** Why a SCIM request was refused, by RFC 7644 §3.12. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany';

export interface ApiErrorOptions extends ErrorOptions {
  /** What SCIM calls the reason, where the code does not tell it. */
  readonly scimType?: ScimType;
}

/**
 * The one error that is thrown on purpose. Its message goes to the caller: it says what was wrong, where, and what to
 * do, and never holds a secret. Each protocol scope renders it in its own dialect.
 */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly scimType: ScimType | undefined;

  constructor(code: ErrorCode, message: string, options?: ApiErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
    this.scimType = options?.scimType;
  }

  /** The HTTP status that the code travels as. */
  get status(): number {
    return errorTable[this.code].status;
  }
}
