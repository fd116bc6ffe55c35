import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { nameKey, splitName } from './names.ts';
import { type PlacedVolume, schemasById } from './store.ts';

export const volumeMissing = (name: string) =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `Volume '${name}' does not exist.`);

/** Volumes with their places, by id; those that do not exist are left out. */
export const volumesById = async (queries: Queries, ids: readonly string[]): Promise<Map<string, PlacedVolume>> => {
  if (ids.length === 0) return new Map();
  const volumes = await queries.selectFrom('volumes').selectAll().where('id', 'in', ids).execute();
  const schemas = await schemasById(
    queries,
    volumes.map(volume => volume.schema_id),
  );
  const placed = volumes.flatMap(volume => {
    const found = schemas.get(volume.schema_id);
    return found === undefined ? [] : [[volume.id, { ...found, volume }] as const];
  });
  return new Map(placed);
};

/** @throws ApiError RESOURCE_DOES_NOT_EXIST, also when a parent does not exist: that is not told either */
export const getVolume = async (queries: Queries, name: string): Promise<PlacedVolume> => {
  const [catalog = '', schema = '', volume = ''] = splitName('volume', name, 3).map(nameKey);
  const named = await queries
    .selectFrom('volumes')
    .innerJoin('schemas', 'schemas.id', 'volumes.schema_id')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .select('volumes.id')
    .where('volumes.name_key', '=', volume)
    .where('schemas.name_key', '=', schema)
    .where('catalogs.name_key', '=', catalog)
    .executeTakeFirst();
  const placed = named === undefined ? undefined : (await volumesById(queries, [named.id])).get(named.id);
  if (placed === undefined) throw volumeMissing(name);
  return placed;
};

/** How many volumes a schema has. */
export const countVolumes = async (queries: Queries, schemaId: string): Promise<number> => {
  const { count } = await queries
    .selectFrom('volumes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('schema_id', '=', schemaId)
    .executeTakeFirstOrThrow();
  return Number(count);
};
