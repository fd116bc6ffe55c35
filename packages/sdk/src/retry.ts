import type { Call } from './call.ts';
import { ApiError, ConnectionError } from './errors.ts';

/** How often and how patiently a call is repeated. */
export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number;
  /** The longest pause before the first of them, in milliseconds; it doubles each time, up to 10 seconds. */
  readonly retryDelay: number;
  /** All attempts and pauses together, in milliseconds. */
  readonly retryBudget: number;
}

const longestBackoff = 10_000;

/** Nothing was sent, so that any call may be repeated. */
const notSent = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
/** The call may have been carried out. */
const brokenOff = new Set([
  'TIMEOUT',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const repeatableMethods = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/**
 * Whether a call that failed may be sent again. Every call may after 429 and 503, which say that it was not carried out,
 * and when no connection came about. After one that broke off, only what does the same twice: GET, HEAD, PUT, DELETE, and
 * a POST that only reads. A DELETE that had worked then answers 404.
 */
export const mayRepeat = (call: Call, error: unknown): boolean => {
  if (error instanceof ApiError) return error.status === 429 || error.status === 503;
  if (!(error instanceof ConnectionError)) return false;
  if (notSent.has(error.code)) return true;
  return brokenOff.has(error.code) && (repeatableMethods.has(call.method) || call.readOnly === true);
};

/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up.
 *
 * @param attempt gets the milliseconds that are left for it
 * @throws what the last attempt threw, or the signal's reason
 */
export const withRetries = async <T>(
  call: Call,
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: (remaining: number) => Promise<T>,
): Promise<T> => {
  const end = performance.now() + policy.retryBudget;
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt(end - performance.now());
    } catch (error) {
      if (failures >= policy.retries || !mayRepeat(call, error)) throw error;
      const wait = pauseAfter(error, policy.retryDelay, failures);
      if (performance.now() + wait >= end) throw error;
      await pause(wait, signal);
    }
  }
};

/** What the server asked for, else a random part of the doubled delay, so that clients do not return together. */
const pauseAfter = (error: unknown, delay: number, failures: number): number => {
  const backoff = Math.random() * Math.min(longestBackoff, delay * 2 ** failures);
  const asked = error instanceof ApiError ? error.retryAfter : undefined;
  return asked === undefined ? backoff : asked + backoff;
};

const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
