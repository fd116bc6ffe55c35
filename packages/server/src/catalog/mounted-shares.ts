import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import { nameKey } from './names.ts';
import type { Securable } from './privileges.ts';
import { asCatalog } from './securables.ts';
import type { Catalog } from './store.ts';

/** The share that a catalog shows. It is bound to the provider's id: another one of the same name is not it. */
export interface Mount {
  readonly provider_id: string;
  readonly share_name: string;
}

/** A table of a mounted share, by the names that its provider gives it. */
export interface MountedTable {
  readonly schema: string;
  readonly name: string;
  readonly id?: string;
}

/** What the provider says of a table. */
export interface MountedTableMetadata {
  /** The columns in Delta's JSON. */
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly description?: string;
}

/** The shares of providers, which a domain above the catalog knows; `rooms.ts` hands them over. */
export interface MountedShares {
  /**
   * Finds the share that a new catalog is to show.
   *
   * @throws ApiError PROVIDER_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST; INVALID_STATE when the provider cannot be asked
   */
  readonly find: (context: Context, providerName: string, shareName: string) => Promise<Mount>;
  /** The names of providers, by id; those that were deleted are left out. */
  readonly providerNames: (queries: Queries, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** The tables of a share, as of the last minute. Throws ApiError INVALID_STATE when the provider cannot be asked. */
  readonly tables: (workspace: Workspace, mount: Mount) => Promise<readonly MountedTable[]>;
  /** What the provider says of one of them, as of the last minute. Throws ApiError INVALID_STATE as well. */
  readonly metadata: (workspace: Workspace, mount: Mount, table: MountedTable) => Promise<MountedTableMetadata>;
}

/** The share that a catalog shows; undefined for one that has schemas of its own. */
export const mountOf = ({ provider_id, share_name }: Catalog): Mount | undefined =>
  provider_id === null || share_name === null ? undefined : { provider_id, share_name };

/** The catalog that a full name begins with, if it is one that shows a share. */
export const findMounted = async (
  queries: Queries,
  fullName: string,
): Promise<{ readonly catalog: Catalog; readonly mount: Mount } | undefined> => {
  const catalog = await queries
    .selectFrom('catalogs')
    .selectAll()
    .where('name_key', '=', nameKey(fullName.split('.', 1)[0] ?? ''))
    .where('share_name', 'is not', null)
    .executeTakeFirst();
  const mount = catalog === undefined ? undefined : mountOf(catalog);
  return catalog === undefined || mount === undefined ? undefined : { catalog, mount };
};

/**
 * Refuses to change anything in a catalog that shows a share.
 *
 * @param fullName of the catalog, or of what is or would be in it
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const refuseMounted = async (queries: Queries, fullName: string): Promise<void> => {
  const mounted = await findMounted(queries, fullName);
  if (mounted === undefined) return;
  const { catalog, mount } = mounted;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `Catalog '${catalog.name}' is read-only: it shows the share '${mount.share_name}' of a provider.`,
  );
};

/** A schema of a mounted share. It has no grants of its own: those on the catalog count. */
export const asMountedSchema = (catalog: Catalog, schema: string): Securable => ({
  type: 'SCHEMA',
  id: '',
  name: `${catalog.name}.${schema}`,
  owner: catalog.owner,
  container: asCatalog(catalog),
});

/** A table of a mounted share; its grants are those on the catalog as well. */
export const asMountedTable = (catalog: Catalog, { schema, name }: MountedTable): Securable => ({
  type: 'TABLE',
  id: '',
  name: `${catalog.name}.${schema}.${name}`,
  owner: catalog.owner,
  container: asMountedSchema(catalog, schema),
});
