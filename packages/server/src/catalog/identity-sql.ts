import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { accountUsers } from './grantees.ts';
import type { Scope } from './privileges.ts';

/**
 * Starts a query that knows, as `identity`, the ids of all that a principal is to grants: itself, its groups, the groups
 * of those, the group `users` and `account users`; and as `identity_name` their names, which owners are kept by.
 *
 * @param principal the principal's id, or a query that gives it
 */
export const withIdentity = (queries: Queries, principal: RawBuilder<number>) =>
  queries
    .withRecursive('identity(id)', query =>
      query
        .selectFrom('principals')
        .select('id')
        .where(where =>
          where.or([
            where('id', '=', principal),
            where.and([where('system', '=', 1), where('name_key', '=', 'users')]),
          ]),
        )
        .union(query.selectNoFrom(sql.lit(accountUsers.id).as('id')))
        .union(
          query
            .selectFrom('group_members')
            .innerJoin('identity', 'identity.id', 'group_members.member_id')
            .select('group_members.group_id as id'),
        ),
    )
    .with('identity_name', query =>
      query
        .selectFrom('principals')
        .innerJoin('identity', 'identity.id', 'principals.id')
        .select('principals.name')
        .union(query.selectNoFrom(sql.lit(accountUsers.name).as('name'))),
    );

/**
 * The condition that keeps a list to what its reader sees of it, for a query that knows `identity`.
 *
 * @param table the table of the listed objects
 */
export const listed = (
  table:
    | 'catalogs'
    | 'schemas'
    | 'tables'
    | 'volumes'
    | 'shares'
    | 'recipients'
    | 'providers'
    | 'storage_credentials'
    | 'external_locations',
  scope: Scope,
): RawBuilder<SqlBool> => {
  if (scope !== 'own') return scope === 'all' ? sql`1 = 1` : sql`1 = 0`;
  return sql`(
    ${sql.ref(`${table}.owner`)} in (select name from identity_name)
    or exists (
      select 1 from privilege_grants
      where securable_id = ${sql.ref(`${table}.id`)} and principal_id in (select id from identity)
    )
  )`;
};
