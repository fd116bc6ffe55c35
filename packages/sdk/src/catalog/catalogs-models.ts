// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type {
  CatalogType,
  EffectivePredictiveOptimizationFlag,
  EnablePredictiveOptimization,
  SecurableType,
} from './models.ts';

/** How a customer-managed key in Azure is reached. */
export interface AzureEncryptionSettings {
  /** UUID of the Entra tenant. */
  azure_tenant_id: string;
  /** Resource id of the access connector. */
  azure_cmk_access_connector_id?: string;
  /** Resource id of the user-assigned identity of the connector. */
  azure_cmk_managed_identity_id?: string;
}

/** Which schemas of a federated catalog are visible. */
export interface CatalogFederationConfig {
  /** How the filter on schemas is meant. */
  schema_filter_type?: Open<SchemaFilterType>;
}

/** A catalog. */
export interface CatalogInfo {
  /** Whether the caller may only browse the object, so that details are left out. */
  browse_only?: boolean;
  /** Which schemas of a federated catalog are visible. */
  catalog_federation_config?: CatalogFederationConfig;
  /** Whether the catalog is managed here, mounts a share, or is foreign. */
  catalog_type?: Open<CatalogType>;
  /** Free text for people. */
  comment?: string;
  /** Connection that a foreign catalog shows. */
  connection_name?: string;
  /** State of a conversion from a federated into a native catalog. */
  conversion_info?: ConversionInfo;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** Hours that dropped managed data is kept before it is purged. */
  custom_max_retention_hours?: number;
  /** Role of the catalog in cross-region recovery. */
  dr_replication_info?: DrReplicationInfo;
  /** Setting for automatic maintenance that is in effect, and where it comes from. */
  effective_predictive_optimization_flag?: EffectivePredictiveOptimizationFlag;
  /** Setting for automatic maintenance of managed tables; recorded only. */
  enable_predictive_optimization?: Open<EnablePredictiveOptimization>;
  /** Name of the catalog, as every securable has one under this key. */
  full_name?: string;
  /** Whether all workspaces of the metastore may use the catalog. */
  isolation_mode?: Open<CatalogIsolationMode>;
  /** Customer-managed keys of the catalog. */
  managed_encryption_settings?: EncryptionSettings;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the catalog, in lower case. */
  name?: string;
  /** Options of a foreign catalog. */
  options?: Record<string, string>;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Key-value pairs of the user. */
  properties?: Record<string, string>;
  /** Provider whose share the catalog mounts. */
  provider_name?: string;
  /** How far the set-up of the catalog has come. */
  provisioning_info?: ProvisioningInfo;
  /** Always CATALOG. */
  securable_type?: Open<SecurableType>;
  /** Share that the catalog mounts. */
  share_name?: string;
  /** URL where managed data really goes: the storage root with a folder of its own. */
  storage_location?: string;
  /** URL that was chosen as root for managed data. */
  storage_root?: string;
}

/** Which workspaces may use a catalog: every one of the metastore (OPEN) or only bound ones (ISOLATED). */
export type CatalogIsolationMode = 'ISOLATED' | 'OPEN' | 'OPEN_IN_ACCOUNT';

/** State of a conversion from a federated into a native catalog. */
export interface ConversionInfo {
  /** How far the conversion is. */
  state?: Open<ConversionInfoState>;
}

/** Progress of a conversion. */
export type ConversionInfoState = 'COMPLETED' | 'IN_PROGRESS';

/** Role of a catalog in cross-region recovery. */
export interface DrReplicationInfo {
  /** When the role changed last, in milliseconds since 1970. */
  last_failover_time_ms?: number;
  /** What is replicated, as text. */
  replicated_entities?: string;
  /** Whether this side is written to or only follows. */
  status?: Open<DrReplicationStatus>;
}

/** Side of a replication: PRIMARY takes writes, SECONDARY follows. */
export type DrReplicationStatus = 'DR_REPLICATION_STATUS_PRIMARY' | 'DR_REPLICATION_STATUS_SECONDARY';

/** Customer-managed keys for managed data. */
export interface EncryptionSettings {
  /** What is needed to reach a key in Azure. */
  azure_encryption_settings?: AzureEncryptionSettings;
  /** URL of the key in Azure Key Vault. */
  azure_key_vault_key_id?: string;
  /** Id of the key configuration in the account. */
  customer_managed_key_id?: string;
}

/** One page of the catalogs that the caller may see. */
export interface ListCatalogsResponse {
  /** The catalogs of this page; absent when there are none. */
  catalogs?: readonly CatalogInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** How far the set-up of an object has come. */
export interface ProvisioningInfo {
  /** The state of the set-up. */
  state?: Open<ProvisioningInfoState>;
}

/** State of a set-up in the background; ACTIVE when it is done. */
export type ProvisioningInfoState = 'ACTIVE' | 'DEGRADED' | 'DELETING' | 'FAILED' | 'PROVISIONING' | 'UPDATING';

/** Whether a schema filter includes, excludes or lets everything through. */
export type SchemaFilterType =
  | 'SCHEMA_FILTER_TYPE_EXCLUDE'
  | 'SCHEMA_FILTER_TYPE_INCLUDE'
  | 'SCHEMA_FILTER_TYPE_INCLUDE_ALL';
