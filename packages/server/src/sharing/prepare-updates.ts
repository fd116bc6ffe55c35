import type { RequestOf, shares } from '@boathouse/contract';
import { getTable, type PlacedTable, tableMissing } from '../catalog/store.ts';
import { readTable } from '../catalog/table-location.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { mayRead } from './access.ts';

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
