import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { toColumns } from './columns.ts';
import { asMountedSchema, asMountedTable, findMounted, type Mount, type MountedTable } from './mounted-shares.ts';
import { nameKey, splitName } from './names.ts';
import { isVisible, scopeIn } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { stamps } from './stamps.ts';
import { type Catalog, getMetastore, schemaMissing, tableMissing } from './store.ts';

const describe = (catalog: Catalog, { schema, name, id }: MountedTable, metastoreId: string) => {
  const { comment: _, ...rest } = stamps(catalog);
  return {
    name,
    catalog_name: catalog.name,
    schema_name: schema,
    full_name: `${catalog.name}.${schema}.${name}`,
    ...(id === undefined ? {} : { table_id: id }),
    table_type: 'MANAGED' as const,
    data_source_format: 'DELTASHARING' as const,
    metastore_id: metastoreId,
    ...rest,
  };
};

/** Which tables of a catalog that shows a share are asked for, page by page. */
export interface MountedTablesRequest {
  readonly catalog_name: string;
  readonly schema_name: string;
  readonly max_results?: number;
  readonly page_token?: string;
}

const tablesOf = ({ workspace }: Context, mount: Mount): Promise<readonly MountedTable[]> =>
  workspace.mountedShares.tables(workspace, mount);

/**
 * One page of the tables of a schema in a catalog that shows a share, without their columns: the provider would have to be
 * asked for each. Undefined when the catalog is another one.
 *
 * @throws ApiError SCHEMA_DOES_NOT_EXIST
 */
export const listMountedTables = async (context: Context, request: MountedTablesRequest) => {
  const { workspace, principal } = context;
  const mounted = await findMounted(workspace.database.read, request.catalog_name);
  if (mounted === undefined) return undefined;
  const { catalog, mount } = mounted;
  const all = await tablesOf(context, mount);
  const key = nameKey(request.schema_name);
  const within = all.filter(({ schema }) => nameKey(schema) === key);
  if (within.length === 0) throw schemaMissing(`${catalog.name}.${request.schema_name}`);
  const securable = asMountedSchema(catalog, request.schema_name);
  const isSeen = scopeIn(await callerRights(context, securable), 'TABLE', securable) === 'all';
  const tables = (isSeen ? within : []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const binding = ['tables', catalog.id, key, principal.id];
  const { items, nextPageToken } = await readPage(
    workspace,
    { binding, token: request.page_token, size: pageSize(request.max_results) },
    async (after, limit) => tables.filter(({ name }) => name > after).slice(0, limit),
    ({ name }) => name,
  );
  const { id: metastoreId } = await getMetastore(workspace.database.read);
  return {
    tables: items.map(table => describe(catalog, table, metastoreId)),
    ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
  };
};

/** @throws ApiError TABLE_DOES_NOT_EXIST, also for who may not see it */
const findTable = async (context: Context, catalog: Catalog, mount: Mount, fullName: string): Promise<MountedTable> => {
  const [, schema = '', name = ''] = splitName('table', fullName, 3).map(nameKey);
  const securable = asMountedTable(catalog, { schema, name });
  if (!isVisible(await callerRights(context, securable), securable)) throw tableMissing(fullName);
  const all = await tablesOf(context, mount);
  const table = all.find(each => nameKey(each.schema) === schema && nameKey(each.name) === name);
  if (table === undefined) throw tableMissing(fullName);
  return table;
};

/** Whether a full name is that of a table in a catalog that shows a share, which the caller may see. */
export const isMountedTable = async (context: Context, fullName: string): Promise<boolean> => {
  const mounted = await findMounted(context.workspace.database.read, fullName);
  if (mounted === undefined) return false;
  try {
    await findTable(context, mounted.catalog, mounted.mount, fullName);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'TABLE_DOES_NOT_EXIST') return false;
    throw error;
  }
};

/**
 * A table of a catalog that shows a share, with the columns that its provider says it has; undefined when the catalog is
 * another one.
 *
 * @throws ApiError TABLE_DOES_NOT_EXIST, also for who may not see it
 */
export const getMountedTable = async (context: Context, fullName: string) => {
  const { workspace } = context;
  const mounted = await findMounted(workspace.database.read, fullName);
  if (mounted === undefined) return undefined;
  const { catalog, mount } = mounted;
  const table = await findTable(context, catalog, mount, fullName);
  const metadata = await workspace.mountedShares.metadata(workspace, mount, table);
  const { id: metastoreId } = await getMetastore(workspace.database.read);
  return {
    ...describe(catalog, table, metastoreId),
    columns: toColumns(metadata.schemaString, metadata.partitionColumns),
    ...(metadata.description === undefined ? {} : { comment: metadata.description }),
  };
};
