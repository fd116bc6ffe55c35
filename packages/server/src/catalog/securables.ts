import type { Queries } from '../database/database.ts';
import type { Context } from '../http/context.ts';
import type { Privilege } from './privilege-table.ts';
import { type Rights, requirePrivilege, type Securable } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import {
  type Catalog,
  fullName,
  getMetastore,
  type Metastore,
  type PlacedSchema,
  type PlacedTable,
  type PlacedVolume,
} from './store.ts';

export const asMetastore = ({ id, name, owner }: Metastore): Securable => ({ type: 'METASTORE', id, name, owner });

export const asCatalog = ({ id, name, owner }: Catalog): Securable => ({ type: 'CATALOG', id, name, owner });

export const asSchema = (placed: PlacedSchema): Securable => ({
  type: 'SCHEMA',
  id: placed.schema.id,
  name: fullName(placed),
  owner: placed.schema.owner,
  container: asCatalog(placed.catalog),
});

export const asTable = (placed: PlacedTable): Securable => ({
  type: 'TABLE',
  id: placed.table.id,
  name: fullName(placed),
  owner: placed.table.owner,
  container: asSchema({ catalog: placed.catalog, schema: placed.schema }),
});

export const asVolume = (placed: PlacedVolume): Securable => ({
  type: 'VOLUME',
  id: placed.volume.id,
  name: fullName(placed),
  owner: placed.volume.owner,
  container: asSchema({ catalog: placed.catalog, schema: placed.schema }),
});

export const asStorageCredential = ({ id, name, owner }: Omit<Securable, 'type'>): Securable => ({
  type: 'STORAGE_CREDENTIAL',
  id,
  name,
  owner,
});

export const asExternalLocation = ({ id, name, owner }: Omit<Securable, 'type'>): Securable => ({
  type: 'EXTERNAL_LOCATION',
  id,
  name,
  owner,
});

/** The metastore, and what the caller may do with it. */
export const metastoreRights = async (
  context: Context,
  queries?: Queries,
): Promise<{ readonly metastore: Securable; readonly rights: Rights }> => {
  const metastore = asMetastore(await getMetastore(queries ?? context.workspace.database.read));
  return { metastore, rights: await callerRights(context, metastore, queries) };
};

/** @throws ApiError PERMISSION_DENIED unless the caller holds the privilege on the metastore */
export const requireOnMetastore = async (context: Context, privilege: Privilege, queries?: Queries): Promise<void> => {
  const { metastore, rights } = await metastoreRights(context, queries);
  requirePrivilege(rights, metastore, privilege);
};
