import {
  fullName,
  type PlacedTable,
  type PlacedVolume,
  schemaMissing,
  schemasById,
  tableMissing,
  tablesById,
} from '../catalog/store.ts';
import { volumeMissing, volumesById } from '../catalog/volumes-store.ts';
import { isUniqueViolation, type Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { keepPartitions } from './check-partitions.ts';
import { type DataObject, sharesHistory, typeOf } from './data-object.ts';
import { showsFeed } from './describe-share.ts';
import { findObject, type NamedObject, namedObjects, refuseLost } from './named-objects.ts';
import { requireWithinLimits } from './object-limits.ts';
import type { PreparedUpdate, SchemaSource, TableSource } from './prepare-updates.ts';
import { ownNameOf, toSharedName } from './shared-as.ts';
import { type VolumeSource, volumeAlias } from './shared-volumes.ts';
import type { Share, SharedObject } from './store.ts';
import { makeRoomForSchema, requireNotInWholeSchema, wholeSchemaName } from './whole-schemas.ts';

/** The alias that is asked for. */
const aliasOf = (object: DataObject): string | undefined =>
  typeOf(object) === 'VOLUME' ? volumeAlias(object) : object.shared_as;

const refuseTaken = (share: Share, object: DataObject) => (error: unknown) => {
  if (!isUniqueViolation(error)) throw error;
  const { name } = object;
  const wanted = aliasOf(object);
  const alias = wanted === undefined ? 'its alias' : `its alias '${wanted}'`;
  const what = typeOf(object) === 'VOLUME' ? 'Shared Volume' : 'Shared Table';
  const message = `${what} '${name}' already exists in share '${share.name}', or ${alias} does.`;
  throw new ApiError('RESOURCE_ALREADY_EXISTS', message, { cause: error });
};

/** What an entry of a share is made with, whatever its type. */
const newEntry = (context: Context, share: Share, object: DataObject, position: number) => ({
  share_id: share.id,
  position,
  comment: object.comment ?? null,
  partitions: keepPartitions(object),
  added_at: context.workspace.now(),
  added_by: context.principal.name,
});
type NewEntry = ReturnType<typeof newEntry>;

const addTable = async (
  transaction: Queries,
  share: Share,
  entry: NewEntry,
  { object, placed, version, cdf }: TableSource,
): Promise<void> => {
  const { id } = placed.table;
  // Reading the log took a while, in which the table may have gone.
  if (!(await tablesById(transaction, [id])).has(id)) throw tableMissing(object.name);
  const name = toSharedName(object.shared_as, ownNameOf(placed));
  await requireNotInWholeSchema(transaction, share, name);
  const row = {
    ...entry,
    ...name,
    object_id: id,
    data_object_type: 'TABLE' as const,
    source_name: fullName(placed),
    cdf_enabled: cdf ? 1 : 0,
    feed_shared: object.cdf_enabled === false ? 0 : 1,
    history_sharing: sharesHistory(object) ? 1 : 0,
    start_version: object.start_version ?? version,
  };
  await transaction.insertInto('share_objects').values(row).execute().catch(refuseTaken(share, object));
};

const addVolume = async (
  transaction: Queries,
  share: Share,
  entry: NewEntry,
  { object, placed }: VolumeSource,
): Promise<void> => {
  const { id } = placed.volume;
  if (!(await volumesById(transaction, [id])).has(id)) throw volumeMissing(object.name);
  const name = toSharedName(volumeAlias(object), ownNameOf(placed));
  await requireNotInWholeSchema(transaction, share, name);
  const row = {
    ...entry,
    ...name,
    object_id: id,
    data_object_type: 'VOLUME' as const,
    source_name: fullName(placed),
    cdf_enabled: 0,
    feed_shared: 0,
    history_sharing: 0,
    start_version: null,
  };
  await transaction.insertInto('share_objects').values(row).execute().catch(refuseTaken(share, object));
};

/** The tables of a whole schema are shared with their history unless that is switched off. */
const schemaHistory = (object: DataObject): number => (object.history_data_sharing_status === 'DISABLED' ? 0 : 1);

const addSchema = async (
  transaction: Queries,
  share: Share,
  entry: NewEntry,
  { object, placed }: SchemaSource,
): Promise<void> => {
  const { id } = placed.schema;
  if (!(await schemasById(transaction, [id])).has(id)) throw schemaMissing(object.name);
  await makeRoomForSchema(transaction, share, placed);
  const row = {
    ...entry,
    ...wholeSchemaName(placed),
    object_id: id,
    data_object_type: 'SCHEMA' as const,
    source_name: fullName(placed),
    cdf_enabled: 1,
    feed_shared: 1,
    history_sharing: schemaHistory(object),
    start_version: null,
  };
  await transaction.insertInto('share_objects').values(row).execute();
};

const remove = async (transaction: Queries, { object }: NamedObject): Promise<void> => {
  await transaction
    .deleteFrom('share_objects')
    .where('share_id', '=', object.share_id)
    .where('object_id', '=', object.object_id)
    .execute();
};

/** The name that a table or volume gets by an update; undefined when it keeps its own. */
const newName = async (
  transaction: Queries,
  share: Share,
  object: DataObject,
  placed: PlacedTable | PlacedVolume | undefined,
) => {
  const alias = aliasOf(object);
  if (alias === undefined || placed === undefined) return undefined;
  const name = toSharedName(alias, ownNameOf(placed));
  await requireNotInWholeSchema(transaction, share, name);
  return name;
};

/** Sent back as it was read, `cdf_enabled` decides nothing: that a table has no feed now does not keep back a later one. */
const feedShared = ({ cdf_enabled: wanted }: DataObject, object: SharedObject): number => {
  if (wanted === undefined) return 1;
  return wanted === showsFeed(object) ? object.feed_shared : Number(wanted);
};

const replaceTable = async (
  transaction: Queries,
  share: Share,
  { object: wanted, facts }: PreparedUpdate,
  { object, source }: NamedObject,
) => ({
  ...(await newName(transaction, share, wanted, source !== undefined && 'table' in source ? source : undefined)),
  ...(facts === undefined ? {} : { cdf_enabled: facts.cdf ? 1 : 0 }),
  feed_shared: feedShared(wanted, object),
  history_sharing: sharesHistory(wanted) ? 1 : 0,
  start_version: wanted.start_version ?? object.start_version,
  partitions: keepPartitions(wanted),
});

const changesOf = async (transaction: Queries, share: Share, update: PreparedUpdate, found: NamedObject) => {
  const { data_object_type: type } = found.object;
  if (type === 'SCHEMA') return { history_sharing: schemaHistory(update.object) };
  if (type === 'TABLE') return replaceTable(transaction, share, update, found);
  const { source } = found;
  const placed = source !== undefined && 'volume' in source ? source : undefined;
  return { ...(await newName(transaction, share, update.object, placed)) };
};

/** UPDATE replaces what may change of an entry: Terraform sends the whole object that it plans. */
const replace = async (
  transaction: Queries,
  share: Share,
  update: PreparedUpdate,
  found: NamedObject,
): Promise<void> => {
  const { object: wanted } = update;
  if (found.source === undefined) {
    const message = `'${wanted.name}' cannot be updated in share '${share.name}': it has been dropped. Remove it from the share.`;
    throw new ApiError('INVALID_STATE', message);
  }
  const changes = await changesOf(transaction, share, update, found);
  await transaction
    .updateTable('share_objects')
    .set({ ...changes, comment: wanted.comment ?? null, source_name: found.name })
    .where('share_id', '=', share.id)
    .where('object_id', '=', found.object.object_id)
    .execute()
    .catch(refuseTaken(share, wanted));
};

/** Applies prepared updates in order. Any that fails undoes all, because they share the transaction. */
export const applyUpdates = async (
  transaction: Queries,
  context: Context,
  share: Share,
  updates: readonly PreparedUpdate[],
): Promise<void> => {
  if (updates.length === 0) return;
  const present = await namedObjects(transaction, share);
  const last = present.at(-1)?.object.position ?? 0;
  for (const [index, update] of updates.entries()) {
    const { action, object, source } = update;
    const entry = newEntry(context, share, object, last + index + 1);
    if (source !== undefined) refuseLost(present, share, object);
    if (source?.type === 'TABLE') await addTable(transaction, share, entry, source);
    else if (source?.type === 'VOLUME') await addVolume(transaction, share, entry, source);
    else if (source?.type === 'SCHEMA') await addSchema(transaction, share, entry, source);
    else if (action === 'REMOVE') await remove(transaction, findObject(present, share, object));
    else await replace(transaction, share, update, findObject(present, share, object, typeOf(object)));
  }
  await requireWithinLimits(transaction, share);
};
