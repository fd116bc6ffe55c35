// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { DeletedPrincipal } from './deleted-principal.ts';
import type { ComplexValue, Name, Patch, PatchSchema, SortOrder, User, UserSchema } from './models.ts';
import type {
  GetPasswordPermissionLevelsResponse,
  ListUsersResponse,
  PasswordAccessControlRequest,
  PasswordPermissions,
} from './users-models.ts';

/** What `users.create` takes. */
export interface CreateUserRequest {
  /** Whether the user may authenticate; absent means true. */
  active?: boolean;
  /** Full name shown to people; need not be unique. Absent: made from `name` or `userName`. */
  displayName?: string;
  /** E-mail addresses, one of them with `primary`; absent means `userName` as the work address. */
  emails?: readonly ComplexValue[];
  /** Entitlements to hold directly, each in `value`; effective ones include those of all groups. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same user in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Groups to join at once, each by its numeric id in `value`; `users` and those marked `indirect` are left out. */
  groups?: readonly ComplexValue[];
  /** Ignored: the server chooses the id. Accepted because clients send whole resources. */
  id?: string;
  /** Given and family name of the user. */
  name?: Name;
  /** Opaque role names, each in `value`, stored and returned unchanged; this workspace attaches no rights to them. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a user. */
  schemas?: readonly UserSchema[];
  /** Sign-in name in e-mail form, unique in the workspace without regard to case. It must be given. */
  userName?: string;
}

/** What `users.delete` takes. */
export interface DeleteUserRequest {
  /** Numeric id of the user, from `id`; anything not numeric is not found. */
  id: string;
}

/** What `users.get` takes. */
export interface GetUserRequest {
  /** Numeric id of the user, from `id`; anything not numeric is not found. */
  id: string;
  /**
   * Comma-separated attributes to return, sub-attributes with a dot; absent returns all. Unknown names are ignored;
   * `id` and `schemas` always come.
   */
  attributes?: string;
  /** Comma-separated attributes to leave out, sub-attributes with a dot; `id` and `schemas` always come. */
  excludedAttributes?: string;
  /** No effect on a single user; accepted because official clients can send it. */
  count?: number;
  /** No effect on a single user; accepted because official clients can send it. */
  filter?: string;
  /** No effect on a single user; accepted because official clients can send it. */
  sortBy?: string;
  /** No effect on a single user; accepted because official clients can send it. */
  sortOrder?: SortOrder;
  /** No effect on a single user; accepted because official clients can send it. */
  startIndex?: number;
}

/** What `users.list` takes. */
export interface ListUsersRequest {
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
   * administrators may use attributes besides `id`, `userName` and `displayName`.
   */
  filter?: string;
  /** Attribute to order the users by, such as `userName`, which is meant when it is absent. */
  sortBy?: string;
}

/** What `users.patch` takes. */
export interface PatchUserRequest {
  /** Numeric id of the user, from `id`; anything not numeric is not found. */
  id: string;
  /** Changes in the order they are applied; either all of them take effect or none. */
  Operations?: readonly Patch[];
  /** SCIM message type of the body, the PatchOp URN; absent means the same. */
  schemas?: readonly PatchSchema[];
}

/** What `users.setPermissions` takes. */
export interface SetUserPermissionsRequest {
  /** New direct entries for principals, each naming one principal and `CAN_USE`. Empty or absent removes all. */
  access_control_list?: readonly PasswordAccessControlRequest[];
}

/** What `users.update` takes. */
export interface UpdateUserRequest {
  /** Numeric id of the user, from `id`; anything not numeric is not found. */
  id: string;
  /** Whether the user may authenticate. False keeps tokens and memberships but refuses them all. */
  active?: boolean;
  /** New full name shown to people; need not be unique. */
  displayName?: string;
  /** Ignored when different: e-mail addresses are fixed at creation. */
  emails?: readonly ComplexValue[];
  /** New direct entitlements, each in `value`; the list replaces the present one. */
  entitlements?: readonly ComplexValue[];
  /** Identifier of the same user in the caller's identity provider; stored and returned, never interpreted. */
  externalId?: string;
  /** Ignored: membership is changed on the group. Accepted because clients send back what they have read. */
  groups?: readonly ComplexValue[];
  /** Given and family name of the user. */
  name?: Name;
  /** New opaque role names, each in `value`; the list replaces the present one. Absent keeps it. */
  roles?: readonly ComplexValue[];
  /** SCIM schema URNs of the body; absent means those of a user. */
  schemas?: readonly UserSchema[];
  /** Sign-in name in e-mail form; fixed at creation, a different value is ignored. */
  userName?: string;
}

