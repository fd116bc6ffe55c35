import { toCaller } from '../to-caller.ts';
import { findClient } from './client-secrets.ts';
import type { GrantType } from './grant-type.ts';
import { OAuthError } from './oauth-error.ts';
import { limitScopes, parseScopes } from './scopes.ts';

/** The client credentials grant (RFC 6749 §4.4): a service principal by its application id and a secret. */
export const clientCredentials: GrantType = async ({ workspace, form, client }) => {
  const asked = parseScopes(form.get('scope'));
  const { id, secret } = client;
  const proven =
    id === undefined || secret === undefined ? undefined : await findClient(workspace.database, id, secret);
  if (proven === undefined) {
    throw new OAuthError(
      'invalid_client',
      'Client authentication failed. Send the application id of an active service principal as client_id, and one of its unexpired secrets as client_secret.',
    );
  }
  const scopes = limitScopes(asked, proven.scopes === null ? undefined : JSON.parse(proven.scopes));
  return { caller: toCaller(proven), grant: { principal: proven, clientId: proven.name, scopes } };
};
