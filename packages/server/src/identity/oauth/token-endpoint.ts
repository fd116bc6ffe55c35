import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import { anonymous } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { tokenExchange } from '../issuers/token-exchange.ts';
import { issueAccessToken, type TokenAnswer } from './access-tokens.ts';
import { authorizationCode } from './authorization-code.ts';
import { claimedClient } from './client-authentication.ts';
import { clientCredentials } from './client-credentials.ts';
import { readForm, required } from './form.ts';
import type { GrantType } from './grant-type.ts';
import { OAuthError } from './oauth-error.ts';
import { recordOAuth } from './record.ts';
import { refreshToken } from './refresh-token.ts';

/** What the token endpoint understands, by the name that `grant_type` calls it. */
export const grantTypes: Readonly<Record<string, GrantType>> = {
  authorization_code: authorizationCode,
  client_credentials: clientCredentials,
  refresh_token: refreshToken,
  'urn:ietf:params:oauth:grant-type:token-exchange': tokenExchange,
};

/** What a request said of itself, as far as it was read: for the audit trail. */
type Noted = Record<string, string>;

const exchange = async (workspace: Workspace, request: FastifyRequest, noted: Noted): Promise<TokenAnswer> => {
  const form = readForm(request);
  const client = claimedClient(request, form);
  if (client.id !== undefined) noted['client_id'] = client.id;
  const name = required(form, 'grant_type');
  const grantType = Object.hasOwn(grantTypes, name) ? grantTypes[name] : undefined;
  if (grantType === undefined) {
    const known = Object.keys(grantTypes).join(', ');
    throw new OAuthError('unsupported_grant_type', `Parameter 'grant_type' must be one of ${known}.`);
  }
  noted['grant_type'] = name;
  // Ignoring them would give more than the client asks for.
  if (form.has('authorization_details')) {
    throw new OAuthError('invalid_authorization_details', 'Authorization details are not supported. Use scopes.');
  }
  const {
    caller,
    grant,
    refreshToken: refresh,
    issuedTokenType,
  } = await grantType({ workspace, request, form, client });
  const answer = await issueAccessToken(workspace, grant);
  const parameters = { ...noted, scope: answer.scope };
  await recordOAuth(workspace, request, { action: 'mintOAuthToken', principal: caller, parameters, status: 200 });
  return {
    ...answer,
    ...(issuedTokenType === undefined ? {} : { issued_token_type: issuedTokenType }),
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
  };
};

/** Answers `POST /oidc/v1/token` (RFC 6749 §3.2). Success and refusal are both in the audit trail. */
export const answerTokenRequest = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<TokenAnswer> => {
  reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
  const noted: Noted = {};
  try {
    return await exchange(workspace, request, noted);
  } catch (error) {
    if (error instanceof ApiError) {
      const { status, message } = error;
      const code = error instanceof OAuthError ? error.error : error.code;
      const event = { action: 'mintOAuthToken', principal: anonymous, parameters: noted, status } as const;
      await recordOAuth(workspace, request, { ...event, error: `${code}: ${message}` });
    }
    throw error;
  }
};
