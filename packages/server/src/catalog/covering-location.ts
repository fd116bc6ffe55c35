import { type Selectable, sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import { formatLocation, parseLocation } from '../storage/location.ts';
import { nameKey } from './names.ts';
import type { Table } from './store.ts';
import type { TableFiles } from './table-stores.ts';

export type ExternalLocation = Selectable<Tables['external_locations']>;

/** What lies at a location of its own. */
export type LocatedKind = 'tables' | 'volumes';

/** Characters of a location at most: no store has objects, and no disk has files, of longer names. */
const longestLocation = 4096;

/**
 * A location in its one form.
 *
 * @throws LocationError for one that is malformed; ApiError INVALID_PARAMETER_VALUE for one that is too long
 */
export const toLocation = (text: string): string => {
  const location = formatLocation(parseLocation(text));
  if (location.length <= longestLocation) return location;
  const message = `A location has at most ${longestLocation} characters, not ${location.length}.`;
  throw new ApiError('INVALID_PARAMETER_VALUE', message);
};

const folderOf = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

/** Whether a URL is another one or lies below it, by whole segments. Both are in their one form, see `formatLocation`. */
export const isWithin = (url: string, outer: string): boolean => url === outer || url.startsWith(folderOf(outer));

export const locationMissing = (name: string) =>
  new ApiError('EXTERNAL_LOCATION_DOES_NOT_EXIST', `External Location '${name}' does not exist.`);

/** @throws ApiError EXTERNAL_LOCATION_DOES_NOT_EXIST */
export const getExternalLocation = async (queries: Queries, name: string): Promise<ExternalLocation> => {
  const found = await queries
    .selectFrom('external_locations')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
  if (found === undefined) throw locationMissing(name);
  return found;
};

/** The external location that covers the location of a table or volume: there is at most one, because they do not overlap. */
export const findCovering = async (queries: Queries, location: string): Promise<ExternalLocation | undefined> => {
  const all = await queries.selectFrom('external_locations').selectAll().execute();
  return all.find(({ url }) => isWithin(location, url));
};

/**
 * Refuses a folder that is to be read whole and holds an external location, which has grants of its own.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseAround = async (queries: Queries, folder: string): Promise<void> => {
  const all = await queries.selectFrom('external_locations').select(['name', 'url']).execute();
  const inner = all.find(({ url }) => url !== folder && isWithin(url, folder));
  if (inner === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
    `Input path '${folder}' holds the external location '${inner.name}' ('${inner.url}').`,
  );
};

/**
 * Refuses an external location inside a volume: whoever reads the volume would read what the location protects.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseInVolume = async (queries: Queries, url: string): Promise<void> => {
  const volumes = await queries
    .selectFrom('volumes')
    .select(['name', 'storage_location'])
    .where('storage_location', 'in', outerUrls(url))
    .where('storage_location', '!=', url)
    .execute();
  const [outer] = volumes;
  if (outer === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
    `Input path '${url}' lies in the volume '${outer.name}' ('${outer.storage_location}').`,
  );
};

/** What opens a location that this external location covers; undefined: none covers it. */
export const filesAt = async (
  queries: Queries,
  location: string,
  covering: Pick<ExternalLocation, 'credential_id'> | undefined,
): Promise<TableFiles> => {
  if (covering === undefined) return { location, credentialId: null, credentialVersion: null };
  const credential = await queries
    .selectFrom('storage_credentials')
    .select('version')
    .where('id', '=', covering.credential_id)
    .executeTakeFirst();
  return { location, credentialId: covering.credential_id, credentialVersion: credential?.version ?? null };
};

/** What opens the files of a table or volume of the catalog. */
export const filesOf = async (
  queries: Queries,
  { storage_location, external_location_id }: Pick<Table, 'storage_location' | 'external_location_id'>,
): Promise<TableFiles> => {
  if (external_location_id === null) return filesAt(queries, storage_location, undefined);
  const covering = await queries
    .selectFrom('external_locations')
    .select('credential_id')
    .where('id', '=', external_location_id)
    .executeTakeFirst();
  return filesAt(queries, storage_location, covering);
};

/** The names of the credentials that open external locations, by the ids of these. */
export const credentialNamesAt = async (
  queries: Queries,
  locationIds: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, string>> => {
  const ids = [...new Set(locationIds)].filter(id => id !== null);
  if (ids.length === 0) return new Map();
  const rows = await queries
    .selectFrom('external_locations')
    .innerJoin('storage_credentials', 'storage_credentials.id', 'external_locations.credential_id')
    .select(['external_locations.id', 'storage_credentials.name'])
    .where('external_locations.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
};

/**
 * Refuses an external location that equals, holds or lies in another.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
export const refuseLocationOverlap = async (
  transaction: Queries,
  { id, url }: Pick<ExternalLocation, 'id' | 'url'>,
): Promise<void> => {
  const others = await transaction
    .selectFrom('external_locations')
    .select(['name', 'url'])
    .where('id', '!=', id)
    .execute();
  const other = others.find(one => isWithin(one.url, url) || isWithin(url, one.url));
  if (other === undefined) return;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
    `Input path '${url}' overlaps with the external location '${other.name}' ('${other.url}').`,
  );
};

/** How many tables or volumes an external location opens. */
export const countWithin = async (queries: Queries, kind: LocatedKind, id: string): Promise<number> => {
  const { total } = await queries
    .selectFrom(kind)
    .select(sql<number>`count(*)`.as('total'))
    .where('external_location_id', '=', id)
    .executeTakeFirstOrThrow();
  return Number(total);
};

/** The condition that a table or volume lies at a URL or below it. Lengths are counted in characters, as both engines do. */
const liesWithin = (url: string) => {
  const folder = folderOf(url);
  const beginning = sql<string>`substr(storage_location, 1, ${sql.lit([...folder].length)})`;
  return sql<boolean>`(storage_location = ${url} or ${beginning} = ${folder})`;
};

/**
 * A URL and all that it lies in: `s3://b/a/t`, `s3://b/a`, `s3://b`. Those that are too long for a location are left out:
 * nothing is there, and a log may name a file a million folders deep.
 */
export const outerUrls = (url: string): readonly string[] => {
  const [scheme, path = ''] = url.split('://', 2);
  const segments = path.slice(0, longestLocation).split('/');
  if (path.length > longestLocation) segments.pop();
  return segments.map((_, index) => `${scheme}://${segments.slice(0, segments.length - index).join('/') || '/'}`);
};

/** The tables and volumes that lie below a URL, and those that it lies in: their ids by their locations. */
export const placesAround = async (
  queries: Queries,
  kind: LocatedKind,
  url: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await queries
    .selectFrom(kind)
    .select(['id', 'storage_location'])
    .where(sql<boolean>`(${liesWithin(url)} or storage_location in (${sql.join(outerUrls(url))}))`)
    .execute();
  return new Map(rows.map(row => [row.storage_location, row.id]));
};

const adopt = async (
  transaction: Queries,
  kind: LocatedKind,
  { id, url }: Pick<ExternalLocation, 'id' | 'url'>,
): Promise<number> => {
  const within = liesWithin(url);
  await releasing(transaction, kind, id).where(sql<boolean>`not ${within}`).execute();
  const { numUpdatedRows } = await transaction
    .updateTable(kind)
    .set({ external_location_id: id })
    .where('external_location_id', 'is', null)
    .where(within)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
};

/**
 * Makes an external location open the tables and volumes below its URL, and no others, after the URL was set or changed.
 *
 * @returns how many it opens that the settings of the server opened before
 */
export const adoptWithin = async (
  transaction: Queries,
  location: Pick<ExternalLocation, 'id' | 'url'>,
): Promise<number> => (await adopt(transaction, 'tables', location)) + (await adopt(transaction, 'volumes', location));

const releasing = (transaction: Queries, kind: LocatedKind, id: string) =>
  transaction.updateTable(kind).set({ external_location_id: null }).where('external_location_id', '=', id);

/** Leaves what an external location opened to the settings of the server. */
export const releaseWithin = async (transaction: Queries, id: string): Promise<void> => {
  await releasing(transaction, 'tables', id).execute();
  await releasing(transaction, 'volumes', id).execute();
};
