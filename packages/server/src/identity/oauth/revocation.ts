import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import type { Workspace } from '../../workspace.ts';
import { type CallerRow, toCaller } from '../to-caller.ts';
import { claimedClient } from './client-authentication.ts';
import { readForm, required } from './form.ts';
import { endGrant, findRefreshToken } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import { changeOAuth } from './record.ts';
import { isJsonWebToken, readAccessToken } from './verify-access-token.ts';

/** A grant that is to end. */
interface Found {
  readonly grantId: string;
  readonly clientId: string;
}

/** The grant that an access token came of. */
const grantOfAccessToken = async (workspace: Workspace, token: string): Promise<Found | undefined> => {
  try {
    const { grantId, clientId } = await readAccessToken(workspace, token);
    if (grantId !== '') return { grantId, clientId };
  } catch (error) {
    // What is not valid need not be revoked (RFC 7009 §2.2).
    if (error instanceof ApiError) return undefined;
    throw error;
  }
  throw new OAuthError(
    'unsupported_token_type',
    'Access tokens of service principals live to their end, an hour at most. Delete the secret or deactivate the service principal.',
  );
};

const grantOfRefreshToken = async ({ database }: Workspace, token: string): Promise<Found | undefined> => {
  const row = await findRefreshToken(database.read, database, token);
  return row === undefined ? undefined : { grantId: row.grant_id, clientId: row.client_id };
};

const holderOf = ({ database }: Workspace, grantId: string): Promise<CallerRow | undefined> =>
  database.read
    .selectFrom('oauth_grants')
    .innerJoin('principals', 'principals.id', 'oauth_grants.principal_id')
    .select(['principals.id', 'kind', 'name', 'admin', 'entitled'])
    .where('oauth_grants.id', '=', grantId)
    .executeTakeFirst();

/**
 * Answers `POST /oidc/v1/revoke` (RFC 7009): a refresh token, or an access token of a person, ends the grant that it came
 * of, with every token of it. Unknown tokens are answered the same.
 *
 * @throws OAuthError invalid_request without a client id, unauthorized_client for another client's token
 */
export const revoke = async (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): Promise<object> => {
  reply.header('cache-control', 'no-store');
  const form = readForm(request);
  const token = required(form, 'token');
  const { id } = claimedClient(request, form);
  if (id === undefined) throw new OAuthError('invalid_request', "Parameter 'client_id' is missing.");
  const find = isJsonWebToken(token) ? grantOfAccessToken : grantOfRefreshToken;
  const found = await find(workspace, token);
  if (found === undefined) return {};
  if (found.clientId !== id) throw new OAuthError('unauthorized_client', 'The token was given to another client.');
  const holder = await holderOf(workspace, found.grantId);
  if (holder === undefined) return {};
  const event = {
    action: 'revokeOAuthToken',
    principal: toCaller(holder),
    parameters: { client_id: id },
    status: 200,
  } as const;
  await changeOAuth(workspace, request, event, transaction => endGrant(transaction, found.grantId));
  return {};
};
