import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Workspace } from '../../workspace.ts';
import { isSame } from '../oauth/hashes.ts';
import { OAuthError } from '../oauth/oauth-error.ts';

/** A sign-in that is on its way through an issuer. The browser keeps it, sealed, so that it ends where it began. */
export interface PendingSignIn {
  /** The setting of the issuer. */
  readonly setting: string;
  /** The authorization request that it is for. */
  readonly query: string;
  readonly state: string;
  readonly nonce: string;
  /** The PKCE verifier. */
  readonly verifier: string;
}

const purpose = 'issuer sign-in';

/** How long people may take at an issuer, in seconds. */
const lifetime = 600;

const isHttps = ({ publicUrl }: Workspace): boolean => publicUrl().startsWith('https:');

const cookieName = (workspace: Workspace): string => `${isHttps(workspace) ? '__Host-' : ''}boathouse_issuer`;

const sendCookie = (workspace: Workspace, reply: FastifyReply, value: string, seconds: number): void => {
  const secure = isHttps(workspace) ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${cookieName(workspace)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
};

/** Gives a sign-in to the browser to keep. */
export const keepPending = (workspace: Workspace, reply: FastifyReply, pending: PendingSignIn): void => {
  const until = workspace.now() + lifetime * 1000;
  sendCookie(workspace, reply, workspace.sealer.seal(purpose, JSON.stringify({ ...pending, until })), lifetime);
};

/** Has the browser forget it: it counts once. */
export const dropPending = (workspace: Workspace, reply: FastifyReply): void => sendCookie(workspace, reply, '', 0);

const open = (workspace: Workspace, sealed: string): (PendingSignIn & { readonly until: number }) | undefined => {
  try {
    return JSON.parse(workspace.sealer.open(purpose, sealed));
  } catch {
    return undefined;
  }
};

/**
 * The sign-in that a browser comes back from.
 *
 * @param state what the issuer sends back
 * @throws OAuthError access_denied when this browser has not begun it, or too long ago
 */
export const takePending = (workspace: Workspace, request: FastifyRequest, state: unknown): PendingSignIn => {
  const prefix = `${cookieName(workspace)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map(cookie => cookie.trim());
  const sealed = cookies.find(cookie => cookie.startsWith(prefix))?.slice(prefix.length);
  const pending = sealed === undefined ? undefined : open(workspace, sealed);
  const isGood = pending !== undefined && workspace.now() < pending.until && isSame(pending.state, String(state));
  if (pending !== undefined && isGood) return pending;
  throw new OAuthError(
    'access_denied',
    'This sign-in was not begun in this browser, or too long ago. Start again from the program.',
  );
};
