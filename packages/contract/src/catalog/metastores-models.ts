import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Int64, Type } from '../schema.ts';

export const DeltaSharingScopeEnum = Enum(['INTERNAL', 'INTERNAL_AND_EXTERNAL'], {
  title: 'DeltaSharingScopeEnum',
  description:
    'Whom a metastore shares with: INTERNAL means recipients with a metastore, INTERNAL_AND_EXTERNAL also those with a token.',
});

export const MetastoreInfo = Type.Object(
  {
    cloud: Type.Optional(Type.String({ description: 'Cloud that the metastore is in: `aws`, `azure` or `gcp`.' })),
    ...changeStamps,
    default_data_access_config_id: Type.Optional(
      Type.String({ description: 'UUID of the storage configuration of the root; kept for old clients.' }),
    ),
    delta_sharing_organization_name: Type.Optional(
      Type.String({ description: 'Name under which this metastore appears as a provider.' }),
    ),
    delta_sharing_recipient_token_lifetime_in_seconds: Type.Optional(
      Int64({ description: 'Lifetime of new recipient tokens in seconds.' }),
    ),
    delta_sharing_scope: Type.Optional(
      described(DeltaSharingScopeEnum, 'Whether recipients outside Databricks are allowed.'),
    ),
    external_access_enabled: Type.Optional(
      Type.Boolean({ description: 'Whether external engines may get temporary credentials.' }),
    ),
    global_metastore_id: Type.Optional(
      Type.String({
        description: 'Sharing identifier of the metastore, `cloud:region:uuid`, which providers ask for.',
      }),
    ),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the metastore.' })),
    owner: Type.Optional(
      Type.String({ description: 'User name, application id or group name of the owner, who is the metastore admin.' }),
    ),
    privilege_model_version: Type.Optional(Type.String({ description: 'Version of the privilege model, `1.0`.' })),
    region: Type.Optional(Type.String({ description: 'Region of the cloud.' })),
    storage_root: Type.Optional(
      Type.String({ description: 'URL below which managed data goes unless a catalog or schema says otherwise.' }),
    ),
    storage_root_credential_id: Type.Optional(
      Type.String({ description: 'UUID of the storage credential for the root.' }),
    ),
    storage_root_credential_name: Type.Optional(
      Type.String({ description: 'Name of the storage credential for the root.' }),
    ),
  },
  { title: 'MetastoreInfo', description: 'A metastore.' },
);

export const MetastoreAssignment = Type.Object(
  {
    workspace_id: Int64({ description: 'Id of the workspace.' }),
    metastore_id: Type.String({ description: 'UUID of the metastore.' }),
    default_catalog_name: Type.Optional(Type.String({ description: 'Catalog that names without one refer to.' })),
  },
  { title: 'MetastoreAssignment', description: 'Which metastore a workspace uses.' },
);

export const GetMetastoreSummaryResponse = Type.Object(MetastoreInfo.properties, {
  title: 'GetMetastoreSummaryResponse',
  description: 'The metastore of the workspace, as every user may see it.',
});

export const ListMetastoresResponse = Type.Object(
  {
    metastores: Type.Optional(
      Type.Array(MetastoreInfo, { description: 'The metastores of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListMetastoresResponse', description: 'One page of the metastores that the caller may see.' },
);
