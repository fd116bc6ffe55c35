// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { EnablePredictiveOptimization } from './models.ts';
import type { ListSchemasResponse, SchemaInfo } from './schemas-models.ts';

/** What `schemas.create` takes. */
export interface CreateSchemaRequest {
  /** Name of the schema, unique in its catalog; stored in lower case. */
  name: string;
  /** Catalog that the schema is made in. */
  catalog_name: string;
  /** Free text for people. */
  comment?: string;
  /** Hours that dropped managed data is kept before it is purged; absent means the value of the catalog. */
  custom_max_retention_hours?: number;
  /** Key-value pairs of the user. */
  properties?: Record<string, string>;
  /**
   * Location below which managed tables and volumes are stored, inside an external location; absent means the root of
   * the catalog.
   */
  storage_root?: string;
}

/** What `schemas.delete` takes. */
export interface DeleteSchemaRequest {
  /** Full name of the schema, `catalog.schema`. */
  full_name: string;
  /** Whether to delete the tables, views and volumes in it too; false when absent. */
  force?: boolean;
}

/** What `schemas.get` takes. */
export interface GetSchemaRequest {
  /** Full name of the schema, `catalog.schema`. */
  full_name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
}

/** What `schemas.list` takes. */
export interface ListSchemasRequest {
  /** Catalog whose schemas to list. */
  catalog_name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /**
   * Most schemas in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `schemas.update` takes. */
export interface UpdateSchemaRequest {
  /** Present full name of the schema, `catalog.schema`. */
  full_name: string;
  /** Free text for people; an empty string clears it on update. */
  comment?: string;
  /** Hours that dropped managed data is kept before it is purged. */
  custom_max_retention_hours?: number;
  /** Whether managed tables of the schema are maintained automatically; recorded only. */
  enable_predictive_optimization?: EnablePredictiveOptimization;
  /** New name inside the same catalog, without the catalog; tables and grants stay. */
  new_name?: string;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
  /** Key-value pairs of the user; an update replaces the whole map. */
  properties?: Record<string, string>;
}

/** Administers schemas, the second level of the namespace, which hold tables, views and volumes. */
export class SchemasApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a schema.
   *
   * The caller becomes the owner. Catalogs that mount a share are read-only and answer INVALID_STATE.
   *
   * Allowed: owner of the catalog, or USE_CATALOG and CREATE_SCHEMA on it.
   *
   * @throws {ApiError} SCHEMA_ALREADY_EXISTS, CATALOG_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE.LOCATION_OVERLAP,
   * INVALID_STATE, QUOTA_EXCEEDED
   */
  create(request: CreateSchemaRequest, options?: CallOptions): Promise<SchemaInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/schemas', body: request }, options);
  }

  /**
   * Delete a schema.
   *
   * Files of external tables and volumes stay where they are.
   *
   * Allowed: owner of the schema or its catalog, MANAGE on the schema, or metastore admin.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, SCHEMA_NOT_EMPTY, INVALID_STATE
   */
  async delete(request: DeleteSchemaRequest, options?: CallOptions): Promise<void> {
    const { full_name, ...query } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.1/unity-catalog/schemas/{full_name}', params: { full_name }, query },
      options,
    );
  }

  /**
   * Get a schema.
   *
   * Allowed: owner of the schema, USE_SCHEMA on it with USE_CATALOG, or metastore admin.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  get(request: GetSchemaRequest, options?: CallOptions): Promise<SchemaInfo> {
    const { full_name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/schemas/{full_name}', params: { full_name }, query },
      options,
    );
  }

  /**
   * List the schemas of a catalog.
   *
   * The catalog owner and metastore admins see all schemas, others those that they own or hold a privilege on.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST
   */
  list(request: ListSchemasRequest, options?: CallOptions): List<SchemaInfo, ListSchemasResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/schemas',
        query: { max_results: 0, ...request },
        items: 'schemas',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a schema.
   *
   * Absent fields stay as they are.
   *
   * Allowed: owner of the schema, MANAGE on it, or metastore admin.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, SCHEMA_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST
   */
  update(request: UpdateSchemaRequest, options?: CallOptions): Promise<SchemaInfo> {
    const { full_name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/schemas/{full_name}', params: { full_name }, body },
      options,
    );
  }
}
