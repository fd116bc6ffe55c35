import { sql } from 'kysely';
import { accountUsers } from '../catalog/grantees.ts';
import { withIdentity } from '../catalog/identity-sql.ts';
import type { Queries } from '../database/database.ts';

/** Who owns the share, as a principal's name: for `account users` the group that stands for everybody. */
const ownerName = sql<string>`case shares.owner when ${sql.lit(accountUsers.name)} then 'users' else shares.owner end`;

/**
 * Whether the share's owner holds a privilege: as owner of the first of some tables' objects, or by a grant on one of them.
 */
const ownerHolds = (privilege: string, ...line: readonly ['tables' | 'schemas' | 'catalogs', ...string[]]) =>
  sql<boolean>`(
    ${sql.ref(`${line[0]}.owner`)} in (select name from identity_name)
    or exists (
      select 1 from privilege_grants
      where securable_id in (${sql.join(line.map(table => sql.ref(`${table}.id`)))})
        and privilege in (${sql.lit(privilege)}, 'ALL_PRIVILEGES')
        and principal_id in (select id from identity)
    )
  )`;

/**
 * The objects of a share whose tables still are in the catalog and may still be read by the share's owner, for columns
 * and any other condition to be added. The same rule as `mayRead` of the catalog, resolved anew for every request, so
 * that nothing outlives the owner's right to it. An owner who was deleted or deactivated may read nothing.
 */
export const readableObjects = (queries: Queries, shareId: string) =>
  withIdentity(
    queries,
    sql<number>`(
      select principals.id from shares inner join principals on principals.name = ${ownerName} where shares.id = ${shareId}
    )`,
  )
    .selectFrom('share_objects')
    .innerJoin('shares', 'shares.id', 'share_objects.share_id')
    .innerJoin('tables', 'tables.id', 'share_objects.object_id')
    .innerJoin('schemas', 'schemas.id', 'tables.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1))
    .where('share_objects.share_id', '=', shareId)
    .where(where =>
      where.or([
        where('principals.admin', '=', 1),
        where.exists(
          where
            .selectFrom('metastores')
            .select('metastores.id')
            .where('metastores.owner', 'in', where.selectFrom('identity_name').select('identity_name.name')),
        ),
        where.and([
          ownerHolds('SELECT', 'tables', 'schemas', 'catalogs'),
          ownerHolds('USE_SCHEMA', 'schemas', 'catalogs'),
          ownerHolds('USE_CATALOG', 'catalogs'),
        ]),
      ]),
    );
