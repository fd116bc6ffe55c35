// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { ComplexValue } from './models.ts';

/** A group of principals, as a SCIM resource. */
export interface Group {
  /** Name of the group, unique in the workspace; permissions and grants use it. */
  displayName?: string;
  /** Entitlements that all direct and nested members hold through the group, each in `value`. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same group in an identity provider; never interpreted. */
  externalId?: string;
  /** Groups that contain this one, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`. */
  groups?: readonly ComplexValue[];
  /** Numeric id as a string, chosen by the server and never reused. */
  id?: string;
  /** Direct members: numeric id in `value`, name in `display`, kind from the path in `$ref`. */
  members?: readonly ComplexValue[];
  /** What kind of group it is; set by the server. */
  meta?: ResourceMeta;
  /** Opaque role names, each in `value`, exactly as they were stored. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the resource. */
  schemas?: readonly Open<GroupSchema>[];
}

/** SCIM schema URN of a group. */
export type GroupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** One page of the groups that the caller may see. */
export interface ListGroupsResponse {
  /** The schema URN of a SCIM list response. */
  schemas?: readonly string[];
  /** How many resources match, over all pages. */
  totalResults?: number;
  /** Position of the first resource of this page, counted from 1. */
  startIndex?: number;
  /** How many resources this page holds. */
  itemsPerPage?: number;
  /** The groups of this page; empty when there are none. */
  Resources?: readonly Group[];
}

/** What the server says about a SCIM resource; read-only. */
export interface ResourceMeta {
  /** `WorkspaceGroup` for groups of this workspace, `Group` for groups of the account. */
  resourceType?: string;
}
