import { DeltaError, type Snapshot } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import { toApiError } from '../http/known-errors.ts';
import { LocationError, StorageError } from '../storage/errors.ts';
import type { TableStore } from '../storage/object-store.ts';
import { type GrantedShare, getSharedTable, type SharedTable } from './shared-objects.ts';

/** A shared table that a recipient asked for, with the store that holds it. */
export interface OpenedTable {
  readonly share: GrantedShare;
  readonly table: SharedTable;
  readonly store: TableStore;
}

/** How a recipient names a table. */
export interface TableName {
  readonly share: string;
  readonly schema: string;
  readonly table: string;
}

/**
 * Tells a recipient of a table that cannot be read. What the store says names locations, which are the provider's own
 * matter, so that it goes to the log alone.
 */
const explain = (context: Context<RecipientCaller>, name: TableName, error: unknown): unknown => {
  const shown = `${name.share}.${name.schema}.${name.table}`;
  if (error instanceof DeltaError) {
    return new ApiError(toApiError(error).code, `Table '${shown}' cannot be read: ${error.message}`, { cause: error });
  }
  if (!(error instanceof LocationError || error instanceof StorageError)) return error;
  context.workspace.log.error({ err: error, requestId: context.request.id }, 'a shared table cannot be read');
  const message = `The storage of table '${shown}' cannot be read at present. Tell your provider the request id ${context.request.id}.`;
  return new ApiError(
    toApiError(error).code === 'TEMPORARILY_UNAVAILABLE' ? 'TEMPORARILY_UNAVAILABLE' : 'INVALID_STATE',
    message,
    { cause: error },
  );
};

/** Finds a shared table and does something with it, putting failures to read it into words for the recipient. */
export const withTable = async <T>(
  context: Context<RecipientCaller>,
  name: TableName,
  use: (opened: OpenedTable) => Promise<T>,
): Promise<T> => {
  const { share, table } = await getSharedTable(context.workspace.database, context.principal, name);
  context.note({ share_name: share.name, share_id: share.id, table_id: table.tableId });
  try {
    return await use({ share, table, store: context.workspace.openLocation(table.location) });
  } catch (error) {
    throw explain(context, name, error);
  }
};

/** Which snapshot a recipient asks for. */
export interface SnapshotRequest {
  readonly version?: number;
  readonly timestamp?: string;
}

const invalid = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** A past version is open to recipients of tables that are shared with their history, from the start version on. */
const checkVersion = ({ share, table }: OpenedTable, version: number): void => {
  const name = `${share.name}.${table.schema}.${table.name}`;
  if (table.historySharing !== 1) {
    throw invalid(`Reading table '${name}' by version is not supported because history sharing is not enabled on it.`);
  }
  if (table.startVersion !== null && version < table.startVersion) {
    throw invalid(`Table '${name}' can be read from version ${table.startVersion} on, not at version ${version}.`);
  }
};

/**
 * Opens the snapshot that a recipient asks for: the latest, or a past one of a table that is shared with its history.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE, RESOURCE_DOES_NOT_EXIST
 */
export const openSnapshot = (
  context: Context<RecipientCaller>,
  opened: OpenedTable,
  request: SnapshotRequest,
): Promise<Snapshot> => {
  if (request.timestamp !== undefined)
    throw invalid('Reading a table by timestamp is not supported yet. Ask for a version.');
  if (request.version !== undefined) checkVersion(opened, request.version);
  const { table, store } = opened;
  return context.workspace.snapshots.open({ id: table.tableId, reader: store }, request.version);
};
