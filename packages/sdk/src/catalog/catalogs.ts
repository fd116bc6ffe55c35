// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  CatalogFederationConfig,
  CatalogInfo,
  CatalogIsolationMode,
  ConversionInfo,
  DrReplicationInfo,
  EncryptionSettings,
  ListCatalogsResponse,
} from './catalogs-models.ts';
import type { EnablePredictiveOptimization } from './models.ts';

/** What `catalogs.create` takes. */
export interface CreateCatalogRequest {
  /**
   * Name of the catalog, unique in the metastore: no period, space, slash or control character; stored in lower case.
   */
  name: string;
  /** Which schemas of a federated catalog are visible; only for catalogs over a connection. */
  catalog_federation_config?: CatalogFederationConfig;
  /** Free text for people. */
  comment?: string;
  /** Connection to an external database whose content the catalog shows; makes it a foreign catalog. */
  connection_name?: string;
  /** State of a conversion from a federated into a native catalog; set by the server, ignored in requests. */
  conversion_info?: ConversionInfo;
  /** Hours that dropped managed data is kept before it is purged; absent means the default of the metastore. */
  custom_max_retention_hours?: number;
  /** Role of the catalog in cross-region recovery; set by the server, ignored in requests. */
  dr_replication_info?: DrReplicationInfo;
  /** Customer-managed keys that managed data of the catalog is encrypted with; recorded only. */
  managed_encryption_settings?: EncryptionSettings;
  /** Options of a foreign catalog, such as the name of the remote database. */
  options?: Record<string, string>;
  /** Key-value pairs of the user. */
  properties?: Record<string, string>;
  /** Provider whose share the catalog mounts; goes together with `share_name`. */
  provider_name?: string;
  /** Share of the provider to mount; the catalog is then read-only and of type DELTASHARING_CATALOG. */
  share_name?: string;
  /**
   * Location below which managed tables and volumes are stored, inside an external location; absent means the metastore
   * root.
   */
  storage_root?: string;
}

/** What `catalogs.delete` takes. */
export interface DeleteCatalogRequest {
  /** Name of the catalog. */
  name: string;
  /** Whether to delete the schemas and everything in them too; false when absent. */
  force?: boolean;
}

/** What `catalogs.get` takes. */
export interface GetCatalogRequest {
  /** Name of the catalog, in any case. */
  name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
}

/** What `catalogs.list` takes. */
export interface ListCatalogsRequest {
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /** Whether to also list objects that are bound to other workspaces than this one; false when absent. */
  include_unbound?: boolean;
  /**
   * Most catalogs in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `catalogs.update` takes. */
export interface UpdateCatalogRequest {
  /** Present name of the catalog. */
  name: string;
  /** Which schemas of a federated catalog are visible. */
  catalog_federation_config?: CatalogFederationConfig;
  /** Free text for people; an empty string clears it on update. */
  comment?: string;
  /** State of a conversion from a federated into a native catalog; set by the server, ignored in requests. */
  conversion_info?: ConversionInfo;
  /** Hours that dropped managed data is kept before it is purged. */
  custom_max_retention_hours?: number;
  /** Role of the catalog in cross-region recovery; set by the server, ignored in requests. */
  dr_replication_info?: DrReplicationInfo;
  /** Whether managed tables of the catalog are maintained automatically; recorded only. */
  enable_predictive_optimization?: EnablePredictiveOptimization;
  /** OPEN: usable from every workspace of the metastore. ISOLATED: only from workspaces that it is bound to. */
  isolation_mode?: CatalogIsolationMode;
  /** Customer-managed keys that managed data of the catalog is encrypted with; recorded only. */
  managed_encryption_settings?: EncryptionSettings;
  /** New name; grants and everything below the object stay as they are. */
  new_name?: string;
  /** Options of a foreign catalog; replaces the whole map. */
  options?: Record<string, string>;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
  /** Key-value pairs of the user; an update replaces the whole map. */
  properties?: Record<string, string>;
}

/**
 * Administers catalogs, the first level of the three-level namespace, including catalogs that mount a share of a
 * provider.
 */
export class CatalogsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a catalog.
   *
   * Makes the schema `default` as well. The caller becomes the owner.
   *
   * Allowed: metastore admin, or CREATE_CATALOG on the metastore; to mount a share also USE_PROVIDER or ownership of
   * the provider.
   *
   * @throws {ApiError} CATALOG_ALREADY_EXISTS, METASTORE_DOES_NOT_EXIST, PROVIDER_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST,
   * INVALID_PARAMETER_VALUE.LOCATION_OVERLAP, QUOTA_EXCEEDED
   */
  create(request: CreateCatalogRequest, options?: CallOptions): Promise<CatalogInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/catalogs', body: request }, options);
  }

  /**
   * Delete a catalog.
   *
   * Files of external tables and volumes stay where they are; managed files are purged later. An empty schema `default`
   * does not count as content.
   *
   * Allowed: owner of the catalog, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, CATALOG_NOT_EMPTY, INVALID_STATE
   */
  async delete(request: DeleteCatalogRequest, options?: CallOptions): Promise<void> {
    const { name, ...query } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.1/unity-catalog/catalogs/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * Get a catalog.
   *
   * Allowed: owner of the catalog, USE_CATALOG on it, or metastore admin.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST
   */
  get(request: GetCatalogRequest, options?: CallOptions): Promise<CatalogInfo> {
    const { name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/catalogs/{name}', params: { name }, query },
      options,
    );
  }

  /**
   * List catalogs.
   *
   * Metastore admins see all catalogs, others those that they own or hold a privilege on.
   */
  list(request: ListCatalogsRequest = {}, options?: CallOptions): List<CatalogInfo, ListCatalogsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/catalogs',
        query: { max_results: 0, ...request },
        items: 'catalogs',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a catalog.
   *
   * Absent fields stay as they are.
   *
   * Allowed: owner of the catalog, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST, CATALOG_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST
   */
  update(request: UpdateCatalogRequest, options?: CallOptions): Promise<CatalogInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/catalogs/{name}', params: { name }, body },
      options,
    );
  }
}
