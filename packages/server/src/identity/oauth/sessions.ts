import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Queries } from '../../database/database.ts';
import type { Workspace } from '../../workspace.ts';
import type { CallerRow } from '../to-caller.ts';
import { credentialHash, isSame, newCredential } from './hashes.ts';

/** How long a sign-in counts for the consent that follows, and for other clients. */
const sessionLifetime = 10 * 60 * 1000;

const isHttps = ({ publicUrl }: Workspace): boolean => publicUrl().startsWith('https:');

/** `__Host-` keeps other hosts of the same domain from planting the cookie; browsers allow it on HTTPS alone. */
const cookieName = (workspace: Workspace): string => `${isHttps(workspace) ? '__Host-' : ''}boathouse_session`;

const sendCookie = (workspace: Workspace, reply: FastifyReply, value: string, seconds: number): void => {
  const secure = isHttps(workspace) ? '; Secure' : '';
  reply.header(
    'set-cookie',
    `${cookieName(workspace)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  );
};

const readCookie = (workspace: Workspace, request: FastifyRequest): string | undefined => {
  const prefix = `${cookieName(workspace)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim());
  const value = pairs.find(pair => pair.startsWith(prefix))?.slice(prefix.length);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
};

/**
 * The secret of the browser that a request comes from. A browser without one is given it; until somebody signs in, it
 * only ties forms to the browser that they were sent to.
 */
export const browserSecret = (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): string => {
  const known = readCookie(workspace, request);
  if (known !== undefined) return known;
  const fresh = newCredential(workspace.randomBytes);
  sendCookie(workspace, reply, fresh, sessionLifetime / 1000);
  return fresh;
};

/** What a form, or the `state` of an external issuer, carries to show that it was sent to this browser. */
export const browserProof = (secret: string): string => hash('sha256', `boathouse form\n${secret}`, 'base64url');

/** Whether a request comes from the browser that a proof was sent to: other sites can make neither. */
export const isFromBrowser = (workspace: Workspace, request: FastifyRequest, proof: string | undefined): boolean => {
  const secret = readCookie(workspace, request);
  return secret !== undefined && proof !== undefined && isSame(proof, browserProof(secret));
};

/** Who is signed in, in the browser that a request comes from. */
export const signedIn = async (workspace: Workspace, request: FastifyRequest): Promise<CallerRow | undefined> => {
  const secret = readCookie(workspace, request);
  if (secret === undefined) return undefined;
  const { database } = workspace;
  return database.read
    .selectFrom('oauth_sessions as sessions')
    .innerJoin('principals', 'principals.id', 'sessions.principal_id')
    .select(['principals.id', 'kind', 'name', 'admin', 'entitled'])
    .where('lookup', '=', credentialHash('session', secret))
    .where('expires_at', '>', database.now())
    .where('active', '=', 1)
    .where('kind', '=', 'USER')
    .executeTakeFirst();
};

/** A session that is to begin: the cookie's value must be new, so that nobody can have set it before. */
export interface NewSession {
  readonly secret: string;
  readonly insert: (transaction: Queries, principalId: number) => Promise<void>;
  readonly send: (reply: FastifyReply) => void;
}

/** Draws a session. It counts once it is inserted and its cookie is sent. */
export const newSession = (workspace: Workspace): NewSession => {
  const secret = newCredential(workspace.randomBytes);
  const expires_at = workspace.now() + sessionLifetime;
  return {
    secret,
    insert: async (transaction, principal_id) => {
      await transaction
        .insertInto('oauth_sessions')
        .values({ lookup: credentialHash('session', secret), principal_id, expires_at })
        .execute();
    },
    send: reply => sendCookie(workspace, reply, secret, sessionLifetime / 1000),
  };
};

/** Ends the session of the browser that a request comes from, if there is one. */
export const endSession = async (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const secret = readCookie(workspace, request);
  if (secret === undefined) return;
  await workspace.database.write(transaction =>
    transaction.deleteFrom('oauth_sessions').where('lookup', '=', credentialHash('session', secret)).execute(),
  );
  sendCookie(workspace, reply, '', 0);
};
