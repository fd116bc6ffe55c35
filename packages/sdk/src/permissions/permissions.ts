// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import type { AccessControlRequest, GetPermissionLevelsResponse, ObjectPermissions } from './permissions-models.ts';

/** What `permissions.get` takes. */
export interface GetPermissionRequest {
  /**
   * Kind of object: `clusters`, `warehouses` (also `sql/warehouses`), `cluster-policies`, or `authorization` for
   * `tokens` and `passwords`.
   */
  request_object_type: string;
  /** Identifier of the object within its kind, such as a cluster id; `tokens` or `passwords` under `authorization`. */
  request_object_id: string;
}

/** What `permissions.getPermissionLevels` takes. */
export interface GetPermissionLevelsRequest {
  /**
   * Kind of object: `clusters`, `warehouses` (also `sql/warehouses`), `cluster-policies`, or `authorization` for
   * `tokens` and `passwords`.
   */
  request_object_type: string;
  /** Identifier of the object within its kind, such as a cluster id; `tokens` or `passwords` under `authorization`. */
  request_object_id: string;
}

/** What `permissions.set` takes. */
export interface SetPermissionRequest {
  /**
   * Kind of object: `clusters`, `warehouses` (also `sql/warehouses`), `cluster-policies`, or `authorization` for
   * `tokens` and `passwords`.
   */
  request_object_type: string;
  /** Identifier of the object within its kind, such as a cluster id; `tokens` or `passwords` under `authorization`. */
  request_object_id: string;
  /** New direct entries, one principal and level each; empty or absent removes all direct entries. */
  access_control_list?: readonly AccessControlRequest[];
}

/** What `permissions.update` takes. */
export interface UpdatePermissionRequest {
  /**
   * Kind of object: `clusters`, `warehouses` (also `sql/warehouses`), `cluster-policies`, or `authorization` for
   * `tokens` and `passwords`.
   */
  request_object_type: string;
  /** Identifier of the object within its kind, such as a cluster id; `tokens` or `passwords` under `authorization`. */
  request_object_id: string;
  /** Entries to set, one principal and level each; principals not named keep theirs. */
  access_control_list?: readonly AccessControlRequest[];
}

/** Access control lists of workspace objects such as clusters, warehouses and tokens. */
export class PermissionsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get the permissions of an object.
   *
   * Shows direct and inherited entries. A cluster that was purged answers INVALID_STATE.
   *
   * Allowed: CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  get(request: GetPermissionRequest, options?: CallOptions): Promise<ObjectPermissions> {
    const { request_object_type, request_object_id } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
        params: { request_object_type, request_object_id },
      },
      options,
    );
  }

  /**
   * List the permission levels of an object.
   *
   * Allowed: any permission on the object, or workspace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  getPermissionLevels(
    request: GetPermissionLevelsRequest,
    options?: CallOptions,
  ): Promise<GetPermissionLevelsResponse> {
    const { request_object_type, request_object_id } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.0/permissions/{request_object_type}/{request_object_id}/permissionLevels',
        params: { request_object_type, request_object_id },
      },
      options,
    );
  }

  /**
   * Replace the permissions of an object.
   *
   * Replaces all direct entries; inherited ones stay. An absent owner entry keeps the present owner. Principals that
   * lose their level on `tokens` lose their live tokens at once.
   *
   * Allowed: CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object; only workspace
   * admins change the owner.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  set(request: SetPermissionRequest, options?: CallOptions): Promise<ObjectPermissions> {
    const { request_object_type, request_object_id, ...body } = request;
    return this.#send(
      {
        method: 'PUT',
        path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
        params: { request_object_type, request_object_id },
        body,
      },
      options,
    );
  }

  /**
   * Change the permissions of an object.
   *
   * Sets the direct level of each named principal, higher or lower, and leaves the others. A new warehouse owner leaves
   * CAN_MANAGE to the old one.
   *
   * Allowed: CAN_MANAGE or IS_OWNER on the object; workspace admins inherit CAN_MANAGE on every object; only workspace
   * admins change the owner.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  update(request: UpdatePermissionRequest, options?: CallOptions): Promise<ObjectPermissions> {
    const { request_object_type, request_object_id, ...body } = request;
    return this.#send(
      {
        method: 'PATCH',
        path: '/api/2.0/permissions/{request_object_type}/{request_object_id}',
        params: { request_object_type, request_object_id },
        body,
      },
      options,
    );
  }
}
