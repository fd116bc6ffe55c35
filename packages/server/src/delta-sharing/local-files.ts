import { ObjectNotFound } from '@boathouse/delta';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TableFiles } from '../catalog/table-stores.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { SharedKind } from '../sharing/readable-objects.ts';
import { StorageError } from '../storage/errors.ts';
import { type LocalUrlClaims, localUrlPrefix, verifyLocalUrl } from '../storage/local-urls.ts';
import { isAbsolutePath } from '../storage/object-path.ts';
import type { TableStore } from '../storage/object-store.ts';
import type { OpenFile } from '../storage/open-file.ts';
import { serveFile } from '../storage/serve-file.ts';
import type { Workspace } from '../workspace.ts';
import { absoluteFiles } from './absolute-paths.ts';
import { explainStorage, type FailedRequest } from './open-table.ts';
import { locatedObjects, tableColumns, withFilter } from './shared-objects.ts';
import { scopeOf } from './table-scope.ts';

const refused = (message: string) => new ApiError('PERMISSION_DENIED', message);

const refusals = {
  expired: 'The URL has expired. Query the table again for new ones.',
  altered: 'The URL is not as it was signed.',
  'unknown-key': 'The URL was signed with a key that is not valid any more. Query the table again for new ones.',
} as const;

const revoked = 'The URL was revoked: what it reads is not shared with its recipient any more.';

const changed = 'What is shared of the table has changed since the URL was signed. Query the table again for new ones.';

type Asked = Pick<LocalUrlClaims, 'shareId' | 'recipientId' | 'tableId'>;

/** What opens a table or volume that is still shared with its recipient. */
const sharedFiles = (database: Database, kind: SharedKind, { shareId, recipientId, tableId }: Asked) =>
  locatedObjects(database.read, shareId, kind)
    .innerJoin('share_grants', 'share_grants.share_id', 'shared.share_id')
    .where('share_grants.recipient_id', '=', recipientId)
    .where('shared.source_id', '=', tableId);

const sharedTables = prepared((database, asked: Asked) =>
  sharedFiles(database, 'tables', asked).select([...tableColumns, 'shared.partitions']),
);

const sharedVolume = prepared((database, asked: Asked) => sharedFiles(database, 'volumes', asked));

/**
 * Where the table or volume of a URL is now. A URL of the workspace's own does not outlive what it was made under: the
 * grant, and how much of the table is shared.
 *
 * @throws ApiError PERMISSION_DENIED
 */
const locate = async ({ database }: Workspace, claims: LocalUrlClaims): Promise<TableFiles> => {
  const tables = await database.execute(sharedTables(database, claims));
  // A share may hold a table twice: by itself under an alias, and in a whole schema.
  for (const table of tables) {
    if (scopeOf(await withFilter(database, claims.recipientId, table)) === claims.scope) return table;
  }
  if (tables.length > 0) throw refused(changed);
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

const openFile = async (
  { workspace, request }: FailedRequest,
  files: TableFiles,
  claims: LocalUrlClaims,
): Promise<OpenFile> => {
  try {
    const store = await workspace.tableStores.open(files);
    if (isAbsolutePath(claims.path)) return await openAbsolute(workspace, store, claims);
    // The table has moved to another store since the URL was signed.
    if (store.kind !== 'local') throw refused(refusals.altered);
    return await store.openFile(claims.path);
  } catch (error) {
    if (!(error instanceof ObjectNotFound)) throw explainStorage({ workspace, request }, 'this file', error);
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
  const file = await openFile({ workspace, request }, files, verified.claims);
  const { status, headers, body } = await serveFile({ method: request.method, headers: request.headers }, file);
  // A cache on the way would give the file to whoever has the URL, after that was revoked as well.
  reply.code(status).headers({ ...headers, 'cache-control': 'private, no-cache' });
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
