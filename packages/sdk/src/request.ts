import { type Call, type CallOptions, nameOf, type Send, urlOf } from './call.ts';
import { toApiError } from './classify.ts';
import { readErrorAnswer } from './error-answer.ts';
import { ApiError, ConnectionError } from './errors.ts';
import type { Credential } from './login/credential.ts';
import { type RetryPolicy, withRetries } from './retry.ts';

/** A workspace and how to reach it. */
export interface Connection extends RetryPolicy {
  /** The workspace's origin, without a slash at the end. */
  readonly host: string;
  readonly credential: Credential;
  readonly fetch: typeof globalThis.fetch;
  /** How long one attempt may take, from the first byte sent to the last one received, in milliseconds. */
  readonly timeout: number;
  readonly userAgent: string;
}

/** A whole answer. */
interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly body: string;
}

/** A call that is ready to be sent. */
interface Prepared {
  readonly call: Call;
  readonly url: string;
  /** Everything but the headers. */
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined;
}

/** The function through which all calls to a workspace go. The credential stays inside. */
export const createSend = (connection: Connection): Send => {
  const headers = {
    accept: 'application/json',
    'user-agent': connection.userAgent,
  };
  const withBody = { ...headers, 'content-type': 'application/json' };
  return async <T>(call: Call, options: CallOptions = {}): Promise<T> => {
    const { signal, timeout = connection.timeout } = options;
    const init: RequestInit = {
      method: call.method,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      // The API never redirects; a login page does, and the token is not for it.
      redirect: 'manual',
    };
    const plain = call.body === undefined ? headers : withBody;
    const prepared = { call, url: urlOf(connection.host, call), init, headers: plain, signal };
    return withRetries(call, connection, signal, async remaining => {
      const answer = await authorized(connection, prepared, Math.min(timeout, remaining));
      // What the operation promises is what the caller gets: the answer is not validated.
      return decode(connection, call, answer) as T;
    });
  };
};

/** A token may be refused that should still be valid. The call was then not carried out, and is sent again once. */
const authorized = async (connection: Connection, prepared: Prepared, timeout: number): Promise<Answer> => {
  const headers = await credentialHeaders(connection, prepared);
  const answer = await exchange(connection, prepared, headers, timeout);
  if (answer.status !== 401 || !connection.credential.renew(headers['authorization'])) return answer;
  return exchange(connection, prepared, await credentialHeaders(connection, prepared), timeout);
};

/** A login is shared by many calls: the end of one of them does not end it. */
const credentialHeaders = async (connection: Connection, { signal }: Prepared) => {
  const headers = connection.credential.headers();
  if (signal === undefined) return headers;
  signal.throwIfAborted();
  return new Promise<Awaited<typeof headers>>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    headers.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
};

const exchange = async (
  connection: Connection,
  prepared: Prepared,
  credential: Readonly<Record<string, string>>,
  timeout: number,
): Promise<Answer> => {
  const { call, url, init, signal } = prepared;
  const headers = { ...prepared.headers, ...credential };
  // Called on its own, because a browser's `fetch` refuses to be a method of something else.
  const { fetch, host } = connection;
  signal?.throwIfAborted();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeout);
  const either = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
  try {
    const response = await fetch(url, { ...init, headers, signal: either });
    const { status, ok } = response;
    return { status, ok, headers: response.headers, body: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    if (late.signal.aborted) {
      throw new ConnectionError(
        `${nameOf(call)}: no answer within ${Math.ceil(timeout) / 1000} s.`,
        'TIMEOUT',
        undefined,
      );
    }
    const code = codeOf(error);
    throw new ConnectionError(`${nameOf(call)}: no answer from ${host} (${code}).`, code, error);
  } finally {
    clearTimeout(timer);
  }
};

/** The JSON of a good answer; `{}` when it is empty. Throws what a bad one says. */
const decode = (connection: Connection, call: Call, { status, ok, headers, body }: Answer): unknown => {
  if (!ok) {
    throw toApiError(call.path, readErrorAnswer(status, headers, connection.credential.hide(body)));
  }
  const value = body === '' ? {} : parse(body);
  if (typeof value === 'object' && value !== null) return value;
  const kind = headers.get('content-type') ?? 'no content type';
  throw new ApiError({
    status,
    errorCode: 'INVALID_RESPONSE',
    message: `${nameOf(call)}: the answer is no JSON object or list (${kind}). Is ${connection.host} a workspace?`,
    details: [],
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: undefined,
  });
};

/** The value of a JSON text; undefined when it is none. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The most telling word of a failed fetch: the system's code, such as `ECONNREFUSED`, else the innermost message. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.cause instanceof Error) return codeOf(error.cause);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
};
