import type { FastifyRequest } from 'fastify';
import { authenticateToken } from '../tokens/authenticate.ts';
import type { Workspace } from '../workspace.ts';
import { ApiError } from './api-error.ts';
import type { Caller } from './context.ts';

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
 * Finds out which principal calls, by personal access token.
 *
 * @throws ApiError UNAUTHENTICATED without a token, INVALID_ACCESS_TOKEN for one that is unknown or expired
 */
export const authenticateCaller = async (workspace: Workspace, request: FastifyRequest): Promise<Caller> => {
  const token = bearerToken(request);
  if (token === undefined) {
    throw new ApiError(
      'UNAUTHENTICATED',
      'The request has no credential. Send a token as `Authorization: Bearer <token>`.',
    );
  }
  return authenticateToken(workspace, token);
};
