import { type ErrorCode, errorTable } from '@boathouse/contract';
import { CommanderError } from 'commander';

/** The command cannot be carried out as it was given. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** There is no usable login: no host, no token, no such profile. */
export class LoginError extends Error {
  override readonly name = 'LoginError';
}

/** The audit trail is not as it was written. */
export class BrokenTrailError extends Error {
  override readonly name = 'BrokenTrailError';
}

/** A server breaks rules that it was checked by. */
export class UnmetRulesError extends Error {
  override readonly name = 'UnmetRulesError';
}

/** How a failed command ends. */
export interface Failure {
  /** What stands behind `Error: `; undefined when it has been said already. */
  readonly message: string | undefined;
  readonly exitCode: number;
  /** Set for a defect of this program: where it happened is then worth showing. */
  readonly stack?: string | undefined;
}

/**
 * What a thrown error says and how the process ends: by the error table where the error has a code of it, 4 when the
 * credential is the problem, 2 when the user interrupted, else 1.
 */
export const failureOf = (error: unknown, signal: AbortSignal): Failure => {
  if (signal.aborted) return { message: 'Interrupted.', exitCode: errorTable.CANCELLED.exit };
  // Commander has written its message itself.
  if (error instanceof CommanderError) return { message: undefined, exitCode: error.exitCode };
  if (!(error instanceof Error)) return { message: String(error), exitCode: 1 };
  if (isAnswer(error)) return failureOfAnswer(error);
  const isExpired = 'code' in error && error.code === 'EXPIRED';
  if (error.name === 'LoginError' || isExpired) {
    return { message: error.message, exitCode: errorTable.UNAUTHENTICATED.exit };
  }
  if (isWithoutTls(error))
    return { message: `${error.message} It speaks no TLS: write http:// before it.`, exitCode: 1 };
  if (expected.has(error.name) || isSystemError(error)) return { message: error.message, exitCode: 1 };
  return { message: error.message, exitCode: 1, stack: error.stack };
};

/** Errors of this program, and by name those of packages that are not loaded for every command. */
const expected = new Set([
  'UsageError',
  'BrokenTrailError',
  'UnmetRulesError',
  'ConfigError',
  'ConnectionError',
  'LabError',
  'ProfileError',
  'QueryError',
]);

/** An answer that was an error: an `ApiError` of the SDK, or a `SharingError` of the recipient's client. */
interface AnswerError extends Error {
  readonly errorCode: string;
  readonly status: number;
  readonly requestId: string | undefined;
}

const isAnswer = (error: Error): error is AnswerError => 'errorCode' in error && 'status' in error;

const failureOfAnswer = ({ name, errorCode, status, requestId, message }: AnswerError): Failure => {
  const row = Object.hasOwn(errorTable, errorCode) ? errorTable[errorCode as ErrorCode] : undefined;
  const isCredential =
    name === 'Unauthenticated' ||
    status === 401 ||
    (status === 403 && isUnknownToken(errorCode, message)) ||
    isRefusedClient(errorCode, status);
  const facts = [
    isNoCode(errorCode) || message.includes(errorCode) ? [] : [errorCode],
    status >= 500 && requestId !== undefined ? [`request ${requestId}`] : [],
  ].flat();
  return {
    message: facts.length === 0 ? message : `${message} (${facts.join(', ')})`,
    exitCode: row?.exit ?? (isCredential ? errorTable.UNAUTHENTICATED.exit : 1),
  };
};

/** Codes that the SDK makes of the status, where the answer has none. */
const isNoCode = (errorCode: string): boolean => /^(HTTP|SCIM)_\d+$/.test(errorCode);

/** A token that is not known is answered with 403 and without a code; by SCIM so is everything that is not allowed. */
const isUnknownToken = (errorCode: string, message: string): boolean =>
  errorCode === 'HTTP_403' || (errorCode === 'SCIM_403' && message.includes('Invalid access token'));

/** An issuer gives no token for the client of a recipient's profile, which is mostly answered with 400. */
const isRefusedClient = (errorCode: string, status: number): boolean =>
  errorCode === 'TOKEN_REFUSED' && status < 500 && status !== 429;

/** A host without a scheme is reached by https, which a workspace on this machine rarely speaks. */
const isWithoutTls = ({ name, message }: Error): boolean =>
  name === 'ConnectionError' && message.includes('(ERR_SSL_WRONG_VERSION_NUMBER)');

/** Failures of the file system and the like, whose message names the call and the path. */
const isSystemError = (error: Error): boolean => 'syscall' in error && 'code' in error;
