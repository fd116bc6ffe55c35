import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import { readableObjects } from '../sharing/readable-objects.ts';

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
  readableObjects(queries, shareId).select([
    'share_objects.object_id as tableId',
    'share_objects.shared_schema as schema',
    'share_objects.shared_name as name',
    'share_objects.shared_schema_key as schemaKey',
    'share_objects.shared_name_key as nameKey',
    'share_objects.history_sharing as historySharing',
    'share_objects.start_version as startVersion',
    'tables.storage_location as location',
  ]);

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

const tableOfSchema = prepared((database, { share, schema }: { readonly share: string; readonly schema: string }) =>
  activeTables(database.read, share).where('shared_schema_key', '=', schema).limit(1),
);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST when no readable table of the share is in that schema */
export const requireSharedSchema = async (database: Database, share: GrantedShare, schema: string): Promise<void> => {
  const [found] = await database.execute(tableOfSchema(database, { share: share.id, schema: schema.toLowerCase() }));
  if (found === undefined) throw missing('Schema', `${share.name}.${schema}`);
};
