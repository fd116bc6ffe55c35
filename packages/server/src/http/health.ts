import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Workspace } from '../workspace.ts';

/** `/healthz`: the process answers. `/readyz`: it can serve, because its database answers too. */
export const addHealth = (app: FastifyInstance, workspace: Workspace): void => {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    try {
      await sql`select 1`.execute(workspace.database.read);
      return { status: 'ready' };
    } catch (error) {
      workspace.log.warn({ err: error }, 'not ready: the database does not answer');
      return reply.code(503).send({ status: 'unavailable', reason: 'The database does not answer.' });
    }
  });
};
