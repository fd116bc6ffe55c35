// Made by `npm run generate` from packages/contract. Change it there.

/** A file or folder in Azure Data Lake Storage. */
export interface Adlsgen2Info {
  /** Location of the file as `abfss://container@account.dfs.core.windows.net/path`. */
  destination: string;
}

/** Where logs should go. Exactly one of the three is set. Recorded only. */
export interface ClusterLogConf {
  /** Folder in DBFS that logs go to; deprecated. */
  dbfs?: DbfsStorageInfo;
  /** Folder in S3 that logs go to, with how to write there. */
  s3?: S3StorageInfo;
  /** Folder in a Unity Catalog volume that logs go to. */
  volumes?: VolumesStorageInfo;
}

/** A file or folder in DBFS. */
export interface DbfsStorageInfo {
  /** Path in DBFS, starting with `dbfs:/`. */
  destination: string;
}

/** A file or folder in Google Cloud Storage. */
export interface GcsStorageInfo {
  /** Location as `gs://bucket/path`, readable by the cluster. */
  destination: string;
}

/** Where an init script is. Exactly one place is set. */
export interface InitScriptInfo {
  /** Script in Azure Data Lake Storage; recorded, not run. */
  abfss?: Adlsgen2Info;
  /** Script in DBFS; deprecated, recorded, not run. */
  dbfs?: DbfsStorageInfo;
  /** Script on the node itself; recorded, not run. */
  file?: LocalFileInfo;
  /** Script in Google Cloud Storage; recorded, not run. */
  gcs?: GcsStorageInfo;
  /** Script in Amazon S3; recorded, not run. */
  s3?: S3StorageInfo;
  /** Script in a Unity Catalog volume; it is run. */
  volumes?: VolumesStorageInfo;
  /** Script among the workspace files; it is run. */
  workspace?: WorkspaceStorageInfo;
}

/** A file or folder in the file system of the node. */
export interface LocalFileInfo {
  /** Path in the file system of the node, starting with `file:/`. */
  destination: string;
}

/** A place in Amazon S3 and how to write to it. Give `region` or `endpoint`. */
export interface S3StorageInfo {
  /** Location as `s3://bucket/path`, accessible to the cluster. */
  destination: string;
  /** Canned ACL of the objects written, such as `bucket-owner-full-control`; none when absent. */
  canned_acl?: string;
  /** Whether objects are encrypted by S3; false when absent. */
  enable_encryption?: boolean;
  /** `sse-s3` or `sse-kms`; counts only with `enable_encryption`, `sse-s3` when absent. */
  encryption_type?: string;
  /** Endpoint of S3 or a compatible store; taken from `region` when absent. */
  endpoint?: string;
  /** ARN of the KMS key; only with encryption type `sse-kms`. */
  kms_key?: string;
  /** AWS region of the bucket; taken from `endpoint` when absent. */
  region?: string;
}

/** A file or folder in a volume. */
export interface VolumesStorageInfo {
  /** Path in a Unity Catalog volume, starting with `/Volumes/`. */
  destination: string;
}

/** A file or folder in the workspace files. */
export interface WorkspaceStorageInfo {
  /** Path of the file in the workspace, starting with `/`. */
  destination: string;
}
