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

/** A URL up to its path, which may hold a signature as well as its query may. JSON may escape slashes and others. */
const url = /(https?:(?:\\?\/){2}[^\s"\\/?#]+)(?:[^\s"\\]|\\[^"])+/g;

/**
 * As much of a text as is shown, without what opens data: signed URLs, tokens and credentials. What is cut off is cut off
 * first, so that the time does not depend on the length of an answer.
 */
const toShow = (text: string): string => {
  const open = text.slice(0, shown).replace(url, '$1/…').replace(secretField, '$1"…"');
  return text.length > shown ? `${open}… (${text.length} characters)` : open;
};

const bodyText = (body: unknown): string =>
  body === undefined ? '' : `\n\n${typeof body === 'string' ? body : JSON.stringify(body)}`;

const hiddenHeaders: Readonly<Record<string, string>> = { authorization: 'Bearer …', 'set-cookie': '…' };

const headerLines = (headers: Iterable<readonly [string, string]>): string =>
  [...headers].map(([name, value]) => `\n${name}: ${hiddenHeaders[name] ?? value}`).join('');

/** Puts a request and what came of it into text. */
export const describeExchange = (
  { method = 'GET', path, body, headers }: ProbeRequest,
  sent: Headers,
  outcome: Reply | Error,
): Exchange => ({
  // A scheme of the rule's own is no secret, and what it is about.
  request: toShow(`${method} ${path}${headerLines(headers?.['authorization'] ? Object.entries(headers) : sent)}${bodyText(body)}`),
  response: toShow(
    outcome instanceof Error ? outcome.message : `${outcome.status}${headerLines(outcome.headers)}\n\n${outcome.text}`,
  ),
});

/** An exchange as text for people. */
export const exchangeText = ({ request, response }: Exchange): string => `> ${request}\n\n< ${response}\n`;
