// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** A permission level to give to one principal on an object. Exactly one of the three principal names must be set. */
export interface AccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: PermissionLevel;
}

/** What one principal holds on an object. Exactly one of the three principal names is set. */
export interface AccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the strongest. */
  all_permissions?: readonly Permission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
}

/** The permission levels on an object. */
export interface GetPermissionLevelsResponse {
  /** One entry for each level that can be given on this kind of object. */
  permission_levels?: readonly PermissionsDescription[];
}

/** Who holds which permission level on an object. */
export interface ObjectPermissions {
  /** One entry for each principal that holds a level, directly or by inheritance, in no promised order. */
  access_control_list?: readonly AccessControlResponse[];
  /** Path-like id of the object, such as `/clusters/ID`. */
  object_id?: string;
  /** Kind of the object: `cluster`, `warehouses`, `cluster-policy`, `tokens` or `passwords`. */
  object_type?: string;
}

/** One permission level on an object, and whether it is inherited. */
export interface Permission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was given directly. */
  inherited_from_object?: readonly string[];
  /** The level that is held on the object. */
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

/** A permission level on an object, explained. */
export interface PermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that is explained, as it is written in requests. */
  permission_level?: Open<PermissionLevel>;
}
