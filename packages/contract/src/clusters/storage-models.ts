import { described, Type } from '../schema.ts';

export const DbfsStorageInfo = Type.Object(
  { destination: Type.String({ description: 'Path in DBFS, starting with `dbfs:/`.' }) },
  { title: 'DbfsStorageInfo', description: 'A file or folder in DBFS.' },
);

export const S3StorageInfo = Type.Object(
  {
    destination: Type.String({ description: 'Location as `s3://bucket/path`, accessible to the cluster.' }),
    canned_acl: Type.Optional(
      Type.String({
        description: 'Canned ACL of the objects written, such as `bucket-owner-full-control`; none when absent.',
      }),
    ),
    enable_encryption: Type.Optional(
      Type.Boolean({ description: 'Whether objects are encrypted by S3; false when absent.' }),
    ),
    encryption_type: Type.Optional(
      Type.String({
        description: '`sse-s3` or `sse-kms`; counts only with `enable_encryption`, `sse-s3` when absent.',
      }),
    ),
    endpoint: Type.Optional(
      Type.String({ description: 'Endpoint of S3 or a compatible store; taken from `region` when absent.' }),
    ),
    kms_key: Type.Optional(Type.String({ description: 'ARN of the KMS key; only with encryption type `sse-kms`.' })),
    region: Type.Optional(Type.String({ description: 'AWS region of the bucket; taken from `endpoint` when absent.' })),
  },
  { title: 'S3StorageInfo', description: 'A place in Amazon S3 and how to write to it. Give `region` or `endpoint`.' },
);

export const VolumesStorageInfo = Type.Object(
  { destination: Type.String({ description: 'Path in a Unity Catalog volume, starting with `/Volumes/`.' }) },
  { title: 'VolumesStorageInfo', description: 'A file or folder in a volume.' },
);

export const ClusterLogConf = Type.Object(
  {
    dbfs: Type.Optional(described(DbfsStorageInfo, 'Folder in DBFS that logs go to; deprecated.')),
    s3: Type.Optional(described(S3StorageInfo, 'Folder in S3 that logs go to, with how to write there.')),
    volumes: Type.Optional(described(VolumesStorageInfo, 'Folder in a Unity Catalog volume that logs go to.')),
  },
  { title: 'ClusterLogConf', description: 'Where logs should go. Exactly one of the three is set. Recorded only.' },
);

export const Adlsgen2Info = Type.Object(
  {
    destination: Type.String({
      description: 'Location of the file as `abfss://container@account.dfs.core.windows.net/path`.',
    }),
  },
  { title: 'Adlsgen2Info', description: 'A file or folder in Azure Data Lake Storage.' },
);

export const LocalFileInfo = Type.Object(
  { destination: Type.String({ description: 'Path in the file system of the node, starting with `file:/`.' }) },
  { title: 'LocalFileInfo', description: 'A file or folder in the file system of the node.' },
);

export const GcsStorageInfo = Type.Object(
  { destination: Type.String({ description: 'Location as `gs://bucket/path`, readable by the cluster.' }) },
  { title: 'GcsStorageInfo', description: 'A file or folder in Google Cloud Storage.' },
);

export const WorkspaceStorageInfo = Type.Object(
  { destination: Type.String({ description: 'Path of the file in the workspace, starting with `/`.' }) },
  { title: 'WorkspaceStorageInfo', description: 'A file or folder in the workspace files.' },
);

export const InitScriptInfo = Type.Object(
  {
    abfss: Type.Optional(described(Adlsgen2Info, 'Script in Azure Data Lake Storage; recorded, not run.')),
    dbfs: Type.Optional(described(DbfsStorageInfo, 'Script in DBFS; deprecated, recorded, not run.')),
    file: Type.Optional(described(LocalFileInfo, 'Script on the node itself; recorded, not run.')),
    gcs: Type.Optional(described(GcsStorageInfo, 'Script in Google Cloud Storage; recorded, not run.')),
    s3: Type.Optional(described(S3StorageInfo, 'Script in Amazon S3; recorded, not run.')),
    volumes: Type.Optional(described(VolumesStorageInfo, 'Script in a Unity Catalog volume; it is run.')),
    workspace: Type.Optional(described(WorkspaceStorageInfo, 'Script among the workspace files; it is run.')),
  },
  { title: 'InitScriptInfo', description: 'Where an init script is. Exactly one place is set.' },
);
