import { fullName, type PlacedTable, schemaMissing, schemasById, tableMissing, tablesById } from '../catalog/store.ts';
import { isUniqueViolation, type Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import {
  type DataObject,
  type PreparedUpdate,
  type SchemaSource,
  type TableSource,
  typeOf,
} from './prepare-updates.ts';
import { toSharedName } from './shared-as.ts';
import { lostName, objectsOf, type Share, type SharedObject, type Source, sourcesOf } from './store.ts';
import { makeRoomForSchema, requireNotInWholeSchema, wholeSchemaName } from './whole-schemas.ts';

const refuseTaken =
  (share: Share, { name, shared_as }: DataObject) =>
  (error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    const alias = shared_as === undefined ? 'its alias' : `its alias '${shared_as}'`;
    const message = `Shared Table '${name}' already exists in share '${share.name}', or ${alias} does.`;
    throw new ApiError('RESOURCE_ALREADY_EXISTS', message, { cause: error });
  };

/** What an entry of a share is made with, whatever its type. */
const newEntry = (context: Context, share: Share, object: DataObject, position: number) => ({
  share_id: share.id,
  position,
  comment: object.comment ?? null,
  added_at: context.workspace.now(),
  added_by: context.principal.name,
});
type NewEntry = ReturnType<typeof newEntry>;

const addTable = async (
  transaction: Queries,
  share: Share,
  entry: NewEntry,
  { object, placed, version, cdf }: TableSource,
) => {
  const { id } = placed.table;
  // Reading the log took a while, in which the table may have gone.
  if (!(await tablesById(transaction, [id])).has(id)) throw tableMissing(object.name);
  const name = toSharedName(object.shared_as, placed);
  await requireNotInWholeSchema(transaction, share, name);
  const row = {
    ...entry,
    ...name,
    object_id: id,
    data_object_type: 'TABLE' as const,
    cdf_enabled: (object.cdf_enabled ?? cdf) ? 1 : 0,
    history_sharing: object.history_data_sharing_status === 'ENABLED' ? 1 : 0,
    start_version: object.start_version ?? version,
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
    cdf_enabled: 1,
    history_sharing: schemaHistory(object),
    start_version: null,
  };
  await transaction.insertInto('share_objects').values(row).execute();
};

/** The object of a share by the name of its source, or by its alias when the source is gone. */
const findObject = async (
  transaction: Queries,
  share: Share,
  { name, data_object_type: type }: DataObject,
): Promise<{ object: SharedObject; source: Source | undefined }> => {
  const objects = await objectsOf(transaction, share.id);
  const sources = await sourcesOf(transaction, objects);
  const nameOf = (object: SharedObject): string => {
    const source = sources.get(object.object_id);
    return source === undefined ? lostName(object) : fullName(source);
  };
  const found = objects.find(
    object =>
      nameOf(object).toLowerCase() === name.toLowerCase() && (type === undefined || object.data_object_type === type),
  );
  if (found === undefined) {
    const what = type === 'SCHEMA' ? 'Schema' : 'Table';
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `${what} '${name}' does not exist in share '${share.name}'.`);
  }
  return { object: found, source: sources.get(found.object_id) };
};

const remove = async (transaction: Queries, share: Share, wanted: DataObject): Promise<void> => {
  const { object } = await findObject(transaction, share, wanted);
  await transaction
    .deleteFrom('share_objects')
    .where('share_id', '=', share.id)
    .where('object_id', '=', object.object_id)
    .execute();
};

/** The name that a table gets by an update; undefined when it keeps its own. */
const newName = async (
  transaction: Queries,
  share: Share,
  { shared_as: alias }: DataObject,
  placed: PlacedTable | undefined,
) => {
  if (alias === undefined || placed === undefined) return undefined;
  const name = toSharedName(alias, placed);
  await requireNotInWholeSchema(transaction, share, name);
  return name;
};

const replaceTable = async (
  transaction: Queries,
  share: Share,
  wanted: DataObject,
  { object, source }: Awaited<ReturnType<typeof findObject>>,
) => ({
  ...(await newName(transaction, share, wanted, source !== undefined && 'table' in source ? source : undefined)),
  cdf_enabled: (wanted.cdf_enabled ?? object.cdf_enabled === 1) ? 1 : 0,
  history_sharing: wanted.history_data_sharing_status === 'ENABLED' ? 1 : 0,
  start_version: wanted.start_version ?? object.start_version,
});

/** UPDATE replaces what may change of an entry: Terraform sends the whole object that it plans. */
const replace = async (transaction: Queries, share: Share, wanted: DataObject): Promise<void> => {
  const found = await findObject(transaction, share, { ...wanted, data_object_type: typeOf(wanted) });
  const changes =
    found.object.data_object_type === 'SCHEMA'
      ? { history_sharing: schemaHistory(wanted) }
      : await replaceTable(transaction, share, wanted, found);
  await transaction
    .updateTable('share_objects')
    .set({ ...changes, comment: wanted.comment ?? null })
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
  const last = (await objectsOf(transaction, share.id)).at(-1)?.position ?? 0;
  for (const [index, { action, object, source }] of updates.entries()) {
    const entry = newEntry(context, share, object, last + index + 1);
    if (source?.type === 'TABLE') await addTable(transaction, share, entry, source);
    else if (source?.type === 'SCHEMA') await addSchema(transaction, share, entry, source);
    else if (action === 'REMOVE') await remove(transaction, share, object);
    else await replace(transaction, share, object);
  }
};
