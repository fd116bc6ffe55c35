import { errorClasses } from './error-codes.ts';
import {
  ApiError,
  BadRequest,
  Cancelled,
  DeadlineExceeded,
  type ErrorFacts,
  InternalError,
  NotFound,
  NotImplemented,
  PermissionDenied,
  ResourceConflict,
  ResourceDoesNotExist,
  TemporarilyUnavailable,
  TooManyRequests,
  Unauthenticated,
} from './errors.ts';

/** An answer of this kind means something else than its code says. */
interface Override {
  readonly path: RegExp;
  readonly status: number;
  readonly errorCode: string;
  readonly message: RegExp;
  readonly errorClass: typeof ApiError;
}

const overrides: readonly Override[] = [
  {
    path: /^\/api\/2\.\d\/(clusters\/get|jobs\/get|jobs\/runs\/get)$/,
    status: 400,
    errorCode: 'INVALID_PARAMETER_VALUE',
    message: /does not exist/,
    errorClass: ResourceDoesNotExist,
  },
];

const statusClasses: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequest,
  401: Unauthenticated,
  403: PermissionDenied,
  404: NotFound,
  409: ResourceConflict,
  429: TooManyRequests,
  499: Cancelled,
  500: InternalError,
  501: NotImplemented,
  503: TemporarilyUnavailable,
  504: DeadlineExceeded,
};

/**
 * The error to throw for an answer. Its class comes from an override for the path, else from the code, else from the
 * status, as in the official SDKs; {@link ApiError} itself when none of them says.
 */
export const toApiError = (path: string, facts: ErrorFacts): ApiError => {
  const override = overrides.find(
    ({ path: pattern, status, errorCode, message }) =>
      pattern.test(path) && status === facts.status && errorCode === facts.errorCode && message.test(facts.message),
  );
  const ofCode = Object.hasOwn(errorClasses, facts.errorCode) ? errorClasses[facts.errorCode] : undefined;
  const ErrorClass = override?.errorClass ?? ofCode ?? statusClasses[facts.status] ?? ApiError;
  return new ErrorClass(facts);
};
