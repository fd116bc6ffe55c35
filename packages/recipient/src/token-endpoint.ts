import { isBearerToken } from './bearer-token.ts';
import { type ClientErrorCode, invalidResponse, SharingError } from './errors.ts';
import type { JsonObject } from './json.ts';
import { errorFields, readObject } from './json-body.ts';
import type { ClientCredentialsProfile } from './profile.ts';
import { parseRetryAfter } from './retry.ts';
import { exchange, type Transport } from './transport.ts';

/** What a token endpoint gave. */
export interface AccessToken {
  readonly value: string;
  /** How long it is good, in milliseconds; undefined when the issuer does not say. */
  readonly lifetime: number | undefined;
}

const longestAnswer = 1024 * 1024;
const longestQuote = 300;

/**
 * Asks the token endpoint of a profile for an access token, by the client credentials grant (RFC 6749 §4.4). One request, which
 * follows no redirect: the secret goes nowhere else.
 *
 * @throws {SharingError} `TOKEN_REFUSED` with the issuer's `error` and `error_description`; `INVALID_RESPONSE` for an answer
 *   without a usable token; as `exchange`. None holds the secret or a token.
 */
export async function askToken(profile: ClientCredentialsProfile, transport: Transport): Promise<AccessToken> {
  const { origin, pathname } = new URL(profile.tokenEndpoint);
  const what = `POST ${origin}${pathname}`;
  const response = await exchange(transport, profile.tokenEndpoint, requestOf(profile), what);
  if (isRedirect(response)) {
    response.body?.cancel().catch(() => undefined);
    throw invalidResponse(`${what}: a redirect came, which is not followed. ${hint}`, response.status);
  }
  if (!response.ok) throw await refusal(transport, response, what, profile);
  const fields = await readObject(transport, response, what, longestAnswer);
  if (fields === undefined) throw invalidResponse(`${what}: the answer is not a JSON object. ${hint}`, response.status);
  return tokenOf(fields, what);
}

/** A text without the secret of a profile's client, in the forms in which an issuer may repeat it. */
export function hideClient(profile: ClientCredentialsProfile, text: string): string {
  const { clientSecret } = profile;
  return [basicPair(profile), encodeURIComponent(clientSecret), clientSecret].reduce(
    (shown, secret) => shown.replaceAll(secret, '[secret]'),
    text,
  );
}

const hint = "Is the profile's tokenEndpoint right?";

function requestOf(profile: ClientCredentialsProfile): RequestInit {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (profile.scope !== undefined) form.set('scope', profile.scope);
  const headers = {
    'user-agent': 'boathouse-recipient',
    accept: 'application/json',
    authorization: `Basic ${basicPair(profile)}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  return { method: 'POST', headers, body: form.toString(), redirect: 'manual' };
}

/** Id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
function basicPair({ clientId, clientSecret }: ClientCredentialsProfile): string {
  return btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
}

/** A browser shows nothing of a redirect that is not followed but that it is one. */
function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

function tokenOf(fields: JsonObject, what: string): AccessToken {
  const { access_token: value, token_type: type = 'bearer', expires_in: seconds } = fields;
  if (typeof value !== 'string' || !isBearerToken(value)) throw invalidResponse(`${what}: there is no access_token.`);
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw invalidResponse(`${what}: the token_type is not Bearer.`);
  }
  // Some issuers send the number as text.
  const lifetime = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  const isKnown = typeof lifetime === 'number' && lifetime >= 0;
  return { value, lifetime: isKnown ? lifetime * 1000 : undefined };
}

async function refusal(
  transport: Transport,
  response: Response,
  what: string,
  profile: ClientCredentialsProfile,
): Promise<SharingError> {
  const { error, error_description: description } = await errorFields(transport, response, what);
  // Hidden before it is cut, so that no beginning of a secret is left at the end.
  const said = [error, description]
    .filter(part => typeof part === 'string' && part !== '')
    .map(part => JSON.stringify(hideClient(profile, String(part)).slice(0, longestQuote)));
  const reason = said.length === 0 ? `The issuer gave no reason. ${hint}` : `The issuer says ${said.join(', ')}`;
  return new SharingError(
    `${what}: no access token for the profile's client. ${reason} (${response.status} TOKEN_REFUSED)`,
    {
      status: response.status,
      errorCode: 'TOKEN_REFUSED' satisfies ClientErrorCode,
      requestId: response.headers.get('x-request-id') ?? undefined,
      retryAfter: parseRetryAfter(response.headers.get('retry-after'), new Date()),
    },
  );
}
