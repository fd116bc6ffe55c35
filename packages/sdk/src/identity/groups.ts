// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { DeletedPrincipal } from './deleted-principal.ts';
import type { Group, GroupSchema, ListGroupsResponse, ResourceMeta } from './groups-models.ts';
import type { ComplexValue, Patch, PatchSchema, SortOrder } from './models.ts';

/** What `groups.create` takes. */
export interface CreateGroupRequest {
  /** Name of the group, unique in the workspace; it must be given. */
  displayName?: string;
  /** Entitlements that every direct and nested member holds through the group, each in `value`. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same group in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Ignored: a parent group names its members. Accepted because clients send back what they have read. */
  groups?: readonly ComplexValue[];
  /** Ignored: the server chooses the id. Accepted because clients send whole resources. */
  id?: string;
  /** Users, service principals and groups to hold, each by its numeric id in `value`. */
  members?: readonly ComplexValue[];
  /** Ignored: the server says what kind of group it is. Accepted because clients send whole resources. */
  meta?: ResourceMeta;
  /** Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a group. */
  schemas?: readonly GroupSchema[];
}

/** What `groups.delete` takes. */
export interface DeleteGroupRequest {
  /** Numeric id of the group, from `id`; anything not numeric is not found. */
  id: string;
}

/** What `groups.get` takes. */
export interface GetGroupRequest {
  /** Numeric id of the group, from `id`; anything not numeric is not found. */
  id: string;
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
}

/** What `groups.list` takes. */
export interface ListGroupsRequest {
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
  /**
   * Most resources to return. Absent returns all; 0 or less returns only `totalResults`; more than 10000 counts as
   * 10000.
   */
  count?: number;
  /** Direction of `sortBy`; absent means ascending. */
  sortOrder?: SortOrder;
  /** 1-based position of the first resource to return; absent or below 1 means 1. Past the end, the page is empty. */
  startIndex?: number;
  /**
   * SCIM filter of at most 200 nodes: `eq`, `ne`, `co`, `sw`, `pr` joined by `and`, `or`, parentheses. Only
   * administrators may use attributes besides `id` and `displayName`.
   */
  filter?: string;
  /** Attribute to order the groups by, such as `displayName`, which is meant when it is absent. */
  sortBy?: string;
}

/** What `groups.patch` takes. */
export interface PatchGroupRequest {
  /** Numeric id of the group, from `id`; anything not numeric is not found. */
  id: string;
  /** Changes in the order they are applied; either all of them take effect or none. */
  Operations?: readonly Patch[];
  /** SCIM message type of the body, the PatchOp URN; absent means the same. */
  schemas?: readonly PatchSchema[];
}

/** What `groups.update` takes. */
export interface UpdateGroupRequest {
  /** Numeric id of the group, from `id`; anything not numeric is not found. */
  id: string;
  /** New name of the group, unique in the workspace; system groups keep theirs. */
  displayName?: string;
  /** New entitlements of the group, each in `value`; the list replaces the present one. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same group in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Ignored: a parent group names its members. Accepted because clients send back what they have read. */
  groups?: readonly ComplexValue[];
  /** New direct members, each by numeric id in `value`; the list replaces the present one. */
  members?: readonly ComplexValue[];
  /** Ignored: the server says what kind of group it is. Accepted because clients send whole resources. */
  meta?: ResourceMeta;
  /** New opaque role names, each in `value`; the list replaces the present one. Absent keeps it. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a group. */
  schemas?: readonly GroupSchema[];
}

/** Groups of users, service principals and other groups, by the SCIM 2.0 protocol. */
export class GroupsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a group.
   *
   * Groups nest up to ten levels deep and never in a circle; a workspace has at most 5000. The names `admins` and
   * `users` are taken.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST, QUOTA_EXCEEDED
   */
  create(request: CreateGroupRequest = {}, options?: CallOptions): Promise<Group> {
    return this.#send({ method: 'POST', path: '/api/2.0/preview/scim/v2/Groups', body: request }, options);
  }

  /**
   * Delete a group.
   *
   * Memberships, permissions and grants of the group vanish with it; its members stay. The system groups `admins` and
   * `users` cannot be deleted.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  delete(request: DeleteGroupRequest, options?: CallOptions): Promise<DeletedPrincipal> {
    const { id } = request;
    return this.#send({ method: 'DELETE', path: '/api/2.0/preview/scim/v2/Groups/{id}', params: { id } }, options);
  }

  /**
   * Get a group.
   *
   * The system group `users` shows every user and service principal as a member. Callers who are not administrators get
   * only id and display name.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetGroupRequest, options?: CallOptions): Promise<Group> {
    const { id, ...query } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/Groups/{id}', params: { id }, query }, options);
  }

  /**
   * List groups.
   *
   * Without `count` all come in one answer. Callers who are not administrators get only id and display name.
   */
  list(request: ListGroupsRequest = {}, options?: CallOptions): List<Group, ListGroupsResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/preview/scim/v2/Groups', query: request, items: 'Resources', paging: 'scim' },
      options,
    );
  }

  /**
   * Change parts of a group.
   *
   * Adds and removes members without naming the others. Removing `members` with a value removes only those listed;
   * without one, all. The last active administrator stays in `admins`.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST
   */
  patch(request: PatchGroupRequest, options?: CallOptions): Promise<Group> {
    const { id, ...body } = request;
    return this.#send({ method: 'PATCH', path: '/api/2.0/preview/scim/v2/Groups/{id}', params: { id }, body }, options);
  }

  /**
   * Replace a group.
   *
   * Takes the whole resource: members who are not named leave the group. Roles are kept when absent. System groups
   * cannot be renamed.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST
   */
  update(request: UpdateGroupRequest, options?: CallOptions): Promise<Group> {
    const { id, ...body } = request;
    return this.#send({ method: 'PUT', path: '/api/2.0/preview/scim/v2/Groups/{id}', params: { id }, body }, options);
  }
}
