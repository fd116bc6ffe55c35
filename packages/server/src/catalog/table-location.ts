import { DeltaError, type Snapshot } from '@boathouse/delta';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { TableStore } from '../storage/object-store.ts';
import type { Workspace } from '../workspace.ts';
import { isWithin } from './covering-location.ts';

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

/** Where the tables and volumes of the metastore are, but for one of them. */
const placesBeside = (queries: Queries, id: string) =>
  queries
    .selectFrom('tables')
    .select([sql<string>`'table'`.as('kind'), 'name', 'storage_location'])
    .where('id', '!=', id)
    .unionAll(
      queries
        .selectFrom('volumes')
        .select([sql<string>`'volume'`.as('kind'), 'name', 'storage_location'])
        .where('id', '!=', id),
    )
    .execute();

/**
 * Refuses a table or volume whose location equals, holds or lies in that of another.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseOverlap = async (
  transaction: Queries,
  { id, location }: { readonly id: string; readonly location: string },
): Promise<void> => {
  const rows = await placesBeside(transaction, id);
  const other = rows.find(row => isWithin(row.storage_location, location) || isWithin(location, row.storage_location));
  if (other === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
    `Input path '${location}' overlaps with the location of ${other.kind} '${other.name}' ('${other.storage_location}').`,
  );
};
