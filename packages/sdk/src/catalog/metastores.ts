// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  DeltaSharingScopeEnum,
  GetMetastoreSummaryResponse,
  ListMetastoresResponse,
  MetastoreAssignment,
  MetastoreInfo,
} from './metastores-models.ts';

/** What `metastores.get` takes. */
export interface GetMetastoreRequest {
  /** UUID of the metastore. */
  id: string;
}

/** What `metastores.list` takes. */
export interface ListMetastoresRequest {
  /**
   * Most metastores in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one
   * answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `metastores.update` takes. */
export interface UpdateMetastoreRequest {
  /** UUID of the metastore. */
  id: string;
  /** Name under which this metastore appears as a provider at its recipients. */
  delta_sharing_organization_name?: string;
  /** Lifetime of recipient tokens that are issued from now on, in seconds; at most one year. */
  delta_sharing_recipient_token_lifetime_in_seconds?: number;
  /**
   * INTERNAL_AND_EXTERNAL allows recipients outside Databricks, which use tokens; INTERNAL only those with a metastore.
   */
  delta_sharing_scope?: DeltaSharingScopeEnum;
  /** Whether external engines may get temporary credentials for tables. */
  external_access_enabled?: boolean;
  /** New name of the metastore. */
  new_name?: string;
  /** User name, application id or group name of the new owner, who is the metastore admin. */
  owner?: string;
  /** Version of the privilege model; `1.0` is the only one. */
  privilege_model_version?: string;
  /** UUID of the storage credential for the metastore root. */
  storage_root_credential_id?: string;
}

/** Shows and configures the metastore of the workspace, the root of all catalogs, shares and recipients. */
export class MetastoresApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get the metastore of the workspace.
   *
   * @throws {ApiError} METASTORE_DOES_NOT_EXIST
   */
  current(options?: CallOptions): Promise<MetastoreAssignment> {
    return this.#send({ method: 'GET', path: '/api/2.1/unity-catalog/current-metastore-assignment' }, options);
  }

  /**
   * Get a metastore.
   *
   * Allowed: metastore admin.
   *
   * @throws {ApiError} METASTORE_DOES_NOT_EXIST
   */
  get(request: GetMetastoreRequest, options?: CallOptions): Promise<MetastoreInfo> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.1/unity-catalog/metastores/{id}', params: { id } }, options);
  }

  /**
   * List metastores.
   *
   * A Boathouse workspace has exactly one metastore.
   *
   * Allowed: administrators of the workspace.
   */
  list(request: ListMetastoresRequest = {}, options?: CallOptions): List<MetastoreInfo, ListMetastoresResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/metastores',
        query: { max_results: 0, ...request },
        items: 'metastores',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Get the summary of the metastore.
   *
   * Holds the sharing identifier that other Databricks users ask for: `global_metastore_id`.
   *
   * @throws {ApiError} METASTORE_DOES_NOT_EXIST
   */
  summary(options?: CallOptions): Promise<GetMetastoreSummaryResponse> {
    return this.#send({ method: 'GET', path: '/api/2.1/unity-catalog/metastore_summary' }, options);
  }

  /**
   * Update a metastore.
   *
   * Absent fields stay as they are. Tokens that were issued before keep their expiry.
   *
   * Allowed: metastore admin.
   *
   * @throws {ApiError} METASTORE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST, RESOURCE_DOES_NOT_EXIST
   */
  update(request: UpdateMetastoreRequest, options?: CallOptions): Promise<MetastoreInfo> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/metastores/{id}', params: { id }, body },
      options,
    );
  }
}
