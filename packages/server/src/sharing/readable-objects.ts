import { type AliasableExpression, type InferResult, sql } from 'kysely';
import { accountUsers } from '../catalog/grantees.ts';
import { withIdentity } from '../catalog/identity-sql.ts';
import type { Queries } from '../database/database.ts';
import { rowCount } from '../database/prepared.ts';

/** Who owns the share, as a principal's name: for `account users` the group that stands for everybody. */
const ownerName = sql<string>`case shares.owner when ${sql.lit(accountUsers.name)} then 'users' else shares.owner end`;

/** An object and what it is in, as the tables of a query that joins them. */
type Line =
  | readonly ['tables' | 'volumes', 'schemas', 'catalogs']
  | readonly ['schemas', 'catalogs']
  | readonly ['catalogs'];

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

/** Whether the share's owner may read a table, a volume, or all tables of a schema. */
const ownerReads = (...line: Line) =>
  sql<boolean>`(
    principals.admin = 1
    or exists (select 1 from metastores where metastores.owner in (select name from identity_name))
    or (
      ${ownerHolds(line[0] === 'volumes' ? 'READ_VOLUME' : 'SELECT', ...line)}
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

/** The tables of a share that were added one by one, and those that now are in schemas that were added. */
const sharedTables = (queries: Queries, shareId: string) => {
  const objects = queries.selectFrom('share_objects').where('share_id', '=', shareId);
  const columns = ['share_id', 'object_id', 'tables.id as table_id', 'shared_schema', 'shared_schema_key'] as const;
  const flags = ['cdf_enabled', 'feed_shared', 'history_sharing', 'start_version', 'partitions'] as const;
  return {
    single: objects
      .innerJoin('tables', 'tables.id', 'share_objects.object_id')
      .select([...columns, 'shared_name', 'shared_name_key', ...flags]),
    ofSchemas: objects
      .innerJoin('tables', 'tables.schema_id', 'share_objects.object_id')
      // The empty name of a whole schema, as the index has it: the tables beside it need not be looked at.
      .where('shared_name_key', '=', '')
      .select([...columns, 'tables.name as shared_name', 'tables.name_key as shared_name_key', ...flags]),
  };
};

type SharedTables = AliasableExpression<InferResult<ReturnType<typeof sharedTables>['single']>[number]>;

/** Tables of a share, as `shared`, with what the rights to them hang on. Of an owner who is no more or inactive: none. */
const withLine = (queries: Queries, shareId: string, shared: SharedTables) =>
  withOwner(queries, shareId)
    .selectFrom(shared.as('shared'))
    .innerJoin('shares', 'shares.id', 'shared.share_id')
    .innerJoin('tables', 'tables.id', 'shared.table_id')
    .innerJoin('schemas', 'schemas.id', 'tables.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1));

/**
 * The tables of a share, as `shared`, that still are in the catalog and may still be read by the share's owner, for
 * columns and any other condition to be added. The same rule as `mayRead` of the catalog, resolved anew for every
 * request, so that nothing outlives the owner's right to it. An owner who was deleted or deactivated may read nothing.
 */
export const readableTables = (queries: Queries, shareId: string) => {
  const { single, ofSchemas } = sharedTables(queries, shareId);
  return withLine(queries, shareId, single.unionAll(ofSchemas)).where(ownerReads('tables', 'schemas', 'catalogs'));
};

/** Where in the order of their names the next tables of a share begin. */
export interface NextTables {
  readonly share: string;
  /** The key of a schema of the share; empty: before all of them. */
  readonly schema: string;
  /** The key of a table in that schema: those after it. Empty: all. */
  readonly after: string;
  /** Rows at most. */
  readonly limit: number;
}

/**
 * The next tables of a share, in the order of their names, as `shared`, each with whether it is `readable`: whether
 * {@link readableTables} has it. Both kinds of tables are read by index, each up to the limit, and rights are looked up
 * for these alone: PostgreSQL does not plan that by itself once rights are a condition, and looks them up for all tables
 * of the share. Fewer rows than the limit: there are no more.
 *
 * @param reach whether to go on with the schemas after the first one
 */
export const nextTables = (
  queries: Queries,
  { share, schema, after, limit }: NextTables,
  reach: 'schema' | 'share',
) => {
  const cut = (tables: SharedTables) =>
    queries
      .selectFrom(tables.as('tables'))
      .selectAll()
      .where('shared_schema_key', reach === 'schema' ? '=' : '>=', schema)
      .where(sql<boolean>`(shared_schema_key, shared_name_key) > (${schema}, ${after})`)
      .orderBy('shared_schema_key')
      .orderBy('shared_name_key')
      .limit(rowCount(limit));
  const { single, ofSchemas } = sharedTables(queries, share);
  // A part of a union has no limit of its own, unless it is a query around one.
  const part = (tables: SharedTables) => queries.selectFrom(cut(tables).as('part')).selectAll();
  return withLine(queries, share, cut(part(single).unionAll(part(ofSchemas))))
    .select(sql<number>`case when ${ownerReads('tables', 'schemas', 'catalogs')} then 1 else 0 end`.as('readable'))
    .orderBy('shared.shared_schema_key')
    .orderBy('shared.shared_name_key');
};

/** The whole schemas of a share that the share's owner may still read all of: see {@link readableTables}. */
export const readableSchemas = (queries: Queries, shareId: string) =>
  withOwner(queries, shareId)
    .selectFrom('share_objects')
    .innerJoin('shares', 'shares.id', 'share_objects.share_id')
    .innerJoin('schemas', 'schemas.id', 'share_objects.object_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1))
    .where('share_objects.share_id', '=', shareId)
    // What whole schemas have for a name: tables and volumes, which are no schemas, need not be looked at.
    .where('shared_name_key', '=', '')
    .where(ownerReads('schemas', 'catalogs'));

/** The volumes that a share holds: those that were added one by one, and all that now are in schemas that were added. */
const sharedVolumes = (queries: Queries, shareId: string) => {
  const objects = queries.selectFrom('share_objects').where('share_id', '=', shareId);
  const columns = ['share_id', 'object_id', 'volumes.id as volume_id', 'shared_schema', 'shared_schema_key'] as const;
  return objects
    .innerJoin('volumes', 'volumes.id', 'share_objects.object_id')
    .select([...columns, 'shared_name', 'shared_name_key'])
    .unionAll(
      objects
        .innerJoin('volumes', 'volumes.schema_id', 'share_objects.object_id')
        .where('shared_name_key', '=', '')
        .select([...columns, 'volumes.name as shared_name', 'volumes.name_key as shared_name_key']),
    );
};

/** The volumes of a share, as `shared`, that the share's owner may still read: see {@link readableTables}. */
export const readableVolumes = (queries: Queries, shareId: string) =>
  withOwner(queries, shareId)
    .selectFrom(sharedVolumes(queries, shareId).as('shared'))
    .innerJoin('shares', 'shares.id', 'shared.share_id')
    .innerJoin('volumes', 'volumes.id', 'shared.volume_id')
    .innerJoin('schemas', 'schemas.id', 'volumes.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1))
    .where(ownerReads('volumes', 'schemas', 'catalogs'));
