import type { deltaSharing } from '@boathouse/contract';
import type { StoredObject } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { readPage } from '../http/paging.ts';
import { objectPathProblem } from '../storage/object-path.ts';
import type { TableStore } from '../storage/object-store.ts';
import { showCredentials } from './directory-access.ts';
import { signOptions } from './file-signer.ts';
import { explainStorage } from './open-table.ts';
import { pageRequest, toList } from './page-request.ts';
import type { GrantedShare } from './shared-objects.ts';
import { getSharedVolume, type VolumeName } from './volumes-shared.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

/** A shared volume that a recipient asked for, with the store that holds it. */
interface OpenedVolume {
  readonly share: GrantedShare;
  readonly volumeId: string;
  /** `share.schema.volume`. */
  readonly name: string;
  readonly store: TableStore;
}

/** Finds a shared volume and does something with it, putting failures of its store into words for the recipient. */
const withVolume = async <T>(
  context: Context<RecipientCaller>,
  request: VolumeName,
  use: (opened: OpenedVolume) => Promise<T>,
): Promise<T> => {
  const { share, volume } = await getSharedVolume(context.workspace.database, context.principal, request);
  context.note({ share_name: share.name, share_id: share.id, volume_id: volume.volumeId });
  const name = `${share.name}.${volume.schema}.${volume.name}`;
  try {
    const store = await context.workspace.tableStores.open(volume);
    return await use({ share, volumeId: volume.volumeId, name, store });
  } catch (error) {
    throw explainStorage(context, `volume '${name}'`, error);
  }
};

const invalid = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** The folder that is asked for, as stores take it: `''`, or with a slash at the end. */
const toDirectory = (path = ''): string => {
  if (path === '') return '';
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  const problem = objectPathProblem(bare);
  if (problem === undefined) return `${bare}/`;
  throw invalid(`Field 'path' ${problem}. It must be a folder below the root of the volume, such as 2024/may.`);
};

/** The first files after a path. Names that no folder could have are left out: their URLs would mean something else. */
const filesAfter = async (
  store: TableStore,
  directory: string,
  after: string,
  limit: number,
): Promise<readonly StoredObject[]> => {
  const found: StoredObject[] = [];
  for await (const object of store.listAll(directory, after === '' ? undefined : after)) {
    if (objectPathProblem(object.path) !== undefined) continue;
    found.push(object);
    if (found.length === limit) break;
  }
  return found;
};

const listVolumeFiles: All['listVolumeFiles'] = (request, context) => {
  const directory = toDirectory(request.path);
  return withVolume(context, request, async ({ share, volumeId, store }) => {
    const page = await readPage(
      context.workspace,
      pageRequest(request, context, 'volume-files', share.id, volumeId, directory),
      (after, limit) => filesAfter(store, directory, after, limit),
      file => file.path,
    );
    const options = signOptions(context, { shareId: share.id, tableId: volumeId, scope: '' });
    const { expiresAt: expirationTimestamp } = options;
    const urls = await store.sign(
      page.items.map(file => file.path),
      options,
    );
    const signed = page.items.map((file, index) => ({ ...file, url: urls[index] ?? '', expirationTimestamp }));
    context.note({ files: signed.length });
    return toList({ ...page, items: signed }, file => file);
  });
};

/** Gives credentials that read a volume. They end by themselves alone: a revoked grant stops only the next ones. */
const generateTemporaryVolumeCredential: All['generateTemporaryVolumeCredential'] = (request, context) =>
  withVolume(context, request, async ({ name, store }) => {
    const { config } = context.workspace;
    if (!config.directory_access || !store.canVend) {
      throw invalid(`Volume '${name}' cannot be read by credentials. List its files: each comes with a URL.`);
    }
    const holder = context.principal.id;
    const given = await store.vend({ operation: 'READ', seconds: config.temporary_credential_seconds, holder });
    context.note({ credential_expiration_time: given.expiresAt });
    return { ...showCredentials(given), expirationTime: given.expiresAt };
  });

/** How a recipient reads what is in a volume. */
export const volumeContents = { listVolumeFiles, generateTemporaryVolumeCredential };
