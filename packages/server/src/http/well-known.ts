import type { FastifyInstance } from 'fastify';
import type { Workspace } from '../workspace.ts';

/**
 * What official clients ask a host before anything else: that it is a workspace, and which. There is no OpenID endpoint to
 * name yet, and never an account: command-line clients would ask their user for one.
 */
export const addWellKnown = (app: FastifyInstance, { id, config }: Workspace): void => {
  const answer = { workspace_id: String(id), cloud: config.cloud.toUpperCase(), host_type: 'workspace' };
  app.get('/.well-known/databricks-config', async () => answer);
};
