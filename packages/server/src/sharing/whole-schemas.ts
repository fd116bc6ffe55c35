import { typeInWords } from '../catalog/privilege-table.ts';
import type { PlacedSchema } from '../catalog/store.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { SharedName } from './shared-as.ts';
import { objectsOf, type Share, type SharedObject } from './store.ts';

const taken = (message: string): ApiError => new ApiError('RESOURCE_ALREADY_EXISTS', message);

/** Under which name recipients know a whole schema: always its own. The second part, which no table can have, is empty. */
export const wholeSchemaName = ({ schema: { name } }: PlacedSchema): SharedName => ({
  shared_schema: name,
  shared_name: '',
  shared_schema_key: name.toLowerCase(),
  shared_name_key: '',
});

const removeAll = async (transaction: Queries, share: Share, objects: readonly SharedObject[]): Promise<void> => {
  if (objects.length === 0) return;
  const ids = objects.map(object => object.object_id);
  await transaction
    .deleteFrom('share_objects')
    .where('share_id', '=', share.id)
    .where('object_id', 'in', ids)
    .execute();
};

/** Which of the objects of a share are tables or volumes of a schema. */
const partsOf = async (
  transaction: Queries,
  { schema }: PlacedSchema,
  objects: readonly SharedObject[],
): Promise<readonly SharedObject[]> => {
  if (objects.length === 0) return [];
  const ids = objects.map(object => object.object_id);
  const within = (kind: 'tables' | 'volumes') =>
    transaction.selectFrom(kind).select('id').where('schema_id', '=', schema.id).where('id', 'in', ids);
  const rows = await within('tables').unionAll(within('volumes')).execute();
  const inside = new Set(rows.map(({ id }) => id));
  return objects.filter(object => inside.has(object.object_id));
};

/**
 * Makes room in a share for a whole schema: its tables and volumes that the share held one by one, whatever their aliases, are now
 * part of it. To treat one of them specially, add it again under an alias in another schema.
 *
 * @throws ApiError RESOURCE_ALREADY_EXISTS when the share knows something else under the schema's name: a table that joins
 *   the schema later could have the same name
 */
export const makeRoomForSchema = async (transaction: Queries, share: Share, placed: PlacedSchema): Promise<void> => {
  const objects = await objectsOf(transaction, share.id);
  const absorbed = await partsOf(transaction, placed, objects);
  const { shared_schema_key: key } = wholeSchemaName(placed);
  const other = objects.find(object => object.shared_schema_key === key && !absorbed.includes(object));
  if (other !== undefined) {
    const { data_object_type: type, shared_schema: schema, shared_name: name } = other;
    const what = `Shared ${typeInWords(type)} '${type === 'SCHEMA' ? schema : `${schema}.${name}`}'`;
    throw taken(`${what} already exists in share '${share.name}': no other schema can be shared under this name.`);
  }
  await removeAll(transaction, share, absorbed);
};

/**
 * Refuses an alias in a schema that is shared whole: a table that joins the schema later could have the same name.
 *
 * @throws ApiError RESOURCE_ALREADY_EXISTS
 */
export const requireNotInWholeSchema = async (transaction: Queries, share: Share, name: SharedName): Promise<void> => {
  const whole = await transaction
    .selectFrom('share_objects')
    .select('shared_schema')
    .where('share_id', '=', share.id)
    .where('shared_schema_key', '=', name.shared_schema_key)
    .where('data_object_type', '=', 'SCHEMA')
    .executeTakeFirst();
  if (whole === undefined) return;
  throw taken(
    `Shared Schema '${whole.shared_schema}' already exists in share '${share.name}': '${name.shared_schema}.${name.shared_name}' cannot be shared besides. Give it a shared_as in another schema.`,
  );
};
