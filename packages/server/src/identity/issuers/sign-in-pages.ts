import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import { requestFacts } from '../../http/request-facts.ts';
import type { Workspace } from '../../workspace.ts';
import { readAuthorizationRequest } from '../oauth/authorization-request.ts';
import type { SignInLinks } from '../oauth/authorize.ts';
import { newCredential } from '../oauth/hashes.ts';
import { OAuthError } from '../oauth/oauth-error.ts';
import { problemPage, sendPage } from '../oauth/pages.ts';
import { completeSignIn } from '../oauth/sign-in.ts';
import { admitSubject, findSubject } from './admit.ts';
import { IssuerError } from './ask-issuer.ts';
import { authorizationUrl, redeemCode } from './authorization-code.ts';
import { dropPending, keepPending, takePending } from './pending-sign-in.ts';
import { RefusedToken } from './refused-token.ts';
import type { IssuerClient, TrustedIssuer } from './trusted-issuers.ts';

/** An issuer at which people sign in by their browser. */
type InteractiveIssuer = TrustedIssuer & { readonly client: IssuerClient };

const isInteractive = (issuer: TrustedIssuer): issuer is InteractiveIssuer => issuer.client !== undefined;

/** The ways to sign in that issuers offer, for the sign-in page. */
export const issuerLinks: SignInLinks = ({ issuers }, query) =>
  issuers.all.filter(isInteractive).map((issuer, index) => ({
    label: `Sign in with ${issuer.client.name}`,
    path: `issuer/${index}?${new URLSearchParams({ request: query })}`,
  }));

const redirectUri = ({ publicUrl }: Workspace): string => `${publicUrl()}/oidc/v1/issuer/callback`;

const begin = async (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { index } = request.params as { readonly index: string };
  const { request: query } = request.query as { readonly request?: unknown };
  if (typeof query !== 'string') throw new OAuthError('invalid_request', 'Start from the sign-in page.');
  // Nobody is sent anywhere for a client that is none.
  readAuthorizationRequest(workspace, query);
  const issuer = workspace.issuers.all.filter(isInteractive)[Number(index)];
  if (issuer === undefined) throw new OAuthError('invalid_request', 'There is no such issuer to sign in with.');
  const draw = () => newCredential(workspace.randomBytes);
  const pending = { setting: issuer.setting, query, state: draw(), nonce: draw(), verifier: draw() };
  const url = await authorizationUrl(issuer, { ...pending, redirectUri: redirectUri(workspace) });
  keepPending(workspace, reply, pending);
  return reply.redirect(url, 303);
};

/** What an issuer sends a browser back with. */
interface Returned {
  readonly state?: string;
  readonly code?: string;
  readonly error?: string;
  /** RFC 9207. */
  readonly iss?: string;
}

const finish = async (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const returned = request.query as Returned;
  const pending = takePending(workspace, request, returned.state);
  dropPending(workspace, reply);
  const issuer = workspace.issuers.all.filter(isInteractive).find(({ setting }) => setting === pending.setting);
  if (issuer === undefined) throw new OAuthError('invalid_request', 'There is no such issuer to sign in with.');
  if (returned.iss !== undefined && returned.iss !== issuer.issuer) {
    throw new OAuthError('access_denied', `The answer is of another issuer than ${issuer.client.name}.`);
  }
  if (typeof returned.code !== 'string') {
    const reason = /^[\w.-]{1,60}$/.test(`${returned.error}`) ? ` It says: ${returned.error}.` : '';
    throw new OAuthError('access_denied', `${issuer.client.name} has not signed you in.${reason}`);
  }
  const claims = await redeemCode(
    issuer,
    returned.code,
    { ...pending, redirectUri: redirectUri(workspace) },
    workspace.now(),
  );
  const subject = issuer.subjectOf(claims, undefined);
  if (subject.kind !== 'USER') throw new RefusedToken('is not of a person');
  const known = await findSubject(workspace, subject);
  if (known === undefined && !subject.provision) {
    throw new RefusedToken(`names ${subject.name}, whom this workspace does not have. An administrator can add them`);
  }
  const admission = { admin: false, setting: issuer.setting };
  const { id } = known ?? (await admitSubject(workspace, subject, admission, requestFacts(request)));
  const { query } = pending;
  return completeSignIn(workspace, request, reply, { principalId: id, query, action: 'oidcBrowserLogin' });
};

type PageHandler = typeof begin;

/** People read what went wrong on a page. */
const onPage =
  (workspace: Workspace, handler: PageHandler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      return await handler(workspace, request, reply);
    } catch (error) {
      if (error instanceof RefusedToken)
        return sendPage(reply, 403, problemPage(`The token that came ${error.message}.`));
      if (error instanceof IssuerError) {
        workspace.log.warn({ err: error, requestId: request.id }, 'an issuer cannot be used');
        return sendPage(reply, 503, problemPage('The issuer cannot be asked now. Try again later.'));
      }
      if (!(error instanceof ApiError)) throw error;
      const isDenied = error instanceof OAuthError && error.error === 'access_denied';
      return sendPage(reply, isDenied ? 403 : error.status, problemPage(error.message));
    }
  };

/** Adds the two routes of signing in with an issuer: on the way there, and on the way back. */
export const addIssuerSignIn = (app: FastifyInstance, workspace: Workspace): void => {
  app.get('/oidc/v1/issuer/:index', onPage(workspace, begin));
  app.get('/oidc/v1/issuer/callback', onPage(workspace, finish));
};
