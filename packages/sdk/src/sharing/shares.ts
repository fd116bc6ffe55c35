// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  GetSharePermissionsResponse,
  ListSharesResponse,
  PermissionsChange,
  ReplicationConfig,
  SharedDataObjectUpdate,
  ShareInfo,
  UpdateSharePermissionsResponse,
} from './shares-models.ts';

/** What `shares.create` takes. */
export interface CreateShareRequest {
  /** Name of the share, unique in the metastore regardless of case: no period, space, slash or control character. */
  name: string;
  /** Free text for people, also shown to recipients. */
  comment?: string;
  /** Whether and how often the share is replicated to other regions; recorded only. */
  replication_config?: ReplicationConfig;
  /** Id of the budget policy that serverless costs of the share are billed to; recorded only. */
  serverless_budget_policy_id?: string;
  /** URL below which data that is materialised for the share goes, inside an external location. */
  storage_root?: string;
}

/** What `shares.delete` takes. */
export interface DeleteShareRequest {
  /** Name of the share, in any case. */
  name: string;
}

/** What `shares.get` takes. */
export interface GetShareRequest {
  /** Name of the share, in any case. */
  name: string;
  /** Whether to include the shared objects; true when absent, unlike Databricks, unless the workspace is strict. */
  include_shared_data?: boolean;
}

/** What `shares.listShares` takes. */
export interface ListSharesRequest {
  /** Answer only shares that hold this Genie space; there are none in Boathouse. */
  filter_by_genie_space_id?: string;
  /**
   * Most shares in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `shares.sharePermissions` takes. */
export interface SharePermissionsRequest {
  /** Name of the share, in any case. */
  name: string;
  /** Most assignments in one page; 0 lets the server choose, absent means all in one answer. */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `shares.update` takes. */
export interface UpdateShareRequest {
  /** Present name of the share, in any case. */
  name: string;
  /** Free text for people; an empty string clears it. */
  comment?: string;
  /** New name of the share; recipients see the new name from then on. */
  new_name?: string;
  /**
   * User name, application id or group name of the new owner. Objects that the new owner may not read become invisible
   * to recipients.
   */
  owner?: string;
  /** Id of the budget policy that serverless costs of the share are billed to; recorded only. */
  serverless_budget_policy_id?: string;
  /** URL below which data that is materialised for the share goes; cannot change while the share holds notebooks. */
  storage_root?: string;
  /** Objects to add, remove or replace, applied together or not at all; at most 100. */
  updates?: readonly SharedDataObjectUpdate[];
}

/** What `shares.updatePermissions` takes. */
export interface UpdateSharePermissionsRequest {
  /** Name of the share, in any case. */
  name: string;
  /** Which recipients get or lose SELECT; applied together or not at all. */
  changes?: readonly PermissionsChange[];
  /** Whether to answer without the resulting grants; false when absent. */
  omit_permissions_list?: boolean;
}

/** Administers shares: what a provider offers, and which recipients may read it. */
export class SharesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a share.
   *
   * The share starts empty and without recipients. The caller becomes the owner; what the owner may read decides what
   * recipients get.
   *
   * Allowed: metastore admin, or CREATE_SHARE on the metastore.
   *
   * @throws {ApiError} SHARE_ALREADY_EXISTS, METASTORE_DOES_NOT_EXIST, FEATURE_DISABLED, QUOTA_EXCEEDED
   */
  create(request: CreateShareRequest, options?: CallOptions): Promise<ShareInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/shares', body: request }, options);
  }

  /**
   * Delete a share.
   *
   * Recipients lose access with the next request. The shared tables and their files stay.
   *
   * Allowed: owner of the share.
   *
   * @throws {ApiError} SHARE_DOES_NOT_EXIST
   */
  async delete(request: DeleteShareRequest, options?: CallOptions): Promise<void> {
    const { name } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.1/unity-catalog/shares/{name}', params: { name } }, options);
  }

  /**
   * Get a share.
   *
   * Allowed: owner of the share, USE_SHARE on the metastore, or metastore admin.
   *
   * @throws {ApiError} SHARE_DOES_NOT_EXIST
   */
  get(request: GetShareRequest, options?: CallOptions): Promise<ShareInfo> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/shares/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * List shares.
   *
   * Holders of USE_SHARE and metastore admins see all shares, others their own. Objects are not included.
   */
  listShares(request: ListSharesRequest = {}, options?: CallOptions): List<ShareInfo, ListSharesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/shares',
        query: { max_results: 0, ...request },
        items: 'shares',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Get the recipients of a share.
   *
   * The principals are names of recipients; the privilege is SELECT.
   *
   * Allowed: owner of the share, USE_SHARE on the metastore, or metastore admin.
   *
   * @throws {ApiError} SHARE_DOES_NOT_EXIST
   */
  sharePermissions(request: SharePermissionsRequest, options?: CallOptions): Promise<GetSharePermissionsResponse> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/shares/{name}/permissions', params: { name }, query },
      options,
    );
  }

  /**
   * Update a share.
   *
   * Answers the whole share with all objects. Added tables must be readable by the owner of the share.
   *
   * Allowed: owner of the share; who holds USE_SHARE and SET_SHARE_PERMISSION on the metastore may change `owner` only;
   * a new name also needs CREATE_SHARE.
   *
   * @throws {ApiError} SHARE_DOES_NOT_EXIST, SHARE_ALREADY_EXISTS, RESOURCE_ALREADY_EXISTS, RESOURCE_DOES_NOT_EXIST,
   * TABLE_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST, RESOURCE_LIMIT_EXCEEDED
   */
  update(request: UpdateShareRequest, options?: CallOptions): Promise<ShareInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/shares/{name}', params: { name }, body },
      options,
    );
  }

  /**
   * Grant and revoke a share.
   *
   * A revoked recipient loses access with the next request. URLs of a cloud that were signed before live to their own
   * end, those of folders of the server do not.
   *
   * Allowed: owner of the share, or USE_SHARE and SET_SHARE_PERMISSION on the metastore; to grant, also owner of the
   * recipient or USE_RECIPIENT.
   *
   * @throws {ApiError} SHARE_DOES_NOT_EXIST, RECIPIENT_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  updatePermissions(
    request: UpdateSharePermissionsRequest,
    options?: CallOptions,
  ): Promise<UpdateSharePermissionsResponse> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/shares/{name}/permissions', params: { name }, body },
      options,
    );
  }
}
