import type { Workspace } from '../../workspace.ts';
import { issuerOf } from './access-tokens.ts';
import { type Fields, parseParameters, required } from './form.ts';
import { OAuthError } from './oauth-error.ts';
import { findPublicClient, type PublicClient } from './public-clients.ts';
import { offlineAccess, parseScopes } from './scopes.ts';

/** Where the answer to an authorization request goes. */
export interface ReturnAddress {
  readonly client: PublicClient;
  readonly redirectUri: string;
  /** Comes back to the client as it was. */
  readonly state: string | undefined;
}

/** What an authorization request asks for. */
export interface Demand {
  readonly scopes: readonly string[];
  /** The PKCE challenge, by S256. */
  readonly challenge: string;
}

/** A request to the authorization endpoint (RFC 6749 §4.1.1), from its query string. */
export interface AuthorizationRequest {
  readonly query: string;
  readonly returnTo: ReturnAddress;
  readonly parameters: Fields;
}

/**
 * Reads who asks, and where the answer goes. Until that is sure, nobody is redirected.
 *
 * @param query the query string; it comes back in forms and is read anew each time, so that nothing relies on its way
 * @throws OAuthError
 */
export const readAuthorizationRequest = (workspace: Workspace, query: string): AuthorizationRequest => {
  const parameters = parseParameters(query);
  const redirectUri = required(parameters, 'redirect_uri');
  const client = findPublicClient(workspace, required(parameters, 'client_id'), redirectUri);
  return { query, parameters, returnTo: { client, redirectUri, state: parameters.get('state') } };
};

/**
 * Reads what is asked for. What is wrong here, the client is told by a redirect.
 *
 * @throws OAuthError
 */
export const readDemand = ({ parameters }: AuthorizationRequest): Demand => {
  if (required(parameters, 'response_type') !== 'code') {
    throw new OAuthError('unsupported_response_type', "Parameter 'response_type' must be code.");
  }
  if (parameters.has('authorization_details')) {
    throw new OAuthError('invalid_authorization_details', 'Authorization details are not supported. Use scopes.');
  }
  if (parameters.get('code_challenge_method') !== 'S256') {
    throw new OAuthError('invalid_request', "PKCE is required: parameter 'code_challenge_method' must be S256.");
  }
  const challenge = required(parameters, 'code_challenge');
  if (!/^[\w-]{43}$/.test(challenge)) {
    throw new OAuthError('invalid_request', "Parameter 'code_challenge' must be a SHA-256 hash in base64url.");
  }
  return { challenge, scopes: parseScopes(parameters.get('scope'), [offlineAccess]) };
};

/** The redirect URI with an answer in its query (RFC 6749 §4.1.2, with the issuer by RFC 9207). */
export const answerUrl = (
  workspace: Workspace,
  { redirectUri, state }: ReturnAddress,
  answer: Readonly<Record<string, string>>,
): string => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  url.searchParams.set('iss', issuerOf(workspace));
  return url.href;
};
