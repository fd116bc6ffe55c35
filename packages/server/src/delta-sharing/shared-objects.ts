import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import { readableSchemas, readableTables } from '../sharing/readable-objects.ts';

/** A share that a recipient may read. */
export interface GrantedShare {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly comment: string | null;
}

/** A table of a granted share, as the recipient knows it and as the catalog does. */
export interface SharedTable {
  readonly tableId: string;
  readonly schema: string;
  readonly name: string;
  readonly schemaKey: string;
  readonly nameKey: string;
  readonly location: string;
  readonly historySharing: number;
  readonly startVersion: number | null;
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

/** The tables of a share that recipients can read now, for any other condition to be added. */
export const activeTables = (queries: Queries, shareId: string) =>
  readableTables(queries, shareId).select([
    'shared.table_id as tableId',
    'shared.shared_schema as schema',
    'shared.shared_name as name',
    'shared.shared_schema_key as schemaKey',
    'shared.shared_name_key as nameKey',
    'shared.history_sharing as historySharing',
    'shared.start_version as startVersion',
    'tables.storage_location as location',
  ]);

/** The schemas of a share, each maybe several times: those of its tables, and those shared whole, be they empty. */
export const activeSchemas = (queries: Queries, shareId: string) =>
  queries
    .selectFrom(activeTables(queries, shareId).as('table'))
    .select(['table.schema', 'table.schemaKey'])
    .unionAll(
      queries
        .selectFrom(readableSchemas(queries, shareId).select(['shared_schema', 'shared_schema_key']).as('whole'))
        .select(['whole.shared_schema as schema', 'whole.shared_schema_key as schemaKey']),
    );

const tableByName = prepared(
  (database, { share, schema, name }: { readonly share: string; readonly schema: string; readonly name: string }) =>
    activeTables(database.read, share).where('shared_schema_key', '=', schema).where('shared_name_key', '=', name),
);

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
  return { share: granted, table: found };
};

interface SchemaOfShare {
  readonly share: string;
  readonly schema: string;
}

const tableOfSchema = prepared((database, { share, schema }: SchemaOfShare) =>
  activeTables(database.read, share).where('shared_schema_key', '=', schema).limit(1),
);

const wholeSchema = prepared((database, { share, schema }: SchemaOfShare) =>
  readableSchemas(database.read, share).where('shared_schema_key', '=', schema).select('share_objects.object_id'),
);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST when the share neither has a readable table in that schema nor shares all of it */
export const requireSharedSchema = async (database: Database, share: GrantedShare, schema: string): Promise<void> => {
  const wanted = { share: share.id, schema: schema.toLowerCase() };
  const schemas = await database.execute(wholeSchema(database, wanted));
  if (schemas.length > 0) return;
  const tables = await database.execute(tableOfSchema(database, wanted));
  if (tables.length === 0) throw missing('Schema', `${share.name}.${schema}`);
};
