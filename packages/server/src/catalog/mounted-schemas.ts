import type { Context } from '../http/context.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { asMountedSchema, findMounted, type Mount } from './mounted-shares.ts';
import { nameKey, splitName } from './names.ts';
import { isVisible, scopeIn } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asCatalog } from './securables.ts';
import { stamps } from './stamps.ts';
import { type Catalog, getMetastore, schemaMissing } from './store.ts';

/** What lists of Unity Catalog take. */
interface Paging {
  readonly max_results?: number;
  readonly page_token?: string;
}

const describe = (catalog: Catalog, name: string, metastoreId: string) => {
  const { comment: _, ...rest } = stamps(catalog);
  return {
    name,
    catalog_name: catalog.name,
    full_name: `${catalog.name}.${name}`,
    catalog_type: 'DELTASHARING_CATALOG' as const,
    metastore_id: metastoreId,
    properties: {},
    ...rest,
  };
};

/** The schemas that a share has tables in, in order of name. */
const schemaNames = async ({ workspace }: Context, mount: Mount): Promise<readonly string[]> => {
  const tables = await workspace.mountedShares.tables(workspace, mount);
  return [...new Map(tables.map(({ schema }) => [nameKey(schema), schema])).values()].sort();
};

/** One page of the schemas of a catalog that shows a share. */
export const listMountedSchemas = async (
  context: Context,
  { catalog, mount }: { readonly catalog: Catalog; readonly mount: Mount },
  { max_results, page_token }: Paging,
) => {
  const { workspace, principal } = context;
  const securable = asCatalog(catalog);
  const isSeen = scopeIn(await callerRights(context, securable), 'SCHEMA', securable) === 'all';
  const names = isSeen ? await schemaNames(context, mount) : [];
  const { items, nextPageToken } = await readPage(
    workspace,
    { binding: ['schemas', catalog.id, principal.id], token: page_token, size: pageSize(max_results) },
    async (after, limit) => names.filter(name => name > after).slice(0, limit),
    name => name,
  );
  const { id: metastoreId } = await getMetastore(workspace.database.read);
  return {
    schemas: items.map(name => describe(catalog, name, metastoreId)),
    ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
  };
};

/**
 * A schema of a catalog that shows a share; undefined when the catalog is another one.
 *
 * @throws ApiError SCHEMA_DOES_NOT_EXIST, also for who may not see it
 */
export const getMountedSchema = async (context: Context, fullName: string) => {
  const { read } = context.workspace.database;
  const mounted = await findMounted(read, fullName);
  if (mounted === undefined) return undefined;
  const { catalog, mount } = mounted;
  const [, wanted = ''] = splitName('schema', fullName, 2);
  const securable = asMountedSchema(catalog, wanted);
  if (!isVisible(await callerRights(context, securable), securable)) throw schemaMissing(fullName);
  const name = (await schemaNames(context, mount)).find(each => nameKey(each) === nameKey(wanted));
  if (name === undefined) throw schemaMissing(fullName);
  return describe(catalog, name, (await getMetastore(read)).id);
};
