import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';

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

/**
 * A share by name. One that exists and is not granted is answered like one that does not exist.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST
 */
export const getGrantedShare = async (
  queries: Queries,
  recipient: RecipientCaller,
  name: string,
): Promise<GrantedShare> => {
  const share = await grantedShares(queries, recipient.id)
    .where('shares.name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  if (share === undefined) throw missing('Share', name);
  return share;
};

/**
 * The tables of a share that recipients can read now: those that still are in the catalog and that the share's owner may
 * still read. Resolved anew for every request, so that nothing outlives the owner's right to it.
 */
export const activeTables = (queries: Queries, shareId: string) =>
  queries
    .selectFrom('share_objects')
    .innerJoin('shares', 'shares.id', 'share_objects.share_id')
    .innerJoin('tables', 'tables.id', 'share_objects.object_id')
    .innerJoin('schemas', 'schemas.id', 'tables.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .leftJoin('principals', 'principals.name', 'shares.owner')
    .where('share_objects.share_id', '=', shareId)
    .where(where =>
      where.or([
        where('tables.owner', '=', where.ref('shares.owner')),
        where('schemas.owner', '=', where.ref('shares.owner')),
        where('catalogs.owner', '=', where.ref('shares.owner')),
        where.and([where('principals.admin', '=', 1), where('principals.active', '=', 1)]),
      ]),
    )
    .select([
      'share_objects.object_id as tableId',
      'share_objects.shared_schema as schema',
      'share_objects.shared_name as name',
      'share_objects.shared_schema_key as schemaKey',
      'share_objects.shared_name_key as nameKey',
      'share_objects.history_sharing as historySharing',
      'share_objects.start_version as startVersion',
      'tables.storage_location as location',
    ]);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST */
export const getSharedTable = async (
  queries: Queries,
  recipient: RecipientCaller,
  { share, schema, table }: { readonly share: string; readonly schema: string; readonly table: string },
): Promise<{ share: GrantedShare; table: SharedTable }> => {
  const granted = await getGrantedShare(queries, recipient, share);
  const found = await activeTables(queries, granted.id)
    .where('shared_schema_key', '=', schema.toLowerCase())
    .where('shared_name_key', '=', table.toLowerCase())
    .executeTakeFirst();
  if (found === undefined) throw missing('Table', `${granted.name}.${schema}.${table}`);
  return { share: granted, table: found };
};

/** @throws ApiError RESOURCE_DOES_NOT_EXIST when no readable table of the share is in that schema */
export const requireSharedSchema = async (queries: Queries, share: GrantedShare, schema: string): Promise<void> => {
  const found = await activeTables(queries, share.id)
    .where('shared_schema_key', '=', schema.toLowerCase())
    .executeTakeFirst();
  if (found === undefined) throw missing('Schema', `${share.name}.${schema}`);
};
