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

/** Signed URLs and tokens open data: what is shown of an exchange must not. */
const hideSecrets = (text: string): string =>
  text
    .replace(/(https?:\/\/[^\s"?\\]+)\?[^\s"\\]+/g, '$1?…')
    .replace(/("(?:refreshToken|nextPageToken|pageToken|bearerToken)":\s*)"[^"]+"/g, '$1"…"');

const cut = (text: string): string =>
  text.length > shown ? `${text.slice(0, shown)}… (${text.length} characters)` : text;

const bodyText = (body: unknown): string =>
  body === undefined ? '' : `\n\n${typeof body === 'string' ? body : JSON.stringify(body)}`;

const headerLines = (headers: Iterable<readonly [string, string]>): string =>
  [...headers]
    .map(([name, value]) => `${name}: ${name === 'authorization' ? 'Bearer …' : value}`)
    .map(line => `\n${line}`)
    .join('');

/** Puts a request and what came of it into text. */
export const describeExchange = (
  { method = 'GET', path, body }: ProbeRequest,
  sent: Headers,
  outcome: Reply | Error,
): Exchange => ({
  request: hideSecrets(cut(`${method} ${path}${headerLines(sent)}${bodyText(body)}`)),
  response: hideSecrets(
    cut(
      outcome instanceof Error
        ? outcome.message
        : `${outcome.status}${headerLines(outcome.headers)}\n\n${outcome.text}`,
    ),
  ),
});

/** An exchange as text for people. */
export const exchangeText = ({ request, response }: Exchange): string => `> ${request}\n\n< ${response}\n`;
