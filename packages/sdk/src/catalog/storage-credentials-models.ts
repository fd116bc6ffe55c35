// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { IsolationMode } from './models.ts';
import type { BoathouseCredential } from './storage-access-models.ts';

/** An AWS IAM role. */
export interface AwsIamRoleRequest {
  /** ARN of the role, which must trust the server. */
  role_arn: string;
}

/** An AWS IAM role and what its trust policy needs. */
export interface AwsIamRoleResponse {
  /** ARN of the role. */
  role_arn: string;
  /** External id that the trust policy must demand. */
  external_id?: string;
  /** ARN of the identity that assumes the role. */
  unity_catalog_iam_arn?: string;
}

/** An Azure managed identity. */
export interface AzureManagedIdentityRequest {
  /** Resource id of the access connector. */
  access_connector_id: string;
  /** Resource id of the user-assigned identity; absent means the one of the connector. */
  managed_identity_id?: string;
}

/** An Azure managed identity. */
export interface AzureManagedIdentityResponse {
  /** Resource id of the access connector. */
  access_connector_id: string;
  /** UUID of the credential, set by the server. */
  credential_id?: string;
  /** Resource id of the user-assigned identity; absent means the one of the connector. */
  managed_identity_id?: string;
}

/** An Azure service principal. */
export interface AzureServicePrincipal {
  /** UUID of the Entra tenant. */
  directory_id: string;
  /** UUID of the application. */
  application_id: string;
  /** Secret of the application; empty in answers. */
  client_secret: string;
}

/** An access key of Cloudflare R2. */
export interface CloudflareApiToken {
  /** Id of the key. */
  access_key_id: string;
  /** Secret of the key; empty in answers. */
  secret_access_key: string;
  /** Id of the Cloudflare account. */
  account_id?: string;
}

/** Asks for a Google Cloud service account; there is nothing to say about it. */
export type DatabricksGcpServiceAccountRequest = Record<string, never>;

/** A Google Cloud service account. */
export interface DatabricksGcpServiceAccountResponse {
  /** UUID of the credential, set by the server. */
  credential_id?: string;
  /** E-mail address of the account, to which access must be granted. */
  email?: string;
}

/** One page of the storage credentials that the caller may see. */
export interface ListStorageCredentialsResponse {
  /** The storage credentials of this page; absent when there are none. */
  storage_credentials?: readonly StorageCredentialInfo[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** A storage credential, without its secrets. Exactly one kind is set. */
export interface StorageCredentialInfo {
  /** The AWS IAM role. */
  aws_iam_role?: AwsIamRoleResponse;
  /** The Azure managed identity. */
  azure_managed_identity?: AzureManagedIdentityResponse;
  /** The Azure service principal, without its secret. */
  azure_service_principal?: AzureServicePrincipal;
  /** The keys of a self-hosted server, without their secrets; not part of Databricks. */
  boathouse?: BoathouseCredential;
  /** The access key of Cloudflare R2, without its secret. */
  cloudflare_api_token?: CloudflareApiToken;
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
  /** The Google Cloud service account. */
  databricks_gcp_service_account?: DatabricksGcpServiceAccountResponse;
  /** Name of the credential, as every securable has one under this key. */
  full_name?: string;
  /** UUID of the credential; stays when it is renamed. */
  id?: string;
  /** Whether all workspaces of the metastore may use it. */
  isolation_mode?: Open<IsolationMode>;
  /** UUID of the metastore. */
  metastore_id?: string;
  /** Name of the credential, in lower case. */
  name?: string;
  /** User name, application id or group name of the owner. */
  owner?: string;
  /** Whether it may only read. */
  read_only?: boolean;
  /** Whether the root of the metastore is opened by it. */
  used_for_managed_storage?: boolean;
}

/** What a credential may do on a URL. */
export interface ValidateStorageCredentialResponse {
  /** Whether the URL is a folder. */
  isDir?: boolean;
  /** The result of each operation that was tried. */
  results?: readonly ValidationResult[];
}

/** The result of trying one operation. */
export interface ValidationResult {
  /** Why it failed; absent when it passed. */
  message?: string;
  /** What was tried. */
  operation?: Open<ValidationResultOperation>;
  /** How it ended. */
  result?: Open<ValidationResultResult>;
}

/** An operation on storage that is tried. */
export type ValidationResultOperation = 'DELETE' | 'LIST' | 'PATH_EXISTS' | 'READ' | 'WRITE';

/** How a try ended; SKIP when it was not made. */
export type ValidationResultResult = 'FAIL' | 'PASS' | 'SKIP';
