import { DeltaError, type Snapshot } from '@boathouse/delta';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { TableStore } from '../storage/object-store.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Reads the newest snapshot of the table that a store holds.
 *
 * @param id what the table is cached by
 * @throws ApiError INVALID_PARAMETER_VALUE when there is no Delta table that can be read; what the store throws
 */
export const readTable = async (workspace: Workspace, id: string, store: TableStore): Promise<Snapshot> => {
  try {
    return await workspace.snapshots.open({ id, reader: store });
  } catch (error) {
    if (!(error instanceof DeltaError)) throw error;
    const reason = error.code === 'TABLE_NOT_FOUND' ? 'There is no Delta table at' : 'Cannot read the Delta table at';
    const message = `${reason} '${store.location}': ${error.message}`;
    throw new ApiError('INVALID_PARAMETER_VALUE', message, { cause: error });
  }
};

/**
 * Refuses a table whose location equals, holds or lies in that of another.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseOverlap = async (
  transaction: Queries,
  { id, location }: { readonly id: string; readonly location: string },
): Promise<void> => {
  const rows = await transaction
    .selectFrom('tables')
    .select(['name', 'storage_location'])
    .where('id', '!=', id)
    .execute();
  const other = rows.find(
    row =>
      row.storage_location === location ||
      row.storage_location.startsWith(`${location}/`) ||
      location.startsWith(`${row.storage_location}/`),
  );
  if (other === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
    `Input path '${location}' overlaps with the location of table '${other.name}' ('${other.storage_location}').`,
  );
};
