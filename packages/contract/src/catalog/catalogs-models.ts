import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, StringMap, Type } from '../schema.ts';
import {
  CatalogType,
  EffectivePredictiveOptimizationFlag,
  EnablePredictiveOptimization,
  SecurableType,
} from './models.ts';

export const SchemaFilterType = Enum(
  ['SCHEMA_FILTER_TYPE_EXCLUDE', 'SCHEMA_FILTER_TYPE_INCLUDE', 'SCHEMA_FILTER_TYPE_INCLUDE_ALL'],
  { title: 'SchemaFilterType', description: 'Whether a schema filter includes, excludes or lets everything through.' },
);

export const CatalogFederationConfig = Type.Object(
  { schema_filter_type: Type.Optional(described(SchemaFilterType, 'How the filter on schemas is meant.')) },
  { title: 'CatalogFederationConfig', description: 'Which schemas of a federated catalog are visible.' },
);

export const ConversionInfoState = Enum(['COMPLETED', 'IN_PROGRESS'], {
  title: 'ConversionInfoState',
  description: 'Progress of a conversion.',
});

export const ConversionInfo = Type.Object(
  { state: Type.Optional(described(ConversionInfoState, 'How far the conversion is.')) },
  { title: 'ConversionInfo', description: 'State of a conversion from a federated into a native catalog.' },
);

export const DrReplicationStatus = Enum(['DR_REPLICATION_STATUS_PRIMARY', 'DR_REPLICATION_STATUS_SECONDARY'], {
  title: 'DrReplicationStatus',
  description: 'Side of a replication: PRIMARY takes writes, SECONDARY follows.',
});

export const DrReplicationInfo = Type.Object(
  {
    last_failover_time_ms: Type.Optional(
      Int64({ description: 'When the role changed last, in milliseconds since 1970.' }),
    ),
    replicated_entities: Type.Optional(Type.String({ description: 'What is replicated, as text.' })),
    status: Type.Optional(described(DrReplicationStatus, 'Whether this side is written to or only follows.')),
  },
  { title: 'DrReplicationInfo', description: 'Role of a catalog in cross-region recovery.' },
);

export const CatalogIsolationMode = Enum(['ISOLATED', 'OPEN', 'OPEN_IN_ACCOUNT'], {
  title: 'CatalogIsolationMode',
  description: 'Which workspaces may use a catalog: every one of the metastore (OPEN) or only bound ones (ISOLATED).',
});

export const AzureEncryptionSettings = Type.Object(
  {
    azure_tenant_id: Type.String({ description: 'UUID of the Entra tenant.' }),
    azure_cmk_access_connector_id: Type.Optional(Type.String({ description: 'Resource id of the access connector.' })),
    azure_cmk_managed_identity_id: Type.Optional(
      Type.String({ description: 'Resource id of the user-assigned identity of the connector.' }),
    ),
  },
  { title: 'AzureEncryptionSettings', description: 'How a customer-managed key in Azure is reached.' },
);

export const EncryptionSettings = Type.Object(
  {
    azure_encryption_settings: Type.Optional(
      described(AzureEncryptionSettings, 'What is needed to reach a key in Azure.'),
    ),
    azure_key_vault_key_id: Type.Optional(Type.String({ description: 'URL of the key in Azure Key Vault.' })),
    customer_managed_key_id: Type.Optional(Type.String({ description: 'Id of the key configuration in the account.' })),
  },
  { title: 'EncryptionSettings', description: 'Customer-managed keys for managed data.' },
);

export const ProvisioningInfoState = Enum(['ACTIVE', 'DEGRADED', 'DELETING', 'FAILED', 'PROVISIONING', 'UPDATING'], {
  title: 'ProvisioningInfoState',
  description: 'State of a set-up in the background; ACTIVE when it is done.',
});

export const ProvisioningInfo = Type.Object(
  { state: Type.Optional(described(ProvisioningInfoState, 'The state of the set-up.')) },
  { title: 'ProvisioningInfo', description: 'How far the set-up of an object has come.' },
);

export const CatalogInfo = Type.Object(
  {
    browse_only: Type.Optional(
      Type.Boolean({ description: 'Whether the caller may only browse the object, so that details are left out.' }),
    ),
    catalog_federation_config: Type.Optional(
      described(CatalogFederationConfig, 'Which schemas of a federated catalog are visible.'),
    ),
    catalog_type: Type.Optional(
      described(CatalogType, 'Whether the catalog is managed here, mounts a share, or is foreign.'),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    connection_name: Type.Optional(Type.String({ description: 'Connection that a foreign catalog shows.' })),
    conversion_info: Type.Optional(
      described(ConversionInfo, 'State of a conversion from a federated into a native catalog.'),
    ),
    ...changeStamps,
    custom_max_retention_hours: Type.Optional(
      Int64({ description: 'Hours that dropped managed data is kept before it is purged.' }),
    ),
    dr_replication_info: Type.Optional(described(DrReplicationInfo, 'Role of the catalog in cross-region recovery.')),
    effective_predictive_optimization_flag: Type.Optional(
      described(
        EffectivePredictiveOptimizationFlag,
        'Setting for automatic maintenance that is in effect, and where it comes from.',
      ),
    ),
    enable_predictive_optimization: Type.Optional(
      described(EnablePredictiveOptimization, 'Setting for automatic maintenance of managed tables; recorded only.'),
    ),
    full_name: Type.Optional(
      Type.String({ description: 'Name of the catalog, as every securable has one under this key.' }),
    ),
    isolation_mode: Type.Optional(
      described(CatalogIsolationMode, 'Whether all workspaces of the metastore may use the catalog.'),
    ),
    managed_encryption_settings: Type.Optional(described(EncryptionSettings, 'Customer-managed keys of the catalog.')),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the catalog, in lower case.' })),
    options: Type.Optional(StringMap({ description: 'Options of a foreign catalog.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    properties: Type.Optional(StringMap({ description: 'Key-value pairs of the user.' })),
    provider_name: Type.Optional(Type.String({ description: 'Provider whose share the catalog mounts.' })),
    provisioning_info: Type.Optional(described(ProvisioningInfo, 'How far the set-up of the catalog has come.')),
    securable_type: Type.Optional(described(SecurableType, 'Always CATALOG.')),
    share_name: Type.Optional(Type.String({ description: 'Share that the catalog mounts.' })),
    storage_location: Type.Optional(
      Type.String({ description: 'URL where managed data really goes: the storage root with a folder of its own.' }),
    ),
    storage_root: Type.Optional(Type.String({ description: 'URL that was chosen as root for managed data.' })),
  },
  { title: 'CatalogInfo', description: 'A catalog.' },
);

export const ListCatalogsResponse = Type.Object(
  {
    catalogs: Type.Optional(
      Type.Array(CatalogInfo, { description: 'The catalogs of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListCatalogsResponse', description: 'One page of the catalogs that the caller may see.' },
);
