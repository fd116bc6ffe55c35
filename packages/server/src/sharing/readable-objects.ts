import { sql } from 'kysely';
import { accountUsers } from '../catalog/grantees.ts';
import { withIdentity } from '../catalog/identity-sql.ts';
import type { Queries } from '../database/database.ts';

/** Who owns the share, as a principal's name: for `account users` the group that stands for everybody. */
const ownerName = sql<string>`case shares.owner when ${sql.lit(accountUsers.name)} then 'users' else shares.owner end`;

/** An object and what it is in, as the tables of a query that joins them. */
type Line = readonly ['tables', 'schemas', 'catalogs'] | readonly ['schemas', 'catalogs'] | readonly ['catalogs'];

/**
 * Whether the share's owner holds a privilege: as owner of the first object of a line, or by a grant on any of it.
 */
const ownerHolds = (privilege: string, ...line: Line) =>
  sql<boolean>`(
    ${sql.ref(`${line[0]}.owner`)} in (select name from identity_name)
    or exists (
      select 1 from privilege_grants
      where securable_id in (${sql.join(line.map(table => sql.ref(`${table}.id`)))})
        and privilege in (${sql.lit(privilege)}, 'ALL_PRIVILEGES')
        and principal_id in (select id from identity)
    )
  )`;

/** Whether the share's owner may read a table, or all of a schema. */
const ownerReads = (...line: Line) =>
  sql<boolean>`(
    principals.admin = 1
    or exists (select 1 from metastores where metastores.owner in (select name from identity_name))
    or (
      ${ownerHolds('SELECT', ...line)}
      and ${ownerHolds('USE_SCHEMA', 'schemas', 'catalogs')}
      and ${ownerHolds('USE_CATALOG', 'catalogs')}
    )
  )`;

/** A query that knows, as `identity`, all that the owner of a share is. */
const withOwner = (queries: Queries, shareId: string) =>
  withIdentity(
    queries,
    sql<number>`(
      select principals.id from shares inner join principals on principals.name = ${ownerName} where shares.id = ${shareId}
    )`,
  );

/** The tables that a share holds: those that were added one by one, and all that now are in schemas that were added. */
const sharedTables = (queries: Queries, shareId: string) => {
  const objects = queries.selectFrom('share_objects').where('share_id', '=', shareId);
  const columns = ['share_id', 'object_id', 'tables.id as table_id', 'shared_schema', 'shared_schema_key'] as const;
  const flags = ['history_sharing', 'start_version'] as const;
  return objects
    .innerJoin('tables', 'tables.id', 'share_objects.object_id')
    .select([...columns, 'shared_name', 'shared_name_key', ...flags])
    .unionAll(
      objects
        .innerJoin('tables', 'tables.schema_id', 'share_objects.object_id')
        // The empty name of a whole schema, as the index has it: the tables beside it need not be looked at.
        .where('shared_name_key', '=', '')
        .select([...columns, 'tables.name as shared_name', 'tables.name_key as shared_name_key', ...flags]),
    );
};

/**
 * The tables of a share, as `shared`, that still are in the catalog and may still be read by the share's owner, for
 * columns and any other condition to be added. The same rule as `mayRead` of the catalog, resolved anew for every
 * request, so that nothing outlives the owner's right to it. An owner who was deleted or deactivated may read nothing.
 */
export const readableTables = (queries: Queries, shareId: string) =>
  withOwner(queries, shareId)
    .selectFrom(sharedTables(queries, shareId).as('shared'))
    .innerJoin('shares', 'shares.id', 'shared.share_id')
    .innerJoin('tables', 'tables.id', 'shared.table_id')
    .innerJoin('schemas', 'schemas.id', 'tables.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1))
    .where(ownerReads('tables', 'schemas', 'catalogs'));

/** The whole schemas of a share that the share's owner may still read all of: see {@link readableTables}. */
export const readableSchemas = (queries: Queries, shareId: string) =>
  withOwner(queries, shareId)
    .selectFrom('share_objects')
    .innerJoin('shares', 'shares.id', 'share_objects.share_id')
    .innerJoin('schemas', 'schemas.id', 'share_objects.object_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1))
    .where('share_objects.share_id', '=', shareId)
    .where(ownerReads('schemas', 'catalogs'));
