import type { SelectQueryBuilder } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';

/**
 * Deletes what was granted on objects that are dropped.
 *
 * @param ids of the objects, or a query that gives those of tables or volumes
 */
export const dropGrants = async (
  transaction: Queries,
  ids: readonly string[] | SelectQueryBuilder<Tables, 'tables' | 'volumes', { id: string }>,
): Promise<void> => {
  await transaction.deleteFrom('privilege_grants').where('securable_id', 'in', ids).execute();
};
