import type { Database, Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import { identitiesOf } from '../identity/identities.ts';
import type { Level, ObjectType, SecuredObject } from './object-type.ts';

/** How strong a level is on a type. CAN_MANAGE, which administrators hold everywhere, is above all that a type has not. */
export const rankOf = ({ levels }: ObjectType, level: Level): number => {
  const rank = levels.findIndex(known => known.level === level);
  return rank === -1 ? levels.length : rank;
};

/** The stronger of two levels on a type. */
export const strongest = (type: ObjectType, levels: readonly Level[]): Level | undefined =>
  levels.toSorted((one, other) => rankOf(type, other) - rankOf(type, one))[0];

/** Where a level is looked up: `queries` is `read`, or the transaction of a write. */
export interface Lookup {
  readonly database: Database;
  readonly queries: Queries;
}

/**
 * The strongest level that a caller holds on an object: by their own entry, by one of a group of theirs, or as an
 * administrator. Undefined: none.
 */
export const levelOf = async (
  { database, queries }: Lookup,
  caller: Caller,
  { type, id }: SecuredObject,
): Promise<Level | undefined> => {
  const { ids } = await identitiesOf(database, caller.id, queries);
  const rows = await queries
    .selectFrom('acl_entries')
    .select('level')
    .where('object_type', '=', type.objectType)
    .where('object_id', '=', id)
    .where('principal_id', 'in', ids)
    .execute();
  // Only levels of the type were ever written.
  const held = rows.map(row => row.level as Level);
  return strongest(type, caller.admin ? [...held, 'CAN_MANAGE'] : held);
};

const refusal = (caller: Caller, { type, id }: SecuredObject, wanted: string): ApiError =>
  new ApiError('PERMISSION_DENIED', `${caller.name} does not have ${wanted} permission on ${type.objectType} ${id}.`);

/**
 * Makes sure that a caller holds a level on an object, or a stronger one.
 *
 * @throws ApiError PERMISSION_DENIED naming the level
 */
export const requireLevel = async (
  lookup: Lookup,
  caller: Caller,
  object: SecuredObject,
  needed: Level,
): Promise<void> => {
  const level = await levelOf(lookup, caller, object);
  if (level === undefined || rankOf(object.type, level) < rankOf(object.type, needed)) {
    throw refusal(caller, object, needed);
  }
};

/**
 * Makes sure that a caller holds any level on an object.
 *
 * @throws ApiError PERMISSION_DENIED
 */
export const requireAnyLevel = async (lookup: Lookup, caller: Caller, object: SecuredObject): Promise<void> => {
  if ((await levelOf(lookup, caller, object)) === undefined) throw refusal(caller, object, 'any');
};

/**
 * Makes sure that a caller may see and change who may use an object. Where CAN_MANAGE is the administrators' alone, an
 * entry that somebody kept from their time as one does not count.
 *
 * @throws ApiError PERMISSION_DENIED
 */
export const requireManage = async (lookup: Lookup, caller: Caller, object: SecuredObject): Promise<void> => {
  if (caller.admin) return;
  if (object.type.admins !== 'inherited') throw refusal(caller, object, 'CAN_MANAGE');
  await requireLevel(lookup, caller, object, 'CAN_MANAGE');
};
