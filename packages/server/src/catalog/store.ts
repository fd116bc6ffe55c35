import type { Selectable } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import { nameKey, splitName } from './names.ts';

export type Metastore = Selectable<Tables['metastores']>;
export type Catalog = Selectable<Tables['catalogs']>;
export type Schema = Selectable<Tables['schemas']>;
export type Table = Selectable<Tables['tables']>;
export type Volume = Selectable<Tables['volumes']>;

/** A schema with the catalog it is in. */
export interface PlacedSchema {
  readonly catalog: Catalog;
  readonly schema: Schema;
}

/** A table with the schema and the catalog it is in. */
export interface PlacedTable extends PlacedSchema {
  readonly table: Table;
}

/** A volume with the schema and the catalog it is in. */
export interface PlacedVolume extends PlacedSchema {
  readonly volume: Volume;
}

/** A schema, or what is in it, with its place. */
export type Placed = PlacedSchema & { readonly table?: Table; readonly volume?: Volume };

export const fullName = ({ catalog, schema, table, volume }: Placed): string =>
  [catalog, schema, table ?? volume].flatMap(level => (level === undefined ? [] : [level.name])).join('.');

/** The metastore: a workspace has one. */
export const getMetastore = (queries: Queries): Promise<Metastore> =>
  queries.selectFrom('metastores').selectAll().executeTakeFirstOrThrow();

/** What other organisations know the metastore by: its sharing identifier, `cloud:region:uuid` in lower case. */
export const globalMetastoreId = ({ cloud, region, id }: Metastore): string => `${cloud}:${region}:${id}`.toLowerCase();

export const metastoreMissing = (name: string) =>
  new ApiError('METASTORE_DOES_NOT_EXIST', `Metastore '${name}' does not exist.`);
export const catalogMissing = (name: string) =>
  new ApiError('CATALOG_DOES_NOT_EXIST', `Catalog '${name}' does not exist.`);
export const schemaMissing = (name: string) =>
  new ApiError('SCHEMA_DOES_NOT_EXIST', `Schema '${name}' does not exist.`);
export const tableMissing = (name: string) => new ApiError('TABLE_DOES_NOT_EXIST', `Table '${name}' does not exist.`);

/** @throws ApiError CATALOG_DOES_NOT_EXIST */
export const getCatalog = async (queries: Queries, name: string): Promise<Catalog> => {
  const catalog = await queries
    .selectFrom('catalogs')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  if (catalog === undefined) throw catalogMissing(name);
  return catalog;
};

const findSchema = (queries: Queries, catalog: Catalog, name: string): Promise<Schema | undefined> =>
  queries
    .selectFrom('schemas')
    .selectAll()
    .where('catalog_id', '=', catalog.id)
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();

/** @throws ApiError CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST */
export const getSchema = async (queries: Queries, name: string): Promise<PlacedSchema> => {
  const [catalogName = '', schemaName = ''] = splitName('schema', name, 2);
  const catalog = await getCatalog(queries, catalogName);
  const schema = await findSchema(queries, catalog, schemaName);
  if (schema === undefined) throw schemaMissing(name);
  return { catalog, schema };
};

/** The table of a full name, or undefined when it or one of its parents does not exist. */
export const findTable = async (queries: Queries, name: string): Promise<PlacedTable | undefined> => {
  const [catalogName = '', schemaName = '', tableName = ''] = splitName('table', name, 3).map(nameKey);
  const catalog = await queries
    .selectFrom('catalogs')
    .selectAll()
    .where('name_key', '=', catalogName)
    .executeTakeFirst();
  const schema = catalog === undefined ? undefined : await findSchema(queries, catalog, schemaName);
  if (catalog === undefined || schema === undefined) return undefined;
  const table = await queries
    .selectFrom('tables')
    .selectAll()
    .where('schema_id', '=', schema.id)
    .where('name_key', '=', tableName)
    .executeTakeFirst();
  return table === undefined ? undefined : { catalog, schema, table };
};

/** @throws ApiError TABLE_DOES_NOT_EXIST */
export const getTable = async (queries: Queries, name: string): Promise<PlacedTable> => {
  const placed = await findTable(queries, name);
  if (placed === undefined) throw tableMissing(name);
  return placed;
};

/** Schemas with their catalogs, by id; those that do not exist are left out. */
export const schemasById = async (queries: Queries, ids: readonly string[]): Promise<Map<string, PlacedSchema>> => {
  const schemas = await byIds(queries, 'schemas', ids);
  const catalogs = await byIds(
    queries,
    'catalogs',
    [...schemas.values()].map(schema => schema.catalog_id),
  );
  const placed = [...schemas.values()].flatMap(schema => {
    const catalog = catalogs.get(schema.catalog_id);
    return catalog === undefined ? [] : [[schema.id, { catalog, schema }] as const];
  });
  return new Map(placed);
};

/** The names and places of tables by id: what a share shows of the objects that it holds. */
export const tablesById = async (queries: Queries, ids: readonly string[]): Promise<Map<string, PlacedTable>> => {
  if (ids.length === 0) return new Map();
  const tables = await queries.selectFrom('tables').selectAll().where('id', 'in', ids).execute();
  const schemas = await schemasById(
    queries,
    tables.map(table => table.schema_id),
  );
  const placed = tables.flatMap(table => {
    const found = schemas.get(table.schema_id);
    return found === undefined ? [] : [[table.id, { ...found, table }] as const];
  });
  return new Map(placed);
};

const byIds = async <Name extends 'catalogs' | 'schemas'>(
  queries: Queries,
  name: Name,
  ids: readonly string[],
): Promise<Map<string, Name extends 'catalogs' ? Catalog : Schema>> => {
  if (ids.length === 0) return new Map();
  const rows = await queries
    .selectFrom(name as 'catalogs')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(row => [row.id, row])) as never;
};
