// Made by `npm run generate` from packages/contract. Change it there.

import type {
  AwsCredentials,
  AzureActiveDirectoryToken,
  AzureUserDelegationSas,
  GcpOauthToken,
  R2Credentials,
  UcEncryptedToken,
} from './temporary-table-credentials-models.ts';

/** A short-lived cloud credential for a path. Exactly one kind is set, and none after a dry run. */
export interface GenerateTemporaryPathCredentialResponse {
  /** Credentials for S3. */
  aws_temp_credentials?: AwsCredentials;
  /** A token of Entra ID. */
  azure_aad?: AzureActiveDirectoryToken;
  /** A shared access signature for Azure storage. */
  azure_user_delegation_sas?: AzureUserDelegationSas;
  /** When the credential ends, in milliseconds since 1970. */
  expiration_time?: number;
  /** A token for Google Cloud Storage. */
  gcp_oauth_token?: GcpOauthToken;
  /** Credentials for Cloudflare R2. */
  r2_temp_credentials?: R2Credentials;
  /** An encrypted token for engines of Databricks. */
  uc_encrypted_token?: UcEncryptedToken;
  /** URL of the folder that the credential opens. */
  url?: string;
}

/** What a credential for a path must allow. */
export type PathOperation = 'PATH_CREATE_TABLE' | 'PATH_READ' | 'PATH_READ_WRITE';
