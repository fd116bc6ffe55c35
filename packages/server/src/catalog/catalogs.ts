import { catalogs } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { dropGrants } from './drop-grants.ts';
import { askDropGuards, schemaToDrop } from './drop-guards.ts';
import { toOwner } from './grantees.ts';
import { listed, withIdentity } from './identity-sql.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { isVisible, requireManage } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { deleteSchema } from './schemas.ts';
import { asCatalog, metastoreRights, requireOnMetastore } from './securables.ts';
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

/** @throws ApiError CATALOG_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop the catalog */
const getManaged = async (context: Context, name: string, transaction: Queries): Promise<Catalog> => {
  const catalog = await getCatalog(transaction, name);
  const securable = asCatalog(catalog);
  requireManage(await callerRights(context, securable, transaction), securable);
  return catalog;
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
    await requireOnMetastore(context, 'CREATE_CATALOG');
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
    const securable = asCatalog(catalog);
    // A catalog that the caller may not see does not exist for them.
    if (!isVisible(await callerRights(context, securable), securable)) throw catalogMissing(name);
    return describe(catalog, await metastoreId(context));
  },

  list: async (request, context) => {
    const { database } = context.workspace;
    const { metastore, rights } = await metastoreRights(context);
    const { items, next } = await namedPage(context, request, ['catalogs'], (after, limit) =>
      withIdentity(database.read, sql`${context.principal.id}`)
        .selectFrom('catalogs')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('catalogs', rights.admin ? 'all' : 'own'))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    return { catalogs: items.map(catalog => describe(catalog, metastore.id)), ...next };
  },

  update: async ({ name, new_name, comment, owner, properties }, context) => {
    if (new_name !== undefined) checkName('catalog', new_name);
    const catalog = await context
      .write(async transaction => {
        const found = await getManaged(context, name, transaction);
        const newName = new_name?.toLowerCase() ?? found.name;
        const values = {
          name: newName,
          name_key: newName,
          comment: comment ?? found.comment,
          owner: await toOwner(context.workspace, transaction, { wanted: owner, present: found.owner }),
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
      const catalog = await getManaged(context, name, transaction);
      if (force !== true) await requireEmpty(transaction, catalog);
      for (const schema of await schemasOf(transaction, catalog)) {
        if (force !== true) await askDropGuards(context.workspace, transaction, schemaToDrop({ catalog, schema }));
        await deleteSchema(transaction, schema.id);
      }
      await dropGrants(transaction, [catalog.id]);
      await transaction.deleteFrom('catalogs').where('id', '=', catalog.id).execute();
    });
    return {};
  },
});
