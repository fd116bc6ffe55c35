import { schemas } from '@boathouse/contract';
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
import { getMountedSchema, listMountedSchemas } from './mounted-schemas.ts';
import { mountOf, refuseMounted } from './mounted-shares.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { isVisible, requireManage, requirePrivilege, scopeIn } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { asCatalog, asSchema } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { fullName, getCatalog, getMetastore, getSchema, type PlacedSchema, schemaMissing } from './store.ts';
import { countVolumes } from './volumes-store.ts';

const describe = ({ catalog, schema }: PlacedSchema, metastoreId: string) => ({
  name: schema.name,
  catalog_name: catalog.name,
  full_name: fullName({ catalog, schema }),
  schema_id: schema.id,
  catalog_type: 'MANAGED_CATALOG' as const,
  metastore_id: metastoreId,
  properties: JSON.parse(schema.properties) as Record<string, string>,
  ...(schema.storage_root === null ? {} : { storage_root: schema.storage_root }),
  ...stamps(schema),
});

const taken = (name: string) => refuseTaken('SCHEMA_ALREADY_EXISTS', `Schema '${name}'`);

const countTables = async (queries: Queries, schemaId: string): Promise<number> => {
  const { count } = await queries
    .selectFrom('tables')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('schema_id', '=', schemaId)
    .executeTakeFirstOrThrow();
  return Number(count);
};

/** @throws ApiError SCHEMA_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop the schema */
const getManaged = async (context: Context, name: string, transaction: Queries): Promise<PlacedSchema> => {
  await refuseMounted(transaction, name);
  const placed = await getSchema(transaction, name);
  const securable = asSchema(placed);
  requireManage(await callerRights(context, securable, transaction), securable);
  return placed;
};

/** Deletes a schema with the entries of its tables and volumes, and all grants on them. Their data stay. */
export const deleteSchema = async (transaction: Queries, schemaId: string): Promise<void> => {
  await dropGrants(transaction, transaction.selectFrom('tables').select('id').where('schema_id', '=', schemaId));
  await dropGrants(transaction, transaction.selectFrom('volumes').select('id').where('schema_id', '=', schemaId));
  await dropGrants(transaction, [schemaId]);
  await transaction.deleteFrom('volumes').where('schema_id', '=', schemaId).execute();
  await transaction.deleteFrom('tables').where('schema_id', '=', schemaId).execute();
  await transaction.deleteFrom('schemas').where('id', '=', schemaId).execute();
};

export const schemasRoom = room(schemas, authenticateCaller, {
  create: async (request, context) => {
    checkName('schema', request.name);
    const name = request.name.toLowerCase();
    const placed = await context
      .write(async transaction => {
        const catalog = await getCatalog(transaction, request.catalog_name);
        await refuseMounted(transaction, catalog.name);
        const securable = asCatalog(catalog);
        requirePrivilege(await callerRights(context, securable, transaction), securable, 'CREATE_SCHEMA');
        const schema = {
          ...newObject(context, name, request.comment),
          catalog_id: catalog.id,
          storage_root: request.storage_root ?? null,
          properties: JSON.stringify(request.properties ?? {}),
        };
        await transaction.insertInto('schemas').values(schema).execute();
        return { catalog, schema };
      })
      .catch(taken(`${request.catalog_name}.${name}`));
    return describe(placed, (await getMetastore(context.workspace.database.read)).id);
  },

  get: async ({ full_name }, context) => {
    const { read } = context.workspace.database;
    const mounted = await getMountedSchema(context, full_name);
    if (mounted !== undefined) return mounted;
    const placed = await getSchema(read, full_name);
    const securable = asSchema(placed);
    if (!isVisible(await callerRights(context, securable), securable)) throw schemaMissing(full_name);
    return describe(placed, (await getMetastore(read)).id);
  },

  list: async ({ catalog_name, ...paging }, context) => {
    const { read } = context.workspace.database;
    const catalog = await getCatalog(read, catalog_name);
    const mount = mountOf(catalog);
    if (mount !== undefined) return listMountedSchemas(context, { catalog, mount }, paging);
    const securable = asCatalog(catalog);
    const scope = scopeIn(await callerRights(context, securable), 'SCHEMA', securable);
    const { items, next } = await namedPage(context, paging, ['schemas', catalog.id], (after, limit) =>
      withIdentity(read, sql`${context.principal.id}`)
        .selectFrom('schemas')
        .selectAll()
        .where('catalog_id', '=', catalog.id)
        .where('name_key', '>', after)
        .where(listed('schemas', scope))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    const metastore = await getMetastore(read);
    return { schemas: items.map(schema => describe({ catalog, schema }, metastore.id)), ...next };
  },

  update: async ({ full_name, new_name, comment, owner, properties }, context) => {
    if (new_name !== undefined) checkName('schema', new_name);
    const placed = await context
      .write(async transaction => {
        const { catalog, schema } = await getManaged(context, full_name, transaction);
        const newName = new_name?.toLowerCase() ?? schema.name;
        const values = {
          name: newName,
          name_key: newName,
          comment: comment ?? schema.comment,
          owner: await toOwner(context.workspace, transaction, { wanted: owner, present: schema.owner }),
          properties: properties === undefined ? schema.properties : JSON.stringify(properties),
          ...changed(context),
        };
        await transaction.updateTable('schemas').set(values).where('id', '=', schema.id).execute();
        return { catalog, schema: { ...schema, ...values } };
      })
      .catch(taken(new_name ?? full_name));
    return describe(placed, (await getMetastore(context.workspace.database.read)).id);
  },

  delete: async ({ full_name, force }, context) => {
    await context.write(async transaction => {
      const { catalog, schema } = await getManaged(context, full_name, transaction);
      const tables = await countTables(transaction, schema.id);
      const volumes = await countVolumes(transaction, schema.id);
      if (tables + volumes > 0 && force !== true) {
        throw new ApiError(
          'SCHEMA_NOT_EMPTY',
          `Schema '${full_name}' is not empty. The schema has ${tables} tables(s), 0 functions(s), ${volumes} volumes(s).`,
        );
      }
      // What goes by force takes what was shared along, as in Databricks.
      if (force !== true) {
        await askDropGuards(context.workspace, transaction, schemaToDrop({ catalog, schema }));
      }
      await deleteSchema(transaction, schema.id);
    });
    return {};
  },
});
