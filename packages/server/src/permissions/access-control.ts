import type { Caller, Context } from '../http/context.ts';
import { type AclEntry, dropEntries, entriesOf, putEntry } from './acl.ts';
import { askedEntries } from './asked-entries.ts';
import { describePermissions, type ObjectPermissions } from './describe-permissions.ts';
import { type Lookup, requireAnyLevel, requireManage } from './levels.ts';
import { type ListChange, mergedList, replacedList } from './new-list.ts';
import type { AccessControlRequest, SecuredObject } from './object-type.ts';

/** What an operation on permissions sees. */
type Seen = Context<Caller>;

const lookupOf = ({ workspace: { database } }: Seen): Lookup => ({ database, queries: database.read });

/**
 * Who may use an object.
 *
 * @throws ApiError of the type when there is no such object, PERMISSION_DENIED without CAN_MANAGE
 */
export const getPermissions = async (context: Seen, object: SecuredObject): Promise<ObjectPermissions> => {
  const lookup = lookupOf(context);
  await object.type.find(lookup.queries, object.id);
  await requireManage(lookup, context.principal, object);
  return describePermissions(lookup.queries, object);
};

/**
 * The levels of an object's type, the strongest first.
 *
 * @throws ApiError of the type when there is no such object, PERMISSION_DENIED without any level on it
 */
export const getPermissionLevels = async (context: Seen, object: SecuredObject) => {
  const lookup = lookupOf(context);
  await object.type.find(lookup.queries, object.id);
  await requireAnyLevel(lookup, context.principal, object);
  const levels = object.type.levels.map(({ level, description }) => ({ permission_level: level, description }));
  return { permission_levels: levels.reverse() };
};

/** Writes the list that comes of a request, and what follows from it. */
const changePermissions = (
  context: Seen,
  object: SecuredObject,
  requests: readonly AccessControlRequest[] | undefined,
  newList: (change: ListChange) => readonly AclEntry[],
): Promise<ObjectPermissions> => {
  const { workspace, principal: caller } = context;
  const { type, id } = object;
  return context.write(async transaction => {
    await type.find(transaction, id);
    await requireManage({ database: workspace.database, queries: transaction }, caller, object);
    const asked = await askedEntries(transaction, type, requests ?? []);
    const entries = newList({ object, present: await entriesOf(transaction, object), asked, caller });
    await dropEntries(transaction, object);
    for (const { principal, level } of entries) await putEntry(transaction, object, principal.id, level);
    context.note((await type.afterChange?.(transaction, workspace.now())) ?? {});
    return describePermissions(transaction, object);
  });
};

/**
 * Replaces the direct entries of an object.
 *
 * @throws ApiError of the type when there is no such object; as `requireManage`, `askedEntries` and `replacedList`
 */
export const setPermissions = (
  context: Seen,
  object: SecuredObject,
  requests: readonly AccessControlRequest[] | undefined,
): Promise<ObjectPermissions> => changePermissions(context, object, requests, replacedList);

/**
 * Changes the direct entries of the principals that are named.
 *
 * @throws ApiError of the type when there is no such object; as `requireManage`, `askedEntries` and `mergedList`
 */
export const updatePermissions = (
  context: Seen,
  object: SecuredObject,
  requests: readonly AccessControlRequest[] | undefined,
): Promise<ObjectPermissions> => changePermissions(context, object, requests, mergedList);
