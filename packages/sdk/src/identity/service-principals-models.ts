// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { ComplexValue } from './models.ts';

/** One page of the service principals that the caller may see. */
export interface ListServicePrincipalsResponse {
  /** The schema URN of a SCIM list response. */
  schemas?: readonly string[];
  /** How many resources match, over all pages. */
  totalResults?: number;
  /** Position of the first resource of this page, counted from 1. */
  startIndex?: number;
  /** How many resources this page holds. */
  itemsPerPage?: number;
  /** The service principals of this page; empty when there are none. */
  Resources?: readonly ServicePrincipal[];
}

/** A service principal: the identity of a program, as a SCIM resource. */
export interface ServicePrincipal {
  /** Whether the principal may authenticate; false refuses its tokens and secrets without deleting them. */
  active?: boolean;
  /** Lower-case UUID, unique: the OAuth `client_id` and the principal's name in permissions and grants. */
  applicationId?: string;
  /** Name shown to people; not necessarily unique. */
  displayName?: string;
  /**
   * Entitlements held directly, each in `value`: workspace-access, databricks-sql-access, allow-cluster-create,
   * allow-instance-pool-create, workspace-consume.
   */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same principal in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Groups the principal belongs to, read-only: id in `value`, name in `display`, `direct` or `indirect` in `type`. */
  groups?: readonly ComplexValue[];
  /** Numeric id as a string, chosen by the server and never reused. */
  id?: string;
  /** Opaque role names, each in `value`, exactly as they were stored. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the resource. */
  schemas?: readonly Open<ServicePrincipalSchema>[];
}

/** SCIM schema URN of a service principal. */
export type ServicePrincipalSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal';
