import { temporaryTableCredentials } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import type { VendedOperation } from '../storage/temporary-credentials.ts';
import { filesOf } from './covering-location.ts';
import { isVisible, requirePrivilege } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asSchema, asTable } from './securables.ts';
import { type PlacedTable, tableMissing, tablesById } from './store.ts';
import { refuseReadOnly, vendCredentials } from './vend-credentials.ts';

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

export const temporaryTableCredentialsRoom = room(temporaryTableCredentials, authenticateCaller, {
  generateTemporaryTableCredentials: async ({ table_id, operation = 'READ' }, context) => {
    const { read } = context.workspace.database;
    if (table_id === undefined) throw new ApiError('INVALID_PARAMETER_VALUE', 'Missing required field: table_id.');
    const { table } = await getOpenTable(context, table_id, operation);
    if (operation === 'READ_WRITE') await refuseReadOnly(read, table.external_location_id, `table '${table.name}'`);
    return vendCredentials(context, await filesOf(read, table), operation);
  },
});
