// Made by `npm run generate` from packages/contract. Change it there.

/** Temporary credentials of AWS. */
export interface AwsCredentials {
  /** Id of the key. */
  access_key_id?: string;
  /** ARN of the access point to use, if any. */
  access_point?: string;
  /** Secret of the key. */
  secret_access_key?: string;
  /** Token that goes with the key. */
  session_token?: string;
}

/** A token of Entra ID. */
export interface AzureActiveDirectoryToken {
  /** The token, to be sent as bearer. */
  aad_token?: string;
}

/** A shared access signature for Azure storage. */
export interface AzureUserDelegationSas {
  /** The signature, as query string without `?`. */
  sas_token?: string;
}

/** A token for Google Cloud. */
export interface GcpOauthToken {
  /** The token, to be sent as bearer. */
  oauth_token?: string;
}

/** A short-lived cloud credential. Exactly one kind is set. */
export interface GenerateTemporaryTableCredentialResponse {
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

/** Temporary credentials of Cloudflare R2. */
export interface R2Credentials {
  /** Id of the key. */
  access_key_id?: string;
  /** Secret of the key. */
  secret_access_key?: string;
  /** Token that goes with the key. */
  session_token?: string;
}

/** What a credential for a table must allow. */
export type TableOperation = 'READ' | 'READ_WRITE';

/** An encrypted token for engines of Databricks. */
export interface UcEncryptedToken {
  /** The encrypted token. */
  encrypted_payload?: string;
}
