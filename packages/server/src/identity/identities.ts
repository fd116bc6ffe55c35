import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';

/** All that a principal is to owners, permissions and grants: itself, its groups, the groups of those, and `users`. */
export interface Identities {
  readonly ids: readonly number[];
  /** User name or application id, and group names. */
  readonly names: readonly string[];
}

const identityRows = prepared((database, { id }: { readonly id: number }) =>
  database.read
    .withRecursive('outside(id)', query =>
      query
        .selectFrom('principals')
        .select('id')
        .where(where =>
          where.or([where('id', '=', id), where.and([where('system', '=', 1), where('name', '=', 'users')])]),
        )
        .union(
          query
            .selectFrom('group_members')
            .innerJoin('outside', 'outside.id', 'group_members.member_id')
            .select('group_members.group_id as id'),
        ),
    )
    .selectFrom('principals')
    .innerJoin('outside', 'outside.id', 'principals.id')
    .select(['principals.id', 'principals.name']),
);

/**
 * @param principalId of a user, service principal or group
 * @param queries where it runs: `read`, or the transaction of a write
 */
export const identitiesOf = async (
  database: Database,
  principalId: number,
  queries: Queries = database.read,
): Promise<Identities> => {
  const rows = await database.execute(identityRows(database, { id: principalId }), queries);
  return { ids: rows.map(row => row.id), names: rows.map(row => row.name) };
};
