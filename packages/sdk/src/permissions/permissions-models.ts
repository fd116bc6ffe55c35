// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** One principal and the level it gets on an object; names exactly one principal. */
export interface AccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Level to give; must be one of those valid for the kind of object. */
  permission_level?: PermissionLevel;
  /** Application id of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; a service principal's application id is accepted too. */
  user_name?: string;
}

/** One principal and all the levels it has on an object. */
export interface AccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the highest. */
  all_permissions?: readonly Permission[];
  /** Name of the user or service principal shown to people. */
  display_name?: string;
  /** Display name of the group, when the principal is one. */
  group_name?: string;
  /** Application id of the service principal, when the principal is one. */
  service_principal_name?: string;
  /** Sign-in name of the user, when the principal is one. */
  user_name?: string;
}

/** The permission levels that an object's kind knows. */
export interface GetPermissionLevelsResponse {
  /** Every level that may be given on the object, with its meaning. */
  permission_levels?: readonly PermissionsDescription[];
}

/** The access control list of one object. */
export interface ObjectPermissions {
  /** One entry for each principal that holds a level, direct or inherited. */
  access_control_list?: readonly AccessControlResponse[];
  /** Path-like id of the object, such as `/clusters/ID`. */
  object_id?: string;
  /** Kind of the object: `cluster`, `warehouses`, `cluster-policy`, `tokens` or `passwords`. */
  object_type?: string;
}

/** One permission level on an object and where it comes from. */
export interface Permission {
  /** Whether the level comes from a parent object; inherited levels cannot be removed here. */
  inherited?: boolean;
  /** Ids of the objects it is inherited from, such as `/clusters/`; absent when direct. */
  inherited_from_object?: readonly string[];
  /** The level that the principal holds. */
  permission_level?: Open<PermissionLevel>;
}

/** Permission levels on workspace objects; each kind of object accepts only some, ordered from weak to strong. */
export type PermissionLevel =
  | 'CAN_ATTACH_TO'
  | 'CAN_BIND'
  | 'CAN_CREATE'
  | 'CAN_CREATE_APP'
  | 'CAN_EDIT'
  | 'CAN_EDIT_METADATA'
  | 'CAN_MANAGE'
  | 'CAN_MANAGE_PRODUCTION_VERSIONS'
  | 'CAN_MANAGE_RUN'
  | 'CAN_MANAGE_STAGING_VERSIONS'
  | 'CAN_MONITOR'
  | 'CAN_MONITOR_ONLY'
  | 'CAN_QUERY'
  | 'CAN_READ'
  | 'CAN_RESTART'
  | 'CAN_RUN'
  | 'CAN_USE'
  | 'CAN_VIEW'
  | 'CAN_VIEW_METADATA'
  | 'IS_OWNER'
  | 'UNSPECIFIED';

/** A permission level and what it allows. */
export interface PermissionsDescription {
  /** What the level allows, in words for people. */
  description?: string;
  /** The level that the description explains. */
  permission_level?: Open<PermissionLevel>;
}
