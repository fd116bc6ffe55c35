import type { TableFiles } from '../catalog/table-stores.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import {
  type GrantedShare,
  getGrantedShare,
  type ListedObject,
  locatedObjects,
  objectColumns,
} from './shared-objects.ts';

/** A volume of a granted share, as the recipient knows it and as the catalog does. */
export interface ListedVolume extends ListedObject {
  readonly volumeId: string;
  readonly location: string;
}

/** How a recipient names a volume. */
export interface VolumeName {
  readonly share: string;
  readonly schema: string;
  readonly volume: string;
}

const volumeColumns = [...objectColumns, 'shared.source_id as volumeId'] as const;

/** What lists show of volumes that `nextObjects` finds. */
export const listedVolumeColumns = [...volumeColumns, 'source.storage_location as location'] as const;

const volumeByName = prepared(
  (database, { share, schema, name }: { readonly share: string; readonly schema: string; readonly name: string }) =>
    locatedObjects(database.read, share, 'volumes')
      .select(volumeColumns)
      .where('shared_schema_key', '=', schema)
      .where('shared_name_key', '=', name),
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
