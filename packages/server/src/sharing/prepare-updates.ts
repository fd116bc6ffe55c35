import type { RequestOf, shares } from '@boathouse/contract';
import { isVisible } from '../catalog/privileges.ts';
import { callerRights } from '../catalog/read-rights.ts';
import { asTable } from '../catalog/securables.ts';
import { getTable, type PlacedTable, tableMissing } from '../catalog/store.ts';
import { readTable } from '../catalog/table-location.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { ownerMayRead } from './access.ts';
import type { Share } from './store.ts';

type Update = NonNullable<RequestOf<(typeof shares)['operations']['update']>['updates']>[number];
export type DataObject = NonNullable<Update['data_object']>;

/** Databricks takes this many updates in one call. */
const maxUpdates = 100;

/** One update with what had to be looked up outside the transaction. */
export interface PreparedUpdate {
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

/** A share shows what its owner may read. That a table exists is told to those who see it. */
const requireOwnerMayRead = async (context: Context, share: Share, placed: PlacedTable): Promise<void> => {
  if (await ownerMayRead(context.workspace, share, placed)) return;
  const table = asTable(placed);
  if (!isVisible(await callerRights(context, table), table)) throw tableMissing(table.name);
  throw new ApiError(
    'PERMISSION_DENIED',
    `The owner of Share '${share.name}', '${share.owner}', may not read Table '${table.name}': that takes SELECT on it, USE SCHEMA and USE CATALOG.`,
  );
};

const prepareAdd = async (context: Context, share: Share, object: DataObject): Promise<PreparedUpdate['source']> => {
  const { workspace } = context;
  const placed = await getTable(workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, placed);
  const store = workspace.openLocation(placed.table.storage_location);
  const { version, metadata } = await readTable(workspace, placed.table.id, store);
  return { placed, version, cdf: metadata.configuration['delta.enableChangeDataFeed'] === 'true' };
};

/**
 * Checks the updates of a share and reads the logs of the tables that are to be added, which a transaction must not wait for.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE, NOT_IMPLEMENTED, TABLE_DOES_NOT_EXIST
 */
export const prepareUpdates = async (
  context: Context,
  share: Share,
  updates: readonly Update[],
): Promise<PreparedUpdate[]> => {
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
    const source = action === 'ADD' ? await prepareAdd(context, share, object) : undefined;
    prepared.push({ action, object, ...(source === undefined ? {} : { source }) });
  }
  return prepared;
};
