// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  EffectivePermissionsList,
  EffectivePrivilegeAssignment,
  GetPermissionsResponse,
  ListEffectivePrivilegeAssignmentsResponse,
  ListPrivilegeAssignmentsResponse,
  PermissionsChange,
  PrivilegeAssignment,
  UpdatePermissionsResponse,
} from './grants-models.ts';

/** What `grants.get` takes. */
export interface GetGrantRequest {
  /**
   * Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or
   * `metastore`.
   */
  securable_type: string;
  /** Full name of the securable; for a metastore its id. */
  full_name: string;
  /** Whether to include principals that were deleted; these come with an empty `principal` and their `principal_id`. */
  include_deleted_principals?: boolean;
  /**
   * Most assignments in one page; 0 lets the server choose, 1 to 149 are refused, absent means one page with
   * everything.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Answer only for this user name, application id or group name; absent means all. */
  principal?: string;
}

/** What `grants.getEffective` takes. */
export interface GetGrantEffectiveRequest {
  /**
   * Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or
   * `metastore`.
   */
  securable_type: string;
  /** Full name of the securable; for a metastore its id. */
  full_name: string;
  /**
   * Most assignments in one page; 0 lets the server choose, 1 to 149 are refused, absent means one page with
   * everything.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Answer only for this user name, application id or group name; absent means all. */
  principal?: string;
}

/** What `grants.list` takes. */
export interface ListGrantsRequest {
  /**
   * Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or
   * `metastore`.
   */
  securable_type: string;
  /** Full name of the securable; for a metastore its id. */
  full_name: string;
  /** Whether to include principals that were deleted; these come with an empty `principal` and their `principal_id`. */
  include_deleted_principals?: boolean;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Answer only for this user name, application id or group name; absent means all. */
  principal?: string;
}

/** What `grants.listEffective` takes. */
export interface ListGrantEffectiveRequest {
  /**
   * Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or
   * `metastore`.
   */
  securable_type: string;
  /** Full name of the securable; for a metastore its id. */
  full_name: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Answer only for this user name, application id or group name; absent means all. */
  principal?: string;
}

/** What `grants.update` takes. */
export interface UpdateGrantRequest {
  /**
   * Kind of the securable, singular and in any case, such as `catalog`, `schema`, `table`, `external_location` or
   * `metastore`.
   */
  securable_type: string;
  /** Full name of the securable; for a metastore its id. */
  full_name: string;
  /** What to add and remove for each principal; applied all together or not at all. */
  changes?: readonly PermissionsChange[];
  /** Whether to answer without the resulting grants; false when absent. */
  omit_permissions_in_response?: boolean;
}

/** Grants and revokes privileges on catalog objects, and shows who holds which. */
export class GrantsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get the grants on a securable.
   *
   * Direct grants only: nothing inherited, and no entry for the owner. `list` gives the same page by page.
   *
   * Allowed: owner of the securable or a parent, MANAGE on it, or metastore admin; others may ask about themselves.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, TABLE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  get(request: GetGrantRequest, options?: CallOptions): Promise<GetPermissionsResponse> {
    const { securable_type, full_name, ...query } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/permissions/{securable_type}/{full_name}',
        params: { securable_type, full_name },
        query,
      },
      options,
    );
  }

  /**
   * Get the effective privileges on a securable.
   *
   * Direct grants and those inherited from schema and catalog. Membership in groups is not expanded.
   *
   * Allowed: owner of the securable or a parent, MANAGE on it, or metastore admin; others may ask about themselves.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, TABLE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  getEffective(request: GetGrantEffectiveRequest, options?: CallOptions): Promise<EffectivePermissionsList> {
    const { securable_type, full_name, ...query } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/effective-permissions/{securable_type}/{full_name}',
        params: { securable_type, full_name },
        query,
      },
      options,
    );
  }

  /**
   * List the grants on a securable.
   *
   * Direct grants only: nothing inherited, and no entry for the owner.
   *
   * Allowed: owner of the securable or a parent, MANAGE on it, or metastore admin; others may ask about themselves.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, TABLE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  list(request: ListGrantsRequest, options?: CallOptions): List<PrivilegeAssignment, ListPrivilegeAssignmentsResponse> {
    const { securable_type, full_name, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/privilege-assignments/{securable_type}/{full_name}',
        params: { securable_type, full_name },
        query,
        items: 'privilege_assignments',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List the effective privileges on a securable.
   *
   * Direct grants and those inherited from schema and catalog. Membership in groups is not expanded.
   *
   * Allowed: owner of the securable or a parent, MANAGE on it, or metastore admin; others may ask about themselves.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, TABLE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  listEffective(
    request: ListGrantEffectiveRequest,
    options?: CallOptions,
  ): List<EffectivePrivilegeAssignment, ListEffectivePrivilegeAssignmentsResponse> {
    const { securable_type, full_name, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/effective-privilege-assignments/{securable_type}/{full_name}',
        params: { securable_type, full_name },
        query,
        items: 'effective_privilege_assignments',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Grant and revoke privileges.
   *
   * Adding a privilege that is held, or removing one that is not, changes nothing. The same privilege in `add` and
   * `remove` of one principal is an error.
   *
   * Allowed: owner of the securable or a parent, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, TABLE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * RECIPIENT_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST, METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  update(request: UpdateGrantRequest, options?: CallOptions): Promise<UpdatePermissionsResponse> {
    const { securable_type, full_name, ...body } = request;
    return this.#send(
      {
        method: 'PATCH',
        path: '/api/2.1/unity-catalog/permissions/{securable_type}/{full_name}',
        params: { securable_type, full_name },
        body,
      },
      options,
    );
  }
}
