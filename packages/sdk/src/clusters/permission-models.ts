// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** A permission level to give to one principal on a cluster. Exactly one of the three principal names must be set. */
export interface ClusterAccessControlRequest {
  /** Display name of the group whose members get the level, compared ignoring case. */
  group_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: ClusterPermissionLevel;
  /** Application id (UUID) of the service principal that gets the level. */
  service_principal_name?: string;
  /** Login name of the user who gets the level; an application id is understood as a service principal. */
  user_name?: string;
}

/** What one principal holds on a cluster. Exactly one of the three principal names is set. */
export interface ClusterAccessControlResponse {
  /** The strongest level that the principal holds, with where it comes from. */
  all_permissions?: readonly ClusterPermission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of the group that the entry is for; absent when it is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of the service principal that the entry is for; absent for users and groups. */
  service_principal_name?: string;
  /** Login name of the user that the entry is for; absent when it is for a group or service principal. */
  user_name?: string;
}

/** One permission level on a cluster, and whether it is inherited. */
export interface ClusterPermission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was granted directly. */
  inherited_from_object?: readonly string[];
  /** The level that is held on the object. */
  permission_level?: Open<ClusterPermissionLevel>;
}

/**
 * What a principal may do with a cluster. CAN_ATTACH_TO sees it and runs code on it, CAN_RESTART also starts, restarts
 * and terminates it, CAN_MANAGE also changes it and its permissions.
 */
export type ClusterPermissionLevel = 'CAN_ATTACH_TO' | 'CAN_MANAGE' | 'CAN_RESTART';

/** Who holds which permission level on a cluster. */
export interface ClusterPermissions {
  /** One entry for each principal that holds a level, directly or by inheritance, in no promised order. */
  access_control_list?: readonly ClusterAccessControlResponse[];
  /** Path of the cluster: `/clusters/` and its id. */
  object_id?: string;
  /** Kind of the object: always `cluster` for clusters. */
  object_type?: string;
}

/** A permission level of a cluster, explained. */
export interface ClusterPermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that the description explains, as it is written in requests. */
  permission_level?: Open<ClusterPermissionLevel>;
}

/** The permission levels that a cluster knows. */
export interface GetClusterPermissionLevelsResponse {
  /** One entry for each level that can be granted on this kind of object. */
  permission_levels?: readonly ClusterPermissionsDescription[];
}
