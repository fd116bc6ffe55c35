import { temporaryTableCredentials } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import type { TemporaryCredentials, VendedOperation } from '../storage/temporary-credentials.ts';
import { filesOf } from './covering-location.ts';
import { isVisible, requirePrivilege } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asSchema, asTable } from './securables.ts';
import { type PlacedTable, tableMissing, tablesById } from './store.ts';

/** The table of an id, if the caller may take what reads or changes its files out of the workspace. */
const getOpenTable = async (context: Context, id: string, operation: VendedOperation): Promise<PlacedTable> => {
  const placed = (await tablesById(context.workspace.database.read, [id])).get(id);
  if (placed === undefined) throw tableMissing(id);
  const table = asTable(placed);
  const rights = await callerRights(context, table);
  if (!isVisible(rights, table)) throw tableMissing(id);
  requirePrivilege(rights, asSchema(placed), 'EXTERNAL_USE_SCHEMA');
  requirePrivilege(rights, table, 'SELECT');
  if (operation === 'READ_WRITE') requirePrivilege(rights, table, 'MODIFY');
  return placed;
};

/** @throws ApiError PERMISSION_DENIED when the location of a table, or what opens it, is for reading only */
const refuseReadOnly = async (queries: Queries, { table }: PlacedTable): Promise<void> => {
  const found = await queries
    .selectFrom('external_locations')
    .innerJoin('storage_credentials', 'storage_credentials.id', 'external_locations.credential_id')
    .select(['external_locations.name', 'external_locations.read_only', 'storage_credentials.read_only as keys'])
    .where('external_locations.id', '=', table.external_location_id)
    .executeTakeFirst();
  if (found === undefined || (found.read_only === 0 && found.keys === 0)) return;
  const what = found.read_only === 1 ? `External Location '${found.name}'` : 'The storage credential of its location';
  throw new ApiError(
    'PERMISSION_DENIED',
    `${what} is read only: there are no credentials to change table '${table.name}'.`,
  );
};

/** Credentials under the names that Unity Catalog has for them. */
const show = (given: TemporaryCredentials) => {
  if (given.kind === 'azure') return { azure_user_delegation_sas: { sas_token: given.sasToken } };
  if (given.kind === 'gcp') return { gcp_oauth_token: { oauth_token: given.oauthToken } };
  const { accessKeyId: access_key_id, secretAccessKey: secret_access_key, sessionToken: session_token } = given;
  return { aws_temp_credentials: { access_key_id, secret_access_key, session_token } };
};

export const temporaryTableCredentialsRoom = room(temporaryTableCredentials, authenticateCaller, {
  generateTemporaryTableCredentials: async ({ table_id, operation = 'READ' }, context) => {
    const { config, database, tableStores } = context.workspace;
    if (table_id === undefined) throw new ApiError('INVALID_PARAMETER_VALUE', 'Missing required field: table_id.');
    const placed = await getOpenTable(context, table_id, operation);
    if (operation === 'READ_WRITE') await refuseReadOnly(database.read, placed);
    const store = await tableStores.open(await filesOf(database.read, placed.table));
    const holder = String(context.principal.id);
    const given = await store.vend({ operation, seconds: config.temporary_credential_seconds, holder });
    context.note({ credential_expiration_time: given.expiresAt });
    return { ...show(given), expiration_time: given.expiresAt, url: store.location };
  },
});