/** What `users.updatePermissions` takes. */
export interface UpdateUserPermissionsRequest {
  /** Entries for principals, each naming one principal and `CAN_USE`. Principals not named keep theirs. */
  access_control_list?: readonly PasswordAccessControlRequest[];
}

/** Users, the identities of people, by the SCIM 2.0 protocol, and who may sign in by password. */
export class UsersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a user.
   *
   * The user becomes a member of the system group `users`. A workspace has at most 10000 users and service principals
   * together.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST, QUOTA_EXCEEDED
   */
  create(request: CreateUserRequest = {}, options?: CallOptions): Promise<User> {
    return this.#send({ method: 'POST', path: '/api/2.0/preview/scim/v2/Users', body: request }, options);
  }

  /**
   * Delete a user.
   *
   * The user's tokens stop working at once and the user leaves all groups. Shared objects stay. The last active
   * administrator cannot be deleted.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  delete(request: DeleteUserRequest, options?: CallOptions): Promise<DeletedPrincipal> {
    const { id } = request;
    return this.#send({ method: 'DELETE', path: '/api/2.0/preview/scim/v2/Users/{id}', params: { id } }, options);
  }

  /**
   * Get a user.
   *
   * Callers who are not administrators get only id, user name and display name.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetUserRequest, options?: CallOptions): Promise<User> {
    const { id, ...query } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/preview/scim/v2/Users/{id}', params: { id }, query }, options);
  }

  /**
   * List the permission levels of password sign-in.
   *
   * Allowed: administrators of the workspace.
   */
  getPermissionLevels(options?: CallOptions): Promise<GetPasswordPermissionLevelsResponse> {
    return this.#send(
      { method: 'GET', path: '/api/2.0/permissions/authorization/passwords/permissionLevels' },
      options,
    );
  }

  /**
   * Get who may sign in by password.
   *
   * Allowed: administrators of the workspace.
   */
  getPermissions(options?: CallOptions): Promise<PasswordPermissions> {
    return this.#send({ method: 'GET', path: '/api/2.0/permissions/authorization/passwords' }, options);
  }

  /**
   * List users.
   *
   * Without `count` all come in one answer. Callers who are not administrators get only id, user name and display name.
   */
  list(request: ListUsersRequest = {}, options?: CallOptions): List<User, ListUsersResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/preview/scim/v2/Users', query: request, items: 'Resources', paging: 'scim' },
      options,
    );
  }

  /**
   * Change parts of a user.
   *
   * Changes of `userName`, `emails` and `groups` are ignored without an error, and so are those of attributes of RFC
   * 7643 that the workspace does not keep, such as `title`. The last active administrator cannot be deactivated.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  patch(request: PatchUserRequest, options?: CallOptions): Promise<User> {
    const { id, ...body } = request;
    return this.#send({ method: 'PATCH', path: '/api/2.0/preview/scim/v2/Users/{id}', params: { id }, body }, options);
  }

  /**
   * Replace who may sign in by password.
   *
   * Replaces all direct entries; the level of administrators cannot be taken away.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  setPermissions(request: SetUserPermissionsRequest = {}, options?: CallOptions): Promise<PasswordPermissions> {
    return this.#send({ method: 'PUT', path: '/api/2.0/permissions/authorization/passwords', body: request }, options);
  }

  /**
   * Replace a user.
   *
   * Takes the whole resource: absent entitlements are none. Group membership, `userName` and `emails` are not touched;
   * `active`, `name`, `displayName` and `roles` stay as they are when absent.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  update(request: UpdateUserRequest, options?: CallOptions): Promise<User> {
    const { id, ...body } = request;
    return this.#send({ method: 'PUT', path: '/api/2.0/preview/scim/v2/Users/{id}', params: { id }, body }, options);
  }

  /**
   * Change who may sign in by password.
   *
   * Changes the entries of the named principals and leaves the others as they are.
   *
   * Allowed: administrators of the workspace.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  updatePermissions(request: UpdateUserPermissionsRequest = {}, options?: CallOptions): Promise<PasswordPermissions> {
    return this.#send(
      { method: 'PATCH', path: '/api/2.0/permissions/authorization/passwords', body: request },
      options,
    );
  }
}
