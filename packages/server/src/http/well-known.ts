import type { FastifyInstance } from 'fastify';
import { issuerOf } from '../identity/oauth/access-tokens.ts';
import type { Workspace } from '../workspace.ts';

/**
 * What official clients ask a host before anything else: that it is a workspace, which, and where to sign in. Never an
 * account: command-line clients would ask their user for one.
 */
export const addWellKnown = (app: FastifyInstance, workspace: Workspace): void => {
  const { id, config } = workspace;
  const facts = { workspace_id: String(id), cloud: config.cloud.toUpperCase(), host_type: 'workspace' };
  app.get('/.well-known/databricks-config', async () => ({ ...facts, oidc_endpoint: issuerOf(workspace) }));
};
