// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { User } from './models.ts';

/** The permission levels on password sign-in. */
export interface GetPasswordPermissionLevelsResponse {
  /** One entry for each level that can be given on this kind of object. */
  permission_levels?: readonly PasswordPermissionsDescription[];
}

/** One page of the users that the caller may see. */
export interface ListUsersResponse {
  /** The schema URN of a SCIM list response. */
  schemas?: readonly string[];
  /** How many resources match, over all pages. */
  totalResults?: number;
  /** Position of the first resource of this page, counted from 1. */
  startIndex?: number;
  /** How many resources this page holds. */
  itemsPerPage?: number;
  /** The users of this page; empty when there are none. */
  Resources?: readonly User[];
}

/**
 * A permission level to give to one principal on password sign-in. Exactly one of the three principal names must be
 * set.
 */
export interface PasswordAccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: PasswordPermissionLevel;
}

/** What one principal holds on password sign-in. Exactly one of the three principal names is set. */
export interface PasswordAccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the strongest. */
  all_permissions?: readonly PasswordPermission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
}

/** One permission level on password sign-in, and whether it is inherited. */
export interface PasswordPermission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was given directly. */
  inherited_from_object?: readonly string[];
  /** The level that is held on the object. */
  permission_level?: Open<PasswordPermissionLevel>;
}

/** Permission levels on password sign-in; `CAN_USE` lets a principal sign in by password. */
export type PasswordPermissionLevel = 'CAN_USE';

/** Who holds which permission level on password sign-in. */
export interface PasswordPermissions {
  /** One entry for each principal that holds a level, directly or by inheritance, in no promised order. */
  access_control_list?: readonly PasswordAccessControlResponse[];
  /** Path-like id of the object: `/authorization/passwords` for every workspace. */
  object_id?: string;
  /** Kind of the object: always `passwords` for this list. */
  object_type?: string;
}

/** A permission level on password sign-in, explained. */
export interface PasswordPermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that is explained, as it is written in requests. */
  permission_level?: Open<PasswordPermissionLevel>;
}
