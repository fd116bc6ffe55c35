import {
  describeExchange,
  type Exchange,
  type FileReply,
  type FileRequest,
  type ProbeRequest,
  type Reply,
} from './exchange.ts';
import { Finding, TooLarge } from './finding.ts';
import type { Profile } from './profile.ts';

/** How long and how large an answer may be. */
export interface Limits {
  /** Milliseconds until an answer has ended. */
  readonly timeout: number;
  /** Bytes of an answer, decompressed. */
  readonly maxBytes: number;
  /** Ends what is under way: `send` and `fetchFile` then reject with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Half a minute, and 64 MiB. */
export const defaultLimits: Limits = { timeout: 30_000, maxBytes: 64 * 1024 * 1024 };

/** Sends requests to the server that is tested, and remembers what went over the wire. */
export interface Probe {
  /** @throws Finding when the server does not answer in time, or without end, or sends the client elsewhere */
  send(request: ProbeRequest): Promise<Reply>;
  /**
   * Fetches a file from where it is stored, which is no part of the server: without a token, and from nowhere else.
   *
   * @throws Finding when it cannot be fetched, or is larger than it may be
   */
  fetchFile(url: string, request?: FileRequest): Promise<FileReply>;
  /** All exchanges so far, oldest first. */
  readonly exchanges: readonly Exchange[];
}

const readAtMost = async (response: Response, maxBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new TooLarge(`The answer has more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const explain = (error: unknown, timeout: number): Finding => {
  if (error instanceof Finding) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Finding(`No whole answer within ${timeout} ms.`);
  const reason =
    error instanceof Error
      ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}`
      : String(error);
  return new Finding(`The connection failed: ${reason}.`);
};

/**
 * Opens a probe on the server of a profile. Redirects are not followed: the token goes to the profile's endpoint and
 * nowhere else.
 */
export const openProbe = ({ endpoint, bearerToken }: Profile, { timeout, maxBytes, signal }: Limits): Probe => {
  const exchanges: Exchange[] = [];
  const fetchWhole = async (url: string, init: RequestInit, most: number): Promise<FileReply> => {
    const ends = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal === undefined ? [] : [signal])]);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: ends });
    return { status: response.status, headers: response.headers, bytes: await readAtMost(response, most) };
  };
  /** Does something, and remembers what came of it. */
  const remember = async <Got extends Reply>(
    request: Pick<ProbeRequest, 'method' | 'path' | 'body'>,
    headers: Headers,
    act: () => Promise<Got>,
  ): Promise<Got> => {
    try {
      const reply = await act();
      exchanges.push(describeExchange(request, headers, reply));
      return reply;
    } catch (error) {
      signal?.throwIfAborted();
      const finding = explain(error, timeout);
      exchanges.push(describeExchange(request, headers, finding));
      throw finding;
    }
  };
  const send = async (request: ProbeRequest): Promise<Reply> => {
    const { method = 'GET', path, body, token = bearerToken } = request;
    const headers = new Headers(request.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const reply = await remember(request, headers, async () => {
      const { bytes, ...rest } = await fetchWhole(`${endpoint}${path}`, { method, headers, ...sent }, maxBytes);
      return { ...rest, text: bytes.toString('utf8') };
    });
    if (reply.status >= 300 && reply.status < 400) {
      throw new Finding(`The server sends the client elsewhere (${reply.status}), where its token must not go.`);
    }
    return reply;
  };
  const fetchFile = (url: string, request: FileRequest = {}): Promise<FileReply> => {
    const { method = 'GET', range, maxBytes: most = 2 ** 20 } = request;
    const headers = new Headers(range === undefined ? {} : { range: `bytes=${range[0]}-${range[1]}` });
    return remember({ method, path: url }, headers, async () => {
      const file = await fetchWhole(url, { method, headers }, most);
      return { ...file, text: `(${file.bytes.length} bytes)` };
    });
  };
  return { send, fetchFile, exchanges };
};
