import type { RequestOf, shares } from '@boathouse/contract';
import { fullName, getTable, type PlacedTable, tableMissing, tablesById } from '../catalog/store.ts';
import { readTable } from '../catalog/table-location.ts';
import { isUniqueViolation, type Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { mayRead } from './access.ts';
import { toSharedName } from './shared-as.ts';
import { objectsOf, type Share, type SharedObject } from './store.ts';

type Update = NonNullable<RequestOf<(typeof shares)['operations']['update']>['updates']>[number];
type DataObject = NonNullable<Update['data_object']>;

/** Databricks takes this many updates in one call. */
const maxUpdates = 100;

/** One update with what had to be looked up outside the transaction. */
interface PreparedUpdate {
  readonly action: 'ADD' | 'REMOVE' | 'UPDATE';
  readonly object: DataObject;
  /** For ADD: the table, and the facts of its log. */
  readonly source?: { readonly placed: PlacedTable; readonly version: number; readonly cdf: boolean };
}

const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

/** Refuses what the workspace cannot keep to yet: a filter that is ignored would give away rows. */
const refuseUnsupported = (object: DataObject): void => {
  const type = object.data_object_type ?? 'TABLE';
  if (type !== 'TABLE')
    throw new ApiError('NOT_IMPLEMENTED', `Sharing an object of type ${type} is not implemented yet.`);
  if ((object.partitions ?? []).length > 0) {
    throw new ApiError(
      'NOT_IMPLEMENTED',
      `Partition filters are not implemented yet: '${object.name}' cannot be shared with one.`,
    );
  }
  if (object.string_shared_as !== undefined || object.content !== undefined) {
    throw invalid(`A table is not shared with string_shared_as or content: '${object.name}'.`);
  }
};

const prepareAdd = async (context: Context, object: DataObject): Promise<PreparedUpdate['source']> => {
  const { workspace, principal } = context;
  const { read } = workspace.database;
  const placed = await getTable(read, object.name);
  // A caller may share what they may read; that others' tables exist is not told.
  if (!(await mayRead(read, principal.name, placed))) throw tableMissing(object.name);
  const store = workspace.openLocation(placed.table.storage_location);
  const { version, metadata } = await readTable(workspace, placed.table.id, store);
  return { placed, version, cdf: metadata.configuration['delta.enableChangeDataFeed'] === 'true' };
};

/**
 * Checks the updates of a share and reads the logs of the tables that are to be added, which a transaction must not wait for.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE, NOT_IMPLEMENTED, TABLE_DOES_NOT_EXIST
 */
export const prepareUpdates = async (context: Context, updates: readonly Update[]): Promise<PreparedUpdate[]> => {
  if (updates.length > maxUpdates)
    throw invalid(`A share takes at most ${maxUpdates} updates in one call, not ${updates.length}.`);
  const names = new Set<string>();
  const prepared: PreparedUpdate[] = [];
  for (const { action, data_object: object } of updates) {
    if (action === undefined || object === undefined) throw invalid('Each update needs an action and a data_object.');
    const key = object.name.toLowerCase();
    if (names.has(key)) throw invalid(`UpdateShare duplicate updates on the same data object '${object.name}'.`);
    names.add(key);
    refuseUnsupported(object);
    const source = action === 'ADD' ? await prepareAdd(context, object) : undefined;
    prepared.push({ action, object, ...(source === undefined ? {} : { source }) });
  }
  return prepared;
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
    object_id: source.placed.table.id,
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
  try {
    await transaction.insertInto('share_objects').values(row).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ApiError(
      'RESOURCE_ALREADY_EXISTS',
      `Shared Table '${object.name}' already exists in share '${share.name}', or its alias '${row.shared_schema}.${row.shared_name}' does.`,
      { cause: error },
    );
  }
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
    .execute();
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
