import type { ClientOptions, SharedTable, SharedVolume, SharingClient } from '@boathouse/recipient';
import { debugFetch } from '../debug.ts';
import type { Globals } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a command may say of how tables are read. */
type OpenOptions = Pick<ClientOptions, 'queryTimeout'>;

/**
 * Opens a profile file. Nothing is sent yet.
 *
 * @throws ProfileError for one that cannot be used; QueryError for a queryTimeout that is none
 */
export const openClient = async (
  profile: string,
  { debug }: Globals,
  surroundings: Surroundings,
  options: OpenOptions = {},
): Promise<SharingClient> => {
  // Here, because reading Parquet is nothing that other commands need.
  const { openProfile } = await import('@boathouse/recipient');
  const fetch = debug ? debugFetch(surroundings) : surroundings.fetch;
  return openProfile(profile, { ...options, fetch, signal: surroundings.signal });
};

/**
 * Opens the table that a table URL names: `PROFILE#SHARE.SCHEMA.TABLE`. Nothing is sent yet.
 *
 * @throws ProfileError for another form; and as `openClient`
 */
export const openTable = async (
  url: string,
  globals: Globals,
  surroundings: Surroundings,
  options: OpenOptions = {},
): Promise<SharedTable> => {
  const { parseTableUrl } = await import('@boathouse/recipient');
  const { profile, table } = parseTableUrl(url);
  return (await openClient(profile, globals, surroundings, options)).table(table);
};

/**
 * Opens the volume that a URL of the same form names: `PROFILE#SHARE.SCHEMA.VOLUME`. Nothing is sent yet.
 *
 * @throws ProfileError as `openTable`
 */
export const openVolume = async (url: string, globals: Globals, surroundings: Surroundings): Promise<SharedVolume> => {
  const { parseTableUrl } = await import('@boathouse/recipient');
  const { profile, table } = parseTableUrl(url);
  const { table: volume, ...parents } = table;
  return (await openClient(profile, globals, surroundings)).volume({ ...parents, volume });
};
