import type { PartitionFilter } from '@boathouse/delta';
import { sql } from 'kysely';
import type { TableFiles } from '../catalog/table-stores.ts';
import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { KnownFeed } from '../sharing/change-feed.ts';
import type { SharedPartition } from '../sharing/data-object.ts';
import { propertiesOf } from '../sharing/describe-recipient.ts';
import { propertyOf, resolvePartitions } from '../sharing/partition-filter.ts';
import { readableObjects, readableSchemas, type SharedKind } from '../sharing/readable-objects.ts';

/** A share that a recipient may read. */
export interface GrantedShare {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly comment: string | null;
}

/** How a recipient knows a table or volume of a granted share. */
export interface ListedObject {
  readonly schema: string;
  readonly name: string;
  readonly schemaKey: string;
  readonly nameKey: string;
}

/** A table of a granted share, as the recipient knows it and as the catalog does. */
export interface ListedTable extends ListedObject {
  readonly tableId: string;
  readonly feedShared: number;
  readonly historySharing: number;
  readonly startVersion: number | null;
}

/** The same with what it takes to read it: where its files are, and which of them this recipient sees. */
export interface SharedTable extends ListedTable, TableFiles, KnownFeed {
  /** Which partitions this recipient sees, with the properties that they have now; absent: all of them. */
  readonly filter?: PartitionFilter;
}

const missing = (what: string, name: string) =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `${what} '${name}' does not exist.`);

/** The shares that are granted to a recipient, for any other condition to be added. */
export const grantedShares = (queries: Queries, recipientId: string) =>
  queries
    .selectFrom('shares')
    .innerJoin('share_grants', 'share_grants.share_id', 'shares.id')
    .where('share_grants.recipient_id', '=', recipientId)
    .select(['shares.id', 'shares.name', 'shares.name_key', 'shares.comment']);

const grantedShare = prepared((database, { recipient, key }: { readonly recipient: string; readonly key: string }) =>
  grantedShares(database.read, recipient).where('shares.name_key', '=', key),
);

/**
 * A share by name. One that exists and is not granted is answered like one that does not exist.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST
 */
export const getGrantedShare = async (
  database: Database,
  recipient: RecipientCaller,
  name: string,
): Promise<GrantedShare> => {
  const [share] = await database.execute(grantedShare(database, { recipient: recipient.id, key: name.toLowerCase() }));
  if (share === undefined) throw missing('Share', name);
  return share;
};

/** How recipients know what `readableObjects` and `nextObjects` find. */
export const objectColumns = [
  'shared.shared_schema as schema',
  'shared.shared_name as name',
  'shared.shared_schema_key as schemaKey',
  'shared.shared_name_key as nameKey',
] as const;

/** The same of tables, with how they are shared. */
export const tableColumns = [
  ...objectColumns,
  'shared.source_id as tableId',
  'shared.feed_shared as feedShared',
  'shared.history_sharing as historySharing',
  'shared.start_version as startVersion',
] as const;

/** The tables of a share that recipients can read now, for any other condition to be added. */
const activeTables = (queries: Queries, shareId: string) =>
  readableObjects(queries, shareId, 'tables').select(tableColumns);

/**
 * The tables or volumes of a share that recipients can read now, with what opens them: for those who read them, not for
 * those who only list them.
 */
export const locatedObjects = (queries: Queries, shareId: string, kind: SharedKind) =>
  readableObjects(queries, shareId, kind)
    .leftJoin('external_locations', 'external_locations.id', 'source.external_location_id')
    .leftJoin('storage_credentials', 'storage_credentials.id', 'external_locations.credential_id')
    .select([
      'source.storage_location as location',
      'external_locations.credential_id as credentialId',
      'storage_credentials.version as credentialVersion',
    ]);

