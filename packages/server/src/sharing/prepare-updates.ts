import type { Snapshot } from '@boathouse/delta';
import { filesOf } from '../catalog/covering-location.ts';
import { isVisible } from '../catalog/privileges.ts';
import { callerRights } from '../catalog/read-rights.ts';
import { asSchema, asTable } from '../catalog/securables.ts';
import {
  findTable,
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
import { requireOwnerMayRead } from './access.ts';
import { hasChangeFeed } from './change-feed.ts';
import { checkPartitions } from './check-partitions.ts';
import { type DataObject, type ShareUpdate, typeOf } from './data-object.ts';
import { prepareVolume, refuseForVolume, type VolumeSource } from './shared-volumes.ts';
import type { Share } from './store.ts';

/** Databricks takes this many updates in one call. */
const maxUpdates = 100;

/** What the log of a shared table says now. */
export interface TableFacts {
  readonly version: number;
  /** Whether the table has a change data feed. */
  readonly cdf: boolean;
}

/** A table that is to be added. */
export interface TableSource extends TableFacts {
  readonly type: 'TABLE';
  readonly object: DataObject;
  readonly placed: PlacedTable;
}

/** A schema that is to be added whole. */
export interface SchemaSource {
  readonly type: 'SCHEMA';
  readonly object: DataObject;
  readonly placed: PlacedSchema;
}

/** What is to be added. */
type ObjectSource = TableSource | SchemaSource | VolumeSource;

/** One update with what had to be looked up outside the transaction. */
export interface PreparedUpdate {
  readonly action: 'ADD' | 'REMOVE' | 'UPDATE';
  readonly object: DataObject;
  /** For ADD. */
  readonly source?: ObjectSource;
  /** For UPDATE, if the log of the table was read. */
  readonly facts?: TableFacts;
}

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

/** Refuses what cannot be shared, and what an object of its type does not have. */
const refuseUnsupported = (object: DataObject): void => {
  const type = typeOf(object);
  if (type === 'VOLUME') {
    refuseForVolume(object);
    return;
  }
  if (type !== 'TABLE' && type !== 'SCHEMA')
    throw new ApiError('NOT_IMPLEMENTED', `Sharing an object of type ${type} is not implemented yet.`);
  if (object.string_shared_as !== undefined || object.content !== undefined) {
    throw invalid(`A ${type.toLowerCase()} is not shared with string_shared_as or content: '${object.name}'.`);
  }
  if (type === 'SCHEMA') refuseForSchema(object);
};

const checkStartVersion = ({ name, start_version: start }: DataObject, { version }: Snapshot): void => {
  if (start === undefined || (start >= 0 && start <= version)) return;
  throw invalid(`'${name}' cannot be shared from version ${start} on: it has the versions 0 to ${version}.`);
};

/** Reads the log of a table, and checks against it how the table is to be shared. */
const readFacts = async ({ workspace }: Context, object: DataObject, { table }: PlacedTable): Promise<TableFacts> => {
  const store = await workspace.tableStores.open(await filesOf(workspace.database.read, table));
  const snapshot = await readTable(workspace, table.id, store);
  checkStartVersion(object, snapshot);
  checkPartitions(object, snapshot);
  return { version: snapshot.version, cdf: hasChangeFeed(snapshot.metadata) };
};

/** A full name has three parts in Unity Catalog; others are those of tables that it does not have. */
const requireFullName = (name: string): void => {
  if (name.split('.').length === 3 && !name.toLowerCase().startsWith('hive_metastore.')) return;
  throw invalid(
    `Only managed or external table on Unity Catalog can be added to a share: '${name}' is not the full name of one, catalog.schema.table.`,
  );
};

const prepareTable = async (context: Context, share: Share, object: DataObject): Promise<TableSource> => {
  requireFullName(object.name);
  const placed = await getTable(context.workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, asTable(placed), tableMissing);
  const facts = await readFacts(context, object, placed);
  if (object.cdf_enabled === true && !facts.cdf) {
    throw invalid(
      `'${object.name}' has no change data feed to share: set its property delta.enableChangeDataFeed to true, or leave out cdf_enabled.`,
    );
  }
  return { type: 'TABLE', object, placed, ...facts };
};

/** An update reads the log only where it says what must be checked against it. A source that is gone is refused later. */
const prepareChange = async (context: Context, share: Share, object: DataObject): Promise<TableFacts | undefined> => {
  const { start_version, partitions = [] } = object;
  if (typeOf(object) !== 'TABLE' || (start_version === undefined && partitions.length === 0)) return undefined;
  const placed = await findTable(context.workspace.database.read, object.name);
  if (placed === undefined) return undefined;
  await requireOwnerMayRead(context, share, asTable(placed), tableMissing);
  return readFacts(context, object, placed);
};

const prepareSchema = async (context: Context, share: Share, object: DataObject): Promise<SchemaSource> => {
  const placed = await getSchema(context.workspace.database.read, object.name);
  await requireOwnerMayRead(context, share, asSchema(placed), schemaMissing);
  return { type: 'SCHEMA', object, placed };
};

/** The kinds of tables that Unity Catalog tells apart, and that clients mistake for one another. */
const likeTables: readonly string[] = ['VIEW', 'MATERIALIZED_VIEW', 'STREAMING_TABLE', 'FOREIGN_TABLE'];

const refuseMistaken = async (context: Context, object: DataObject): Promise<void> => {
  const type = typeOf(object);
  if (!likeTables.includes(type) || object.name.split('.').length !== 3) return;
  const placed = await findTable(context.workspace.database.read, object.name);
  if (placed === undefined) return;
  const table = asTable(placed);
  if (isVisible(await callerRights(context, table), table)) {
    throw invalid(`'${object.name}' is a table and not a ${type}.`);
  }
};

const prepareAdd = (context: Context, share: Share, object: DataObject): Promise<ObjectSource> => {
  const type = typeOf(object);
  if (type === 'VOLUME') return prepareVolume(context, share, object);
  return type === 'SCHEMA' ? prepareSchema(context, share, object) : prepareTable(context, share, object);
};

const prepareUpdate = async (
  context: Context,
  share: Share,
  { action, data_object: object }: ShareUpdate,
): Promise<PreparedUpdate> => {
  if (action === undefined || object === undefined) throw invalid('Each update needs an action and a data_object.');
  if (action === 'ADD') await refuseMistaken(context, object);
  refuseUnsupported(object);
  if (action === 'ADD') return { action, object, source: await prepareAdd(context, share, object) };
  const facts = action === 'UPDATE' ? await prepareChange(context, share, object) : undefined;
  return { action, object, ...(facts === undefined ? {} : { facts }) };
};

/** A table and a volume may have the same name. */
const identityOf = ({ data_object }: ShareUpdate): string | undefined =>
  data_object && `${typeOf(data_object)} ${data_object.name.toLowerCase()}`;

const refuseDuplicates = (updates: readonly ShareUpdate[]): void => {
  const identities = updates.map(identityOf);
  const twice = identities.findIndex((one, index) => one !== undefined && identities.indexOf(one) !== index);
  if (twice === -1) return;
  const name = updates[twice]?.data_object?.name;
  throw invalid(`UpdateShare duplicate updates on the same data object '${name}'.`);
};

/**
 * Checks the updates of a share and reads the logs of the tables that are to be added, or shared in another way, which a
 * transaction must not wait for.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE, NOT_IMPLEMENTED, PERMISSION_DENIED, TABLE_DOES_NOT_EXIST,
 *   SCHEMA_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST
 */
export const prepareUpdates = async (
  context: Context,
  share: Share,
  updates: readonly ShareUpdate[],
): Promise<PreparedUpdate[]> => {
  if (updates.length > maxUpdates)
    throw invalid(`A share takes at most ${maxUpdates} updates in one call, not ${updates.length}.`);
  refuseDuplicates(updates);
  const prepared: PreparedUpdate[] = [];
  for (const update of updates) prepared.push(await prepareUpdate(context, share, update));
  return prepared;
};
