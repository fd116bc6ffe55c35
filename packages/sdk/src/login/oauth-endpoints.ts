import { LoginError } from '../errors.ts';
import { ask, type Reach } from './token-request.ts';

/** Where a workspace gives out tokens. */
export interface OAuthEndpoints {
  readonly tokenEndpoint: string;
  readonly authorizationEndpoint: string;
  /** Undefined where tokens cannot be revoked. */
  readonly revocationEndpoint: string | undefined;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Secrets are sent there: over TLS, or where the workspace itself is reached without. */
const checked = (name: string, value: unknown, host: string): string => {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  const isSafe =
    url?.protocol === 'https:' ||
    (url !== null && (url.origin === host || (host.startsWith('http:') && loopback.has(url.hostname))));
  if (url === null || !isSafe) throw new LoginError(`${host} names no usable ${name} for OAuth.`);
  return url.href;
};

/**
 * Asks a workspace where it gives out tokens.
 *
 * @param host its origin
 * @throws {LoginError} when what it says cannot be used; as {@link ask} does
 */
export const oauthEndpoints = async (reach: Reach, host: string): Promise<OAuthEndpoints> => {
  const url = `${host}/oidc/.well-known/oauth-authorization-server`;
  const document = await ask(reach, { url, method: 'GET', secrets: [] });
  return {
    tokenEndpoint: checked('token endpoint', document['token_endpoint'], host),
    authorizationEndpoint: checked('authorization endpoint', document['authorization_endpoint'], host),
    revocationEndpoint:
      document['revocation_endpoint'] === undefined
        ? undefined
        : checked('revocation endpoint', document['revocation_endpoint'], host),
  };
};
