// Made by `npm run generate` from packages/contract. Change it there.

/** A key of an Azure storage account, or an application that may read it. */
export interface AzureAccess {
  /** Key of the storage account, in base64; absent in answers. */
  account_key?: string;
  /** Tenant of an application, in place of an account key. */
  tenant_id?: string;
  /** Application id of that application. */
  client_id?: string;
  /** Secret of that application; absent in answers. */
  client_secret?: string;
  /** Who issues its tokens, where that is not Microsoft Entra ID. Only metastore admins may set it. */
  authority?: string;
  /**
   * Base URL of the blobs of the account; absent means `https://account.blob.core.windows.net`. Only metastore admins
   * may set it.
   */
  endpoint?: string;
  /** Whether the account has folders of its own (ADLS Gen2); false when absent. */
  hierarchical_namespace?: boolean;
}

/** Keys that a self-hosted server opens storage with. Exactly one of its fields is set. */
export interface BoathouseCredential {
  /** Key pair of S3 or of an S3-compatible store. */
  s3?: S3Access;
  /** Account key, or application, for Azure storage. */
  azure?: AzureAccess;
  /** Service account, or its HMAC key, for Google Cloud Storage. */
  gcs?: GcsAccess;
  /** Folders of the server itself. */
  local?: LocalAccess;
}

/** A service account of Google Cloud, by its JSON key or by an HMAC key. */
export interface GcsAccess {
  /** Key of a service account: the JSON that Google gives out, as text; absent in answers. */
  service_account?: string;
  /** Id of an HMAC key of a service account, in place of its JSON. */
  access_key_id?: string;
  /** Secret of the HMAC key; absent in answers. */
  secret_access_key?: string;
  /** Base URL of the XML API, where it is not that of Google Cloud. Only metastore admins may set it. */
  endpoint?: string;
  /** URL where the service account gets tokens, where that is not Google Cloud. Only metastore admins may set it. */
  token_endpoint?: string;
  /** Where tokens get their access boundary, where that is not Google Cloud. Only metastore admins may set it. */
  sts_endpoint?: string;
}

/** Folders of the server itself, below the roots that it was started with. */
export type LocalAccess = Record<string, never>;

/** A key pair of AWS S3 or of an S3-compatible store. */
export interface S3Access {
  /** Region that requests are signed for, such as `us-east-1`. */
  region: string;
  /** Base URL of an S3-compatible store; absent means AWS. Only metastore admins may set it. */
  endpoint?: string;
  /** Whether the bucket goes into the path; true when `endpoint` is set and this is not. */
  path_style?: boolean;
  /** Id of the key. */
  access_key_id: string;
  /** Secret of the key; required, and absent in answers. */
  secret_access_key?: string;
  /** Token of temporary keys; absent in answers. */
  session_token?: string;
  /** Role whose sessions are given away as temporary credentials for one table. It trusts the key. */
  role_arn?: string;
  /** External id that the role asks for. */
  external_id?: string;
  /** Base URL of the security token service; absent means `endpoint`, or AWS. Only metastore admins may set it. */
  sts_endpoint?: string;
}
