import { hash } from 'node:crypto';
import { askIssuer, IssuerError } from './ask-issuer.ts';
import type { Claims } from './claims.ts';
import { RefusedToken } from './refused-token.ts';
import type { IssuerClient, TrustedIssuer } from './trusted-issuers.ts';
import { verifyToken } from './verify-token.ts';

type InteractiveIssuer = TrustedIssuer & { readonly client: IssuerClient };

/** What an authorization request and its end have in common. */
export interface CodeFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

const endpointOf = (name: string, url: string | undefined, { issuer }: TrustedIssuer): URL => {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || (parsed.protocol !== 'https:' && !issuer.startsWith('http:'))) {
    throw new IssuerError(`${issuer} names no usable ${name}`);
  }
  return parsed;
};

/** Where somebody signs in at an issuer (OpenID Connect Core §3.1.2.1, with PKCE). Throws IssuerError. */
export const authorizationUrl = async (issuer: InteractiveIssuer, flow: CodeFlow): Promise<string> => {
  const { authorizationEndpoint } = await issuer.keys.metadata();
  const url = endpointOf('authorization_endpoint', authorizationEndpoint, issuer);
  const parameters = {
    response_type: 'code',
    client_id: issuer.client.clientId,
    redirect_uri: flow.redirectUri,
    scope: 'openid profile email',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: hash('sha256', flow.verifier, 'base64url'),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
};

/**
 * Exchanges the code that somebody came back with, and verifies the ID token that comes for it.
 *
 * @param now milliseconds since 1970
 * @returns what the ID token says
 * @throws RefusedToken, IssuerError
 */
export const redeemCode = async (
  issuer: InteractiveIssuer,
  code: string,
  flow: CodeFlow,
  now: number,
): Promise<Claims> => {
  const { tokenEndpoint } = await issuer.keys.metadata();
  const url = endpointOf('token_endpoint', tokenEndpoint, issuer).href;
  const { clientId, clientSecret } = issuer.client;
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: flow.redirectUri,
    code_verifier: flow.verifier,
    client_id: clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
  });
  const { status, json } = await askIssuer(url, issuer.issuer, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const { id_token: idToken } = json;
  if (status !== 200 || typeof idToken !== 'string') {
    throw new IssuerError(`${url} answered ${status} without an ID token`);
  }
  const claims = await verifyToken(issuer, idToken, { audiences: [clientId], now });
  if (claims['nonce'] !== flow.nonce) throw new RefusedToken('was made for another sign-in');
  return claims;
};
