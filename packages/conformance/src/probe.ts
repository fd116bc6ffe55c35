import { describeExchange, type Exchange, type ProbeRequest, type Reply } from './exchange.ts';
import { Finding } from './finding.ts';
import type { Profile } from './profile.ts';

/** How long and how large an answer may be. */
export interface Limits {
  /** Milliseconds until an answer has ended. */
  readonly timeout: number;
  /** Bytes of an answer, decompressed. */
  readonly maxBytes: number;
  /** Ends what is under way: `send` then rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Half a minute, and 64 MiB. */
export const defaultLimits: Limits = { timeout: 30_000, maxBytes: 64 * 1024 * 1024 };

/** Sends requests to the server that is tested, and remembers what went over the wire. */
export interface Probe {
  /** @throws Finding when the server does not answer in time, or without end, or sends the client elsewhere */
  send(request: ProbeRequest): Promise<Reply>;
  /** All exchanges so far, oldest first. */
  readonly exchanges: readonly Exchange[];
}

const readBody = async (response: Response, maxBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Finding(`The answer has more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const explain = (error: unknown, timeout: number): Finding => {
  if (error instanceof Finding) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Finding(`No whole answer within ${timeout} ms.`);
  const reason =
    error instanceof Error
      ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}`
      : String(error);
  return new Finding(`The connection failed: ${reason}`);
};

/**
 * Opens a probe on the server of a profile. Redirects are not followed: the token goes to the profile's endpoint and
 * nowhere else.
 */
export const openProbe = ({ endpoint, bearerToken }: Profile, { timeout, maxBytes, signal }: Limits): Probe => {
  const exchanges: Exchange[] = [];
  const send = async (request: ProbeRequest): Promise<Reply> => {
    const { method = 'GET', path, body, token = bearerToken } = request;
    const headers = new Headers(request.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    try {
      const response = await fetch(`${endpoint}${path}`, {
        method,
        headers,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]),
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const reply = { status: response.status, headers: response.headers, text: await readBody(response, maxBytes) };
      exchanges.push(describeExchange(request, headers, reply));
      if (reply.status >= 300 && reply.status < 400) {
        throw new Finding(`The server sends the client elsewhere (${reply.status}), where its token must not go.`);
      }
      return reply;
    } catch (error) {
      signal?.throwIfAborted();
      const finding = explain(error, timeout);
      if (error !== finding) exchanges.push(describeExchange(request, headers, finding));
      throw finding;
    }
  };
  return { send, exchanges };
};
