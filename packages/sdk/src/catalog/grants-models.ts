// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { SecurableType } from './models.ts';
import type { Privilege } from './privilege-models.ts';

/** Effective privileges on a securable. */
export interface EffectivePermissionsList {
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** The privileges, one entry for each principal. */
  privilege_assignments?: readonly EffectivePrivilegeAssignment[];
}

/** A privilege and where it comes from. */
export interface EffectivePrivilege {
  /** Full name of the parent that it was granted on; absent for a direct grant. */
  inherited_from_name?: string;
  /** Kind of that parent; absent for a direct grant. */
  inherited_from_type?: Open<SecurableType>;
  /** The privilege. */
  privilege?: Open<Privilege>;
}

/** The privileges that are in effect for a principal. */
export interface EffectivePrivilegeAssignment {
  /** User name, application id or group name. */
  principal?: string;
  /** The privileges with where they come from. */
  privileges?: readonly EffectivePrivilege[];
}

/** Direct grants on a securable. */
export interface GetPermissionsResponse {
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
  /** The grants, one entry for each principal. */
  privilege_assignments?: readonly PrivilegeAssignment[];
}

/** One page of the effective privileges on a securable. */
export interface ListEffectivePrivilegeAssignmentsResponse {
  /** The effective privileges on the securable of this page; absent when there are none. */
  effective_privilege_assignments?: readonly EffectivePrivilegeAssignment[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the grants on a securable. */
export interface ListPrivilegeAssignmentsResponse {
  /** The grants on the securable of this page; absent when there are none. */
  privilege_assignments?: readonly PrivilegeAssignment[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** What to grant to a principal and what to revoke. */
export interface PermissionsChange {
  /** Privileges to grant; those that are held already stay. */
  add?: readonly Privilege[];
  /** User name, application id or group name; `account users` is everyone. */
  principal?: string;
  /** Id of a principal that was deleted; only `remove` works then. */
  principal_id?: number;
  /** Privileges to revoke; those that are not held are passed over. */
  remove?: readonly Privilege[];
}

/** The privileges that a principal was granted. */
export interface PrivilegeAssignment {
  /** User name, application id or group name; empty when the principal was deleted. */
  principal?: string;
  /** Id of the principal; tells deleted ones apart. */
  principal_id?: number;
  /** The privileges that were granted. */
  privileges?: readonly Open<Privilege>[];
}

/** The grants after a change. */
export interface UpdatePermissionsResponse {
  /** The grants, one entry for each principal; absent when they were not asked for. */
  privilege_assignments?: readonly PrivilegeAssignment[];
}
