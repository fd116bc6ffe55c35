import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, StringMap, Type } from '../schema.ts';
import { ColumnInfo, PolicyFunctionArgument } from './column-models.ts';
import { TableConstraint } from './constraint-models.ts';
import { DependencyList } from './dependency-models.ts';
import { EffectivePredictiveOptimizationFlag, EnablePredictiveOptimization, EncryptionDetails } from './models.ts';
import { SecurableKindManifest } from './securable-kind-models.ts';

export const DataSourceFormat = Enum(
  [
    'AVRO',
    'BIGQUERY_FORMAT',
    'CSV',
    'DATABRICKS_FORMAT',
    'DATABRICKS_ROW_STORE_FORMAT',
    'DELTA',
    'DELTASHARING',
    'DELTA_UNIFORM_HUDI',
    'DELTA_UNIFORM_ICEBERG',
    'HIVE',
    'ICEBERG',
    'JSON',
    'MONGODB_FORMAT',
    'MYSQL_FORMAT',
    'NETSUITE_FORMAT',
    'ORACLE_FORMAT',
    'ORC',
    'PARQUET',
    'POSTGRESQL_FORMAT',
    'REDSHIFT_FORMAT',
    'SALESFORCE_DATA_CLOUD_FORMAT',
    'SALESFORCE_FORMAT',
    'SNOWFLAKE_FORMAT',
    'SQLDW_FORMAT',
    'SQLSERVER_FORMAT',
    'TERADATA_FORMAT',
    'TEXT',
    'UNITY_CATALOG',
    'VECTOR_INDEX_FORMAT',
    'WORKDAY_RAAS_FORMAT',
  ],
  {
    title: 'DataSourceFormat',
    description: 'Format in which the data of a table is stored; DELTA for tables that can be shared.',
  },
);

export const DeltaRuntimePropertiesKvPairs = Type.Object(
  { delta_runtime_properties: StringMap({ description: 'The properties by name.' }) },
  { title: 'DeltaRuntimePropertiesKvPairs', description: 'Properties of the present version of a Delta table.' },
);

export const TableRowFilter = Type.Object(
  {
    function_name: Type.String({ description: 'Full name of the function.' }),
    input_column_names: Type.Array(Type.String(), { description: 'Columns that the function gets, in order.' }),
    input_arguments: Type.Optional(
      Type.Array(PolicyFunctionArgument, { description: 'Arguments of the function: columns or constants.' }),
    ),
  },
  { title: 'TableRowFilter', description: 'A function that decides which rows of a table a reader sees.' },
);

export const TableType = Enum(
  [
    'EXTERNAL',
    'EXTERNAL_SHALLOW_CLONE',
    'FOREIGN',
    'MANAGED',
    'MANAGED_SHALLOW_CLONE',
    'MATERIALIZED_VIEW',
    'METRIC_VIEW',
    'STREAMING_TABLE',
    'VIEW',
  ],
  {
    title: 'TableType',
    description:
      'What a table is: EXTERNAL over files elsewhere, MANAGED over files of the metastore, VIEW over a query, and variants.',
  },
);

export const TableInfo = Type.Object(
  {
    access_point: Type.Optional(Type.String({ description: 'AWS access point for the location; recorded only.' })),
    browse_only: Type.Optional(
      Type.Boolean({ description: 'Whether the caller may only browse the object, so that details are left out.' }),
    ),
    catalog_name: Type.Optional(Type.String({ description: 'Catalog that the table is in.' })),
    columns: Type.Optional(Type.Array(ColumnInfo, { description: 'Columns in the order of the table.' })),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    data_access_configuration_id: Type.Optional(
      Type.String({ description: 'UUID of the storage configuration; kept for old clients.' }),
    ),
    data_source_format: Type.Optional(described(DataSourceFormat, 'Format of the files.')),
    deleted_at: Type.Optional(
      Int64({ description: 'When the table was dropped, in milliseconds since 1970; absent while it lives.' }),
    ),
    delta_runtime_properties_kvpairs: Type.Optional(
      described(DeltaRuntimePropertiesKvPairs, 'Properties of the present version of the Delta table, when asked for.'),
    ),
    effective_predictive_optimization_flag: Type.Optional(
      described(
        EffectivePredictiveOptimizationFlag,
        'Setting for automatic maintenance that is in effect, and where it comes from.',
      ),
    ),
    enable_predictive_optimization: Type.Optional(
      described(EnablePredictiveOptimization, 'Setting for automatic maintenance of managed tables; recorded only.'),
    ),
    encryption_details: Type.Optional(
      described(EncryptionDetails, 'How objects are encrypted on the side of the store.'),
    ),
    full_name: Type.Optional(Type.String({ description: 'Full name, `catalog.schema.table`.' })),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the table without its parents.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    pipeline_id: Type.Optional(
      Type.String({
        description: 'UUID of the pipeline that writes the table, for streaming tables and materialized views.',
      }),
    ),
    properties: Type.Optional(StringMap({ description: 'Table properties and key-value pairs of the user.' })),
    row_filter: Type.Optional(described(TableRowFilter, 'Function that decides which rows a reader sees.')),
    schema_name: Type.Optional(Type.String({ description: 'Schema that the table is in, without the catalog.' })),
    securable_kind_manifest: Type.Optional(
      described(SecurableKindManifest, 'What the kind of table can do, when asked for.'),
    ),
    sql_path: Type.Optional(Type.String({ description: 'Name of the table in SQL, when it differs.' })),
    storage_credential_name: Type.Optional(
      Type.String({ description: 'Credential that opens the location; absent when the caller may not know.' }),
    ),
    storage_location: Type.Optional(
      Type.String({ description: 'URL of the root folder of the table; absent for views.' }),
    ),
    table_constraints: Type.Optional(
      Type.Array(TableConstraint, { description: 'Primary and foreign keys, which inform and are not enforced.' }),
    ),
    table_id: Type.Optional(Type.String({ description: 'UUID of the table; stays when it is renamed.' })),
    table_type: Type.Optional(
      described(TableType, 'Whether it is an external or managed table, a view, or something else.'),
    ),
    view_definition: Type.Optional(Type.String({ description: 'SQL text of a view.' })),
    view_dependencies: Type.Optional(described(DependencyList, 'Tables and functions that a view reads.')),
  },
  { title: 'TableInfo', description: 'A table or view with its columns.' },
);

export const TableExistsResponse = Type.Object(
  { table_exists: Type.Optional(Type.Boolean({ description: 'True when the table or view exists.' })) },
  { title: 'TableExistsResponse', description: 'Whether a table exists.' },
);

export const TableSummary = Type.Object(
  {
    full_name: Type.Optional(Type.String({ description: 'Full name, `catalog.schema.table`.' })),
    securable_kind_manifest: Type.Optional(
      described(SecurableKindManifest, 'What the kind of table can do, when asked for.'),
    ),
    table_type: Type.Optional(described(TableType, 'What the table is.')),
  },
  { title: 'TableSummary', description: 'A table without its details.' },
);

export const ListTablesResponse = Type.Object(
  {
    tables: Type.Optional(
      Type.Array(TableInfo, { description: 'The tables of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListTablesResponse', description: 'One page of the tables that the caller may see.' },
);

export const ListTableSummariesResponse = Type.Object(
  {
    tables: Type.Optional(
      Type.Array(TableSummary, { description: 'The table summaries of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListTableSummariesResponse', description: 'One page of the table summaries that the caller may see.' },
);
