import type { FastifyInstance } from 'fastify';
import type { Workspace } from '../../workspace.ts';

/**
 * Where official clients learn the Entra tenant of a workspace: they read it from where these paths redirect to. Without
 * the setting `azure` they do not exist.
 */
export const addAzureRedirects = (app: FastifyInstance, { issuers }: Workspace): void => {
  const { azure } = issuers;
  if (azure === undefined) return;
  const tenant = `${azure.authority}/${azure.setting.tenant_id}`;
  app.get('/aad/auth', async (_, reply) => reply.redirect(`${tenant}/oauth2/authorize`, 302));
  app.get('/oidc/oauth2/v2.0/authorize', async (_, reply) => reply.redirect(`${tenant}/oauth2/v2.0/authorize`, 302));
};
