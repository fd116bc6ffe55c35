// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** A permission level to give to one principal on a cluster. Exactly one of the three principal names must be set. */
export interface ClusterAccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: ClusterPermissionLevel;
}

/** What one principal holds on a cluster. Exactly one of the three principal names is set. */
export interface ClusterAccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the strongest. */
  all_permissions?: readonly ClusterPermission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
}

/** One permission level on a cluster, and whether it is inherited. */
export interface ClusterPermission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was given directly. */
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

/** A permission level on a cluster, explained. */
export interface ClusterPermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that is explained, as it is written in requests. */
  permission_level?: Open<ClusterPermissionLevel>;
}

/** The permission levels on a cluster. */
export interface GetClusterPermissionLevelsResponse {
  /** One entry for each level that can be given on this kind of object. */
  permission_levels?: readonly ClusterPermissionsDescription[];
}
