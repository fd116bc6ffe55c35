import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../../workspace.ts';
import { type CallerRow, toCaller } from '../to-caller.ts';
import {
  type AuthorizationRequest,
  answerUrl,
  type Demand,
  readAuthorizationRequest,
  readDemand,
} from './authorization-request.ts';
import { insertGrant } from './grants.ts';
import { newCredential } from './hashes.ts';
import { OAuthError } from './oauth-error.ts';
import { changeOAuth } from './record.ts';
import { endSession, signedIn } from './sessions.ts';
import { authorizePath, readPageForm } from './sign-in.ts';

/** Keeps what somebody allows. Gives the authorization code. */
const grant = async (
  workspace: Workspace,
  request: FastifyRequest,
  {
    user,
    client,
    redirectUri,
    demand,
  }: {
    readonly user: CallerRow;
    readonly client: string;
    readonly redirectUri: string;
    readonly demand: Demand;
  },
): Promise<string> => {
  const { now, newId, randomBytes } = workspace;
  const code = newCredential(randomBytes);
  const given = { id: newId(), principalId: user.id, clientId: client, redirectUri, ...demand, code, now: now() };
  const parameters = { client_id: client, redirect_uri: redirectUri, scope: demand.scopes.join(' ') };
  const event = { action: 'mintOAuthAuthorizationCode', principal: toCaller(user), parameters, status: 200 } as const;
  await changeOAuth(workspace, request, event, transaction => insertGrant(transaction, given));
  return code;
};

const allow = async (
  workspace: Workspace,
  request: FastifyRequest,
  authorization: AuthorizationRequest,
): Promise<string> => {
  const user = await signedIn(workspace, request);
  // The session has ended meanwhile: sign in again.
  if (user === undefined) return authorizePath(workspace, authorization.query);
  const { returnTo } = authorization;
  const { client, redirectUri } = returnTo;
  const demand = readDemand(authorization);
  const code = await grant(workspace, request, { user, client: client.id, redirectUri, demand });
  return answerUrl(workspace, returnTo, { code });
};

/**
 * Answers the form of the consent page.
 *
 * @throws OAuthError when the form or the authorization request is wrong
 */
export const answerConsent = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { form, query } = readPageForm(workspace, request);
  const authorization = readAuthorizationRequest(workspace, query);
  switch (form.get('decision')) {
    case 'allow':
      return reply.redirect(await allow(workspace, request, authorization), 303);
    case 'deny': {
      const refusal = { error: 'access_denied', error_description: 'The user has not allowed it.' };
      return reply.redirect(answerUrl(workspace, authorization.returnTo, refusal), 303);
    }
    case 'switch':
      await endSession(workspace, request, reply);
      return reply.redirect(authorizePath(workspace, query), 303);
    default:
      throw new OAuthError('invalid_request', 'The form holds no decision.');
  }
};
