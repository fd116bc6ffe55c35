import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { builtOperations } from './built-operations.ts';
import { addLocalFiles } from './delta-sharing/local-files.ts';
import { addApiDocs } from './http/api-docs.ts';
import { ApiError } from './http/api-error.ts';
import { dialectOf } from './http/dialects.ts';
import { addHealth } from './http/health.ts';
import { toApiError } from './http/known-errors.ts';
import { addMetrics } from './http/metrics.ts';
import { mount } from './http/mount.ts';
import { addRequestLog } from './http/request-log.ts';
import { readCertificate } from './http/tls.ts';
import { addWellKnown } from './http/well-known.ts';
import { addAzureRedirects } from './identity/issuers/azure-redirects.ts';
import { addIssuerSignIn, issuerLinks } from './identity/issuers/sign-in-pages.ts';
import { addOAuth } from './identity/oauth/add-oauth.ts';
import { addScimMediaType } from './identity/scim/media-type.ts';
import { rooms } from './rooms.ts';
import { addActivationPage } from './sharing/activation-page.ts';
import { addOidcPortal } from './sharing/oidc-portal.ts';
import type { Workspace } from './workspace.ts';

/** The largest body: a share update with a hundred objects stays far below it. */
const bodyLimit = 4 * 1024 * 1024;

const isRequestId = /^[\w.-]{8,128}$/;

/** Says which workspace answers, and which request that is. */
const nameAnswer = (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): void => {
  reply.header('x-databricks-org-id', String(workspace.id)).header('x-request-id', request.id);
};

/** Answers an error in the dialect of the protocol that the path belongs to. */
const sendError = (workspace: Workspace, error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const apiError = toApiError(error);
  if (apiError.status >= 500 && apiError.code !== 'NOT_IMPLEMENTED')
    workspace.log.error({ err: error, requestId: request.id }, 'request failed');
  const dialect = dialectOf(request.url);
  return reply
    .code(dialect.status?.(apiError) ?? apiError.status)
    .headers(dialect.headers?.(apiError) ?? {})
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(dialect.body(apiError, request.id)));
};

const createServer = (workspace: Workspace) => {
  const { config } = workspace;
  const certificate = readCertificate(config);
  return Fastify({
    // Fastify would log URLs; `addRequestLog` logs routes.
    logger: false,
    bodyLimit,
    // Counted from the end of `X-Forwarded-For`: what a client wrote itself stands before what the proxies added.
    trustProxy: (_, hop) => hop < config.trusted_proxies,
    exposeHeadRoutes: false,
    // Names of 255 characters, percent-encoded, and whole activation URLs are path parameters.
    routerOptions: { maxParamLength: 8192 },
    // A path that cannot be decoded meets no route and no hook, and would be answered in the framework's own words.
    frameworkErrors: (error, request, reply) => {
      nameAnswer(workspace, request, reply);
      sendError(workspace, error, request, reply);
    },
    forceCloseConnections: 'idle',
    genReqId: request => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && isRequestId.test(given) ? given : randomUUID();
    },
    ...(certificate === undefined ? {} : { https: certificate }),
  }) as unknown as FastifyInstance;
};

/** Bodies are read whole and decoded by the operation, whatever a client calls them. */
const acceptAnyBody = (app: FastifyInstance): void => {
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true } as never);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addHook('onRequest', (request, _, done) => {
    // A content type that is no media type would be refused before any parser is asked.
    if (!/^[\w.+-]+\/[\w.+-]+/.test(request.headers['content-type'] ?? '')) delete request.headers['content-type'];
    done();
  });
};

const renderErrors = (app: FastifyInstance, workspace: Workspace): void => {
  app.setErrorHandler((error, request, reply) => sendError(workspace, error, request, reply));
  app.setNotFoundHandler(request => {
    const path = request.url.split('?', 1)[0];
    throw new ApiError('ENDPOINT_NOT_FOUND', `No API found for '${request.method} ${path}'.`);
  });
};

/**
 * Composes the workspace's HTTP side: every domain is one line of `rooms`. It does not listen, so that tests can `inject`.
 */
export const createApp = (workspace: Workspace): FastifyInstance => {
  const app = createServer(workspace);
  acceptAnyBody(app);
  renderErrors(app, workspace);
  app.addHook('onSend', (request, reply, payload, done) => {
    nameAnswer(workspace, request, reply);
    done(null, payload);
  });
  addScimMediaType(app);
  addRequestLog(app, workspace.log);
  addMetrics(app);
  addHealth(app, workspace);
  addWellKnown(app, workspace);
  addOAuth(app, workspace, issuerLinks);
  addIssuerSignIn(app, workspace);
  addAzureRedirects(app, workspace);
  addApiDocs(app, builtOperations());
  addActivationPage(app, workspace);
  addOidcPortal(app, workspace);
  addLocalFiles(app, workspace);
  for (const room of rooms) mount(app, workspace, room);
  return app;
};
