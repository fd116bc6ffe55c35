import type { permissions, RequestOf } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';

/** One entry of a list that a caller sends. */
export type AccessControlRequest = NonNullable<
  RequestOf<typeof permissions.operations.set>['access_control_list']
>[number];

/** A permission level, as any type of object may have it: `CAN_USE`. */
export type Level = NonNullable<AccessControlRequest['permission_level']>;

/** A kind of object that has an access control list. The domain that keeps the objects declares it. */
export interface ObjectType {
  /** How paths name the type: `clusters`. */
  readonly names: readonly string[];
  /** The id of the only object of the type, where there is one for the whole workspace: `tokens` of `authorization`. */
  readonly onlyId?: string;
  /** The type in the words of messages: `warehouse`. */
  readonly noun: string;
  /** What answers call the type, and access control lists are kept under: `warehouses`. */
  readonly objectType: string;
  /** What the object's id stands behind in answers, and what administrators inherit CAN_MANAGE from: `/clusters/`. */
  readonly root: string;
  /** From weak to strong, each with what it allows. */
  readonly levels: readonly { readonly level: Level; readonly description: string }[];
  /** Whether the type has IS_OWNER, which exactly one user or service principal holds. */
  readonly hasOwner: boolean;
  /**
   * What the group `admins` holds. `inherited`: CAN_MANAGE of the root, whatever the list says. `fixed`: CAN_MANAGE in the
   * list itself, which must have it and give it to nobody else. `settable`: what the list says.
   */
  readonly admins: 'inherited' | 'fixed' | 'settable';
  /** Throws the type's own error when there is no such object. */
  readonly find: (queries: Queries, id: string) => Promise<void>;
  /** Follows a change of a list, in the same transaction. Gives what the audit trail is to say of it. */
  readonly afterChange?: (transaction: Queries, now: number) => Promise<Readonly<Record<string, unknown>>>;
}

/** An object that has an access control list. */
export interface SecuredObject {
  readonly type: ObjectType;
  readonly id: string;
}

/**
 * The object that a path names.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE for a type that is not known, RESOURCE_DOES_NOT_EXIST for a single object of
 *   another id. Whether any other object exists is for `find` to say.
 */
export const objectAt = (types: readonly ObjectType[], typeName: string, id: string): SecuredObject => {
  const named = types.filter(({ names }) => names.includes(typeName));
  if (named.length === 0) {
    const known = [...new Set(types.flatMap(({ names }) => names))].join(', ');
    throw new ApiError('INVALID_PARAMETER_VALUE', `request_object_type is not recognized. It may be one of ${known}.`);
  }
  const type = named.find(({ onlyId = id }) => onlyId === id);
  if (type === undefined) {
    const ids = named.map(({ onlyId }) => onlyId).join(' and ');
    throw new ApiError('RESOURCE_DOES_NOT_EXIST', `There is no '${id}' under ${typeName}, which has ${ids}.`);
  }
  return { type, id };
};

/** How answers name an object: `/clusters/0124-165313-5fpp2uv9`. */
export const wireId = ({ type, id }: SecuredObject): string => `${type.root}${id}`;
