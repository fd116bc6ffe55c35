import { asVolume } from '../catalog/securables.ts';
import type { PlacedVolume } from '../catalog/store.ts';
import { getVolume, volumeMissing } from '../catalog/volumes-store.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { requireOwnerMayRead } from './access.ts';
import type { DataObject } from './data-object.ts';
import type { Share } from './store.ts';

/** A volume that is to be added. */
export interface VolumeSource {
  readonly type: 'VOLUME';
  readonly object: DataObject;
  readonly placed: PlacedVolume;
}

/** What an object carries that a volume cannot have: files have no versions and no partitions. */
const alienToVolume = (object: DataObject): string | undefined => {
  if (object.content !== undefined) return 'content';
  if (object.start_version !== undefined) return 'start_version';
  if (object.cdf_enabled === true) return 'cdf_enabled';
  if (object.history_data_sharing_status === 'ENABLED') return 'history_data_sharing_status';
  return (object.partitions ?? []).length > 0 ? 'partitions' : undefined;
};

/** @throws ApiError INVALID_PARAMETER_VALUE for what a volume does not have */
export const refuseForVolume = (object: DataObject): void => {
  const field = alienToVolume(object);
  const { name, shared_as, string_shared_as } = object;
  if (field !== undefined) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `A volume is not shared with ${field}: '${name}'.`);
  }
  if (shared_as !== undefined && string_shared_as !== undefined && shared_as !== string_shared_as) {
    const message = `'${name}' has two aliases: give a volume string_shared_as alone.`;
    throw new ApiError('INVALID_PARAMETER_VALUE', message);
  }
};

/**
 * A volume that a share is to hold.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST; PERMISSION_DENIED unless the owner of the share may read it
 */
export const prepareVolume = async (context: Context, share: Share, object: DataObject): Promise<VolumeSource> => {
  const placed = await getVolume(context.workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, asVolume(placed), volumeMissing);
  return { type: 'VOLUME', object, placed };
};

/** The alias that is asked for, which official clients write as `string_shared_as`; undefined: none is. */
export const volumeAlias = ({ string_shared_as, shared_as }: DataObject): string | undefined =>
  string_shared_as ?? shared_as;
