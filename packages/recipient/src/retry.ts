import { SharingError } from './errors.ts';

/** How often and how patiently an exchange is repeated. */
export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number;
  /** The mean pause before the first of them, in milliseconds; it doubles each time, up to {@link longestPause}. */
  readonly retryDelay: number;
  readonly signal?: AbortSignal | undefined;
}

/** The longest pause between two attempts, in milliseconds; a `Retry-After` beyond it ends the attempts. */
export const longestPause = 60_000;

const transientStatuses = new Set([408, 429, 500, 502, 503, 504]);
const transientCodes = new Set(['CONNECTION_FAILED', 'TIMEOUT', 'INCOMPLETE_RESPONSE']);

/**
 * Runs `attempt` until it succeeds, fails for good, or the policy is used up. Only for exchanges that change nothing.
 *
 * @throws what the last attempt threw, or the signal's reason
 */
export async function withRetries<T>(policy: RetryPolicy, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (failures >= policy.retries || !isTransient(error)) throw error;
      const wait = error.retryAfter ?? backoff(policy.retryDelay, failures);
      if (wait > longestPause) throw error;
      await pause(wait, policy.signal);
    }
  }
}

/**
 * Reads a `Retry-After` header.
 *
 * @param now what an HTTP date in it is compared with
 * @returns milliseconds, or undefined when there is none or it makes no sense
 */
export function parseRetryAfter(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const time = Date.parse(header);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now.getTime());
}

function isTransient(error: unknown): error is SharingError {
  return error instanceof SharingError && (transientStatuses.has(error.status) || transientCodes.has(error.errorCode));
}

/**
 * The pause before the next attempt, in milliseconds: between half and one and a half of the doubled delay, so that clients that
 * failed together do not return together.
 *
 * @param delay the mean pause before the second attempt
 * @param failures attempts before the last one
 */
export function backoff(delay: number, failures: number): number {
  return Math.min(longestPause, delay * 2 ** failures * (0.5 + Math.random()));
}

/**
 * Waits.
 *
 * @throws the signal's reason when it is aborted
 */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
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
}

/**
 * Waits for what others may wait for, too: an abort ends the waiting alone.
 *
 * @throws what the promise rejects with; the signal's reason when it is aborted before
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
