import { catalogs, type RequestOf } from '@boathouse/contract';
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
import type { Mount } from './mounted-shares.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { isVisible, requireManage } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { deleteSchema } from './schemas.ts';
import { asCatalog, metastoreRights, requireOnMetastore } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { type Catalog, catalogMissing, getCatalog, getMetastore, type Schema } from './store.ts';

const describe = (catalog: Catalog, metastoreId: string, providerNames: ReadonlyMap<string, string>) => {
  const providerName = providerNames.get(catalog.provider_id ?? '');
  return {
    name: catalog.name,
    full_name: catalog.name,
    catalog_type: catalog.share_name === null ? ('MANAGED_CATALOG' as const) : ('DELTASHARING_CATALOG' as const),
    ...(providerName === undefined ? {} : { provider_name: providerName }),
    ...(catalog.share_name === null ? {} : { share_name: catalog.share_name }),
    securable_type: 'CATALOG' as const,
    isolation_mode: 'OPEN' as const,
    metastore_id: metastoreId,
    properties: JSON.parse(catalog.properties) as Record<string, string>,
    ...(catalog.storage_root === null ? {} : { storage_root: catalog.storage_root }),
    ...stamps(catalog),
  };
};

/** Catalogs as their callers see them. */
const describeAll = async ({ workspace }: Context, catalogs: readonly Catalog[]) => {
  const { read } = workspace.database;
  const ids = catalogs.flatMap(({ provider_id }) => (provider_id === null ? [] : [provider_id]));
  const providerNames = await workspace.mountedShares.providerNames(read, ids);
  const { id } = await getMetastore(read);
  return catalogs.map(catalog => describe(catalog, id, providerNames));
};

const describeOne = async (context: Context, catalog: Catalog) => {
  const [described] = await describeAll(context, [catalog]);
  return described ?? {};
};

const taken = (name: string) => refuseTaken('CATALOG_ALREADY_EXISTS', `Catalog '${name}'`);

const schemasOf = (queries: Queries, catalog: Catalog) =>
  queries.selectFrom('schemas').selectAll().where('catalog_id', '=', catalog.id).execute();

/** Whether there is a table or volume in one of some schemas. */
const holdsAny = async (queries: Queries, schemas: readonly Schema[]): Promise<boolean> => {
  if (schemas.length === 0) return false;
  const ids = schemas.map(schema => schema.id);
  const first = (table: 'tables' | 'volumes') =>
    queries.selectFrom(table).select('id').where('schema_id', 'in', ids).executeTakeFirst();
  return ((await first('tables')) ?? (await first('volumes'))) !== undefined;
};

/** An empty schema `default` does not count: every catalog is made with one. */
const requireEmpty = async (queries: Queries, catalog: Catalog): Promise<void> => {
  const schemas = await schemasOf(queries, catalog);
  if (schemas.every(schema => schema.name === 'default') && !(await holdsAny(queries, schemas))) return;
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

type CreateRequest = RequestOf<(typeof catalogs)['operations']['create']>;

const wrong = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/**
 * The share that a new catalog is to show, if it is to show one.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for what does not go together; NOT_IMPLEMENTED for catalogs over a connection
 */
const findMount = async (context: Context, request: CreateRequest): Promise<Mount | undefined> => {
  const { provider_name, share_name, connection_name, storage_root } = request;
  if (connection_name !== undefined) {
    throw new ApiError('NOT_IMPLEMENTED', 'Catalogs over a connection are not implemented yet.');
  }
  if (provider_name === undefined && share_name === undefined) return undefined;
  if (provider_name === undefined || share_name === undefined) {
    throw wrong("Fields 'provider_name' and 'share_name' go together: give both or neither.");
  }
  if (storage_root !== undefined) {
    throw wrong("A catalog that shows a share has no 'storage_root': its tables stay with the provider.");
  }
  return context.workspace.mountedShares.find(context, provider_name, share_name);
};

export const catalogsRoom = room(catalogs, authenticateCaller, {
  create: async (request, context) => {
    await requireOnMetastore(context, 'CREATE_CATALOG');
    checkName('catalog', request.name);
    const mount = await findMount(context, request);
    const name = request.name.toLowerCase();
    const catalog = {
      ...newObject(context, name, request.comment),
      storage_root: request.storage_root ?? null,
      properties: JSON.stringify(request.properties ?? {}),
      ...(mount ?? { provider_id: null, share_name: null }),
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
        // The schemas of a share are those that its provider gives it.
        if (mount === undefined) await transaction.insertInto('schemas').values(schema).execute();
      })
      .catch(taken(name));
    return describeOne(context, catalog);
  },

  get: async ({ name }, context) => {
    const catalog = await getCatalog(context.workspace.database.read, name);
    const securable = asCatalog(catalog);
    // A catalog that the caller may not see does not exist for them.
    if (!isVisible(await callerRights(context, securable), securable)) throw catalogMissing(name);
    return describeOne(context, catalog);
  },

  list: async (request, context) => {
    const { database } = context.workspace;
    const { rights } = await metastoreRights(context);
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
    return { catalogs: await describeAll(context, items), ...next };
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
    return describeOne(context, catalog);
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
