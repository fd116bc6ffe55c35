import { DeltaError, type Snapshot } from '@boathouse/delta';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { toApiError } from '../http/known-errors.ts';
import type { Workspace } from '../workspace.ts';

/** A location without the slash at its end, so that equal places compare equal. */
export const normalLocation = (location: string): string => location.replace(/\/+$/, '');

/**
 * Reads the newest snapshot of the table at a location.
 *
 * @param id what the table is cached by
 * @throws ApiError INVALID_PARAMETER_VALUE for a location that is not allowed or does not hold a Delta table that can be read
 */
export const readTable = async (workspace: Workspace, id: string, location: string): Promise<Snapshot> => {
  try {
    return await workspace.snapshots.open({ id, reader: workspace.openLocation(location) });
  } catch (error) {
    const known = toApiError(error);
    if (known.code === 'INTERNAL_ERROR') throw error;
    const reason =
      error instanceof DeltaError && error.code === 'TABLE_NOT_FOUND'
        ? 'There is no Delta table at'
        : 'Cannot read a Delta table at';
    throw new ApiError('INVALID_PARAMETER_VALUE', `${reason} '${location}': ${known.message}`, { cause: error });
  }
};

/**
 * Refuses a location that equals, holds or lies in that of another table.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseOverlap = async (transaction: Queries, location: string): Promise<void> => {
  const rows = await transaction.selectFrom('tables').select(['name', 'storage_location']).execute();
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
