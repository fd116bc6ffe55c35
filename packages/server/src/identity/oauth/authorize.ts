import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../../workspace.ts';
import {
  type AuthorizationRequest,
  answerUrl,
  type Demand,
  readAuthorizationRequest,
  readDemand,
} from './authorization-request.ts';
import { OAuthError } from './oauth-error.ts';
import { consentPage, type SignInLink, sendPage, signInPage } from './pages.ts';
import { browserProof, browserSecret, signedIn } from './sessions.ts';
import { signInByToken } from './sign-in.ts';

/**
 * Lists the ways to sign in beside a personal access token.
 *
 * @param query of the authorization request, which whoever ends the sign-in gives to `completeSignIn`
 */
export type SignInLinks = (
  workspace: Workspace,
  query: string,
) => readonly SignInLink[] | Promise<readonly SignInLink[]>;

const queryOf = ({ url }: FastifyRequest): string => {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
};

/** What is asked for, or the error that the client is told by a redirect. */
const demandOf = (request: AuthorizationRequest): Demand | OAuthError => {
  try {
    return readDemand(request);
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
};

/**
 * Answers `GET /oidc/v1/authorize` (RFC 6749 §4.1.1): by the consent page when somebody is signed in, by the sign-in page
 * otherwise.
 *
 * @throws OAuthError for a client or a redirect URI that nobody may be sent to
 */
export const answerAuthorizationRequest = async (
  workspace: Workspace,
  signInLinks: SignInLinks,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const authorization = readAuthorizationRequest(workspace, queryOf(request));
  const { returnTo, query } = authorization;
  const demand = demandOf(authorization);
  if (demand instanceof OAuthError) {
    const refusal = { error: demand.error, error_description: demand.message };
    return reply.redirect(answerUrl(workspace, returnTo, refusal), 303);
  }
  const proof = browserProof(browserSecret(workspace, request, reply));
  const user = await signedIn(workspace, request);
  if (user === undefined) {
    const links = await signInLinks(workspace, query);
    return sendPage(reply, 200, signInPage({ request: authorization, proof, links }));
  }
  const html = consentPage(authorization, demand, { proof, userName: user.name });
  return sendPage(reply, 200, html, new URL(returnTo.redirectUri).origin);
};

/**
 * Answers the form of the sign-in page.
 *
 * @throws OAuthError when the form or the authorization request is wrong
 */
export const answerSignIn = async (
  workspace: Workspace,
  signInLinks: SignInLinks,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const outcome = await signInByToken(workspace, request, reply);
  if (!('problem' in outcome)) return outcome;
  const { problem, query } = outcome;
  const authorization = readAuthorizationRequest(workspace, query);
  const proof = browserProof(browserSecret(workspace, request, reply));
  const links = await signInLinks(workspace, query);
  return sendPage(reply, 403, signInPage({ request: authorization, proof, links, problem }));
};
