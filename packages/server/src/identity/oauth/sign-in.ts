import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import { authenticateBearer } from '../../http/authentication.ts';
import { anonymous, type Caller } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { type CallerRow, toCaller } from '../to-caller.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import { type Fields, readForm } from './form.ts';
import { OAuthError } from './oauth-error.ts';
import { changeOAuth, recordOAuth } from './record.ts';
import { isFromBrowser, newSession } from './sessions.ts';
import { isJsonWebToken } from './verify-access-token.ts';

/** Somebody who has shown who they are. */
export interface SignIn {
  /** The id of a user. */
  readonly principalId: number;
  /** The query string of the authorization request that this goes on with. */
  readonly query: string;
  readonly action: 'tokenLogin' | 'oidcBrowserLogin';
}

/** The path of the authorization endpoint, below whatever path a proxy has put the workspace. */
export const authorizePath = ({ publicUrl }: Workspace, query: string): string =>
  `${new URL(publicUrl()).pathname.replace(/\/$/, '')}/oidc/v1/authorize?${new URLSearchParams(query)}`;

const activeUser = async ({ database }: Workspace, id: number): Promise<CallerRow> => {
  const row = await database.read
    .selectFrom('principals')
    .select(['id', 'kind', 'name', 'admin', 'entitled'])
    .where('id', '=', id)
    .where('kind', '=', 'USER')
    .where('active', '=', 1)
    .executeTakeFirst();
  if (row === undefined) throw new OAuthError('access_denied', 'Only active users of the workspace can sign in.');
  return row;
};

/**
 * Signs somebody in: begins a session in their browser and sends them on to the consent page. Every way to sign in ends
 * here, after it has made sure that the request comes from the browser that it was begun in.
 *
 * @throws OAuthError access_denied when there is no active user of this id; whatever the query is, it is read anew
 */
export const completeSignIn = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
  { principalId, query, action }: SignIn,
): Promise<FastifyReply> => {
  const { returnTo } = readAuthorizationRequest(workspace, query);
  const user = await activeUser(workspace, principalId);
  const session = newSession(workspace);
  const event = { action, principal: toCaller(user), parameters: { client_id: returnTo.client.id }, status: 200 };
  await changeOAuth(workspace, request, event, transaction => session.insert(transaction, user.id));
  session.send(reply);
  return reply.redirect(authorizePath(workspace, query), 303);
};

/** Finds out who pastes a personal access token. The token must be good for everything: what comes of it is not limited. */
const checkToken = async (workspace: Workspace, token: string): Promise<Caller> => {
  const caller = isJsonWebToken(token) ? undefined : await authenticateBearer(workspace, token);
  if (caller?.kind !== 'user') {
    throw new OAuthError(
      'access_denied',
      'Sign in with a personal access token of a user; service principals use client credentials.',
    );
  }
  if (caller.scopes !== undefined) {
    throw new OAuthError('access_denied', 'This token is limited to some scopes. Sign in with one that is not.');
  }
  return caller;
};

/**
 * The request that a form of a page belongs to.
 *
 * @throws OAuthError when the form was not sent to this browser
 */
export const readPageForm = (workspace: Workspace, request: FastifyRequest): { form: Fields; query: string } => {
  const form = readForm(request);
  if (!isFromBrowser(workspace, request, form.get('proof'))) {
    throw new OAuthError(
      'access_denied',
      'This page is out of date, or cookies are off. Start again from the program.',
    );
  }
  return { form, query: form.get('request') ?? '' };
};

/**
 * Signs in whoever pastes a personal access token.
 *
 * @returns the answer, or what is wrong with the token
 * @throws OAuthError when the form or the authorization request is wrong
 */
export const signInByToken = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | { readonly problem: string; readonly query: string }> => {
  const { form, query } = readPageForm(workspace, request);
  const { returnTo } = readAuthorizationRequest(workspace, query);
  let caller: Caller;
  try {
    caller = await checkToken(workspace, form.get('token')?.trim() ?? '');
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const parameters = { client_id: returnTo.client.id };
    const event = {
      action: 'tokenLogin',
      principal: anonymous,
      parameters,
      status: 403,
      error: error.message,
    } as const;
    await recordOAuth(workspace, request, event);
    return { problem: error.message, query };
  }
  return completeSignIn(workspace, request, reply, { principalId: caller.id, query, action: 'tokenLogin' });
};
