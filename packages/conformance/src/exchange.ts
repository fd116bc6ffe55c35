/** A request as a rule makes it. */
export interface ProbeRequest {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the endpoint, with its query, beginning with `/`. */
  readonly path: string;
  /** Sent as JSON; a string is sent as it is, so that broken JSON can be. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The token to send instead of the profile's; null for none. */
  readonly token?: string | null;
}

/** An answer, read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** How a file is asked for. */
export interface FileRequest {
  /** Default `GET`. */
  readonly method?: 'GET' | 'HEAD';
  /** First and last byte, both included; the whole file when absent. */
  readonly range?: readonly [number, number];
  /** Bytes that are read at most; what has more is a finding. Default 1 MiB. */
  readonly maxBytes?: number;
}

/** What came of it. */
export interface FileReply {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** What went over the wire, for whoever must believe a finding. Credentials and signatures are taken out. */
export interface Exchange {
  readonly request: string;
  readonly response: string;
}

const shown = 2000;

/** What opens data by itself, wherever it stands in JSON. The last quote may be missing, where the text was cut. */
const secretFields = [
  ...['refreshToken', 'nextPageToken', 'pageToken', 'bearerToken', 'access_token', 'client_secret'],
  ...['accessKeyId', 'secretAccessKey', 'sessionToken', 'sasToken', 'oauthToken'],
].join('|');
const secretField = new RegExp(`("(?:${secretFields})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"?`, 'g');

/** Who signs in by a URL. */
const userInUrl = /(https?:(?:\\?\/){2})[^\s"\\/?#@]*@/g;

/** A URL: its path may hold a signature as its query may. JSON may escape slashes and other characters. */
const url = /(https?:(?:\\?\/){2}[^\s"\\/?#]+)(?:[/?#]|\\[^"])(?:[^\s"\\]|\\[^"])*/g;

/** As much of a text as is shown, without what opens data: signed URLs, tokens and credentials. */
export const toShow = (text: string): string => {
  const open = text.slice(0, shown).replace(userInUrl, '$1…@').replace(url, '$1/…').replace(secretField, '$1"…"');
  return text.length > shown ? `${open}… (${text.length} characters)` : open;
};

const bodyText = (body: unknown): string =>
  body === undefined ? '' : `\n\n${typeof body === 'string' ? body : JSON.stringify(body)}`;

/** A token is hidden, and what a rule sends in the place of one is shown. */
const headerText = (name: string, value: string): string => {
  if (name === 'authorization') return value.replace(/^Bearer \S.*/, 'Bearer …');
  return name === 'set-cookie' ? '…' : value;
};

const headerLines = (headers: Iterable<readonly [string, string]>): string =>
  [...headers].map(([name, value]) => `\n${name}: ${headerText(name, value)}`).join('');

const outcomeText = (outcome: Reply | Error): string =>
  outcome instanceof Error ? outcome.message : `${outcome.status}${headerLines(outcome.headers)}\n\n${outcome.text}`;

/** Puts a request and what came of it into text. */
export const describeExchange = (
  { method = 'GET', path, body }: Pick<ProbeRequest, 'method' | 'path' | 'body'>,
  sent: Headers,
  outcome: Reply | Error,
): Exchange => ({
  request: toShow(`${method} ${path}${headerLines(sent)}${bodyText(body)}`),
  response: toShow(outcomeText(outcome)),
});

/** An exchange as text for people. */
export const exchangeText = ({ request, response }: Exchange): string => `> ${request}\n\n< ${response}\n`;
