// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { User } from './models.ts';

/** The permission levels that password sign-in knows. */
export interface GetPasswordPermissionLevelsResponse {
  /** Every level that may be given on password sign-in, with its meaning. */
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
  /** The users of this page; absent when there are none. */
  Resources?: readonly User[];
}

/** One principal and the level it gets on password sign-in; names exactly one principal. */
export interface PasswordAccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Level to give; must be one of those of password sign-in, `CAN_USE`. */
  permission_level?: PasswordPermissionLevel;
  /** Application id of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; a service principal's application id is accepted too. */
  user_name?: string;
}

/** One principal and all the levels it has on password sign-in. */
export interface PasswordAccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the highest. */
  all_permissions?: readonly PasswordPermission[];
  /** Name of the user or service principal shown to people. */
  display_name?: string;
  /** Display name of the group, when the principal is one. */
  group_name?: string;
  /** Application id of the service principal, when the principal is one. */
  service_principal_name?: string;
  /** Sign-in name of the user, when the principal is one. */
  user_name?: string;
}

/** One permission level on password sign-in and where it comes from. */
export interface PasswordPermission {
  /** Whether the level comes from a parent object; inherited levels cannot be removed here. */
  inherited?: boolean;
  /** Ids of the objects it is inherited from, such as `/clusters/`; absent when direct. */
  inherited_from_object?: readonly string[];
  /** The level that the principal holds. */
  permission_level?: Open<PasswordPermissionLevel>;
}

/** Permission levels on password sign-in; `CAN_USE` lets a principal sign in by password. */
export type PasswordPermissionLevel = 'CAN_USE';

/** The access control list of password sign-in. */
export interface PasswordPermissions {
  /** One entry for each principal that holds a level, direct or inherited. */
  access_control_list?: readonly PasswordAccessControlResponse[];
  /** Path-like id of the object, `/authorization/passwords` for every workspace. */
  object_id?: string;
  /** Kind of the object, always `passwords` for this list. */
  object_type?: string;
}

/** A permission level of password sign-in and what it allows. */
export interface PasswordPermissionsDescription {
  /** What the level allows, in words for people. */
  description?: string;
  /** The level that the description explains. */
  permission_level?: Open<PasswordPermissionLevel>;
}
