// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { ColumnInfo, PolicyFunctionArgument } from './column-models.ts';
import type { TableConstraint } from './constraint-models.ts';
import type { DependencyList } from './dependency-models.ts';
import type { EffectivePredictiveOptimizationFlag, EnablePredictiveOptimization, EncryptionDetails } from './models.ts';
import type { SecurableKindManifest } from './securable-kind-models.ts';

/** Format in which the data of a table is stored; DELTA for tables that can be shared. */
export type DataSourceFormat =
  | 'AVRO'
  | 'BIGQUERY_FORMAT'
  | 'CSV'
  | 'DATABRICKS_FORMAT'
  | 'DATABRICKS_ROW_STORE_FORMAT'
  | 'DELTA'
  | 'DELTASHARING'
  | 'DELTA_UNIFORM_HUDI'
  | 'DELTA_UNIFORM_ICEBERG'
  | 'HIVE'
  | 'ICEBERG'
  | 'JSON'
  | 'MONGODB_FORMAT'
  | 'MYSQL_FORMAT'
  | 'NETSUITE_FORMAT'
  | 'ORACLE_FORMAT'
  | 'ORC'
  | 'PARQUET'
  | 'POSTGRESQL_FORMAT'
  | 'REDSHIFT_FORMAT'
  | 'SALESFORCE_DATA_CLOUD_FORMAT'
  | 'SALESFORCE_FORMAT'
  | 'SNOWFLAKE_FORMAT'
  | 'SQLDW_FORMAT'
  | 'SQLSERVER_FORMAT'
  | 'TERADATA_FORMAT'
  | 'TEXT'
  | 'UNITY_CATALOG'
  | 'VECTOR_INDEX_FORMAT'
  | 'WORKDAY_RAAS_FORMAT';

/** Properties of the present version of a Delta table. */
export interface DeltaRuntimePropertiesKvPairs {
  /** The properties by name. */
  delta_runtime_properties: Record<string, string>;
}

/** One page of the table summaries that the caller may see. */
export interface ListTableSummariesResponse {
  /** The table summaries of this page; absent when there are none. */
  tables?: readonly TableSummary[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** One page of the tables that the caller may see. */
export interface ListTablesResponse {
  /** The tables of this page; absent when there are none. */
  tables?: readonly TableInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Whether a table exists. */
export interface TableExistsResponse {
  /** True when the table or view exists. */
  table_exists?: boolean;
}

/** A table or view with its columns. */
export interface TableInfo {
  /** AWS access point for the location; recorded only. */
  access_point?: string;
  /** Whether the caller may only browse the object, so that details are left out. */
  browse_only?: boolean;
  /** Catalog that the table is in. */
  catalog_name?: string;
  /** Columns in the order of the table. */
  columns?: readonly ColumnInfo[];
  /** Free text for people. */
  comment?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** UUID of the storage configuration; kept for old clients. */
  data_access_configuration_id?: string;
  /** Format of the files. */
  data_source_format?: Open<DataSourceFormat>;
  /** When the table was dropped, in milliseconds since 1970; absent while it lives. */
  deleted_at?: number;
  /** Properties of the present version of the Delta table, when asked for. */
  delta_runtime_properties_kvpairs?: DeltaRuntimePropertiesKvPairs;
  /** Setting for automatic maintenance that is in effect, and where it comes from. */
  effective_predictive_optimization_flag?: EffectivePredictiveOptimizationFlag;
  /** Setting for automatic maintenance of managed tables; recorded only. */
  enable_predictive_optimization?: Open<EnablePredictiveOptimization>;
  /** How objects are encrypted on the side of the store. */
  encryption_details?: EncryptionDetails;
  /** Full name, `catalog.schema.table`. */
  full_name?: string;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the table without its parents. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** UUID of the pipeline that writes the table, for streaming tables and materialized views. */
  pipeline_id?: string;
  /** Table properties and key-value pairs of the user. */
  properties?: Record<string, string>;
  /** Function that decides which rows a reader sees. */
  row_filter?: TableRowFilter;
  /** Schema that the table is in, without the catalog. */
  schema_name?: string;
  /** What the kind of table can do, when asked for. */
  securable_kind_manifest?: SecurableKindManifest;
  /** Name of the table in SQL, when it differs. */
  sql_path?: string;
  /** Credential that opens the location; absent when the caller may not know. */
  storage_credential_name?: string;
  /** URL of the root folder of the table; absent for views. */
  storage_location?: string;
  /** Primary and foreign keys, which inform and are not enforced. */
  table_constraints?: readonly TableConstraint[];
  /** UUID of the table; stays when it is renamed. */
  table_id?: string;
  /** Whether it is an external or managed table, a view, or something else. */
  table_type?: Open<TableType>;
  /** SQL text of a view. */
  view_definition?: string;
  /** Tables and functions that a view reads. */
  view_dependencies?: DependencyList;
}

/** A function that decides which rows of a table a reader sees. */
export interface TableRowFilter {
  /** Full name of the function. */
  function_name: string;
  /** Columns that the function gets, in order. */
  input_column_names: readonly string[];
  /** Arguments of the function: columns or constants. */
  input_arguments?: readonly PolicyFunctionArgument[];
}

/** A table without its details. */
export interface TableSummary {
  /** Full name, `catalog.schema.table`. */
  full_name?: string;
  /** What the kind of table can do, when asked for. */
  securable_kind_manifest?: SecurableKindManifest;
  /** What the table is. */
  table_type?: Open<TableType>;
}

/**
 * What a table is: EXTERNAL over files elsewhere, MANAGED over files of the metastore, VIEW over a query, and variants.
 */
export type TableType =
  | 'EXTERNAL'
  | 'EXTERNAL_SHALLOW_CLONE'
  | 'FOREIGN'
  | 'MANAGED'
  | 'MANAGED_SHALLOW_CLONE'
  | 'MATERIALIZED_VIEW'
  | 'METRIC_VIEW'
  | 'STREAMING_TABLE'
  | 'VIEW';
