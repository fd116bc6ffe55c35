import { stamps } from '../catalog/stamps.ts';
import { fullName, tablesById } from '../catalog/store.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { readableObjects } from './readable-objects.ts';
import { objectsOf, type Share, type SharedObject } from './store.ts';

const describeObject = (object: SharedObject, name: string, active: boolean) => ({
  name,
  data_object_type: object.data_object_type,
  shared_as: `${object.shared_schema}.${object.shared_name}`,
  ...(object.comment === null ? {} : { comment: object.comment }),
  added_at: object.added_at,
  added_by: object.added_by,
  cdf_enabled: object.cdf_enabled === 1,
  history_data_sharing_status: object.history_sharing === 1 ? ('ENABLED' as const) : ('DISABLED' as const),
  ...(object.start_version === null ? {} : { start_version: object.start_version }),
  status: active ? ('ACTIVE' as const) : ('PERMISSION_DENIED' as const),
});

/** The name of an object whose source is gone: all that is left is what it was shared as. */
const lostName = (object: SharedObject): string => `${object.shared_schema}.${object.shared_name}`;

const readableIds = prepared((database, { share }: { readonly share: string }) =>
  readableObjects(database.read, share).select('share_objects.object_id'),
);

const describeObjects = async (database: Database, share: Share) => {
  const queries = database.read;
  const objects = await objectsOf(queries, share.id);
  const tables = await tablesById(
    queries,
    objects.map(object => object.object_id),
  );
  const readable = await database.execute(readableIds(database, { share: share.id }));
  const active = new Set(readable.map(object => object.object_id));
  return objects.map(object => {
    const placed = tables.get(object.object_id);
    return describeObject(
      object,
      placed === undefined ? lostName(object) : fullName(placed),
      active.has(object.object_id),
    );
  });
};

/** A share as administrators see it, without what it holds. */
export const describeShare = (share: Share) => ({
  name: share.name,
  ...(share.storage_root === null ? {} : { storage_root: share.storage_root }),
  ...stamps(share),
});

/** A share with everything that it holds, in the order that it was added. */
export const describeWholeShare = async (database: Database, share: Share) => ({
  ...describeShare(share),
  objects: await describeObjects(database, share),
});
