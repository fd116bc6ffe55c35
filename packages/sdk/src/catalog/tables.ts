// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { ColumnInfo } from './column-models.ts';
import type {
  DataSourceFormat,
  ListTableSummariesResponse,
  ListTablesResponse,
  TableExistsResponse,
  TableInfo,
  TableSummary,
  TableType,
} from './tables-models.ts';

/** What `tables.create` takes. */
export interface CreateTableRequest {
  /** Name of the table, unique in its schema among tables and views; stored in lower case. */
  name: string;
  /** Catalog that the table is made in. */
  catalog_name: string;
  /** Schema that the table is made in, without the catalog. */
  schema_name: string;
  /** Must be EXTERNAL: managed tables and views are made by SQL. */
  table_type: TableType;
  /** Must be DELTA. */
  data_source_format: DataSourceFormat;
  /**
   * URL of the root folder of the table, where its `_delta_log` is. The external location that covers it opens it, else
   * the settings of the server.
   */
  storage_location: string;
  /** Columns of the table; absent or different from the Delta log, the columns of the log are taken. */
  columns?: readonly ColumnInfo[];
  /** Key-value pairs of the user. */
  properties?: Record<string, string>;
}

/** What `tables.delete` takes. */
export interface DeleteTableRequest {
  /** Full name of the table or view, `catalog.schema.table`. */
  full_name: string;
}

/** What `tables.exists` takes. */
export interface TableExistsRequest {
  /** Full name of the table or view, `catalog.schema.table`. */
  full_name: string;
}

/** What `tables.get` takes. */
export interface GetTableRequest {
  /** Full name of the table or view, `catalog.schema.table`. */
  full_name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /** Whether to add properties of the present version of the Delta table, which needs a look into its log. */
  include_delta_metadata?: boolean;
  /** Whether to add a manifest of what the kind of table can do. */
  include_manifest_capabilities?: boolean;
}

/** What `tables.list` takes. */
export interface ListTablesRequest {
  /** Catalog of the schema. */
  catalog_name: string;
  /** Schema whose tables and views to list, without the catalog. */
  schema_name: string;
  /** Whether to also answer for objects that the caller may only browse; these come without their details. */
  include_browse?: boolean;
  /** Whether to add to each table a manifest of what its kind can do. */
  include_manifest_capabilities?: boolean;
  /**
   * Most tables in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** Whether to leave out the columns, which makes large answers small. */
  omit_columns?: boolean;
  /** Whether to leave out the properties. */
  omit_properties?: boolean;
  /** Whether to leave out `created_by`, `updated_by` and `owner`. */
  omit_username?: boolean;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `tables.listSummaries` takes. */
export interface ListTableSummariesRequest {
  /** Catalog whose tables to list. */
  catalog_name: string;
  /** Whether to add to each table a manifest of what its kind can do. */
  include_manifest_capabilities?: boolean;
  /**
   * Most summaries in one page, which the server caps at 10000; 0 leaves the size to it, absent means all in one
   * answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** SQL LIKE pattern that the name of the schema must match, with `%` and `_`; absent means all. */
  schema_name_pattern?: string;
  /** SQL LIKE pattern that the name of the table must match, with `%` and `_`; absent means all. */
  table_name_pattern?: string;
}

/** What `tables.update` takes. */
export interface UpdateTableRequest {
  /** Full name of the table or view, `catalog.schema.table`. */
  full_name: string;
  /** User name, application id or group name of the new owner, who gets every privilege on the object. */
  owner?: string;
}

/** Registers Delta tables that live in object stores, and shows tables and views with their columns. */
export class TablesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Register an external Delta table.
   *
   * Reads the Delta log at the location and refuses a folder without one. No data is copied or changed.
   *
   * Allowed: USE_CATALOG on the catalog, USE_SCHEMA and CREATE_TABLE on the schema, or metastore admin.
   *
   * @throws {ApiError} TABLE_ALREADY_EXISTS, SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST,
   * INVALID_PARAMETER_VALUE.LOCATION_OVERLAP, INVALID_STATE, QUOTA_EXCEEDED
   */
  create(request: CreateTableRequest, options?: CallOptions): Promise<TableInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/tables', body: request }, options);
  }

  /**
   * Delete a table or view.
   *
   * Refused with INVALID_STATE while a share holds the table. Files of an external table stay.
   *
   * Allowed: owner of the table with USE_CATALOG and USE_SCHEMA, owner of a parent, or MANAGE on the table.
   *
   * @throws {ApiError} TABLE_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteTableRequest, options?: CallOptions): Promise<void> {
    const { full_name } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.1/unity-catalog/tables/{full_name}', params: { full_name } },
      options,
    );
  }

  /**
   * Tell whether a table exists.
   *
   * Answers 200 with `table_exists: false` when the table is missing, but an error when a parent is.
   *
   * Allowed: USE_CATALOG and USE_SCHEMA on the parents, or metastore admin.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  exists(request: TableExistsRequest, options?: CallOptions): Promise<TableExistsResponse> {
    const { full_name } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/tables/{full_name}/exists', params: { full_name } },
      options,
    );
  }

  /**
   * Get a table or view.
   *
   * Allowed: owner of the table or SELECT on it, with USE_CATALOG and USE_SCHEMA on the parents, or metastore admin.
   *
   * @throws {ApiError} TABLE_DOES_NOT_EXIST, SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  get(request: GetTableRequest, options?: CallOptions): Promise<TableInfo> {
    const { full_name, ...query } = request;
    return this.#send(
      { method: 'GET', path: '/api/2.1/unity-catalog/tables/{full_name}', params: { full_name }, query },
      options,
    );
  }

  /**
   * List the tables of a schema.
   *
   * Owners of the schema and metastore admins see all tables, others those that they own or may SELECT.
   *
   * @throws {ApiError} SCHEMA_DOES_NOT_EXIST, CATALOG_DOES_NOT_EXIST
   */
  list(request: ListTablesRequest, options?: CallOptions): List<TableInfo, ListTablesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/tables',
        query: { max_results: 0, ...request },
        items: 'tables',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List names and types of tables.
   *
   * Walks all schemas of the catalog, without columns: the cheap way to look for a table.
   *
   * @throws {ApiError} CATALOG_DOES_NOT_EXIST
   */
  listSummaries(
    request: ListTableSummariesRequest,
    options?: CallOptions,
  ): List<TableSummary, ListTableSummariesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/table-summaries',
        query: { max_results: 0, ...request },
        items: 'tables',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Change the owner of a table.
   *
   * Changes the owner and nothing else; columns and comments are changed by SQL.
   *
   * Allowed: owner of the table or its schema or catalog, MANAGE on the table, or metastore admin.
   *
   * @throws {ApiError} TABLE_DOES_NOT_EXIST, PRINCIPAL_DOES_NOT_EXIST
   */
  async update(request: UpdateTableRequest, options?: CallOptions): Promise<void> {
    const { full_name, ...body } = request;
    await this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/tables/{full_name}', params: { full_name }, body },
      options,
    );
  }
}
