import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import type { AclEntry } from './acl.ts';
import type { SecuredObject } from './object-type.ts';

/** A change of an object's list: what there is, what is asked for, and by whom. */
export interface ListChange {
  readonly object: SecuredObject;
  readonly present: readonly AclEntry[];
  /** At most one entry for each principal. */
  readonly asked: readonly AclEntry[];
  readonly caller: Caller;
}

const isOwner = ({ level }: AclEntry): boolean => level === 'IS_OWNER';

const isFor =
  (one: AclEntry) =>
  (other: AclEntry): boolean =>
    one.principal.id === other.principal.id;

const without = (entries: readonly AclEntry[], others: readonly AclEntry[]): readonly AclEntry[] =>
  entries.filter(entry => !others.some(isFor(entry)));

/** Where the administrators' CAN_MANAGE stands in the list, it is theirs alone and cannot be lowered. */
const keepAdmins = ({ object: { type }, asked }: ListChange): void => {
  if (type.admins !== 'fixed') return;
  if (asked.some(({ level, principal }) => level === 'CAN_MANAGE' && principal.admin !== 1)) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Only admins can be given CAN_MANAGE permission on ${type.objectType}`,
    );
  }
  const lowered = asked.find(({ level, principal }) => principal.isAdmins && level !== 'CAN_MANAGE');
  if (lowered !== undefined) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `Cannot change permissions for group 'admins' to ${lowered.level}.`);
  }
};

/** The new owner that is asked for, if there is one: a user or service principal, named by an administrator. */
const newOwner = ({ object, present, asked, caller }: ListChange): AclEntry | undefined => {
  const [owner, second] = asked.filter(isOwner);
  if (second !== undefined) throw new ApiError('INVALID_PARAMETER_VALUE', exactlyOneOwner(object));
  if (owner === undefined) return undefined;
  if (owner.principal.kind === 'GROUP') {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Group '${owner.principal.name}' cannot be the owner. The owner of a ${object.type.noun} is a user or service principal.`,
    );
  }
  if (!caller.admin && !present.filter(isOwner).some(isFor(owner))) {
    throw new ApiError(
      'PERMISSION_DENIED',
      `${caller.name} cannot change the owner of ${object.type.noun} ${object.id}. Only administrators of the workspace can.`,
    );
  }
  return owner;
};

const exactlyOneOwner = ({ type: { noun } }: SecuredObject): string => `The ${noun} must have exactly one owner.`;

/**
 * The list after a PUT: what is asked for, and the present owner when no other is named.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when administrators or the owner would be lost, PERMISSION_DENIED for a new
 *   owner that somebody else than an administrator names
 */
export const replacedList = (change: ListChange): readonly AclEntry[] => {
  const { object, present, asked } = change;
  keepAdmins(change);
  if (object.type.admins === 'fixed' && !asked.some(({ principal }) => principal.isAdmins)) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      "Cannot change permissions for group 'admins' to None. Put group_name 'admins' with CAN_MANAGE into the list.",
    );
  }
  if (!object.type.hasOwner || newOwner(change) !== undefined) return asked;
  const owners = present.filter(isOwner);
  if (owners.length === 0) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `PUT requests for ${object.type.noun} ${object.id} with no existing owner must provide a new owner.`,
    );
  }
  return [...owners, ...without(asked, owners)];
};

/**
 * The list after a PATCH: each principal that is named has the level that is asked for, the others keep theirs. Who was
 * the owner keeps CAN_MANAGE.
 *
 * @throws ApiError as `replacedList`
 */
export const mergedList = (change: ListChange): readonly AclEntry[] => {
  const { object, present, asked } = change;
  keepAdmins(change);
  const kept = without(present, asked);
  if (!object.type.hasOwner) return [...kept, ...asked];
  if (newOwner(change) === undefined) {
    if (present.some(isOwner) && !kept.some(isOwner)) {
      throw new ApiError('INVALID_PARAMETER_VALUE', exactlyOneOwner(object));
    }
    return [...kept, ...asked];
  }
  return [...kept.map((entry): AclEntry => (isOwner(entry) ? { ...entry, level: 'CAN_MANAGE' } : entry)), ...asked];
};
