import { ObjectNotFound } from '@boathouse/delta';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import { type LocalUrlClaims, localUrlPrefix, verifyLocalUrl } from '../storage/local-urls.ts';
import type { OpenFile } from '../storage/open-file.ts';
import { serveFile } from '../storage/serve-file.ts';
import type { Workspace } from '../workspace.ts';
import { activeTables } from './shared-objects.ts';

const refused = (message: string) => new ApiError('PERMISSION_DENIED', message);

const refusals = {
  expired: 'The URL has expired. Query the table again for new ones.',
  altered: 'The URL is not as it was signed.',
  'unknown-key': 'The URL was signed with a key that is not valid any more. Query the table again for new ones.',
} as const;

const sharedTable = prepared(
  (database, { shareId, recipientId, tableId }: Pick<LocalUrlClaims, 'shareId' | 'recipientId' | 'tableId'>) =>
    activeTables(database.read, shareId)
      .innerJoin('share_grants', 'share_grants.share_id', 'shared.share_id')
      .where('share_grants.recipient_id', '=', recipientId)
      .where('shared.table_id', '=', tableId),
);

/**
 * Where the table of a URL is now. A URL of the workspace's own does not outlive the grant that it was made under.
 *
 * @throws ApiError PERMISSION_DENIED
 */
const locate = async ({ database }: Workspace, claims: LocalUrlClaims): Promise<string> => {
  const [table] = await database.execute(sharedTable(database, claims));
  if (table === undefined) throw refused('The URL was revoked: the table is not shared with its recipient any more.');
  return table.location;
};

const openFile = async (workspace: Workspace, location: string, path: string): Promise<OpenFile> => {
  const store = workspace.openLocation(location);
  // The table has moved to another store since the URL was signed.
  if (store.kind !== 'local') throw refused(refusals.altered);
  try {
    return await store.openFile(path);
  } catch (error) {
    if (!(error instanceof ObjectNotFound)) throw error;
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'The file does not exist any more. Query the table again.', {
      cause: error,
    });
  }
};

const answer = async (workspace: Workspace, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
  const { segment } = request.params as { segment: string };
  await workspace.signingKeys.meet(segment);
  const verified = verifyLocalUrl(segment, workspace.signingKeys, workspace.now());
  if (verified.kind === 'refused') throw refused(refusals[verified.reason]);
  const location = await locate(workspace, verified.claims);
  const file = await openFile(workspace, location, verified.claims.path);
  const { status, headers, body } = await serveFile({ method: request.method, headers: request.headers }, file);
  reply.code(status).headers(headers);
  return reply.send(body);
};

/** Serves the data files of tables in local folders, to whoever has a signed URL. */
export const addLocalFiles = (app: FastifyInstance, workspace: Workspace): void => {
  app.route({
    method: ['GET', 'HEAD'],
    url: `${localUrlPrefix}:segment/:name`,
    handler: (request, reply) => answer(workspace, request, reply),
  });
};
