import { stamps } from '../catalog/stamps.ts';
import { fullName } from '../catalog/store.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import { readableSchemas, readableTables } from './readable-objects.ts';
import { lostName, objectsOf, type Share, type SharedObject, sourcesOf } from './store.ts';

const describeObject = (object: SharedObject, name: string, active: boolean) => ({
  name,
  data_object_type: object.data_object_type,
  ...(object.data_object_type === 'SCHEMA' ? {} : { shared_as: `${object.shared_schema}.${object.shared_name}` }),
  ...(object.comment === null ? {} : { comment: object.comment }),
  added_at: object.added_at,
  added_by: object.added_by,
  cdf_enabled: object.cdf_enabled === 1,
  history_data_sharing_status: object.history_sharing === 1 ? ('ENABLED' as const) : ('DISABLED' as const),
  ...(object.start_version === null ? {} : { start_version: object.start_version }),
  status: active ? ('ACTIVE' as const) : ('PERMISSION_DENIED' as const),
});

const readableIds = prepared((database, { share }: { readonly share: string }) =>
  readableTables(database.read, share).whereRef('shared.object_id', '=', 'shared.table_id').select('shared.object_id'),
);

const readableSchemaIds = prepared((database, { share }: { readonly share: string }) =>
  readableSchemas(database.read, share).select('share_objects.object_id'),
);

const describeObjects = async (database: Database, share: Share) => {
  const objects = await objectsOf(database.read, share.id);
  const sources = await sourcesOf(database.read, objects);
  const tables = await database.execute(readableIds(database, { share: share.id }));
  const schemas = await database.execute(readableSchemaIds(database, { share: share.id }));
  const active = new Set([...tables, ...schemas].map(object => object.object_id));
  return objects.map(object => {
    const source = sources.get(object.object_id);
    const name = source === undefined ? lostName(object) : fullName(source);
    return describeObject(object, name, active.has(object.object_id));
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
