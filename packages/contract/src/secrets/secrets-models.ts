import { described, Enum, Int64, Secret, Type } from '../schema.ts';

export const AzureKeyVaultSecretScopeMetadata = Type.Object(
  {
    resource_id: Type.String({ description: 'Azure resource id of the key vault, starting with `/subscriptions/`.' }),
    dns_name: Type.String({
      description:
        'Base URL of the vault, such as `https://name.vault.azure.net/`; one that the configuration of the workspace has.',
    }),
  },
  { title: 'AzureKeyVaultSecretScopeMetadata', description: 'The Azure Key Vault behind a scope.' },
);

export const ScopeBackendType = Enum(['AZURE_KEYVAULT', 'DATABRICKS'], {
  title: 'ScopeBackendType',
  description:
    'Where a scope keeps its secrets: `DATABRICKS` in the workspace itself, encrypted; `AZURE_KEYVAULT` in a key vault that is read live.',
});

export const AclPermission = Enum(['MANAGE', 'READ', 'WRITE'], {
  title: 'AclPermission',
  description:
    'A level on a scope. READ reads secrets; WRITE also changes them; MANAGE also changes the ACL and deletes the scope.',
});

export const AclItem = Type.Object(
  {
    principal: Type.String({
      description: 'User name, group display name, or application id of a service principal that the entry is for.',
    }),
    permission: described(AclPermission, 'Level that the entry grants: READ, WRITE or MANAGE.'),
  },
  { title: 'AclItem', description: 'What one principal may do with a scope.' },
);

export const GetSecretResponse = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Key of the secret within its scope.' })),
    value: Type.Optional(Secret({ description: 'Value in base64, also when it was stored as text.' })),
  },
  { title: 'GetSecretResponse', description: 'A secret with its value.' },
);

export const SecretScope = Type.Object(
  {
    backend_type: Type.Optional(
      described(ScopeBackendType, 'Where the secrets are kept: in the workspace or in a key vault.'),
    ),
    keyvault_metadata: Type.Optional(
      described(
        AzureKeyVaultSecretScopeMetadata,
        'Key vault that holds the secrets; absent unless the backend is `AZURE_KEYVAULT`.',
      ),
    ),
    name: Type.Optional(Type.String({ description: 'Name of the scope as it was written at creation.' })),
  },
  { title: 'SecretScope', description: 'A named collection of secrets with one ACL.' },
);

export const SecretMetadata = Type.Object(
  {
    key: Type.Optional(Type.String({ description: 'Key of the secret within its scope.' })),
    last_updated_timestamp: Type.Optional(
      Int64({ description: 'When the secret was last written, in ms since 1970.' }),
    ),
  },
  { title: 'SecretMetadata', description: 'A secret without its value.' },
);

export const ListAclsResponse = Type.Object(
  { items: Type.Optional(Type.Array(AclItem, { description: 'The ACLs of the scope; empty when there are none.' })) },
  { title: 'ListAclsResponse', description: 'The whole ACL of a scope.' },
);

export const ListScopesResponse = Type.Object(
  {
    scopes: Type.Optional(
      Type.Array(SecretScope, { description: 'The secret scopes by name; empty when there are none.' }),
    ),
  },
  { title: 'ListScopesResponse', description: 'All secret scopes that the caller may see.' },
);

export const ListSecretsResponse = Type.Object(
  {
    secrets: Type.Optional(
      Type.Array(SecretMetadata, { description: 'The secrets of the scope by key; empty when there are none.' }),
    ),
  },
  { title: 'ListSecretsResponse', description: 'All secrets of a scope, without their values.' },
);
