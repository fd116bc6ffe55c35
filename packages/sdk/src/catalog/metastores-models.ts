// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/**
 * Whom a metastore shares with: INTERNAL means recipients with a metastore, INTERNAL_AND_EXTERNAL also those with a
 * token.
 */
export type DeltaSharingScopeEnum = 'INTERNAL' | 'INTERNAL_AND_EXTERNAL';

/** The metastore of the workspace, as every user may see it. */
export interface GetMetastoreSummaryResponse {
  /** Cloud that the metastore is in: `aws`, `azure` or `gcp`. */
  cloud?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** UUID of the storage configuration of the root; kept for old clients. */
  default_data_access_config_id?: string;
  /** Name under which this metastore appears as a provider. */
  delta_sharing_organization_name?: string;
  /** Lifetime of new recipient tokens in seconds. */
  delta_sharing_recipient_token_lifetime_in_seconds?: number;
  /** Whether recipients outside Databricks are allowed. */
  delta_sharing_scope?: Open<DeltaSharingScopeEnum>;
  /** Whether external engines may get temporary credentials. */
  external_access_enabled?: boolean;
  /** Sharing identifier of the metastore, `cloud:region:uuid`, which providers ask for. */
  global_metastore_id?: string;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the metastore. */
  name?: string;
  /** User name, application id or group name of the owner, who is the metastore admin. */
  owner?: string;
  /** Version of the privilege model, `1.0`. */
  privilege_model_version?: string;
  /** Region of the cloud. */
  region?: string;
  /** URL below which managed data goes unless a catalog or schema says otherwise. */
  storage_root?: string;
  /** UUID of the storage credential for the root. */
  storage_root_credential_id?: string;
  /** Name of the storage credential for the root. */
  storage_root_credential_name?: string;
}

/** One page of the metastores that the caller may see. */
export interface ListMetastoresResponse {
  /** The metastores of this page; absent when there are none. */
  metastores?: readonly MetastoreInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Which metastore a workspace uses. */
export interface MetastoreAssignment {
  /** Id of the workspace. */
  workspace_id: number;
  /** UUID of the metastore. */
  metastore_id: string;
  /** Catalog that names without one refer to. */
  default_catalog_name?: string;
}

/** A metastore. */
export interface MetastoreInfo {
  /** Cloud that the metastore is in: `aws`, `azure` or `gcp`. */
  cloud?: string;
  /** When the object was created, in milliseconds since 1970. */
  created_at?: number;
  /** User name or application id of whoever created the object. */
  created_by?: string;
  /** When the object was last changed, in milliseconds since 1970. */
  updated_at?: number;
  /** User name or application id of whoever changed the object last. */
  updated_by?: string;
  /** UUID of the storage configuration of the root; kept for old clients. */
  default_data_access_config_id?: string;
  /** Name under which this metastore appears as a provider. */
  delta_sharing_organization_name?: string;
  /** Lifetime of new recipient tokens in seconds. */
  delta_sharing_recipient_token_lifetime_in_seconds?: number;
  /** Whether recipients outside Databricks are allowed. */
  delta_sharing_scope?: Open<DeltaSharingScopeEnum>;
  /** Whether external engines may get temporary credentials. */
  external_access_enabled?: boolean;
  /** Sharing identifier of the metastore, `cloud:region:uuid`, which providers ask for. */
  global_metastore_id?: string;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the metastore. */
  name?: string;
  /** User name, application id or group name of the owner, who is the metastore admin. */
  owner?: string;
  /** Version of the privilege model, `1.0`. */
  privilege_model_version?: string;
  /** Region of the cloud. */
  region?: string;
  /** URL below which managed data goes unless a catalog or schema says otherwise. */
  storage_root?: string;
  /** UUID of the storage credential for the root. */
  storage_root_credential_id?: string;
  /** Name of the storage credential for the root. */
  storage_root_credential_name?: string;
}
