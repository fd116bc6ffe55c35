import { LoginError } from '../errors.ts';
import { userAgent } from '../user-agent.ts';
import { cachedLogin, keepLogin } from './cli-token-cache.ts';
import { cliClientId, toCached } from './databricks-cli.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import type { Environment } from './settings.ts';
import { type Reach, requestToken } from './token-request.ts';

/** A sign-in that goes on in the user's browser. */
export interface BrowserLogin {
  /** Where the browser has to go. */
  readonly url: string;
  /**
   * Ends it, with what the browser came back with, and keeps the login.
   *
   * @throws {LoginError} when it was refused, or belongs to another sign-in
   */
  finish(returned: URLSearchParams): Promise<void>;
}

/** Where a person signs in, and how the workspace is reached for it. */
export interface BrowserLoginOptions {
  /** The workspace's origin. */
  readonly host: string;
  /** Where the browser comes back to: `http://localhost:<port>`. */
  readonly redirectUri: string;
  readonly env: Environment;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

const reachOf = (fetch: BrowserLoginOptions['fetch']): Reach => ({
  fetch: fetch ?? globalThis.fetch,
  timeout: 60_000,
  userAgent: userAgent(undefined),
  authType: 'databricks-cli',
});

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

const refusal = (returned: URLSearchParams): LoginError => {
  const shown = `${returned.get('error')}: ${returned.get('error_description') ?? ''}`.slice(0, 500);
  // It came through a browser, and goes to a terminal.
  return new LoginError(`The workspace has not signed you in. ${shown.replace(/[^\x20-\x7e]/g, '?')}`);
};

/**
 * Begins to sign a person in to a workspace: authorization code with PKCE, as the client `databricks-cli`. The login is
 * kept where {@link cachedLogin} finds it.
 *
 * @throws as the workspace's OAuth endpoints do when they are asked
 */
export const beginLogin = async ({ host, redirectUri, env, fetch }: BrowserLoginOptions): Promise<BrowserLogin> => {
  const reach = reachOf(fetch);
  const { authorizationEndpoint, tokenEndpoint } = await oauthEndpoints(reach, host);
  const [state, verifier] = [random(), random()];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(authorizationEndpoint);
  const parameters = {
    response_type: 'code',
    client_id: cliClientId,
    redirect_uri: redirectUri,
    scope: 'offline_access all-apis',
    state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return {
    url: url.href,
    finish: async returned => {
      if (returned.get('state') !== state) throw new LoginError('The browser came back from another sign-in.');
      const code = returned.get('code');
      if (code === null || returned.has('error')) throw refusal(returned);
      const form = { grant_type: 'authorization_code', client_id: cliClientId, code, code_verifier: verifier };
      const answer = await requestToken(reach, {
        url: tokenEndpoint,
        method: 'POST',
        form: { ...form, redirect_uri: redirectUri },
        secrets: [code, verifier],
      });
      keepLogin(host, toCached(answer), env);
    },
  };
};

/**
 * Signs out: forgets the login that is kept for a workspace, and has the workspace end it.
 *
 * @param host the workspace's origin
 * @returns whether the workspace has ended it; undefined when there was none
 */
export const endLogin = async (
  host: string,
  { env, fetch }: Pick<BrowserLoginOptions, 'env' | 'fetch'>,
): Promise<boolean | undefined> => {
  const login = cachedLogin(host, env);
  if (login === undefined) return undefined;
  keepLogin(host, undefined, env);
  const reach = reachOf(fetch);
  try {
    const { revocationEndpoint } = await oauthEndpoints(reach, host);
    if (revocationEndpoint === undefined) return false;
    const token = login.refresh_token ?? login.access_token;
    const response = await reach.fetch(revocationEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token, client_id: cliClientId }).toString(),
      redirect: 'manual',
      signal: AbortSignal.timeout(reach.timeout),
    });
    return response.ok;
  } catch {
    return false;
  }
};
