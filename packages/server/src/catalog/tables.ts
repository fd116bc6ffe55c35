import { tables } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { notBuilt, room } from '../http/handlers.ts';
import { type ColumnInfo, toColumns } from './columns.ts';
import { credentialNamesAt, filesAt, toLocation } from './covering-location.ts';
import { dropGrants } from './drop-grants.ts';
import { askDropGuards } from './drop-guards.ts';
import { toOwner } from './grantees.ts';
import { listed, withIdentity } from './identity-sql.ts';
import { refuseMounted } from './mounted-shares.ts';
import { getMountedTable, isMountedTable, listMountedTables } from './mounted-tables.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { getOpenLocation, getOpenSchema } from './open-place.ts';
import { isVisible, requireManage, scopeIn } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { asSchema, asTable } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import {
  findTable,
  fullName,
  getMetastore,
  getSchema,
  getTable,
  type PlacedTable,
  type Table,
  tableMissing,
} from './store.ts';
import { readTable, refuseOverlap } from './table-location.ts';

/** What the description of tables takes beside their rows. */
interface Surroundings {
  readonly metastoreId: string;
  /** The names of storage credentials by the external locations that they open. */
  readonly credentials: ReadonlyMap<string | null, string>;
}

const surroundingsOf = async (queries: Queries, tables: readonly Table[]): Promise<Surroundings> => ({
  metastoreId: (await getMetastore(queries)).id,
  credentials: await credentialNamesAt(
    queries,
    tables.map(table => table.external_location_id),
  ),
});

const credentialOf = ({ external_location_id }: Table, { credentials }: Surroundings) => {
  const name = credentials.get(external_location_id);
  return name === undefined ? {} : { storage_credential_name: name };
};

const describe = (placed: PlacedTable, surroundings: Surroundings) => ({
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
  metastore_id: surroundings.metastoreId,
  ...credentialOf(placed.table, surroundings),
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

const isSeen = async (context: Context, placed: PlacedTable): Promise<boolean> => {
  const securable = asTable(placed);
  return isVisible(await callerRights(context, securable), securable);
};

/** @throws ApiError TABLE_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop the table */
const getManaged = async (context: Context, name: string, transaction: Queries): Promise<PlacedTable> => {
  await refuseMounted(transaction, name);
  const placed = await getTable(transaction, name);
  const securable = asTable(placed);
  requireManage(await callerRights(context, securable, transaction), securable);
  return placed;
};

export const tablesRoom = room(tables, authenticateCaller, {
  create: async (request, context) => {
    checkName('table', request.name);
    requireExternalDelta(request);
    const { workspace } = context;
    const schemaName = `${request.catalog_name}.${request.schema_name}`;
    const { catalog, schema } = await getOpenSchema(context, schemaName, 'CREATE_TABLE', workspace.database.read);
    const place = toLocation(request.storage_location);
    const covering = await getOpenLocation(context, place, 'CREATE_EXTERNAL_TABLE', workspace.database.read);
    const store = await workspace.tableStores.open(await filesAt(workspace.database.read, place, covering));
    const object = newObject(context, request.name.toLowerCase(), undefined);
    const { metadata } = await readTable(workspace, object.id, store);
    const described = {
      ...object,
      comment: metadata.description ?? null,
      schema_id: schema.id,
      table_type: 'EXTERNAL' as const,
      data_source_format: 'DELTA' as const,
      storage_location: store.location,
      columns: JSON.stringify(toColumns(metadata.schemaString, metadata.partitionColumns)),
      properties: JSON.stringify({ ...metadata.configuration, ...request.properties }),
    };
    const table = await context
      .write(async transaction => {
        // Reading the log took a while, in which the schema may have gone, or the right to it.
        await getOpenSchema(context, schemaName, 'CREATE_TABLE', transaction);
        const opening = await getOpenLocation(context, place, 'CREATE_EXTERNAL_TABLE', transaction);
        const table = { ...described, external_location_id: opening?.id ?? null };
        // First the name: of two that create the same table at once, the loser hears that it exists.
        await transaction.insertInto('tables').values(table).execute();
        await refuseOverlap(transaction, { id: table.id, location: store.location });
        return table;
      })
      .catch(refuseTaken('TABLE_ALREADY_EXISTS', `Table '${schemaName}.${object.name}'`));
    return describe({ catalog, schema, table }, await surroundingsOf(workspace.database.read, [table]));
  },

  exists: async ({ full_name }, context) => {
    if (await isMountedTable(context, full_name)) return { table_exists: true };
    const placed = await findTable(context.workspace.database.read, full_name);
    return { table_exists: placed !== undefined && (await isSeen(context, placed)) };
  },

  get: async ({ full_name }, context) => {
    const { read } = context.workspace.database;
    const mounted = await getMountedTable(context, full_name);
    if (mounted !== undefined) return mounted;
    const placed = await getTable(read, full_name);
    if (!(await isSeen(context, placed))) throw tableMissing(full_name);
    return describe(placed, await surroundingsOf(read, [placed.table]));
  },

  list: async ({ catalog_name, schema_name, omit_columns, omit_properties, ...paging }, context) => {
    const { read } = context.workspace.database;
    const mounted = await listMountedTables(context, { catalog_name, schema_name, ...paging });
    if (mounted !== undefined) return mounted;
    const { catalog, schema } = await getSchema(read, `${catalog_name}.${schema_name}`);
    const securable = asSchema({ catalog, schema });
    const scope = scopeIn(await callerRights(context, securable), 'TABLE', securable);
    const { items, next } = await namedPage(context, paging, ['tables', schema.id], (after, limit) =>
      withIdentity(read, sql`${context.principal.id}`)
        .selectFrom('tables')
        .selectAll()
        .where('schema_id', '=', schema.id)
        .where('name_key', '>', after)
        .where(listed('tables', scope))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    const surroundings = await surroundingsOf(read, items);
    const summarise = (placed: PlacedTable) => {
      const { columns, properties, ...info } = describe(placed, surroundings);
      return {
        ...info,
        ...(omit_columns === true ? {} : { columns }),
        ...(omit_properties === true ? {} : { properties }),
      };
    };
    return { tables: items.map(table => summarise({ catalog, schema, table })), ...next };
  },

  listSummaries: notBuilt,

  update: async ({ full_name, owner }, context) => {
    await context.write(async transaction => {
      const { table } = await getManaged(context, full_name, transaction);
      const newOwner = await toOwner(context.workspace, transaction, { wanted: owner, present: table.owner });
      const values = { owner: newOwner, ...changed(context) };
      await transaction.updateTable('tables').set(values).where('id', '=', table.id).execute();
    });
    return {};
  },

  delete: async ({ full_name }, context) => {
    await context.write(async transaction => {
      const { table } = await getManaged(context, full_name, transaction);
      await askDropGuards(context.workspace, transaction, { type: 'Table', id: table.id, fullName: full_name });
      await dropGrants(transaction, [table.id]);
      await transaction.deleteFrom('tables').where('id', '=', table.id).execute();
    });
    return {};
  },
});
