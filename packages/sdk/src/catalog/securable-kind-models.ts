// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { SecurableType } from './models.ts';

/** When an option is hidden because of another one. */
export interface ConditionalDisplay {
  /** Name of the other option. */
  depends_on_option?: string;
  /** Values of the other option with which this one is hidden. */
  hidden_when_values?: readonly string[];
}

/** Describes an option of a securable, so that a form can be drawn. */
export interface OptionSpec {
  /** Values of an enumeration. */
  allowed_values?: readonly string[];
  /** When to hide the option. */
  conditional_display?: ConditionalDisplay;
  /** Value when it is absent. */
  default_value?: string;
  /** What the option means. */
  description?: string;
  /** Example for an input field. */
  hint?: string;
  /** Whether its value may be copied to another object. */
  is_copiable?: boolean;
  /** Whether it can be given at creation. */
  is_creatable?: boolean;
  /** Whether a form should not show it. */
  is_hidden?: boolean;
  /** Whether its value may be logged. */
  is_loggable?: boolean;
  /** Whether it must be given. */
  is_required?: boolean;
  /** Whether its value is a secret. */
  is_secret?: boolean;
  /** Whether it can be changed later. */
  is_updatable?: boolean;
  /** Name of the option. */
  name?: string;
  /** Step of an OAuth flow that needs it. */
  oauth_stage?: Open<OptionSpecOauthStage>;
  /** Type of its value. */
  type?: Open<OptionSpecOptionType>;
}

/** Step of an OAuth flow. */
export type OptionSpecOauthStage = 'BEFORE_ACCESS_TOKEN' | 'BEFORE_AUTHORIZATION_CODE';

/** Type of the value of an option. */
export type OptionSpecOptionType =
  | 'OPTION_BIGINT'
  | 'OPTION_BOOLEAN'
  | 'OPTION_ENUM'
  | 'OPTION_MULTILINE_STRING'
  | 'OPTION_NUMBER'
  | 'OPTION_SERVICE_CREDENTIAL'
  | 'OPTION_STORAGE_CREDENTIAL'
  | 'OPTION_STRING';

