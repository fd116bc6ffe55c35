import { apiScopes } from '@boathouse/contract';
import type { Workspace } from '../../workspace.ts';
import { issuerOf } from './access-tokens.ts';
import { offlineAccess } from './scopes.ts';
import { grantTypes } from './token-endpoint.ts';

/** What the authorization server says of itself (RFC 8414). */
export const authorizationServerMetadata = (workspace: Workspace): object => {
  const issuer = issuerOf(workspace);
  return {
    issuer,
    authorization_endpoint: `${issuer}/v1/authorize`,
    token_endpoint: `${issuer}/v1/token`,
    revocation_endpoint: `${issuer}/v1/revoke`,
    jwks_uri: `${issuer}/jwks.json`,
    scopes_supported: [...Object.keys(apiScopes), offlineAccess],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: Object.keys(grantTypes),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    // What OpenID Connect Discovery asks for beside, as far as it is true: there are no ID tokens.
    subject_types_supported: ['public'],
  };
};
