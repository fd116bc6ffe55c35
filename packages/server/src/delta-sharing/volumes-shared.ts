import type { TableFiles } from '../catalog/table-stores.ts';
import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import { readableVolumes } from '../sharing/readable-objects.ts';
import { type GrantedShare, getGrantedShare } from './shared-objects.ts';

/** A volume of a granted share, as the recipient knows it and as the catalog does. */
export interface ListedVolume {
  readonly volumeId: string;
  readonly schema: string;
  readonly name: string;
  readonly schemaKey: string;
  readonly nameKey: string;
  readonly location: string;
}

/** How a recipient names a volume. */
export interface VolumeName {
  readonly share: string;
  readonly schema: string;
  readonly volume: string;
}

/** The volumes of a share that recipients can read now, for any other condition to be added. */
export const activeVolumes = (queries: Queries, shareId: string) =>
  readableVolumes(queries, shareId).select([
    'shared.volume_id as volumeId',
    'shared.shared_schema as schema',
    'shared.shared_name as name',
    'shared.shared_schema_key as schemaKey',
    'shared.shared_name_key as nameKey',
    'volumes.storage_location as location',
  ]);

/** The same with what opens them. */
export const locatedVolumes = (queries: Queries, shareId: string) =>
  activeVolumes(queries, shareId)
    .leftJoin('external_locations', 'external_locations.id', 'volumes.external_location_id')
    .leftJoin('storage_credentials', 'storage_credentials.id', 'external_locations.credential_id')
    .select(['external_locations.credential_id as credentialId', 'storage_credentials.version as credentialVersion']);

const volumeByName = prepared(
  (database, { share, schema, name }: { readonly share: string; readonly schema: string; readonly name: string }) =>
    locatedVolumes(database.read, share).where('shared_schema_key', '=', schema).where('shared_name_key', '=', name),
);

/** @throws ApiError RESOURCE_DOES_NOT_EXIST, also for a volume that is not shared with the recipient */
export const getSharedVolume = async (
  database: Database,
  recipient: RecipientCaller,
  { share, schema, volume }: VolumeName,
): Promise<{ readonly share: GrantedShare; readonly volume: ListedVolume & TableFiles }> => {
  const granted = await getGrantedShare(database, recipient, share);
  const keys = { share: granted.id, schema: schema.toLowerCase(), name: volume.toLowerCase() };
  const [found] = await database.execute(volumeByName(database, keys));
  if (found === undefined) {
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Volume '${granted.name}.${schema}.${volume}' does not exist.`);
  }
  return { share: granted, volume: found };
};
