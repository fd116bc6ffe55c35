import { described, Secret, Type } from '../schema.ts';

export const S3Access = Type.Object(
  {
    region: Type.String({ description: 'Region that requests are signed for, such as `us-east-1`.' }),
    endpoint: Type.Optional(
      Type.String({
        description: 'Base URL of an S3-compatible store; absent means AWS. Only metastore admins may set it.',
      }),
    ),
    path_style: Type.Optional(
      Type.Boolean({
        description: 'Whether the bucket goes into the path; true when `endpoint` is set and this is not.',
      }),
    ),
    access_key_id: Type.String({ description: 'Id of the key.' }),
    secret_access_key: Type.Optional(Secret({ description: 'Secret of the key; required, and absent in answers.' })),
    session_token: Type.Optional(Secret({ description: 'Token of temporary keys; absent in answers.' })),
    role_arn: Type.Optional(
      Type.String({
        description: 'Role whose sessions are given away as temporary credentials for one table. It trusts the key.',
      }),
    ),
    external_id: Type.Optional(Type.String({ description: 'External id that the role asks for.' })),
    sts_endpoint: Type.Optional(
      Type.String({
        description:
          'Base URL of the security token service; absent means `endpoint`, or AWS. Only metastore admins may set it.',
      }),
    ),
  },
  { title: 'S3Access', description: 'A key pair of AWS S3 or of an S3-compatible store.' },
);

export const AzureAccess = Type.Object(
  {
    account_key: Type.Optional(Secret({ description: 'Key of the storage account, in base64; absent in answers.' })),
    tenant_id: Type.Optional(Type.String({ description: 'Tenant of an application, in place of an account key.' })),
    client_id: Type.Optional(Type.String({ description: 'Application id of that application.' })),
    client_secret: Type.Optional(Secret({ description: 'Secret of that application; absent in answers.' })),
    authority: Type.Optional(
      Type.String({
        description: 'Who issues its tokens, where that is not Microsoft Entra ID. Only metastore admins may set it.',
      }),
    ),
    endpoint: Type.Optional(
      Type.String({
        description:
          'Base URL of the blobs of the account; absent means `https://account.blob.core.windows.net`. Only metastore admins may set it.',
      }),
    ),
    hierarchical_namespace: Type.Optional(
      Type.Boolean({ description: 'Whether the account has folders of its own (ADLS Gen2); false when absent.' }),
    ),
  },
  { title: 'AzureAccess', description: 'A key of an Azure storage account, or an application that may read it.' },
);

export const GcsAccess = Type.Object(
  {
    service_account: Type.Optional(
      Secret({ description: 'Key of a service account: the JSON that Google gives out, as text; absent in answers.' }),
    ),
    access_key_id: Type.Optional(
      Type.String({ description: 'Id of an HMAC key of a service account, in place of its JSON.' }),
    ),
    secret_access_key: Type.Optional(Secret({ description: 'Secret of the HMAC key; absent in answers.' })),
    endpoint: Type.Optional(
      Type.String({
        description: 'Base URL of the XML API, where it is not that of Google Cloud. Only metastore admins may set it.',
      }),
    ),
    token_endpoint: Type.Optional(
      Type.String({
        description:
          'URL where the service account gets tokens, where that is not Google Cloud. Only metastore admins may set it.',
      }),
    ),
    sts_endpoint: Type.Optional(
      Type.String({
        description:
          'Where tokens get their access boundary, where that is not Google Cloud. Only metastore admins may set it.',
      }),
    ),
  },
  { title: 'GcsAccess', description: 'A service account of Google Cloud, by its JSON key or by an HMAC key.' },
);

export const LocalAccess = Type.Object(
  {},
  { title: 'LocalAccess', description: 'Folders of the server itself, below the roots that it was started with.' },
);

export const BoathouseCredential = Type.Object(
  {
    s3: Type.Optional(described(S3Access, 'Key pair of S3 or of an S3-compatible store.')),
    azure: Type.Optional(described(AzureAccess, 'Account key, or application, for Azure storage.')),
    gcs: Type.Optional(described(GcsAccess, 'Service account, or its HMAC key, for Google Cloud Storage.')),
    local: Type.Optional(described(LocalAccess, 'Folders of the server itself.')),
  },
  {
    title: 'BoathouseCredential',
    description: 'Keys that a self-hosted server opens storage with. Exactly one of its fields is set.',
  },
);
