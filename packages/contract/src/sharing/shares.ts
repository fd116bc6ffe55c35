import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import {
  GetSharePermissionsResponse,
  ListSharesResponse,
  PermissionsChange,
  ReplicationConfig,
  SharedDataObjectUpdate,
  ShareInfo,
  UpdateSharePermissionsResponse,
} from './shares-models.ts';

const name = Type.String({ description: 'Name of the share, in any case.' });

/** `shares`, under `/api/2.1/unity-catalog/shares`. */
export const shares = service(
  'shares',
  'sharing',
  'Administers shares: what a provider offers, and which recipients may read it.',
  {
    create: operation({
      summary: 'Create a share',
      description:
        'The share starts empty and without recipients. The caller becomes the owner; what the owner may read decides what recipients get.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/shares',
      request: Type.Object({
        name: Type.String({
          description:
            'Name of the share, unique in the metastore regardless of case: no period, space, slash or control character.',
          minLength: 1,
          maxLength: 255,
        }),
        comment: Type.Optional(Type.String({ description: 'Free text for people, also shown to recipients.' })),
        replication_config: Type.Optional(
          described(
            ReplicationConfig,
            'Whether and how often the share is replicated to other regions; recorded only.',
          ),
        ),
        serverless_budget_policy_id: Type.Optional(
          Type.String({
            description: 'Id of the budget policy that serverless costs of the share are billed to; recorded only.',
          }),
        ),
        storage_root: Type.Optional(
          Type.String({
            description: 'URL below which data that is materialised for the share goes, inside an external location.',
          }),
        ),
      }),
      response: ShareInfo,
      errors: ['SHARE_ALREADY_EXISTS', 'METASTORE_DOES_NOT_EXIST', 'FEATURE_DISABLED', 'QUOTA_EXCEEDED'],
      access: allowedTo('metastore admin, or CREATE_SHARE on the metastore'),
    }),

    delete: operation({
      summary: 'Delete a share',
      description: 'Recipients lose access with the next request. The shared tables and their files stay.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/shares/{name}',
      request: Type.Object({ name }),
      response: Empty,
      errors: ['SHARE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the share'),
    }),

    get: operation({
      summary: 'Get a share',
      method: 'GET',
      path: '/api/2.1/unity-catalog/shares/{name}',
      request: Type.Object({
        name,
        include_shared_data: Type.Optional(
          Type.Boolean({
            description:
              'Whether to include the shared objects; true when absent, unlike Databricks, unless the workspace is strict.',
          }),
        ),
      }),
      response: ShareInfo,
      errors: ['SHARE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the share, USE_SHARE on the metastore, or metastore admin'),
    }),

    listShares: operation({
      summary: 'List shares',
      description:
        'Holders of USE_SHARE and metastore admins see all shares, others their own. Objects are not included.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/shares',
      request: Type.Object({
        filter_by_genie_space_id: Type.Optional(
          Type.String({ description: 'Answer only shares that hold this Genie space; there are none in Boathouse.' }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most shares in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListSharesResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'shares', style: 'token' },
    }),

    sharePermissions: operation({
      summary: 'Get the recipients of a share',
      description: 'The principals are names of recipients; the privilege is SELECT.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/shares/{name}/permissions',
      request: Type.Object({
        name,
        max_results: Type.Optional(
          Int64({
            description: 'Most assignments in one page; 0 lets the server choose, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: GetSharePermissionsResponse,
      errors: ['SHARE_DOES_NOT_EXIST'],
      access: allowedTo('owner of the share, USE_SHARE on the metastore, or metastore admin'),
    }),

    update: operation({
      summary: 'Update a share',
      description: 'Answers the whole share with all objects. Added tables must be readable by the owner of the share.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/shares/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the share, in any case.' }),
        comment: Type.Optional(Type.String({ description: 'Free text for people; an empty string clears it.' })),
        new_name: Type.Optional(
          Type.String({
            description: 'New name of the share; recipients see the new name from then on.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
        owner: Type.Optional(
          Type.String({
            description:
              'User name, application id or group name of the new owner. Objects that the new owner may not read become invisible to recipients.',
          }),
        ),
        serverless_budget_policy_id: Type.Optional(
          Type.String({
            description: 'Id of the budget policy that serverless costs of the share are billed to; recorded only.',
          }),
        ),
        storage_root: Type.Optional(
          Type.String({
            description:
              'URL below which data that is materialised for the share goes; cannot change while the share holds notebooks.',
          }),
        ),
        updates: Type.Optional(
          Type.Array(SharedDataObjectUpdate, {
            description: 'Objects to add, remove or replace, applied together or not at all; at most 100.',
            maxItems: 100,
          }),
        ),
      }),
      response: ShareInfo,
      errors: [
        'SHARE_DOES_NOT_EXIST',
        'SHARE_ALREADY_EXISTS',
        'RESOURCE_ALREADY_EXISTS',
        'RESOURCE_DOES_NOT_EXIST',
        'TABLE_DOES_NOT_EXIST',
        'SCHEMA_DOES_NOT_EXIST',
        'PRINCIPAL_DOES_NOT_EXIST',
        'RESOURCE_LIMIT_EXCEEDED',
      ],
      access: allowedTo(
        'owner of the share; who holds USE_SHARE and SET_SHARE_PERMISSION on the metastore may change `owner` only; a new name also needs CREATE_SHARE',
      ),
    }),

    updatePermissions: operation({
      summary: 'Grant and revoke a share',
      description:
        'A revoked recipient loses access with the next request. URLs of a cloud that were signed before live to their own end, those of folders of the server do not.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/shares/{name}/permissions',
      request: Type.Object({
        name,
        changes: Type.Optional(
          Type.Array(PermissionsChange, {
            description: 'Which recipients get or lose SELECT; applied together or not at all.',
          }),
        ),
        omit_permissions_list: Type.Optional(
          Type.Boolean({ description: 'Whether to answer without the resulting grants; false when absent.' }),
        ),
      }),
      response: UpdateSharePermissionsResponse,
      errors: ['SHARE_DOES_NOT_EXIST', 'RECIPIENT_DOES_NOT_EXIST', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo(
        'owner of the share, or USE_SHARE and SET_SHARE_PERMISSION on the metastore; to grant, also owner of the recipient or USE_RECIPIENT',
      ),
    }),
  },
);
