import { tables } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { notBuilt, room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { ownedBy, owns, requireOwner } from './access.ts';
import { type ColumnInfo, toColumns } from './columns.ts';
import { askDropGuards } from './drop-guards.ts';
import { checkName } from './names.ts';
import { refuseTaken } from './refuse-taken.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { findTable, fullName, getMetastore, getSchema, getTable, type PlacedTable, tableMissing } from './store.ts';
import { readTable, refuseOverlap } from './table-location.ts';

const describe = (placed: PlacedTable, metastoreId: string) => ({
  name: placed.table.name,
  catalog_name: placed.catalog.name,
  schema_name: placed.schema.name,
  full_name: fullName(placed),
  table_id: placed.table.id,
  table_type: placed.table.table_type,
  data_source_format: placed.table.data_source_format,
  storage_location: placed.table.storage_location,
  columns: JSON.parse(placed.table.columns) as ColumnInfo[],
  properties: JSON.parse(placed.table.properties) as Record<string, string>,
  metastore_id: metastoreId,
  ...stamps(placed.table),
});

/** Only tables over a Delta log that is already there can be registered. */
const requireExternalDelta = (request: { readonly table_type: string; readonly data_source_format: string }): void => {
  if (request.table_type !== 'EXTERNAL' || request.data_source_format !== 'DELTA') {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      'Only tables with table_type EXTERNAL and data_source_format DELTA can be created.',
    );
  }
};

export const tablesRoom = room(tables, authenticateCaller, {
  create: async (request, context) => {
    checkName('table', request.name);
    requireExternalDelta(request);
    const { workspace, principal } = context;
    const schemaName = `${request.catalog_name}.${request.schema_name}`;
    const { catalog, schema } = await getSchema(workspace.database.read, schemaName);
    requireOwner(principal, `Schema '${schemaName}'`, schema, catalog);
    const store = workspace.openLocation(request.storage_location);
    const object = newObject(context, request.name.toLowerCase(), undefined);
    const { metadata } = await readTable(workspace, object.id, store);
    const table = {
      ...object,
      comment: metadata.description ?? null,
      schema_id: schema.id,
      table_type: 'EXTERNAL' as const,
      data_source_format: 'DELTA' as const,
      storage_location: store.location,
      columns: JSON.stringify(toColumns(metadata.schemaString, metadata.partitionColumns)),
      properties: JSON.stringify({ ...metadata.configuration, ...request.properties }),
    };
    await context
      .write(async transaction => {
        // Reading the log took a while, in which the schema may have gone.
        await getSchema(transaction, schemaName);
        // First the name: of two that create the same table at once, the loser hears that it exists.
        await transaction.insertInto('tables').values(table).execute();
        await refuseOverlap(transaction, { id: table.id, location: store.location });
      })
      .catch(refuseTaken('TABLE_ALREADY_EXISTS', `Table '${schemaName}.${table.name}'`));
    return describe({ catalog, schema, table }, (await getMetastore(workspace.database.read)).id);
  },

  exists: async ({ full_name }, { workspace, principal }) => {
    const placed = await findTable(workspace.database.read, full_name);
    return { table_exists: placed !== undefined && owns(principal, placed.table, placed.schema, placed.catalog) };
  },

  get: async ({ full_name }, { workspace, principal }) => {
    const placed = await getTable(workspace.database.read, full_name);
    if (!owns(principal, placed.table, placed.schema, placed.catalog)) throw tableMissing(full_name);
    return describe(placed, (await getMetastore(workspace.database.read)).id);
  },

  list: async (
    { catalog_name, schema_name, max_results, page_token, omit_columns, omit_properties },
    { workspace, principal },
  ) => {
    const { read } = workspace.database;
    const { catalog, schema } = await getSchema(read, `${catalog_name}.${schema_name}`);
    const { items, nextPageToken } = await readPage(
      workspace,
      { binding: ['tables', principal.id, schema.id], token: page_token, size: pageSize(max_results) },
      (after, limit) =>
        read
          .selectFrom('tables')
          .selectAll()
          .where('schema_id', '=', schema.id)
          .where('name_key', '>', after)
          .$if(!owns(principal, schema, catalog), query => query.where(ownedBy(principal)))
          .orderBy('name_key')
          .limit(limit)
          .execute(),
      table => table.name_key,
    );
    const metastore = await getMetastore(read);
    const summarise = (placed: PlacedTable) => {
      const { columns, properties, ...info } = describe(placed, metastore.id);
      return {
        ...info,
        ...(omit_columns === true ? {} : { columns }),
        ...(omit_properties === true ? {} : { properties }),
      };
    };
    return {
      tables: items.map(table => summarise({ catalog, schema, table })),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  listSummaries: notBuilt,

  update: async ({ full_name, owner }, context) => {
    await context.write(async transaction => {
      const { catalog, schema, table } = await getTable(transaction, full_name);
      requireOwner(context.principal, `Table '${full_name}'`, table, schema, catalog);
      const values = { owner: owner ?? table.owner, ...changed(context) };
      await transaction.updateTable('tables').set(values).where('id', '=', table.id).execute();
    });
    return {};
  },

  delete: async ({ full_name }, context) => {
    await context.write(async transaction => {
      const { catalog, schema, table } = await getTable(transaction, full_name);
      requireOwner(context.principal, `Table '${full_name}'`, table, schema, catalog);
      await askDropGuards(context.workspace, transaction, { id: table.id, fullName: full_name });
      await transaction.deleteFrom('tables').where('id', '=', table.id).execute();
    });
    return {};
  },
});
