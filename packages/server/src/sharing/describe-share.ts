import { stamps } from '../catalog/stamps.ts';
import { fullName, type PlacedTable, tablesById } from '../catalog/store.ts';
import type { Queries } from '../database/database.ts';
import { mayRead } from './access.ts';
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

const describeObjects = async (queries: Queries, share: Share) => {
  const objects = await objectsOf(queries, share.id);
  const tables = await tablesById(
    queries,
    objects.map(object => object.object_id),
  );
  const readable = async (placed: PlacedTable | undefined) =>
    placed !== undefined && (await mayRead(queries, share.owner, placed));
  return Promise.all(
    objects.map(async object => {
      const placed = tables.get(object.object_id);
      return describeObject(object, placed === undefined ? lostName(object) : fullName(placed), await readable(placed));
    }),
  );
};

/** A share as administrators see it, without what it holds. */
export const describeShare = (share: Share) => ({
  name: share.name,
  ...(share.storage_root === null ? {} : { storage_root: share.storage_root }),
  ...stamps(share),
});

/** A share with everything that it holds, in the order that it was added. */
export const describeWholeShare = async (queries: Queries, share: Share) => ({
  ...describeShare(share),
  objects: await describeObjects(queries, share),
});