/** Precise kind of a securable, finer than its type: which system, format or way of sharing is behind it. */
export type SecurableKind =
  | 'CATALOG_FOREIGN_BIGLAKE'
  | 'CATALOG_FOREIGN_GOOGLE_CLOUD_LAKEHOUSE'
  | 'CATALOG_FOREIGN_ICEBERG_REST'
  | 'CONNECTION_BIGLAKE_SERVICE_ACCOUNT'
  | 'CONNECTION_COMMUNITY_OAUTH_M2M'
  | 'CONNECTION_COMMUNITY_OAUTH_U2M'
  | 'CONNECTION_COMMUNITY_OAUTH_U2M_MAPPING'
  | 'CONNECTION_GOOGLE_CLOUD_LAKEHOUSE_OAUTH_U2M'
  | 'CONNECTION_GOOGLE_CLOUD_LAKEHOUSE_SERVICE_ACCOUNT'
  | 'CONNECTION_ICEBERG_REST_BEARER_TOKEN'
  | 'CONNECTION_ICEBERG_REST_OAUTH_M2M'
  | 'RECIPIENT_EMAIL'
  | 'RECIPIENT_EMAIL_DATABRICKS'
  | 'RECIPIENT_EMAIL_TOKEN'
  | 'SCHEMA_FOREIGN_BIGLAKE'
  | 'SCHEMA_FOREIGN_GOOGLE_CLOUD_LAKEHOUSE'
  | 'SCHEMA_FOREIGN_ICEBERG_REST'
  | 'TABLE_DB_STORAGE'
  | 'TABLE_DELTA'
  | 'TABLE_DELTASHARING'
  | 'TABLE_DELTASHARING_MUTABLE'
  | 'TABLE_DELTASHARING_OPEN_DIR_BASED'
  | 'TABLE_DELTA_EXTERNAL'
  | 'TABLE_DELTA_ICEBERG_DELTASHARING'
  | 'TABLE_DELTA_ICEBERG_MANAGED'
  | 'TABLE_DELTA_UNIFORM_HUDI_EXTERNAL'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_EXTERNAL'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_EXTERNAL_DELTASHARING'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_FOREIGN_DELTASHARING'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_FOREIGN_HIVE_METASTORE_EXTERNAL'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_FOREIGN_HIVE_METASTORE_MANAGED'
  | 'TABLE_DELTA_UNIFORM_ICEBERG_FOREIGN_SNOWFLAKE'
  | 'TABLE_EXTERNAL'
  | 'TABLE_FEATURE_STORE'
  | 'TABLE_FEATURE_STORE_EXTERNAL'
  | 'TABLE_FOREIGN_BIGLAKE'
  | 'TABLE_FOREIGN_BIGQUERY'
  | 'TABLE_FOREIGN_DATABRICKS'
  | 'TABLE_FOREIGN_DELTASHARING'
  | 'TABLE_FOREIGN_DELTA_DELTASHARING'
  | 'TABLE_FOREIGN_GOOGLE_CLOUD_LAKEHOUSE'
  | 'TABLE_FOREIGN_HIVE_METASTORE'
  | 'TABLE_FOREIGN_HIVE_METASTORE_DBFS_EXTERNAL'
  | 'TABLE_FOREIGN_HIVE_METASTORE_DBFS_MANAGED'
  | 'TABLE_FOREIGN_HIVE_METASTORE_DBFS_SHALLOW_CLONE_EXTERNAL'
  | 'TABLE_FOREIGN_HIVE_METASTORE_DBFS_SHALLOW_CLONE_MANAGED'
  | 'TABLE_FOREIGN_HIVE_METASTORE_DBFS_VIEW'
  | 'TABLE_FOREIGN_HIVE_METASTORE_EXTERNAL'
  | 'TABLE_FOREIGN_HIVE_METASTORE_MANAGED'
  | 'TABLE_FOREIGN_HIVE_METASTORE_SHALLOW_CLONE_EXTERNAL'
  | 'TABLE_FOREIGN_HIVE_METASTORE_SHALLOW_CLONE_MANAGED'
  | 'TABLE_FOREIGN_HIVE_METASTORE_VIEW'
  | 'TABLE_FOREIGN_ICEBERG_REST'
  | 'TABLE_FOREIGN_MONGODB'
  | 'TABLE_FOREIGN_MYSQL'
  | 'TABLE_FOREIGN_NETSUITE'
  | 'TABLE_FOREIGN_ORACLE'
  | 'TABLE_FOREIGN_PALANTIR'
  | 'TABLE_FOREIGN_POSTGRESQL'
  | 'TABLE_FOREIGN_REDSHIFT'
  | 'TABLE_FOREIGN_SALESFORCE'
  | 'TABLE_FOREIGN_SALESFORCE_DATA_CLOUD'
  | 'TABLE_FOREIGN_SALESFORCE_DATA_CLOUD_FILE_SHARING'
  | 'TABLE_FOREIGN_SALESFORCE_DATA_CLOUD_FILE_SHARING_VIEW'
  | 'TABLE_FOREIGN_SNOWFLAKE'
  | 'TABLE_FOREIGN_SQLDW'
  | 'TABLE_FOREIGN_SQLSERVER'
  | 'TABLE_FOREIGN_TERADATA'
  | 'TABLE_FOREIGN_WORKDAY_RAAS'
  | 'TABLE_ICEBERG_UNIFORM_MANAGED'
  | 'TABLE_INTERNAL'
  | 'TABLE_MANAGED_POSTGRESQL'
  | 'TABLE_MATERIALIZED_VIEW'
  | 'TABLE_MATERIALIZED_VIEW_DELTASHARING'
  | 'TABLE_METRIC_VIEW'
  | 'TABLE_METRIC_VIEW_DELTASHARING'
  | 'TABLE_ONLINE_VECTOR_INDEX_DIRECT'
  | 'TABLE_ONLINE_VECTOR_INDEX_REPLICA'
  | 'TABLE_ONLINE_VIEW'
  | 'TABLE_STANDARD'
  | 'TABLE_STREAMING_LIVE_TABLE'
  | 'TABLE_STREAMING_LIVE_TABLE_DELTASHARING'
  | 'TABLE_SYSTEM'
  | 'TABLE_SYSTEM_DELTASHARING'
  | 'TABLE_VIEW'
  | 'TABLE_VIEW_DELTASHARING';

/** What a kind of securable is and can do. */
export interface SecurableKindManifest {
  /** Privileges that can be granted on it. */
  assignable_privileges?: readonly string[];
  /** Names of what it can do. */
  capabilities?: readonly string[];
  /** Options that it takes when it is created. */
  options?: readonly OptionSpec[];
  /** The kind itself. */
  securable_kind?: Open<SecurableKind>;
  /** The type that the kind belongs to. */
  securable_type?: Open<SecurableType>;
}
