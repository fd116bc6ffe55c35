// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** The permission levels on a warehouse. */
export interface GetWarehousePermissionLevelsResponse {
  /** One entry for each level that can be given on this kind of object. */
  permission_levels?: readonly WarehousePermissionsDescription[];
}

/** A permission level to give to one principal on a warehouse. Exactly one of the three principal names must be set. */
export interface WarehouseAccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: WarehousePermissionLevel;
}

/** What one principal holds on a warehouse. Exactly one of the three principal names is set. */
export interface WarehouseAccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the strongest. */
  all_permissions?: readonly WarehousePermission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
}

/** One permission level on a warehouse, and whether it is inherited. */
export interface WarehousePermission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was given directly. */
  inherited_from_object?: readonly string[];
  /** The level that is held on the object. */
  permission_level?: Open<WarehousePermissionLevel>;
}

/**
 * What a principal may do with a warehouse. CAN_VIEW sees it, CAN_USE starts it and runs statements, CAN_MONITOR also
 * sees all queries, CAN_MANAGE also changes it; IS_OWNER adds ownership.
 */
export type WarehousePermissionLevel = 'CAN_MANAGE' | 'CAN_MONITOR' | 'CAN_USE' | 'CAN_VIEW' | 'IS_OWNER';

/** Who holds which permission level on a warehouse. */
export interface WarehousePermissions {
  /** One entry for each principal that holds a level, directly or by inheritance, in no promised order. */
  access_control_list?: readonly WarehouseAccessControlResponse[];
  /** Path of the warehouse in the tree of objects that permissions are inherited along. */
  object_id?: string;
  /** Kind of the object: always `warehouses` for SQL warehouses. */
  object_type?: string;
}

/** A permission level on a warehouse, explained. */
export interface WarehousePermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that is explained, as it is written in requests. */
  permission_level?: Open<WarehousePermissionLevel>;
}
