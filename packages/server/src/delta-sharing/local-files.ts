import { ObjectNotFound } from '@boathouse/delta';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TableFiles } from '../catalog/table-stores.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import { StorageError } from '../storage/errors.ts';
import { type LocalUrlClaims, localUrlPrefix, verifyLocalUrl } from '../storage/local-urls.ts';
import { isAbsolutePath } from '../storage/object-path.ts';
import type { TableStore } from '../storage/object-store.ts';
import type { OpenFile } from '../storage/open-file.ts';
import { serveFile } from '../storage/serve-file.ts';
import type { Workspace } from '../workspace.ts';
import { absoluteFiles } from './absolute-paths.ts';
import { locatedTables } from './shared-objects.ts';
import { locatedVolumes } from './volumes-shared.ts';

const refused = (message: string) => new ApiError('PERMISSION_DENIED', message);

const refusals = {
  expired: 'The URL has expired. Query the table again for new ones.',
  altered: 'The URL is not as it was signed.',
  'unknown-key': 'The URL was signed with a key that is not valid any more. Query the table again for new ones.',
} as const;

const revoked = 'The URL was revoked: what it reads is not shared with its recipient any more.';

const sharedTable = prepared(
  (database, { shareId, recipientId, tableId }: Pick<LocalUrlClaims, 'shareId' | 'recipientId' | 'tableId'>) =>
    locatedTables(database.read, shareId)
      .innerJoin('share_grants', 'share_grants.share_id', 'shared.share_id')
      .where('share_grants.recipient_id', '=', recipientId)
      .where('shared.table_id', '=', tableId),
);

const sharedVolume = prepared(
  (database, { shareId, recipientId, tableId }: Pick<LocalUrlClaims, 'shareId' | 'recipientId' | 'tableId'>) =>
    locatedVolumes(database.read, shareId)
      .innerJoin('share_grants', 'share_grants.share_id', 'shared.share_id')
      .where('share_grants.recipient_id', '=', recipientId)
      .where('shared.volume_id', '=', tableId),
);

/**
 * Where the table or volume of a URL is now. A URL of the workspace's own does not outlive the grant that it was made under.
 *
 * @throws ApiError PERMISSION_DENIED
 */
const locate = async ({ database }: Workspace, claims: LocalUrlClaims): Promise<TableFiles> => {
  const [table] = await database.execute(sharedTable(database, claims));
  if (table !== undefined) return table;
  const [volume] = await database.execute(sharedVolume(database, claims));
  if (volume !== undefined) return volume;
  throw refused(revoked);
};

const isRefusal = (error: unknown): boolean =>
  error instanceof StorageError && (error.code === 'OUTSIDE_TABLE' || error.code === 'PATH_REFUSED');

/**
 * Opens a file that lies outside of its table, if the rule for such files still finds it, so that its URL does not outlive
 * a right that it was made under. A link could lead to what another right is for.
 *
 * @throws ApiError PERMISSION_DENIED; what the store throws
 */
const openAbsolute = async (workspace: Workspace, store: TableStore, claims: LocalUrlClaims): Promise<OpenFile> => {
  try {
    const file = await absoluteFiles(workspace, { ...claims, store })(claims.path);
    if (file.store.kind !== 'local') throw refused(refusals.altered);
    return await file.store.openFile(file.path, file.isOwn ? 'below-root' : 'none');
  } catch (error) {
    throw isRefusal(error) ? new ApiError('PERMISSION_DENIED', revoked, { cause: error }) : error;
  }
};

const openFile = async (workspace: Workspace, files: TableFiles, claims: LocalUrlClaims): Promise<OpenFile> => {
  const store = await workspace.tableStores.open(files);
  try {
    if (isAbsolutePath(claims.path)) return await openAbsolute(workspace, store, claims);
    // The table has moved to another store since the URL was signed.
    if (store.kind !== 'local') throw refused(refusals.altered);
    return await store.openFile(claims.path);
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
  const files = await locate(workspace, verified.claims);
  const file = await openFile(workspace, files, verified.claims);
  const { status, headers, body } = await serveFile({ method: request.method, headers: request.headers }, file);
  reply.code(status).headers(headers);
  return reply.send(body);
};

/** Serves the files of tables and volumes in local folders, to whoever has a signed URL. */
export const addLocalFiles = (app: FastifyInstance, workspace: Workspace): void => {
  app.route({
    method: ['GET', 'HEAD'],
    url: `${localUrlPrefix}:segment/:name`,
    handler: (request, reply) => answer(workspace, request, reply),
  });
};
