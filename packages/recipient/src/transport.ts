import { type ClientErrorCode, SharingError } from './errors.ts';
import type { RetryPolicy } from './retry.ts';

/** How this package reaches servers and storage. */
export interface Transport extends RetryPolicy {
  readonly fetch: typeof globalThis.fetch;
  /** How long to wait for the head of an answer, and for each further part of its body, in milliseconds. */
  readonly timeout: number;
}

/**
 * Sends one request and waits for the head of the answer, whatever its status.
 *
 * @param what names the exchange in errors; it must hold nothing secret
 * @throws {SharingError} `CONNECTION_FAILED` or `TIMEOUT`; the signal's reason when it was aborted
 */
export async function exchange(transport: Transport, url: string, init: RequestInit, what: string): Promise<Response> {
  const { fetch, timeout, signal } = transport;
  signal?.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeout);
  try {
    return await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (late.signal.aborted) throw timedOut(what, timeout);
    const failure = { errorCode: 'CONNECTION_FAILED' satisfies ClientErrorCode, cause: error };
    throw new SharingError(`${what}: no connection to ${new URL(url).host} (${reasonOf(error)}).`, failure);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The body of an answer, part by part. Leaving the loop early closes the connection.
 *
 * @throws {SharingError} `INCOMPLETE_RESPONSE` when the connection ends before the body does; `TIMEOUT` when nothing comes
 */
export async function* bodyChunks(transport: Transport, response: Response, what: string): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await within(transport.timeout, () => timedOut(what, transport.timeout), reader.read());
      if (done) return;
      yield value;
    }
  } catch (error) {
    transport.signal?.throwIfAborted();
    if (error instanceof SharingError) throw error;
    throw new SharingError(`${what}: the answer was cut off before its end (${reasonOf(error)}).`, {
      status: response.status,
      errorCode: 'INCOMPLETE_RESPONSE' satisfies ClientErrorCode,
      cause: error,
    });
  } finally {
    // Not awaited: a body that never ends may also never confirm its cancellation.
    reader.cancel().catch(() => undefined);
  }
}

/**
 * The whole body of an answer.
 *
 * @param limit the most bytes to accept
 * @throws {SharingError} as `bodyChunks`, and `INVALID_RESPONSE` beyond the limit
 */
export async function bodyBytes(
  transport: Transport,
  response: Response,
  what: string,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyChunks(transport, response, what)) {
    length += chunk.length;
    if (length > limit) {
      const details = { status: response.status, errorCode: 'INVALID_RESPONSE' satisfies ClientErrorCode };
      throw new SharingError(`${what}: the answer is longer than the ${limit} bytes that it may have.`, details);
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

async function within<T>(milliseconds: number, failure: () => Error, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failure()), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(what: string, timeout: number): SharingError {
  return new SharingError(`${what}: no answer within ${timeout / 1000} s.`, {
    errorCode: 'TIMEOUT' satisfies ClientErrorCode,
  });
}

/** The most telling word of a failed fetch: the system's code (`ECONNREFUSED`), else the innermost message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
