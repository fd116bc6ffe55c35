import { schemas } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { ownedBy, owns, requireOwner } from './access.ts';
import { checkName } from './names.ts';
import { refuseTaken } from './refuse-taken.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { fullName, getCatalog, getMetastore, getSchema, type PlacedSchema, schemaMissing } from './store.ts';

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

/** Deletes a schema with the entries of its tables. The tables' data stay. */
export const deleteSchema = async (transaction: Queries, schemaId: string): Promise<void> => {
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
        requireOwner(context.principal, `Catalog '${catalog.name}'`, catalog);
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

  get: async ({ full_name }, { workspace, principal }) => {
    const placed = await getSchema(workspace.database.read, full_name);
    if (!owns(principal, placed.schema, placed.catalog)) throw schemaMissing(full_name);
    return describe(placed, (await getMetastore(workspace.database.read)).id);
  },

  list: async ({ catalog_name, max_results, page_token }, { workspace, principal }) => {
    const { read } = workspace.database;
    const catalog = await getCatalog(read, catalog_name);
    const { items, nextPageToken } = await readPage(
      workspace,
      { binding: ['schemas', principal.id, catalog.id], token: page_token, size: pageSize(max_results) },
      (after, limit) =>
        read
          .selectFrom('schemas')
          .selectAll()
          .where('catalog_id', '=', catalog.id)
          .where('name_key', '>', after)
          .$if(!owns(principal, catalog), query => query.where(ownedBy(principal)))
          .orderBy('name_key')
          .limit(limit)
          .execute(),
      schema => schema.name_key,
    );
    const metastore = await getMetastore(read);
    return {
      schemas: items.map(schema => describe({ catalog, schema }, metastore.id)),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  update: async ({ full_name, new_name, comment, owner, properties }, context) => {
    if (new_name !== undefined) checkName('schema', new_name);
    const placed = await context
      .write(async transaction => {
        const { catalog, schema } = await getSchema(transaction, full_name);
        requireOwner(context.principal, `Schema '${full_name}'`, schema, catalog);
        const newName = new_name?.toLowerCase() ?? schema.name;
        const values = {
          name: newName,
          name_key: newName,
          comment: comment ?? schema.comment,
          owner: owner ?? schema.owner,
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
      const { catalog, schema } = await getSchema(transaction, full_name);
      requireOwner(context.principal, `Schema '${full_name}'`, schema, catalog);
      const tables = await countTables(transaction, schema.id);
      if (tables > 0 && force !== true) {
        throw new ApiError(
          'SCHEMA_NOT_EMPTY',
          `Schema '${full_name}' is not empty. The schema has ${tables} tables(s), 0 functions(s), 0 volumes(s).`,
        );
      }
      await deleteSchema(transaction, schema.id);
    });
    return {};
  },
});
