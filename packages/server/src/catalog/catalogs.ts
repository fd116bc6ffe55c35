import { catalogs } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { ownedBy, owns, requireMetastoreAdmin, requireOwner } from './access.ts';
import { checkName } from './names.ts';
import { refuseTaken } from './refuse-taken.ts';
import { deleteSchema } from './schemas.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { type Catalog, catalogMissing, getCatalog, getMetastore } from './store.ts';

const describe = (catalog: Catalog, metastoreId: string) => ({
  name: catalog.name,
  full_name: catalog.name,
  catalog_type: 'MANAGED_CATALOG' as const,
  securable_type: 'CATALOG' as const,
  isolation_mode: 'OPEN' as const,
  metastore_id: metastoreId,
  properties: JSON.parse(catalog.properties) as Record<string, string>,
  ...(catalog.storage_root === null ? {} : { storage_root: catalog.storage_root }),
  ...stamps(catalog),
});

const metastoreId = async ({ workspace }: Context): Promise<string> => (await getMetastore(workspace.database.read)).id;

const taken = (name: string) => refuseTaken('CATALOG_ALREADY_EXISTS', `Catalog '${name}'`);

const schemasOf = (queries: Queries, catalog: Catalog) =>
  queries.selectFrom('schemas').selectAll().where('catalog_id', '=', catalog.id).execute();

/** An empty schema `default` does not count: every catalog is made with one. */
const requireEmpty = async (queries: Queries, catalog: Catalog): Promise<void> => {
  const schemas = await schemasOf(queries, catalog);
  const tables =
    schemas.length === 0
      ? []
      : await queries
          .selectFrom('tables')
          .select('id')
          .where(
            'schema_id',
            'in',
            schemas.map(schema => schema.id),
          )
          .limit(1)
          .execute();
  if (tables.length === 0 && schemas.every(schema => schema.name === 'default')) return;
  throw new ApiError(
    'CATALOG_NOT_EMPTY',
    `Catalog '${catalog.name}' is not empty. The catalog has ${schemas.length} schema(s); use force to delete them too.`,
  );
};

/** Refuses what the workspace cannot do with a catalog yet, instead of ignoring it. */
const refuseForeign = (request: {
  readonly provider_name?: string;
  readonly share_name?: string;
  readonly connection_name?: string;
}): void => {
  if (
    request.provider_name !== undefined ||
    request.share_name !== undefined ||
    request.connection_name !== undefined
  ) {
    throw new ApiError('NOT_IMPLEMENTED', 'Catalogs over a share or a connection are not implemented yet.');
  }
};

export const catalogsRoom = room(catalogs, authenticateCaller, {
  create: async (request, context) => {
    requireMetastoreAdmin(context.principal, 'CREATE CATALOG');
    refuseForeign(request);
    checkName('catalog', request.name);
    const name = request.name.toLowerCase();
    const catalog = {
      ...newObject(context, name, request.comment),
      storage_root: request.storage_root ?? null,
      properties: JSON.stringify(request.properties ?? {}),
    };
    const schema = {
      ...newObject(context, 'default', undefined),
      catalog_id: catalog.id,
      storage_root: null,
      properties: '{}',
    };
    await context
      .write(async transaction => {
        await transaction.insertInto('catalogs').values(catalog).execute();
        await transaction.insertInto('schemas').values(schema).execute();
      })
      .catch(taken(name));
    return describe(catalog, await metastoreId(context));
  },

  get: async ({ name }, context) => {
    const catalog = await getCatalog(context.workspace.database.read, name);
    // A catalog that the caller may not see does not exist for them.
    if (!owns(context.principal, catalog)) throw catalogMissing(name);
    return describe(catalog, await metastoreId(context));
  },

  list: async ({ max_results, page_token }, context) => {
    const { read } = context.workspace.database;
    const { items, nextPageToken } = await readPage(
      context.workspace,
      { binding: ['catalogs', context.principal.id], token: page_token, size: pageSize(max_results) },
      (after, limit) =>
        read
          .selectFrom('catalogs')
          .selectAll()
          .where('name_key', '>', after)
          .where(ownedBy(context.principal))
          .orderBy('name_key')
          .limit(limit)
          .execute(),
      catalog => catalog.name_key,
    );
    const metastore = await metastoreId(context);
    return {
      catalogs: items.map(catalog => describe(catalog, metastore)),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  update: async ({ name, new_name, comment, owner, properties }, context) => {
    if (new_name !== undefined) checkName('catalog', new_name);
    const catalog = await context
      .write(async transaction => {
        const found = await getCatalog(transaction, name);
        requireOwner(context.principal, `Catalog '${found.name}'`, found);
        const newName = new_name?.toLowerCase() ?? found.name;
        const values = {
          name: newName,
          name_key: newName,
          comment: comment ?? found.comment,
          owner: owner ?? found.owner,
          properties: properties === undefined ? found.properties : JSON.stringify(properties),
          ...changed(context),
        };
        await transaction.updateTable('catalogs').set(values).where('id', '=', found.id).execute();
        return { ...found, ...values };
      })
      .catch(taken(new_name ?? name));
    return describe(catalog, await metastoreId(context));
  },

  delete: async ({ name, force }, context) => {
    await context.write(async transaction => {
      const catalog = await getCatalog(transaction, name);
      requireOwner(context.principal, `Catalog '${catalog.name}'`, catalog);
      if (force !== true) await requireEmpty(transaction, catalog);
      for (const schema of await schemasOf(transaction, catalog)) await deleteSchema(transaction, schema.id);
      await transaction.deleteFrom('catalogs').where('id', '=', catalog.id).execute();
    });
    return {};
  },
});
