import { clientCredentials } from './client-credentials.ts';
import type { Profile } from './profile.ts';
import type { Transport } from './transport.ts';

/** What opens a server. */
export interface Credential {
  /**
   * The `Authorization` header for the next request.
   *
   * @throws {SharingError} when there is no access token to be had; the signal's reason when it is aborted
   */
  access(signal: AbortSignal | undefined): Promise<Access>;
  /** Gives this header no more where another can be had: the server refused it. */
  forget(authorization: string): void;
  /** A text without the secrets that may stand in it. */
  hide(text: string): string;
}

/** An `Authorization` header. */
export interface Access {
  readonly authorization: string;
  /** Whether it was made for an earlier request. The server may refuse it by now, and take one that is made anew. */
  readonly isKept: boolean;
}

/** The credential of a profile; nothing is sent yet. */
export function credentialOf(profile: Profile, transport: Transport): Credential {
  if (profile.type === 'oauth_client_credentials') return clientCredentials(profile, transport);
  if (profile.type === 'basic') {
    const { username, password } = profile;
    const pair = base64(`${username}:${password}`);
    return fixed(`Basic ${pair}`, text => text.replaceAll(pair, '[password]').replaceAll(password, '[password]'));
  }
  const { bearerToken } = profile;
  return fixed(`Bearer ${bearerToken}`, text => text.replaceAll(bearerToken, '[token]'));
}

/**
 * Sends a request with a credential; once more with a new header when the server answers 401 to a kept one.
 *
 * @param send the request with this `Authorization` header
 * @throws as `access` of the credential, and as `send`
 */
export async function sendWith(
  credential: Credential,
  signal: AbortSignal | undefined,
  send: (authorization: string) => Promise<Response>,
): Promise<Response> {
  const first = await sendOnce(credential, signal, send);
  if (first.response.status !== 401 || !first.isKept) return first.response;
  first.response.body?.cancel().catch(() => undefined);
  return (await sendOnce(credential, signal, send)).response;
}

async function sendOnce(
  credential: Credential,
  signal: AbortSignal | undefined,
  send: (authorization: string) => Promise<Response>,
): Promise<{ readonly response: Response; readonly isKept: boolean }> {
  const { authorization, isKept } = await credential.access(signal);
  const response = await send(authorization);
  if (response.status === 401) credential.forget(authorization);
  return { response, isKept };
}

function fixed(authorization: string, hide: (text: string) => string): Credential {
  return { access: async () => ({ authorization, isKept: false }), forget: () => undefined, hide };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
