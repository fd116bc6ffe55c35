import { LoginError } from '../errors.ts';
import { type CachedToken, cachedLogin, keepLogin } from './cli-token-cache.ts';
import { oauthEndpoints } from './oauth-endpoints.ts';
import type { AccessToken } from './renewed-token.ts';
import type { Environment } from './settings.ts';
import { type Reach, requestToken, type TokenAnswer } from './token-request.ts';

/** The client that every workspace knows command lines by. */
export const cliClientId = 'databricks-cli';

/** A token with less than this left is renewed. Milliseconds. */
const leastLife = 60_000;

/** What the cache keeps of an answer. Workspaces that do not rotate refresh tokens send none: the one before stays. */
export const toCached = (answer: TokenAnswer, refreshToken = answer.refreshToken): CachedToken => ({
  access_token: answer.value,
  token_type: 'Bearer',
  ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  expiry: new Date(answer.expiresAt).toISOString(),
});

const toAccessToken = ({ access_token, expiry }: CachedToken): AccessToken => ({
  value: access_token,
  // Without an end it is taken for one that has ended.
  expiresAt: expiry === undefined ? 0 : Date.parse(expiry) || 0,
});

const isGood = (token: CachedToken | undefined): token is CachedToken =>
  token !== undefined && toAccessToken(token).expiresAt - Date.now() > leastLife;

const signInAgain = (host: string): LoginError =>
  new LoginError(`The login for ${host} has ended. Sign in by \`boathouse auth login --host ${host}\`.`);

const refresh = async (
  reach: Reach,
  host: string,
  { refresh_token: refreshToken }: CachedToken,
): Promise<CachedToken> => {
  if (refreshToken === undefined) throw signInAgain(host);
  const { tokenEndpoint } = await oauthEndpoints(reach, host);
  const answer = await requestToken(reach, {
    url: tokenEndpoint,
    method: 'POST',
    form: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: cliClientId },
    secrets: [refreshToken],
  });
  return toCached(answer, answer.refreshToken ?? refreshToken);
};

/**
 * The access token of the login that the command line keeps for a workspace; renewed, and kept again, when it is about to
 * end.
 *
 * @param host the workspace's origin
 * @throws {LoginError} when there is no login, or it has ended
 */
export const cachedToken = async (reach: Reach, host: string, env: Environment): Promise<AccessToken> => {
  const cached = cachedLogin(host, env);
  if (cached === undefined) throw new LoginError(`Nobody is signed in to ${host}. \`boathouse auth login\` does it.`);
  if (isGood(cached)) return toAccessToken(cached);
  let renewed: CachedToken;
  try {
    renewed = await refresh(reach, host, cached);
  } catch (error) {
    // A refresh token may be good only once, and another process may have been first.
    const meanwhile = cachedLogin(host, env);
    if (isGood(meanwhile)) return toAccessToken(meanwhile);
    throw error;
  }
  keepLogin(host, renewed, env);
  return toAccessToken(renewed);
};
