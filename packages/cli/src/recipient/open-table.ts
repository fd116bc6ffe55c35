import type { SharedTable, SharedVolume, SharingClient } from '@boathouse/recipient';
import { debugFetch } from '../debug.ts';
import type { Globals } from '../globals.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * Opens a profile file. Nothing is sent yet.
 *
 * @throws ProfileError for one that cannot be used
 */
export const openClient = async (
  profile: string,
  { debug }: Globals,
  surroundings: Surroundings,
): Promise<SharingClient> => {
  // Here, because reading Parquet is nothing that other commands need.
  const { openProfile } = await import('@boathouse/recipient');
  const fetch = debug ? debugFetch(surroundings) : surroundings.fetch;
  return openProfile(profile, { fetch, signal: surroundings.signal });
};

/**
 * Opens the table that a table URL names: `PROFILE#SHARE.SCHEMA.TABLE`. Nothing is sent yet.
 *
 * @throws ProfileError for another form, and for a profile that cannot be used
 */
export const openTable = async (url: string, globals: Globals, surroundings: Surroundings): Promise<SharedTable> => {
  const { parseTableUrl } = await import('@boathouse/recipient');
  const { profile, table } = parseTableUrl(url);
  return (await openClient(profile, globals, surroundings)).table(table);
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
