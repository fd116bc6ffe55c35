import { credentialOf, sendWith } from './credential.ts';
import { invalidResponse, QueryError, SharingError } from './errors.ts';
import type { JsonObject } from './json.ts';
import { errorFields, readObject } from './json-body.ts';
import type { Profile } from './profile.ts';
import { parseRetryAfter, withRetries } from './retry.ts';
import { exchange, type Transport } from './transport.ts';

/** One call of the protocol. None of them changes anything on the server, so each may be repeated. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** Below the profile's endpoint, beginning with `/`, its names already encoded by {@link pathOf}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: JsonObject;
}

/** A server, what opens it, and how to reach it. Secrets stay inside. */
export interface Connection {
  readonly transport: Transport;
  /** Sends a call, repeating it as the transport says, and gives the first good answer's head; its body is unread. */
  send(call: Call, signal?: AbortSignal): Promise<Response>;
  /** As `send`, and reads the body, which must be one JSON object. */
  json(call: Call, signal?: AbortSignal): Promise<JsonObject>;
  /** What the server said, as errors may show it: without secrets, and cut where it is long. */
  quote(message: string): string;
}

const longestJsonBody = 64 * 1024 * 1024;
const longestMessage = 1000;

/**
 * Connects a profile with a transport; nothing is sent yet.
 *
 * Calls throw {@link SharingError}; when their signal is aborted, its reason.
 */
export function connect(profile: Profile, transport: Transport): Connection {
  const credential = credentialOf(profile, transport);
  const quote = (message: string) => credential.hide(message).slice(0, longestMessage);
  const attempt = async (call: Call, through: Transport): Promise<Response> => {
    const what = nameOf(call);
    const response = await sendWith(credential, through.signal, authorization =>
      exchange(through, urlOf(profile.endpoint, call), initOf(authorization, call), what),
    );
    if (response.ok) return response;
    throw await failure(through, response, what, quote);
  };
  return {
    transport,
    quote,
    send: (call, signal) => {
      const through = withSignal(transport, signal);
      return withRetries(through, () => attempt(call, through));
    },
    json: (call, signal) => {
      const through = withSignal(transport, signal);
      return withRetries(through, async () => readJson(through, await attempt(call, through), nameOf(call)));
    },
  };
}

/**
 * Joins path segments, escaping each.
 *
 * @throws {QueryError} for a name that nothing can have: an empty one, or one that would climb out of the path
 */
export function pathOf(...segments: readonly string[]): string {
  return segments
    .map(segment => {
      // Without its type a name may also be missing: an entry of a list has its table's name as `name`.
      if (!segment || segment === '.' || segment === '..') {
        throw new QueryError(`"${segment}" is no name of a share, a schema or a table.`);
      }
      return `/${encodeURIComponent(segment)}`;
    })
    .join('');
}

/** The transport of one call: its own signal beside the client's. */
export function withSignal(transport: Transport, signal: AbortSignal | undefined): Transport {
  if (signal === undefined) return transport;
  return { ...transport, signal: transport.signal ? AbortSignal.any([transport.signal, signal]) : signal };
}

/** How a call is named in errors. */
export function nameOf(call: Call): string {
  return `${call.method} ${call.path}`;
}

/** Throws unless the answer can be what the protocol promises; a login page or a proxy's notice often comes instead. */
export function refuseHtml(response: Response, what: string): void {
  if (!response.headers.get('content-type')?.toLowerCase().includes('text/html')) return;
  response.body?.cancel().catch(() => undefined);
  throw invalidResponse(`${what}: a web page came instead of JSON. Is the profile's endpoint right?`, response.status);
}

function urlOf(endpoint: string, call: Call): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) query.set(name, String(value));
  }
  return `${endpoint}${call.path}${query.size > 0 ? `?${query}` : ''}`;
}

function initOf(authorization: string, call: Call): RequestInit {
  const headers = new Headers({
    'user-agent': 'boathouse-recipient',
    ...call.headers,
    authorization,
  });
  if (call.body === undefined) return { method: call.method, headers };
  headers.set('content-type', 'application/json; charset=utf-8');
  return { method: call.method, headers, body: JSON.stringify(call.body) };
}

async function readJson(transport: Transport, response: Response, what: string): Promise<JsonObject> {
  refuseHtml(response, what);
  const body = await readObject(transport, response, what, longestJsonBody);
  if (body === undefined) throw invalidResponse(`${what}: the answer is not a JSON object.`, response.status);
  return body;
}

/** The error that an answer tells of. */
async function failure(
  transport: Transport,
  response: Response,
  what: string,
  quote: Connection['quote'],
): Promise<SharingError> {
  const body = await errorFields(transport, response, what);
  const { status, headers } = response;
  const code = body['errorCode'] ?? body['error_code'];
  const errorCode = typeof code === 'string' && code !== '' ? code : `HTTP_${status}`;
  const said = body['message'];
  const message = typeof said === 'string' && said !== '' ? quote(said) : hintFor(status);
  return new SharingError(`${what}: ${message} (${status} ${errorCode})`, {
    status,
    errorCode,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: parseRetryAfter(headers.get('retry-after'), new Date()),
  });
}

function hintFor(status: number): string {
  if (status === 401) return 'The server refused the token. It may be revoked or expired: ask the provider.';
  if (status === 403) return 'The server allows this recipient no such access.';
  if (status === 404) return "There is no such thing here. Are the names and the profile's endpoint right?";
  if (status === 429) return 'The server is asked too often.';
  return 'The server gave no reason.';
}
