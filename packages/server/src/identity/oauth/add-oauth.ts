import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../../http/api-error.ts';
import { authenticateCaller } from '../../http/authentication.ts';
import type { Workspace } from '../../workspace.ts';
import { answerAuthorizationRequest, answerSignIn, type SignInLinks } from './authorize.ts';
import { answerConsent } from './consent.ts';
import { logout, showLogout } from './logout.ts';
import { authorizationServerMetadata } from './metadata.ts';
import { OAuthError } from './oauth-error.ts';
import { problemPage, sendPage } from './pages.ts';
import { revoke } from './revocation.ts';
import { answerTokenRequest } from './token-endpoint.ts';
import { publicKeySet } from './token-keys.ts';

type PageHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** A refusal on a page is read by a person. */
const onPage =
  (handler: PageHandler): PageHandler =>
  async (request, reply) => {
    try {
      return await handler(request, reply);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const isDenied = error instanceof OAuthError && error.error === 'access_denied';
      return sendPage(reply, isDenied ? 403 : error.status, problemPage(error.message));
    }
  };

const addDocuments = (app: FastifyInstance, workspace: Workspace): void => {
  const metadata = async () => authorizationServerMetadata(workspace);
  for (const name of ['oauth-authorization-server', 'openid-configuration']) {
    app.get(`/oidc/.well-known/${name}`, metadata);
  }
  // Where RFC 8414 §3.1 puts it for an issuer with a path.
  app.get('/.well-known/oauth-authorization-server/oidc', metadata);
  app.get('/oidc/jwks.json', () => publicKeySet(workspace));
};

/** Command-line clients ask which workspace a token is of, to complete the profile that they write. */
const addIntrospection = (app: FastifyInstance, workspace: Workspace): void => {
  app.get('/api/2.0/tokens/introspect', async request => {
    await authenticateCaller(workspace, request);
    return { principal_context: { authentication_scope: { workspace_id: workspace.id } } };
  });
};

/**
 * Adds the authorization server: its documents, its endpoints and the pages that people sign in on.
 *
 * @param signInLinks the ways to sign in beside a personal access token
 */
export const addOAuth = (app: FastifyInstance, workspace: Workspace, signInLinks: SignInLinks = () => []): void => {
  addDocuments(app, workspace);
  addIntrospection(app, workspace);
  app.post('/oidc/v1/token', (request, reply) => answerTokenRequest(workspace, request, reply));
  app.post('/oidc/v1/revoke', (request, reply) => revoke(workspace, request, reply));
  const pages: Readonly<Record<string, PageHandler>> = {
    'GET authorize': (request, reply) => answerAuthorizationRequest(workspace, signInLinks, request, reply),
    'POST sign-in': (request, reply) => answerSignIn(workspace, signInLinks, request, reply),
    'POST consent': (request, reply) => answerConsent(workspace, request, reply),
    'GET logout': (request, reply) => showLogout(workspace, request, reply),
    'POST logout': (request, reply) => logout(workspace, request, reply),
  };
  for (const [route, handler] of Object.entries(pages)) {
    const [method = 'GET', name] = route.split(' ');
    app.route({ method, url: `/oidc/v1/${name}`, handler: onPage(handler) });
  }
};
