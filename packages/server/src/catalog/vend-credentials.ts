import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { TemporaryCredentials, VendedOperation } from '../storage/temporary-credentials.ts';
import type { TableFiles } from './table-stores.ts';

/** Credentials under the names that Unity Catalog has for them. */
const show = (given: TemporaryCredentials) => {
  if (given.kind === 'azure') return { azure_user_delegation_sas: { sas_token: given.sasToken } };
  if (given.kind === 'gcp') return { gcp_oauth_token: { oauth_token: given.oauthToken } };
  const { accessKeyId: access_key_id, secretAccessKey: secret_access_key, sessionToken: session_token } = given;
  return { aws_temp_credentials: { access_key_id, secret_access_key, session_token } };
};

/**
 * Gives the caller credentials for what lies at a place and for nothing else. The audit record says when they end.
 *
 * @throws StorageError `CANNOT_VEND` where the store gives none
 */
export const vendCredentials = async (context: Context, files: TableFiles, operation: VendedOperation) => {
  const { workspace, principal } = context;
  const store = await workspace.tableStores.open(files);
  const seconds = workspace.config.temporary_credential_seconds;
  const given = await store.vend({ operation, seconds, holder: String(principal.id) });
  context.note({ credential_expiration_time: given.expiresAt });
  return { ...show(given), expiration_time: given.expiresAt, url: store.location };
};

/**
 * Refuses credentials that change what an external location is to protect from changes.
 *
 * @param locationId the external location that covers the place, if one does
 * @param what the place, for the message: `table 'orders'`
 * @throws ApiError PERMISSION_DENIED when the location, or what opens it, is for reading only
 */
export const refuseReadOnly = async (queries: Queries, locationId: string | null, what: string): Promise<void> => {
  const found = await queries
    .selectFrom('external_locations')
    .innerJoin('storage_credentials', 'storage_credentials.id', 'external_locations.credential_id')
    .select(['external_locations.name', 'external_locations.read_only', 'storage_credentials.read_only as keys'])
    .where('external_locations.id', '=', locationId)
    .executeTakeFirst();
  if (found === undefined || (found.read_only === 0 && found.keys === 0)) return;
  const closed = found.read_only === 1 ? `External Location '${found.name}'` : 'The storage credential of its location';
  throw new ApiError('PERMISSION_DENIED', `${closed} is read only: there are no credentials to change ${what}.`);
};
