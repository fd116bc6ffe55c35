import type { Queries } from '../../database/database.ts';
import { required } from './form.ts';
import type { GrantType, TokenRequest } from './grant-type.ts';
import { findRefreshToken } from './grants.ts';
import { credentialHash, isSame } from './hashes.ts';
import { OAuthError } from './oauth-error.ts';
import { endedBecause, nextTokens, type Outcome, refused, settle } from './outcome.ts';
import { limitScopes, offlineAccess, parseScopes } from './scopes.ts';

const rotate = async (transaction: Queries, request: TokenRequest, token: string): Promise<Outcome> => {
  const { workspace, form, client } = request;
  const row = await findRefreshToken(transaction, workspace.database, token);
  if (row === undefined) {
    return refused('The refresh token is not known: it was revoked or has expired. Sign in again.');
  }
  if (row.used === 1) {
    const why = 'The refresh token was used before. All that came of it is revoked: sign in again.';
    return endedBecause(transaction, row, why);
  }
  if (!isSame(row.client_id, client.id ?? '')) {
    return endedBecause(transaction, row, 'The refresh token is that of another client. It is revoked.');
  }
  if (row.active === 0) return endedBecause(transaction, row, 'The user is not active any more.');
  if (row.live === 0) return refused('The refresh token has expired. Sign in again.');
  const scope = form.get('scope');
  // Throws before anything has changed: the token stays good for another try.
  const scopes =
    scope === undefined ? undefined : limitScopes(parseScopes(scope, [offlineAccess]), JSON.parse(row.scopes));
  await transaction
    .updateTable('oauth_refresh_tokens')
    .set({ used: 1 })
    .where('lookup', '=', credentialHash('refresh token', token))
    .execute();
  return nextTokens(transaction, workspace, row, scopes);
};

/**
 * The refresh token grant (RFC 6749 §6). Each refresh token counts once and is replaced (RFC 9700 §4.14.2): one that
 * comes again is in two hands, and ends the grant for both.
 */
export const refreshToken: GrantType = async request => {
  if (request.client.id === undefined) throw new OAuthError('invalid_request', "Parameter 'client_id' is missing.");
  const token = required(request.form, 'refresh_token');
  return settle(await request.workspace.database.write(transaction => rotate(transaction, request, token)));
};
