// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** One element of a multi-valued SCIM attribute: an e-mail, entitlement, role, group or member. */
export interface ComplexValue {
  /** Readable form of the element, such as a member's or group's name; read-only. */
  display?: string;
  /** Whether this is the main one of its kind, as for e-mail addresses; absent means false. */
  primary?: boolean;
  /** Relative path of the resource referred to, such as `Users/ID` or `Groups/ID`; read-only. */
  $ref?: string;
  /** Kind of element: `work` for e-mails; `direct` or `indirect` for groups. */
  type?: string;
  /** The element itself: numeric id of a member or group, e-mail address, entitlement or role name. */
  value?: string;
}

/** Name of a user in parts. */
export interface Name {
  /** Family name, as the user writes it. */
  familyName?: string;
  /** Given name, as the user writes it. */
  givenName?: string;
}

/** One operation of a SCIM PATCH request. */
export interface Patch {
  /** What to do: add, replace or remove. */
  op?: PatchOp;
  /**
   * Attribute to change, optionally with a filter as in `members[value eq "ID"]`; absent: `value` is an object of
   * attributes.
   */
  path?: string;
  /** What to add, set or remove. Absent in a removal: everything that `path` selects goes. */
  value?: unknown;
}

/** What a SCIM PATCH operation does to its path; letter case does not matter on input. */
export type PatchOp = 'add' | 'remove' | 'replace';

/** SCIM message type URN that a PATCH body carries. */
export type PatchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** Direction in which a SCIM list is ordered by `sortBy`. */
export type SortOrder = 'ascending' | 'descending';

/** A user, as a SCIM resource; also how the calling principal is described. */
export interface User {
  /** Whether the user may authenticate; false refuses the user's tokens without deleting them. */
  active?: boolean;
  /** Full name shown to people; not necessarily unique. */
  displayName?: string;
  /** E-mail addresses: address in `value`, kind in `type`, the main one marked by `primary`. */
  emails?: readonly ComplexValue[];
  /**
   * Entitlements held directly, each in `value`: workspace-access, databricks-sql-access, allow-cluster-create,
   * allow-instance-pool-create, workspace-consume.
   */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same user in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Groups the user belongs to, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`. */
  groups?: readonly ComplexValue[];
  /** Numeric id as a string, chosen by the server and never reused. */
  id?: string;
  /** Given and family name of the user. */
  name?: Name;
  /** Opaque role names, each in `value`, exactly as they were stored. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the resource. */
  schemas?: readonly Open<UserSchema>[];
  /** Sign-in name in e-mail form, unique without regard to case; a service principal's application id in Me. */
  userName?: string;
}

/** SCIM schema URNs of a user: the core schema and the workspace extension. */
export type UserSchema =
  | 'urn:ietf:params:scim:schemas:core:2.0:User'
  | 'urn:ietf:params:scim:schemas:extension:workspace:2.0:User';
