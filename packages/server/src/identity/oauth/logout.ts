import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../../workspace.ts';
import { toCaller } from '../to-caller.ts';
import { sendPage, signedOutPage, signOutPage } from './pages.ts';
import { recordOAuth } from './record.ts';
import { browserProof, browserSecret, endSession, signedIn } from './sessions.ts';
import { readPageForm } from './sign-in.ts';

/** Shows the page that asks whether to sign out. Opening it ends nothing: other sites can make a browser open it. */
export const showLogout = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => sendPage(reply, 200, signOutPage(browserProof(browserSecret(workspace, request, reply))));

/**
 * Ends the session of the browser.
 *
 * @throws OAuthError when the form was not sent to this browser
 */
export const logout = async (
  workspace: Workspace,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  readPageForm(workspace, request);
  const user = await signedIn(workspace, request);
  await endSession(workspace, request, reply);
  if (user !== undefined) {
    const event = { action: 'logout', principal: toCaller(user), parameters: {}, status: 200 } as const;
    await recordOAuth(workspace, request, event);
  }
  return sendPage(reply, 200, signedOutPage());
};
