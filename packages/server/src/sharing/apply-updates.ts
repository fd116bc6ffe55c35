import { fullName, type PlacedTable, tableMissing, tablesById } from '../catalog/store.ts';
import { isUniqueViolation, type Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { DataObject, PreparedUpdate } from './prepare-updates.ts';
import { toSharedName } from './shared-as.ts';
import { objectsOf, type Share, type SharedObject } from './store.ts';

const refuseTaken =
  (share: Share, { name, shared_as }: DataObject) =>
  (error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    const alias = shared_as === undefined ? 'its alias' : `its alias '${shared_as}'`;
    const message = `Shared Table '${name}' already exists in share '${share.name}', or ${alias} does.`;
    throw new ApiError('RESOURCE_ALREADY_EXISTS', message, { cause: error });
  };

const add = async (
  transaction: Queries,
  context: Context,
  share: Share,
  { object, source }: PreparedUpdate,
  position: number,
) => {
  if (source === undefined) return;
  const { id } = source.placed.table;
  // Reading the log took a while, in which the table may have gone.
  if (!(await tablesById(transaction, [id])).has(id)) throw tableMissing(object.name);
  const row = {
    share_id: share.id,
    object_id: id,
    position,
    data_object_type: 'TABLE' as const,
    comment: object.comment ?? null,
    ...toSharedName(object.shared_as, source.placed),
    cdf_enabled: (object.cdf_enabled ?? source.cdf) ? 1 : 0,
    history_sharing: object.history_data_sharing_status === 'ENABLED' ? 1 : 0,
    start_version: object.start_version ?? source.version,
    added_at: context.workspace.now(),
    added_by: context.principal.name,
  };
  await transaction.insertInto('share_objects').values(row).execute().catch(refuseTaken(share, object));
};

/** The object of a share by the name of its source, or by its alias when the source is gone. */
const findObject = async (
  transaction: Queries,
  share: Share,
  name: string,
): Promise<{ object: SharedObject; placed: PlacedTable | undefined }> => {
  const objects = await objectsOf(transaction, share.id);
  const tables = await tablesById(
    transaction,
    objects.map(object => object.object_id),
  );
  const key = name.toLowerCase();
  const found = objects.find(object => {
    const placed = tables.get(object.object_id);
    return placed === undefined
      ? `${object.shared_schema_key}.${object.shared_name_key}` === key
      : fullName(placed) === key;
  });
  if (found === undefined)
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Table '${name}' does not exist in share '${share.name}'.`);
  return { object: found, placed: tables.get(found.object_id) };
};

const remove = async (transaction: Queries, share: Share, name: string): Promise<void> => {
  const { object } = await findObject(transaction, share, name);
  await transaction
    .deleteFrom('share_objects')
    .where('share_id', '=', share.id)
    .where('object_id', '=', object.object_id)
    .execute();
};

/** UPDATE replaces what may change of an entry: Terraform sends the whole object that it plans. */
const replace = async (transaction: Queries, share: Share, wanted: DataObject): Promise<void> => {
  const { object, placed } = await findObject(transaction, share, wanted.name);
  const alias = wanted.shared_as === undefined || placed === undefined ? {} : toSharedName(wanted.shared_as, placed);
  const values = {
    ...alias,
    comment: wanted.comment ?? null,
    cdf_enabled: (wanted.cdf_enabled ?? object.cdf_enabled === 1) ? 1 : 0,
    history_sharing: wanted.history_data_sharing_status === 'ENABLED' ? 1 : 0,
    start_version: wanted.start_version ?? object.start_version,
  };
  await transaction
    .updateTable('share_objects')
    .set(values)
    .where('share_id', '=', share.id)
    .where('object_id', '=', object.object_id)
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
  const last = (await objectsOf(transaction, share.id)).at(-1)?.position ?? 0;
  for (const [index, update] of updates.entries()) {
    if (update.action === 'ADD') await add(transaction, context, share, update, last + index + 1);
    else if (update.action === 'REMOVE') await remove(transaction, share, update.object.name);
    else await replace(transaction, share, update.object);
  }
};
