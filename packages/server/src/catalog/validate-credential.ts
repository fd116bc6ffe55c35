import type { RequestOf, ResponseOf, storageCredentials } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { formatLocation, parseLocation } from '../storage/location.ts';
import { admitCredential } from './admit-credential.ts';
import { type ExternalLocation, getExternalLocation, locationMissing } from './covering-location.ts';
import { type Credential, readCredential } from './credential-kinds.ts';
import { isVisible, manages, requirePrivilege } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asExternalLocation, asStorageCredential, requireOnMetastore } from './securables.ts';
import {
  findCredentialById,
  getStorageCredential,
  openCredential,
  type StorageCredential,
} from './stored-credential.ts';
import { openerOf } from './table-stores.ts';
import { type Trial, tryLocation } from './try-location.ts';

type Operation = (typeof storageCredentials)['operations']['validate'];
type Request = RequestOf<Operation>;

const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

/** @throws ApiError PERMISSION_DENIED unless the caller may change the credential or make external locations of it */
const requireUsableCredential = async (context: Context, credential: StorageCredential): Promise<void> => {
  const securable = asStorageCredential(credential);
  const rights = await callerRights(context, securable);
  if (!manages(rights, securable)) requirePrivilege(rights, securable, 'CREATE_EXTERNAL_LOCATION');
};

/** @throws ApiError EXTERNAL_LOCATION_DOES_NOT_EXIST, also for one that the caller may not see */
const getVisibleLocation = async (context: Context, name: string): Promise<ExternalLocation> => {
  const found = await getExternalLocation(context.workspace.database.read, name);
  const securable = asExternalLocation(found);
  if (!isVisible(await callerRights(context, securable), securable)) throw locationMissing(name);
  return found;
};

const storedCredential = async (
  request: Request,
  context: Context,
  location: ExternalLocation | undefined,
): Promise<StorageCredential> => {
  const { read } = context.workspace.database;
  if (request.storage_credential_name !== undefined) return getStorageCredential(read, request.storage_credential_name);
  if (location === undefined) throw invalid('A credential must be given, or storage_credential_name.');
  const found = await findCredentialById(read, location.credential_id);
  if (found === undefined) throw invalid(`The storage credential of external location '${location.name}' was deleted.`);
  return found;
};

/** The credential that is to be tried, once it is clear that the caller may. */
const credentialToTry = async (
  request: Request,
  context: Context,
  location: ExternalLocation | undefined,
): Promise<Credential> => {
  const offered = readCredential(request);
  if (offered === undefined) {
    const stored = await storedCredential(request, context, location);
    await requireUsableCredential(context, stored);
    return openCredential(context.workspace.sealer, stored);
  }
  if (request.storage_credential_name !== undefined) {
    throw invalid('Either storage_credential_name or a credential must be given, not both.');
  }
  await requireOnMetastore(context, 'CREATE_STORAGE_CREDENTIAL');
  await admitCredential(context, offered);
  return offered;
};

const toResult = ({ operation, failure }: Trial) =>
  failure === undefined
    ? ({ operation, result: 'PASS' } as const)
    : ({ operation, result: 'FAIL', message: failure } as const);

const notTried = (operation: 'WRITE' | 'DELETE') =>
  ({ operation, result: 'SKIP', message: 'The workspace only reads: nothing was written.' }) as const;

/** Answers `storageCredentials.validate`: tries a credential on a URL. */
export const validateCredential = async (request: Request, context: Context): Promise<ResponseOf<Operation>> => {
  const { url, external_location_name, read_only } = request;
  if ((url === undefined) === (external_location_name === undefined)) {
    throw invalid('Either url or external_location_name must be given.');
  }
  const location =
    external_location_name === undefined ? undefined : await getVisibleLocation(context, external_location_name);
  const wanted = location?.url ?? formatLocation(parseLocation(url ?? ''));
  const credential = await credentialToTry(request, context, location);
  const trials = await tryLocation(() => openerOf(credential, context.workspace.config)(wanted));
  const results = trials.map(toResult);
  return {
    isDir: trials.every(({ operation, failure }) => operation !== 'LIST' || failure === undefined),
    results: read_only === true ? results : [...results, notTried('WRITE'), notTried('DELETE')],
  };
};
