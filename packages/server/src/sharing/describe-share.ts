import { stamps } from '../catalog/stamps.ts';
import type { Database } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { SharedPartition } from './data-object.ts';
import { namedObjects } from './named-objects.ts';
import { readableObjects, readableSchemas, type SharedKind } from './readable-objects.ts';
import type { Share, SharedObject } from './store.ts';

/** Whether recipients of an object's history can read its change data feed, as far as was seen last. */
export const showsFeed = ({ cdf_enabled, feed_shared }: SharedObject): boolean =>
  cdf_enabled === 1 && feed_shared === 1;

/** What recipients know an object by. Only tables have it as `shared_as`. */
const aliasOf = ({ data_object_type: type, shared_schema, shared_name }: SharedObject) => {
  const alias = `${shared_schema}.${shared_name}`;
  if (type === 'SCHEMA') return {};
  return type === 'TABLE' ? { shared_as: alias } : { string_shared_as: alias };
};

/** What is there of tables alone, by themselves or in whole schemas. */
const describeTable = (object: SharedObject) => ({
  cdf_enabled: showsFeed(object),
  history_data_sharing_status: object.history_sharing === 1 ? ('ENABLED' as const) : ('DISABLED' as const),
  ...(object.start_version === null ? {} : { start_version: object.start_version }),
  ...(object.partitions === null ? {} : { partitions: JSON.parse(object.partitions) as SharedPartition[] }),
});

const describeObject = (object: SharedObject, name: string, active: boolean) => ({
  name,
  data_object_type: object.data_object_type,
  ...aliasOf(object),
  ...(object.comment === null ? {} : { comment: object.comment }),
  added_at: object.added_at,
  added_by: object.added_by,
  ...(object.data_object_type === 'VOLUME' ? {} : describeTable(object)),
  status: active ? ('ACTIVE' as const) : ('PERMISSION_DENIED' as const),
});

/** Which of its single objects of a kind the owner of a share may read. */
const readableIds = (kind: SharedKind) =>
  prepared((database, { share }: { readonly share: string }) =>
    readableObjects(database.read, share, kind)
      .whereRef('shared.object_id', '=', 'shared.source_id')
      .select('shared.object_id'),
  );

const readableTableIds = readableIds('tables');
const readableVolumeIds = readableIds('volumes');

const readableSchemaIds = prepared((database, { share }: { readonly share: string }) =>
  readableSchemas(database.read, share).select('share_objects.object_id'),
);

const describeObjects = async (database: Database, share: Share) => {
  const objects = await namedObjects(database.read, share);
  const tables = await database.execute(readableTableIds(database, { share: share.id }));
  const schemas = await database.execute(readableSchemaIds(database, { share: share.id }));
  const volumes = await database.execute(readableVolumeIds(database, { share: share.id }));
  const active = new Set([...tables, ...schemas, ...volumes].map(object => object.object_id));
  return objects.map(({ object, name }) => describeObject(object, name, active.has(object.object_id)));
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
