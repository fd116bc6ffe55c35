import { DeltaError, type TableRef } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import type { Context, RecipientCaller, RequestFacts } from '../http/context.ts';
import { toApiError } from '../http/known-errors.ts';
import { LocationError, StorageError } from '../storage/errors.ts';
import type { TableStore } from '../storage/object-store.ts';
import { type GrantedShare, getSharedTable, type SharedTable } from './shared-objects.ts';

/** A shared table that a recipient asked for, with the store that holds it. */
export interface OpenedTable {
  readonly share: GrantedShare;
  readonly table: SharedTable;
  readonly store: TableStore;
  /** How `snapshots` knows it. */
  readonly ref: TableRef;
}

/** How a recipient names a table. */
export interface TableName {
  readonly share: string;
  readonly schema: string;
  readonly table: string;
}

/** What is known of a request whose storage failed: its id, and the workspace that logs what the recipient is not told. */
export interface FailedRequest extends Pick<Context, 'workspace'> {
  readonly request: Pick<RequestFacts, 'id'>;
}

/**
 * Tells a recipient of a store that cannot be read; other errors pass through. What the store says names locations, which
 * are the provider's own matter, so that it goes to the log alone.
 *
 * @param what the store is of: `table 'share.schema.table'`
 */
export const explainStorage = ({ workspace, request }: FailedRequest, what: string, error: unknown): unknown => {
  if (!(error instanceof LocationError || error instanceof StorageError)) return error;
  workspace.log.error({ err: error, requestId: request.id }, 'the store of a shared object fails');
  const problem =
    error instanceof StorageError && error.code === 'OUTSIDE_TABLE'
      ? `Some files of ${what} lie outside of its own folder, as those of shallow clones do, and are not open to its share.`
      : `The storage of ${what} cannot be read at present.`;
  const message = `${problem} Tell your provider the request id ${request.id}.`;
  return new ApiError(
    toApiError(error).code === 'TEMPORARILY_UNAVAILABLE' ? 'TEMPORARILY_UNAVAILABLE' : 'INVALID_STATE',
    message,
    { cause: error },
  );
};

/** Tells a recipient of a table that cannot be read. */
export const explainFailure = (context: Context<RecipientCaller>, name: TableName, error: unknown): unknown => {
  const shown = `${name.share}.${name.schema}.${name.table}`;
  if (error instanceof DeltaError && error.code === 'FILTER_MISMATCH') {
    // What a provider filters by is their own matter, too.
    context.workspace.log.warn(
      { err: error, requestId: context.request.id },
      'a partition filter does not fit its table',
    );
    const message = `What is shared of table '${shown}' cannot be told at present. Tell your provider the request id ${context.request.id}.`;
    return new ApiError('INVALID_STATE', message, { cause: error });
  }
  if (error instanceof DeltaError) {
    return new ApiError(
      toApiError(error).code,
      `Table '${shown}' cannot be read: ${error.message.replace(/[^.]$/, '$&.')}`,
      { cause: error },
    );
  }
  return explainStorage(context, `table '${shown}'`, error);
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
    const store = await context.workspace.tableStores.open(table);
    return await use({ share, table, store, ref: { id: table.tableId, reader: store } });
  } catch (error) {
    throw explainFailure(context, name, error);
  }
};
