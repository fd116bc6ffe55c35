import type { FastifyRequest } from 'fastify';
import { authenticateForeign, isForeign } from '../identity/issuers/authenticate-foreign.ts';
import { isJsonWebToken, verifyAccessToken } from '../identity/oauth/verify-access-token.ts';
import { authenticateToken } from '../tokens/authenticate.ts';
import type { Workspace } from '../workspace.ts';
import { ApiError } from './api-error.ts';
import type { Caller } from './context.ts';
import { requestFacts } from './request-facts.ts';

/**
 * The token that a request carries: as Bearer, or as the password of HTTP Basic, which is how `curl --netrc` sends it.
 */
export const bearerToken = (request: FastifyRequest): string | undefined => {
  const [scheme = '', credential = ''] = (request.headers.authorization ?? '').split(/\s+/, 2);
  if (credential === '') return undefined;
  if (/^bearer$/i.test(scheme)) return credential;
  if (!/^basic$/i.test(scheme)) return undefined;
  const pair = Buffer.from(credential, 'base64').toString('utf8');
  const password = pair.slice(pair.indexOf(':') + 1);
  return password === '' ? undefined : password;
};

/**
 * Finds out whose a token is: an access token of the authorization server by its form, or a personal access token.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN for one that is unknown, expired or revoked
 */
export const authenticateBearer = (workspace: Workspace, token: string): Promise<Caller> =>
  isJsonWebToken(token) ? verifyAccessToken(workspace, token) : authenticateToken(workspace, token);

/**
 * Finds out which principal calls.
 *
 * @throws ApiError UNAUTHENTICATED without a token, INVALID_ACCESS_TOKEN for one that is unknown, expired or revoked,
 * TEMPORARILY_UNAVAILABLE when the issuer of one cannot be asked for its keys
 */
export const authenticateCaller = async (workspace: Workspace, request: FastifyRequest): Promise<Caller> => {
  const token = bearerToken(request);
  if (token === undefined) {
    throw new ApiError(
      'UNAUTHENTICATED',
      'The request has no credential. Send a token as `Authorization: Bearer <token>`.',
    );
  }
  if (isForeign(workspace, token)) return authenticateForeign(workspace, token, requestFacts(request));
  return authenticateBearer(workspace, token);
};
