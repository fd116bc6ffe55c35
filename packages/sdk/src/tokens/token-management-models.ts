// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { AutoscopeState } from './models.ts';

/** A new token of a service principal, with its value. */
export interface CreateOboTokenResponse {
  /** The token as lists show it, without the value. */
  token_info?: TokenInfo;
  /** Value to send as bearer token, starting with `dapi`. It is never shown again. */
  token_value?: string;
}

/** The permission levels on token use. */
export interface GetTokenPermissionLevelsResponse {
  /** One entry for each level that can be given on this kind of object. */
  permission_levels?: readonly TokenPermissionsDescription[];
}

/** Answer to a request for one token. */
export interface GetTokenResponse {
  /** The token that was asked for, without its value. */
  token_info?: TokenInfo;
}

/** All tokens of the workspace, without their values. */
export interface ListTokensResponse {
  /** The tokens of the workspace; absent when there are none. */
  token_infos?: readonly TokenInfo[];
}

/** A permission level to give to one principal on token use. Exactly one of the three principal names must be set. */
export interface TokenAccessControlRequest {
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
  /** Level to give; it replaces the one that the principal holds directly. */
  permission_level?: TokenPermissionLevel;
}

/** What one principal holds on token use. Exactly one of the three principal names is set. */
export interface TokenAccessControlResponse {
  /** Levels of the principal, direct and inherited; of direct ones only the strongest. */
  all_permissions?: readonly TokenPermission[];
  /** Name of the user or service principal as people read it; absent for groups. */
  display_name?: string;
  /** Display name of a group; absent when the entry is for another kind of principal. */
  group_name?: string;
  /** Application id (UUID) of a service principal; absent when the entry is for another kind. */
  service_principal_name?: string;
  /** Sign-in name of a user; in requests a service principal's application id is understood too. */
  user_name?: string;
}

/** A token as administrators see it, without its value. */
export interface TokenInfo {
  /** How far scopes were derived from use: `USER_SELECTED` when scopes were given, otherwise `DISABLED`. */
  autoscope_state?: Open<AutoscopeState>;
  /** Scopes that were added afterwards to a token made without any; usually absent. */
  backfill_scopes?: readonly string[];
  /** Free text given at creation; empty when there was none. */
  comment?: string;
  /** Numeric id of the principal that created the token. */
  created_by_id?: number;
  /** Login name or application id of the principal that created the token. */
  created_by_username?: string;
  /** When the token was created, in ms since 1970. */
  creation_time?: number;
  /** When the token expires, in ms since 1970; -1 if it never does. */
  expiry_time?: number;
  /** Scopes that the calls made with this token so far would have needed. */
  inferred_scopes?: readonly string[];
  /** Day of last use, as midnight UTC in ms since 1970; absent if never used. */
  last_used_day?: number;
  /** Numeric id of the principal that the token acts as; differs from the creator for on-behalf-of tokens. */
  owner_id?: number;
  /** API scopes that the token is limited to; absent if it is not limited. */
  scopes?: readonly string[];
  /** Id of the token for later calls: 64 hex digits. It does not authenticate. */
  token_id?: string;
  /** Numeric id of the workspace in which the token is valid. */
  workspace_id?: number;
}

/** One permission level on token use, and whether it is inherited. */
export interface TokenPermission {
  /** True when the level comes from a parent object and cannot be changed on this one. */
  inherited?: boolean;
  /** Paths of the parent objects that grant the level; absent when it was given directly. */
  inherited_from_object?: readonly string[];
  /** The level that is held on the object. */
  permission_level?: Open<TokenPermissionLevel>;
}

/**
 * What a principal may do with tokens. CAN_USE creates and uses them; group `admins` also holds CAN_MANAGE, which
 * cannot be given to others.
 */
export type TokenPermissionLevel = 'CAN_MANAGE' | 'CAN_USE';

/** Who holds which permission level on token use. */
export interface TokenPermissions {
  /** One entry for each principal that holds a level, directly or by inheritance, in no promised order. */
  access_control_list?: readonly TokenAccessControlResponse[];
  /** Always `/authorization/tokens`: one object governs all tokens of the workspace. */
  object_id?: string;
  /** Kind of the object: always `tokens` for token permissions. */
  object_type?: string;
}

/** A permission level on token use, explained. */
export interface TokenPermissionsDescription {
  /** What the level allows, as a sentence for people to read. */
  description?: string;
  /** The level that is explained, as it is written in requests. */
  permission_level?: Open<TokenPermissionLevel>;
}
