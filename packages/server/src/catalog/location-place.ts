import type { externalLocations, RequestOf } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { resolveLocal } from '../storage/local-roots.ts';
import { parseLocation } from '../storage/location.ts';
import {
  adoptWithin,
  type ExternalLocation,
  refuseInVolume,
  refuseLocationOverlap,
  toLocation,
} from './covering-location.ts';
import { requirePrivilege } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asStorageCredential, metastoreRights } from './securables.ts';
import {
  findCredentialById,
  getStorageCredential,
  openCredential,
  type StorageCredential,
} from './stored-credential.ts';
import { openerOf } from './table-stores.ts';
import { tryLocation } from './try-location.ts';

/**
 * A URL in its one form.
 *
 * @throws LocationError for one that is malformed, or a folder outside of the local roots; ApiError INVALID_PARAMETER_VALUE
 */
export const checkUrl = ({ workspace }: Context, url: string): string => {
  const at = parseLocation(url);
  if (at.kind === 'local') resolveLocal(at, workspace.config.local_roots);
  return toLocation(url);
};

/** @throws ApiError INVALID_PARAMETER_VALUE when the credential does not open the URL */
export const requireOpens = async (
  { workspace }: Context,
  credential: StorageCredential,
  url: string,
): Promise<void> => {
  const trials = await tryLocation(() => openerOf(openCredential(workspace.sealer, credential), workspace.config)(url));
  const failed = trials.find(({ failure }) => failure !== undefined);
  if (failed === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Storage credential '${credential.name}' does not open ${url}: ${failed.operation} failed. ${failed.failure} skip_validation saves it all the same.`,
  );
};

/**
 * A storage credential by name, if the caller may make external locations of it.
 *
 * @throws ApiError STORAGE_CREDENTIAL_DOES_NOT_EXIST, PERMISSION_DENIED
 */
export const getUsable = async (context: Context, name: string, queries: Queries): Promise<StorageCredential> => {
  const credential = await getStorageCredential(queries, name);
  const securable = asStorageCredential(credential);
  requirePrivilege(await callerRights(context, securable, queries), securable, 'CREATE_EXTERNAL_LOCATION');
  return credential;
};

/**
 * Checks the URL of an external location that was written, and makes it open the tables and volumes below.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP; PERMISSION_DENIED for those that are not the caller's to move
 */
export const settle = async (context: Context, transaction: Queries, row: ExternalLocation): Promise<void> => {
  await refuseLocationOverlap(transaction, row);
  await refuseInVolume(transaction, row.url);
  const adopted = await adoptWithin(transaction, row);
  if (adopted === 0 || (await metastoreRights(context, transaction)).rights.admin) return;
  throw new ApiError(
    'PERMISSION_DENIED',
    `${adopted} table(s) or volume(s) below '${row.url}' are opened by the settings of the server. Only metastore admins may have them opened by a credential.`,
  );
};

/** Where an external location is, and what opens it. */
export interface Place {
  readonly url: string;
  readonly credentialId: string;
  /** Undefined when nothing was asked about it, or when it is gone. */
  readonly credential: StorageCredential | undefined;
  /** Whether that is another place than before. */
  readonly isMoved: boolean;
}

/**
 * Where an external location is after an update.
 *
 * @throws ApiError STORAGE_CREDENTIAL_DOES_NOT_EXIST; PERMISSION_DENIED for who may not make locations of the credential;
 *   LocationError
 */
export const placeAfter = async (
  request: Pick<RequestOf<(typeof externalLocations)['operations']['update']>, 'url' | 'credential_name'>,
  context: Context,
  found: ExternalLocation,
  queries: Queries,
): Promise<Place> => {
  const url = request.url === undefined ? found.url : checkUrl(context, request.url);
  const credential =
    request.credential_name === undefined
      ? await findCredentialById(queries, found.credential_id)
      : await getStorageCredential(queries, request.credential_name);
  const credentialId = credential?.id ?? found.credential_id;
  const isMoved = url !== found.url || credentialId !== found.credential_id;
  // Whoever changes something else may name what is there already.
  if (isMoved && credential !== undefined) await getUsable(context, credential.name, queries);
  return { url, credentialId, credential, isMoved };
};
