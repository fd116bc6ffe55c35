import type { RequestOf, shares } from '@boathouse/contract';
import { isVisible, type Securable } from '../catalog/privileges.ts';
import { callerRights } from '../catalog/read-rights.ts';
import { asSchema, asTable } from '../catalog/securables.ts';
import {
  getSchema,
  getTable,
  type PlacedSchema,
  type PlacedTable,
  schemaMissing,
  tableMissing,
} from '../catalog/store.ts';
import { readTable } from '../catalog/table-location.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { ownerMayRead } from './access.ts';
import type { Share } from './store.ts';

type Update = NonNullable<RequestOf<(typeof shares)['operations']['update']>['updates']>[number];
export type DataObject = NonNullable<Update['data_object']>;

/** Databricks takes this many updates in one call. */
const maxUpdates = 100;

/** A table that is to be added, with the facts of its log. */
export interface TableSource {
  readonly type: 'TABLE';
  readonly object: DataObject;
  readonly placed: PlacedTable;
  readonly version: number;
  readonly cdf: boolean;
}

/** A schema that is to be added whole. */
export interface SchemaSource {
  readonly type: 'SCHEMA';
  readonly object: DataObject;
  readonly placed: PlacedSchema;
}

/** One update with what had to be looked up outside the transaction. */
export interface PreparedUpdate {
  readonly action: 'ADD' | 'REMOVE' | 'UPDATE';
  readonly object: DataObject;
  /** For ADD. */
  readonly source?: TableSource | SchemaSource;
}

/** The type of an object: scripts leave that of tables out. */
export const typeOf = ({ data_object_type }: DataObject): NonNullable<DataObject['data_object_type']> =>
  data_object_type ?? 'TABLE';

const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

/** What an object carries that a whole schema cannot have. Its own name is no alias: clients send back what they have read. */
const alienToSchema = ({ name, shared_as, start_version, partitions = [] }: DataObject): string | undefined => {
  const ownName = name.split('.').at(-1)?.toLowerCase();
  if (shared_as !== undefined && shared_as.toLowerCase() !== ownName) return 'shared_as';
  if (start_version !== undefined) return 'start_version';
  return partitions.length > 0 ? 'partitions' : undefined;
};

/** A whole schema is shared as it is: what is particular to one of its tables takes an entry of that table's own. */
const refuseForSchema = (object: DataObject): void => {
  const field = alienToSchema(object);
  if (field === undefined) return;
  throw invalid(
    `A schema is not shared with ${field}: '${object.name}'. Add the tables that need it one by one, under an alias in another schema.`,
  );
};

/** Refuses what the workspace cannot keep to yet: a filter that is ignored would give away rows. */
const refuseUnsupported = (object: DataObject): void => {
  const type = typeOf(object);
  if (type !== 'TABLE' && type !== 'SCHEMA')
    throw new ApiError('NOT_IMPLEMENTED', `Sharing an object of type ${type} is not implemented yet.`);
  if (object.string_shared_as !== undefined || object.content !== undefined) {
    throw invalid(`A ${type.toLowerCase()} is not shared with string_shared_as or content: '${object.name}'.`);
  }
  if (type === 'SCHEMA') refuseForSchema(object);
  else if ((object.partitions ?? []).length > 0) {
    throw new ApiError(
      'NOT_IMPLEMENTED',
      `Partition filters are not implemented yet: '${object.name}' cannot be shared with one.`,
    );
  }
};

/** A share shows what its owner may read. That an object exists is told to those who see it. */
const requireOwnerMayRead = async (
  context: Context,
  share: Share,
  object: Securable,
  missing: (name: string) => ApiError,
): Promise<void> => {
  if (await ownerMayRead(context.workspace, share, object)) return;
  if (!isVisible(await callerRights(context, object), object)) throw missing(object.name);
  const what = object.type === 'SCHEMA' ? 'Schema' : 'Table';
  throw new ApiError(
    'PERMISSION_DENIED',
    `The owner of Share '${share.name}', '${share.owner}', may not read ${what} '${object.name}': that takes SELECT on it, USE SCHEMA and USE CATALOG.`,
  );
};

const prepareTable = async (context: Context, share: Share, object: DataObject): Promise<TableSource> => {
  const { workspace } = context;
  const placed = await getTable(workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, asTable(placed), tableMissing);
  const store = workspace.openLocation(placed.table.storage_location);
  const { version, metadata } = await readTable(workspace, placed.table.id, store);
  const cdf = metadata.configuration['delta.enableChangeDataFeed'] === 'true';
  return { type: 'TABLE', object, placed, version, cdf };
};

const prepareSchema = async (context: Context, share: Share, object: DataObject): Promise<SchemaSource> => {
  const placed = await getSchema(context.workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, asSchema(placed), schemaMissing);
  return { type: 'SCHEMA', object, placed };
};

const prepareAdd = (context: Context, share: Share, object: DataObject): Promise<TableSource | SchemaSource> =>
  typeOf(object) === 'SCHEMA' ? prepareSchema(context, share, object) : prepareTable(context, share, object);

/**
 * Checks the updates of a share and reads the logs of the tables that are to be added, which a transaction must not wait for.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE, NOT_IMPLEMENTED, PERMISSION_DENIED, TABLE_DOES_NOT_EXIST,
 *   SCHEMA_DOES_NOT_EXIST
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
