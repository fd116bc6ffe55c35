import { access, constants } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Workspace } from '../workspace.ts';

/** What serving needs, each with what to say when it is away. Stores in the cloud are not asked: each table has its own. */
const needs = ({ database, config }: Workspace): readonly (readonly [string, () => Promise<unknown>])[] => [
  ['The database does not answer.', () => sql`select 1`.execute(database.read)],
  ['A local root cannot be read.', () => Promise.all(config.local_roots.map(root => access(root, constants.R_OK)))],
];

/** `/healthz`: the process answers. `/readyz`: it can serve, because its database and its folders answer too. */
export const addHealth = (app: FastifyInstance, workspace: Workspace): void => {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_, reply) => {
    for (const [reason, check] of needs(workspace)) {
      try {
        await check();
      } catch (error) {
        workspace.log.warn({ err: error }, `not ready: ${reason}`);
        return reply.code(503).send({ status: 'unavailable', reason });
      }
    }
    return { status: 'ready' };
  });
};
