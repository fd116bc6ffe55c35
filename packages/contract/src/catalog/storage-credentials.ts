import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import { IsolationMode } from './models.ts';
import { BoathouseCredential } from './storage-access-models.ts';
import {
  AwsIamRoleRequest,
  AzureManagedIdentityRequest,
  AzureManagedIdentityResponse,
  AzureServicePrincipal,
  CloudflareApiToken,
  DatabricksGcpServiceAccountRequest,
  ListStorageCredentialsResponse,
  StorageCredentialInfo,
  ValidateStorageCredentialResponse,
} from './storage-credentials-models.ts';

/**
 * `storageCredentials`, under
 * - `/api/2.1/unity-catalog/storage-credentials`
 * - `/api/2.1/unity-catalog/validate-storage-credentials`
 */
export const storageCredentials = service(
  'storageCredentials',
  'catalog',
  'Keeps the cloud identities by which the workspace reaches object stores.',
  {
    create: operation({
      summary: 'Create a storage credential',
      description:
        'Secrets are sealed at rest and never returned. The caller becomes the owner. The server itself can use `azure_service_principal`, `cloudflare_api_token` with an `account_id`, and `boathouse`; the other kinds are kept, and trying or using them says what is missing.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/storage-credentials',
      request: Type.Object({
        name: Type.String({
          description: 'Name of the credential, unique in the metastore; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        aws_iam_role: Type.Optional(
          described(
            AwsIamRoleRequest,
            'AWS IAM role that the server assumes. Exactly one kind of credential may be given.',
          ),
        ),
        azure_managed_identity: Type.Optional(
          described(
            AzureManagedIdentityRequest,
            'Azure managed identity that the server uses. Exactly one kind of credential may be given.',
          ),
        ),
        azure_service_principal: Type.Optional(
          described(
            AzureServicePrincipal,
            'Azure service principal with its secret. Exactly one kind of credential may be given.',
          ),
        ),
        boathouse: Type.Optional(
          described(
            BoathouseCredential,
            'Keys of a self-hosted server; not part of Databricks, and refused by a strict workspace. Exactly one kind of credential may be given.',
          ),
        ),
        cloudflare_api_token: Type.Optional(
          described(
            CloudflareApiToken,
            'Access key of a Cloudflare R2 account. Exactly one kind of credential may be given.',
          ),
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        databricks_gcp_service_account: Type.Optional(
          described(
            DatabricksGcpServiceAccountRequest,
            'Asks for a Google Cloud service account. Exactly one kind of credential may be given.',
          ),
        ),
        read_only: Type.Optional(
          Type.Boolean({ description: 'Whether the credential may only read; false when absent.' }),
        ),
        skip_validation: Type.Optional(
          Type.Boolean({
            description: 'Whether to save without trying the credential against the storage; false when absent.',
          }),
        ),
      }),
      response: StorageCredentialInfo,
      errors: ['STORAGE_CREDENTIAL_ALREADY_EXISTS'],
      access: allowedTo('metastore admin, or CREATE_STORAGE_CREDENTIAL on the metastore'),
    }),

    delete: operation({
      summary: 'Delete a storage credential',
      description: 'Refused with INVALID_STATE while something uses the credential, unless forced.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/storage-credentials/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Name of the credential.' }),
        force: Type.Optional(
          Type.Boolean({
            description: 'Whether to delete it although external locations or tables use it; false when absent.',
          }),
        ),
      }),
      response: Empty,
      errors: ['STORAGE_CREDENTIAL_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the credential, MANAGE on it, or metastore admin'),
    }),

    get: operation({
      summary: 'Get a storage credential',
      method: 'GET',
      path: '/api/2.1/unity-catalog/storage-credentials/{name}',
      request: Type.Object({ name: Type.String({ description: 'Name of the credential.' }) }),
      response: StorageCredentialInfo,
      errors: ['STORAGE_CREDENTIAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the credential, any privilege on it, or metastore admin'),
    }),

    list: operation({
      summary: 'List storage credentials',
      description: 'Metastore admins see all, others those that they own or hold a privilege on.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/storage-credentials',
      request: Type.Object({
        include_unbound: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also list objects that are bound to other workspaces than this one; false when absent.',
          }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most credentials in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListStorageCredentialsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'storage_credentials', style: 'token' },
    }),

    update: operation({
      summary: 'Update a storage credential',
      description: 'Absent fields stay as they are. Another kind of credential replaces the present one.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/storage-credentials/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the credential.' }),
        aws_iam_role: Type.Optional(
          described(
            AwsIamRoleRequest,
            'AWS IAM role that the server assumes. Exactly one kind of credential may be given.',
          ),
        ),
        azure_managed_identity: Type.Optional(
          described(
            AzureManagedIdentityResponse,
            'Azure managed identity that the server uses. Exactly one kind of credential may be given.',
          ),
        ),
        azure_service_principal: Type.Optional(
          described(
            AzureServicePrincipal,
            'Azure service principal with its secret. Exactly one kind of credential may be given.',
          ),
        ),
        boathouse: Type.Optional(
          described(
            BoathouseCredential,
            'Keys of a self-hosted server; not part of Databricks, and refused by a strict workspace. Exactly one kind of credential may be given.',
          ),
        ),
        cloudflare_api_token: Type.Optional(
          described(
            CloudflareApiToken,
            'Access key of a Cloudflare R2 account. Exactly one kind of credential may be given.',
          ),
        ),
        comment: Type.Optional(
          Type.String({ description: 'Free text for people; an empty string clears it on update.' }),
        ),
        databricks_gcp_service_account: Type.Optional(
          described(
            DatabricksGcpServiceAccountRequest,
            'Asks for a Google Cloud service account. Exactly one kind of credential may be given.',
          ),
        ),
        force: Type.Optional(
          Type.Boolean({
            description: 'Whether to change it although external locations or tables use it; false when absent.',
          }),
        ),
        isolation_mode: Type.Optional(
          described(
            IsolationMode,
            'Whether every workspace of the metastore may use it, or only those that it is bound to.',
          ),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name; grants and everything below the object stay as they are.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
        owner: Type.Optional(
          Type.String({
            description:
              'User name, application id or group name of the new owner, who gets every privilege on the object.',
          }),
        ),
        read_only: Type.Optional(Type.Boolean({ description: 'Whether the credential may only read.' })),
        skip_validation: Type.Optional(
          Type.Boolean({
            description: 'Whether to save without trying the credential against the storage; false when absent.',
          }),
        ),
      }),
      response: StorageCredentialInfo,
      errors: [
        'STORAGE_CREDENTIAL_DOES_NOT_EXIST',
        'STORAGE_CREDENTIAL_ALREADY_EXISTS',
        'PRINCIPAL_DOES_NOT_EXIST',
        'INVALID_STATE',
      ],
      access: allowedTo('owner of the credential, MANAGE on it, or metastore admin'),
    }),

    validate: operation({
      summary: 'Try a storage credential',
      description:
        'Lists the URL and reads below it, and reports each result. Writing and deleting are SKIP: the workspace only reads. A failed try is an answer, not an error.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/validate-storage-credentials',
      request: Type.Object({
        aws_iam_role: Type.Optional(described(AwsIamRoleRequest, 'AWS IAM role to try, without saving it.')),
        azure_managed_identity: Type.Optional(
          described(AzureManagedIdentityRequest, 'Azure managed identity to try, without saving it.'),
        ),
        azure_service_principal: Type.Optional(
          described(AzureServicePrincipal, 'Azure service principal to try, without saving it.'),
        ),
        boathouse: Type.Optional(
          described(
            BoathouseCredential,
            'Keys of a self-hosted server to try, without saving them; not part of Databricks.',
          ),
        ),
        cloudflare_api_token: Type.Optional(
          described(CloudflareApiToken, 'Access key of a Cloudflare R2 account to try, without saving it.'),
        ),
        databricks_gcp_service_account: Type.Optional(
          described(DatabricksGcpServiceAccountRequest, 'Google Cloud service account to try, without saving it.'),
        ),
        external_location_name: Type.Optional(
          Type.String({ description: 'External location whose URL to try; excludes `url`.' }),
        ),
        read_only: Type.Optional(Type.Boolean({ description: 'Whether to try reading and listing only.' })),
        storage_credential_name: Type.Optional(
          Type.String({ description: 'Stored credential to try; excludes the inline ones.' }),
        ),
        url: Type.Optional(
          Type.String({ description: 'URL to try the credential on, when no external location is named.' }),
        ),
      }),
      response: ValidateStorageCredentialResponse,
      errors: ['STORAGE_CREDENTIAL_DOES_NOT_EXIST', 'EXTERNAL_LOCATION_DOES_NOT_EXIST'],
      access: allowedTo(
        'who may change the credential or make external locations of it; CREATE_STORAGE_CREDENTIAL for one that is not saved',
      ),
    }),
  },
);
