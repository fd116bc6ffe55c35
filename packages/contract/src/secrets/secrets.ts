import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Secret, Type } from '../schema.ts';
import {
  AclItem,
  AclPermission,
  AzureKeyVaultSecretScopeMetadata,
  GetSecretResponse,
  ListAclsResponse,
  ListScopesResponse,
  ListSecretsResponse,
  ScopeBackendType,
} from './secrets-models.ts';

const scope = Type.String({ description: 'Scope to look in, compared ignoring case.' });

/** `secrets`, under `/api/2.0/secrets/scopes/*`, `/api/2.0/secrets/acls/*` and `/api/2.0/secrets/*`. */
export const secrets = service(
  'secrets',
  'secrets',
  'Administers secret scopes, the secrets in them, and who may read or change them.',
  {
    createScope: operation({
      summary: 'Create a secret scope',
      description:
        'A workspace holds at most 1,000 scopes. With `initial_manage_principal` the creator gets no entry of their own.',
      method: 'POST',
      path: '/api/2.0/secrets/scopes/create',
      request: Type.Object({
        scope: Type.String({
          description:
            'Name of the new scope: letters, digits, `-`, `_`, `@`, `.`; unique ignoring case, visible to every user.',
          minLength: 1,
          maxLength: 128,
        }),
        backend_azure_keyvault: Type.Optional(
          described(
            AzureKeyVaultSecretScopeMetadata,
            'Key vault that holds the secrets; required for `AZURE_KEYVAULT`, refused otherwise.',
          ),
        ),
        initial_manage_principal: Type.Optional(
          Type.String({
            description: 'Only `users` is allowed: every user gets MANAGE. When absent, only the creator gets it.',
          }),
        ),
        scope_backend_type: Type.Optional(
          described(
            ScopeBackendType,
            'Where the secrets are kept; `DATABRICKS` (in the workspace, encrypted) when absent.',
          ),
        ),
      }),
      response: Empty,
      errors: ['RESOURCE_ALREADY_EXISTS', 'RESOURCE_LIMIT_EXCEEDED', 'BAD_REQUEST'],
      access: anyCaller,
    }),

    deleteAcl: operation({
      summary: 'Remove a principal from the ACL of a scope',
      description:
        'Fails when the principal has no entry. A manager may remove their own entry; administrators keep access.',
      method: 'POST',
      path: '/api/2.0/secrets/acls/delete',
      request: Type.Object({
        scope,
        principal: Type.String({
          description:
            'User name, group display name, or application id of a service principal whose entry is removed.',
        }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('MANAGE on the scope'),
    }),

    deleteScope: operation({
      summary: 'Delete a secret scope',
      description:
        'Deletes its secrets and its ACL with it; nothing can be restored. Secrets of a key vault stay in the vault.',
      method: 'POST',
      path: '/api/2.0/secrets/scopes/delete',
      request: Type.Object({ scope: Type.String({ description: 'Scope to delete, compared ignoring case.' }) }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'BAD_REQUEST'],
      access: allowedTo('MANAGE on the scope'),
    }),

    deleteSecret: operation({
      summary: 'Delete a secret',
      description: 'Scopes backed by a key vault are read-only and refuse the call.',
      method: 'POST',
      path: '/api/2.0/secrets/delete',
      request: Type.Object({
        scope,
        key: Type.String({ description: 'Key of the secret to delete; it cannot be restored.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'BAD_REQUEST'],
      access: allowedTo('WRITE on the scope'),
    }),

    getAcl: operation({
      summary: "Get one principal's permission on a scope",
      description: 'Shows the entry of that very principal; what it inherits from groups is not counted in.',
      method: 'GET',
      path: '/api/2.0/secrets/acls/get',
      request: Type.Object({
        scope,
        principal: Type.String({
          description: 'User name, group display name, or application id of a service principal to look up.',
        }),
      }),
      response: AclItem,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('MANAGE on the scope'),
    }),

    getSecret: operation({
      summary: 'Read the value of a secret',
      description: 'The value is base64. Each read is audited, and a workspace setting can turn reading over REST off.',
      method: 'GET',
      path: '/api/2.0/secrets/get',
      request: Type.Object({ scope, key: Type.String({ description: 'Key of the secret to read.' }) }),
      response: GetSecretResponse,
      audited: true,
      errors: [
        'RESOURCE_DOES_NOT_EXIST',
        'FEATURE_DISABLED',
        'BAD_REQUEST',
        'RESOURCE_LIMIT_EXCEEDED',
        'REQUEST_LIMIT_EXCEEDED',
      ],
      access: allowedTo('READ on the scope'),
    }),

    listAcls: operation({
      summary: 'List the ACL of a scope',
      method: 'GET',
      path: '/api/2.0/secrets/acls/list',
      request: Type.Object({ scope }),
      response: ListAclsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('MANAGE on the scope'),
      paging: { items: 'items', style: 'whole' },
    }),

    listScopes: operation({
      summary: 'List secret scopes',
      description: 'Names of all scopes are shown, also of those that the caller cannot read.',
      method: 'GET',
      path: '/api/2.0/secrets/scopes/list',
      request: Type.Object({}),
      response: ListScopesResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'scopes', style: 'whole' },
    }),

    listSecrets: operation({
      summary: 'List the keys of a scope',
      description: 'Gives keys and times of change, never values.',
      method: 'GET',
      path: '/api/2.0/secrets/list',
      request: Type.Object({ scope }),
      response: ListSecretsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'BAD_REQUEST', 'RESOURCE_LIMIT_EXCEEDED', 'REQUEST_LIMIT_EXCEEDED'],
      access: allowedTo('READ on the scope'),
      paging: { items: 'secrets', style: 'whole' },
    }),

    putAcl: operation({
      summary: 'Set a permission on a scope',
      method: 'POST',
      path: '/api/2.0/secrets/acls/put',
      request: Type.Object({
        scope,
        principal: Type.String({
          description:
            'User name, group display name, or application id of a service principal; it must exist, and its former entry is replaced.',
        }),
        permission: described(AclPermission, 'Level that the principal holds from now on: READ, WRITE or MANAGE.'),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('MANAGE on the scope'),
    }),

    putSecret: operation({
      summary: 'Create or overwrite a secret',
      description:
        'Exactly one of the two values is required. A scope holds at most 1,000 secrets; scopes backed by a key vault are read-only.',
      method: 'POST',
      path: '/api/2.0/secrets/put',
      request: Type.Object({
        scope: Type.String({ description: 'Scope to write to, compared ignoring case; it must exist.' }),
        key: Type.String({
          description: 'Key of the secret: letters, digits, `-`, `_`, `.`. A secret of that key is overwritten.',
          minLength: 1,
          maxLength: 128,
        }),
        bytes_value: Type.Optional(
          Secret({
            description: 'Value as base64, at most 131,072 bytes when decoded. Give either this or `string_value`.',
            maxLength: 174764,
          }),
        ),
        string_value: Type.Optional(
          Secret({
            description:
              'Value as text, at most 131,072 bytes in UTF-8; may be empty. Give either this or `bytes_value`.',
            maxLength: 131072,
          }),
        ),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'RESOURCE_LIMIT_EXCEEDED', 'BAD_REQUEST'],
      access: allowedTo('WRITE on the scope'),
    }),
  },
);
