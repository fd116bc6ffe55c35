import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Secret, Type } from '../schema.ts';
import { IsolationMode } from './models.ts';
import { BoathouseCredential } from './storage-access-models.ts';

export const AwsIamRoleResponse = Type.Object(
  {
    role_arn: Type.String({ description: 'ARN of the role.' }),
    external_id: Type.Optional(Type.String({ description: 'External id that the trust policy must demand.' })),
    unity_catalog_iam_arn: Type.Optional(Type.String({ description: 'ARN of the identity that assumes the role.' })),
  },
  { title: 'AwsIamRoleResponse', description: 'An AWS IAM role and what its trust policy needs.' },
);

export const AzureManagedIdentityResponse = Type.Object(
  {
    access_connector_id: Type.String({ description: 'Resource id of the access connector.' }),
    credential_id: Type.Optional(Type.String({ description: 'UUID of the credential, set by the server.' })),
    managed_identity_id: Type.Optional(
      Type.String({ description: 'Resource id of the user-assigned identity; absent means the one of the connector.' }),
    ),
  },
  { title: 'AzureManagedIdentityResponse', description: 'An Azure managed identity.' },
);

export const AzureServicePrincipal = Type.Object(
  {
    directory_id: Type.String({ description: 'UUID of the Entra tenant.' }),
    application_id: Type.String({ description: 'UUID of the application.' }),
    client_secret: Secret({ description: 'Secret of the application; empty in answers.' }),
  },
  { title: 'AzureServicePrincipal', description: 'An Azure service principal.' },
);

export const CloudflareApiToken = Type.Object(
  {
    access_key_id: Type.String({ description: 'Id of the key.' }),
    secret_access_key: Secret({ description: 'Secret of the key; empty in answers.' }),
    account_id: Type.Optional(Type.String({ description: 'Id of the Cloudflare account.' })),
  },
  { title: 'CloudflareApiToken', description: 'An access key of Cloudflare R2.' },
);

export const DatabricksGcpServiceAccountResponse = Type.Object(
  {
    credential_id: Type.Optional(Type.String({ description: 'UUID of the credential, set by the server.' })),
    email: Type.Optional(
      Type.String({ description: 'E-mail address of the account, to which access must be granted.' }),
    ),
  },
  { title: 'DatabricksGcpServiceAccountResponse', description: 'A Google Cloud service account.' },
);

export const StorageCredentialInfo = Type.Object(
  {
    aws_iam_role: Type.Optional(described(AwsIamRoleResponse, 'The AWS IAM role.')),
    azure_managed_identity: Type.Optional(described(AzureManagedIdentityResponse, 'The Azure managed identity.')),
    azure_service_principal: Type.Optional(
      described(AzureServicePrincipal, 'The Azure service principal, without its secret.'),
    ),
    boathouse: Type.Optional(
      described(
        BoathouseCredential,
        'The keys of a self-hosted server, without their secrets; not part of Databricks.',
      ),
    ),
    cloudflare_api_token: Type.Optional(
      described(CloudflareApiToken, 'The access key of Cloudflare R2, without its secret.'),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    databricks_gcp_service_account: Type.Optional(
      described(DatabricksGcpServiceAccountResponse, 'The Google Cloud service account.'),
    ),
    full_name: Type.Optional(
      Type.String({ description: 'Name of the credential, as every securable has one under this key.' }),
    ),
    id: Type.Optional(Type.String({ description: 'UUID of the credential; stays when it is renamed.' })),
    isolation_mode: Type.Optional(described(IsolationMode, 'Whether all workspaces of the metastore may use it.')),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the credential, in lower case.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    read_only: Type.Optional(Type.Boolean({ description: 'Whether it may only read.' })),
    used_for_managed_storage: Type.Optional(
      Type.Boolean({ description: 'Whether the root of the metastore is opened by it.' }),
    ),
  },
  {
    title: 'StorageCredentialInfo',
    description: 'A storage credential, without its secrets. Exactly one kind is set.',
  },
);

export const AwsIamRoleRequest = Type.Object(
  { role_arn: Type.String({ description: 'ARN of the role, which must trust the server.' }) },
  { title: 'AwsIamRoleRequest', description: 'An AWS IAM role.' },
);

export const AzureManagedIdentityRequest = Type.Object(
  {
    access_connector_id: Type.String({ description: 'Resource id of the access connector.' }),
    managed_identity_id: Type.Optional(
      Type.String({ description: 'Resource id of the user-assigned identity; absent means the one of the connector.' }),
    ),
  },
  { title: 'AzureManagedIdentityRequest', description: 'An Azure managed identity.' },
);

export const DatabricksGcpServiceAccountRequest = Type.Object(
  {},
  {
    title: 'DatabricksGcpServiceAccountRequest',
    description: 'Asks for a Google Cloud service account; there is nothing to say about it.',
  },
);

export const ValidationResultOperation = Enum(['DELETE', 'LIST', 'PATH_EXISTS', 'READ', 'WRITE'], {
  title: 'ValidationResultOperation',
  description: 'An operation on storage that is tried.',
});

export const ValidationResultResult = Enum(['FAIL', 'PASS', 'SKIP'], {
  title: 'ValidationResultResult',
  description: 'How a try ended; SKIP when it was not made.',
});

export const ValidationResult = Type.Object(
  {
    message: Type.Optional(Type.String({ description: 'Why it failed; absent when it passed.' })),
    operation: Type.Optional(described(ValidationResultOperation, 'What was tried.')),
    result: Type.Optional(described(ValidationResultResult, 'How it ended.')),
  },
  { title: 'ValidationResult', description: 'The result of trying one operation.' },
);

export const ValidateStorageCredentialResponse = Type.Object(
  {
    isDir: Type.Optional(Type.Boolean({ description: 'Whether the URL is a folder.' })),
    results: Type.Optional(
      Type.Array(ValidationResult, { description: 'The result of each operation that was tried.' }),
    ),
  },
  { title: 'ValidateStorageCredentialResponse', description: 'What a credential may do on a URL.' },
);

export const ListStorageCredentialsResponse = Type.Object(
  {
    storage_credentials: Type.Optional(
      Type.Array(StorageCredentialInfo, {
        description: 'The storage credentials of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListStorageCredentialsResponse',
    description: 'One page of the storage credentials that the caller may see.',
  },
);
