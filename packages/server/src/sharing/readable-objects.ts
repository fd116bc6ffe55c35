import { type AliasableExpression, type InferResult, type Selectable, sql } from 'kysely';
import { accountUsers } from '../catalog/grantees.ts';
import { withIdentity } from '../catalog/identity-sql.ts';
import type { Queries } from '../database/database.ts';
import { rowCount } from '../database/prepared.ts';
import type { Tables } from '../database/tables.ts';

/** Who owns the share, as a principal's name: for `account users` the group that stands for everybody. */
const ownerName = sql<string>`case shares.owner when ${sql.lit(accountUsers.name)} then 'users' else shares.owner end`;

/** What a share holds beside whole schemas, by the names of the tables that keep it. */
export type SharedKind = 'tables' | 'volumes';

/** What tables and volumes have in common. */
type Source = Pick<
  Selectable<Tables[SharedKind]>,
  'id' | 'name' | 'name_key' | 'owner' | 'schema_id' | 'storage_location' | 'external_location_id'
>;

/** The table of one kind, to be joined as `source`. */
const sourceOf = (kind: SharedKind) => sql<Source>`${sql.table(kind)}`.as<'source'>(sql.id('source'));

/** An object and what it is in, as the tables of a query that joins them; `source` is a table or volume. */
type Line = readonly ['source', 'schemas', 'catalogs'] | readonly ['schemas', 'catalogs'] | readonly ['catalogs'];

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

/** Whether the share's owner may read a table, a volume, or all tables of a schema, which takes this privilege on it. */
const ownerReads = (privilege: 'SELECT' | 'READ_VOLUME', ...line: Line) =>
  sql<boolean>`(
    principals.admin = 1
    or exists (select 1 from metastores where metastores.owner in (select name from identity_name))
    or (
      ${ownerHolds(privilege, ...line)}
      and ${ownerHolds('USE_SCHEMA', 'schemas', 'catalogs')}
      and ${ownerHolds('USE_CATALOG', 'catalogs')}
    )
  )`;

const ownerReadsSource = (kind: SharedKind) =>
  ownerReads(kind === 'tables' ? 'SELECT' : 'READ_VOLUME', 'source', 'schemas', 'catalogs');

/** A query that knows, as `identity`, all that the owner of a share is. */
const withOwner = (queries: Queries, shareId: string) =>
  withIdentity(
    queries,
    sql<number>`(
      select principals.id from shares inner join principals on principals.name = ${ownerName} where shares.id = ${shareId}
    )`,
  );

/** The tables or volumes of a share that were added one by one, and those that now are in schemas that were added. */
const sharedObjects = (queries: Queries, shareId: string, kind: SharedKind) => {
  const objects = queries.selectFrom('share_objects').where('share_id', '=', shareId);
  const columns = ['share_id', 'object_id', 'source.id as source_id', 'shared_schema', 'shared_schema_key'] as const;
  const flags = ['cdf_enabled', 'feed_shared', 'history_sharing', 'start_version', 'partitions'] as const;
  const source = sourceOf(kind);
  return {
    single: objects
      .innerJoin(source, 'source.id', 'share_objects.object_id')
      .select([...columns, 'shared_name', 'shared_name_key', ...flags]),
    ofSchemas: objects
      .innerJoin(source, 'source.schema_id', 'share_objects.object_id')
      // The empty name of a whole schema, as the index has it: the objects beside it need not be looked at.
      .where('shared_name_key', '=', '')
      .select([...columns, 'source.name as shared_name', 'source.name_key as shared_name_key', ...flags]),
  };
};

type SharedObjects = AliasableExpression<InferResult<ReturnType<typeof sharedObjects>['single']>[number]>;

/**
 * Tables or volumes of a share, as `shared`, with what the rights to them hang on. Of an owner who is no more or inactive:
 * none.
 */
const withLine = (queries: Queries, shareId: string, kind: SharedKind, shared: SharedObjects) =>
  withOwner(queries, shareId)
    .selectFrom(shared.as('shared'))
    .innerJoin('shares', 'shares.id', 'shared.share_id')
    .innerJoin(sourceOf(kind), 'source.id', 'shared.source_id')
    .innerJoin('schemas', 'schemas.id', 'source.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .innerJoin('principals', join => join.on('principals.name', '=', ownerName).on('principals.active', '=', 1));

/**
 * The tables or volumes of a share, as `shared`, that still are in the catalog, as `source`, and may still be read by the
 * share's owner, for columns and any other condition to be added. The same rule as `mayRead` of the catalog, resolved anew
 * for every request, so that nothing outlives the owner's right to it. An owner who was deleted or deactivated may read
 * nothing.
 */
export const readableObjects = (queries: Queries, shareId: string, kind: SharedKind) => {
  const { single, ofSchemas } = sharedObjects(queries, shareId, kind);
  return withLine(queries, shareId, kind, single.unionAll(ofSchemas)).where(ownerReadsSource(kind));
};

/** Where in the order of their names the next tables or volumes of a share begin. */
export interface NextObjects {
  readonly share: string;
  /** The key of a schema of the share; empty: before all of them. */
  readonly schema: string;
  /** The key of an object in that schema: those after it. Empty: all. */
  readonly after: string;
  /** Rows at most. */
  readonly limit: number;
}

/** Whether a list ends with the schema that it begins in, or goes on with the next ones. */
export type Reach = 'schema' | 'share';

/**
 * The next tables or volumes of a share, in the order of their names, as `shared`, each with whether it is `readable`:
 * whether {@link readableObjects} has it. Single ones and those of whole schemas are each read by index up to the limit, and
 * rights are looked up for these alone: PostgreSQL does not plan that by itself once rights are a condition, and looks them
 * up for everything in the share. Fewer rows than the limit: there are no more.
 */
export const nextObjects = (
  queries: Queries,
  kind: SharedKind,
  { share, schema, after, limit }: NextObjects,
  reach: Reach,
) => {
  const cut = (objects: SharedObjects) =>
    queries
      .selectFrom(objects.as('objects'))
      .selectAll()
      .where('shared_schema_key', reach === 'schema' ? '=' : '>=', schema)
      .where(sql<boolean>`(shared_schema_key, shared_name_key) > (${schema}, ${after})`)
      .orderBy('shared_schema_key')
      .orderBy('shared_name_key')
      .limit(rowCount(limit));
  const { single, ofSchemas } = sharedObjects(queries, share, kind);
  // A part of a union has no limit of its own, unless it is a query around one.
  const part = (objects: SharedObjects) => queries.selectFrom(cut(objects).as('part')).selectAll();
  return withLine(queries, share, kind, cut(part(single).unionAll(part(ofSchemas))))
    .select(sql<number>`case when ${ownerReadsSource(kind)} then 1 else 0 end`.as('readable'))
    .orderBy('shared.shared_schema_key')
    .orderBy('shared.shared_name_key');
};

/** The whole schemas of a share that the share's owner may still read all of: see {@link readableObjects}. */
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
    .where(ownerReads('SELECT', 'schemas', 'catalogs'));