/** The schemas of a share, each maybe several times: those of its tables and volumes, and those shared whole, be they empty. */
export const activeSchemas = (queries: Queries, shareId: string) =>
  queries
    .selectFrom(activeTables(queries, shareId).as('table'))
    .select(['table.schema', 'table.schemaKey'])
    .unionAll(
      queries
        .selectFrom(
          readableObjects(queries, shareId, 'volumes').select(['shared_schema', 'shared_schema_key']).as('volume'),
        )
        .select(['volume.shared_schema as schema', 'volume.shared_schema_key as schemaKey']),
    )
    .unionAll(
      queries
        .selectFrom(readableSchemas(queries, shareId).select(['shared_schema', 'shared_schema_key']).as('whole'))
        .select(['whole.shared_schema as schema', 'whole.shared_schema_key as schemaKey']),
    );

/** Schemas know nothing of the change data feeds of their tables. */
const feedSeen = sql<number | null>`case when shared.object_id = shared.source_id then shared.cdf_enabled end`;

const tableByName = prepared(
  (database, { share, schema, name }: { readonly share: string; readonly schema: string; readonly name: string }) =>
    locatedObjects(database.read, share, 'tables')
      .select([...tableColumns, 'shared.partitions', feedSeen.as('feedSeen')])
      .where('shared_schema_key', '=', schema)
      .where('shared_name_key', '=', name),
);

const recipientById = prepared((database, { id }: { readonly id: string }) =>
  database.read.selectFrom('recipients').selectAll().where('id', '=', id),
);

/** A table with what its partition filter, as its provider wrote it, lets a recipient see now. */
export const withFilter = async <Found extends { readonly partitions: string | null }>(
  database: Database,
  recipientId: string,
  { partitions, ...table }: Found,
): Promise<Omit<Found, 'partitions'> & { readonly filter?: PartitionFilter }> => {
  if (partitions === null) return table;
  const written = JSON.parse(partitions) as readonly SharedPartition[];
  const [row] = await database.execute(recipientById(database, { id: recipientId }));
  return { ...table, filter: resolvePartitions(written, propertyOf(row === undefined ? {} : propertiesOf(row))) };
};

/** @throws ApiError RESOURCE_DOES_NOT_EXIST */
export const getSharedTable = async (
  database: Database,
  recipient: RecipientCaller,
  { share, schema, table }: { readonly share: string; readonly schema: string; readonly table: string },
): Promise<{ share: GrantedShare; table: SharedTable }> => {
  const granted = await getGrantedShare(database, recipient, share);
  const keys = { share: granted.id, schema: schema.toLowerCase(), name: table.toLowerCase() };
  const [found] = await database.execute(tableByName(database, keys));
  if (found === undefined) throw missing('Table', `${granted.name}.${schema}.${table}`);
  return { share: granted, table: await withFilter(database, recipient.id, found) };
};

interface SchemaOfShare {
  readonly share: string;
  readonly schema: string;
}

const tableOfSchema = prepared((database, { share, schema }: SchemaOfShare) =>
  activeTables(database.read, share).where('shared_schema_key', '=', schema).limit(1),
);

const volumeOfSchema = prepared((database, { share, schema }: SchemaOfShare) =>
  readableObjects(database.read, share, 'volumes')
    .where('shared_schema_key', '=', schema)
    .select('shared.source_id')
    .limit(1),
);

const wholeSchema = prepared((database, { share, schema }: SchemaOfShare) =>
  readableSchemas(database.read, share).where('shared_schema_key', '=', schema).select('share_objects.object_id'),
);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST when the share has nothing readable in that schema and does not share all of it */
export const requireSharedSchema = async (database: Database, share: GrantedShare, schema: string): Promise<void> => {
  const wanted = { share: share.id, schema: schema.toLowerCase() };
  const schemas = await database.execute(wholeSchema(database, wanted));
  if (schemas.length > 0) return;
  const tables = await database.execute(tableOfSchema(database, wanted));
  if (tables.length > 0) return;
  const volumes = await database.execute(volumeOfSchema(database, wanted));
  if (volumes.length === 0) throw missing('Schema', `${share.name}.${schema}`);
};
