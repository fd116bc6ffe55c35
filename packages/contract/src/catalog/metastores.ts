import { pageToken } from '../fields.ts';
import { adminOnly, allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Int64, Type } from '../schema.ts';
import {
  DeltaSharingScopeEnum,
  GetMetastoreSummaryResponse,
  ListMetastoresResponse,
  MetastoreAssignment,
  MetastoreInfo,
} from './metastores-models.ts';

/**
 * `metastores`, under
 * - `/api/2.1/unity-catalog/current-metastore-assignment`
 * - `/api/2.1/unity-catalog/metastores`
 * - `/api/2.1/unity-catalog/metastore_summary`
 */
export const metastores = service(
  'metastores',
  'catalog',
  'Shows and configures the metastore of the workspace, the root of all catalogs, shares and recipients.',
  {
    current: operation({
      summary: 'Get the metastore of the workspace',
      method: 'GET',
      path: '/api/2.1/unity-catalog/current-metastore-assignment',
      request: Type.Object({}),
      response: MetastoreAssignment,
      errors: ['METASTORE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    get: operation({
      summary: 'Get a metastore',
      method: 'GET',
      path: '/api/2.1/unity-catalog/metastores/{id}',
      request: Type.Object({ id: Type.String({ description: 'UUID of the metastore.' }) }),
      response: MetastoreInfo,
      errors: ['METASTORE_DOES_NOT_EXIST'],
      access: allowedTo('metastore admin'),
    }),

    list: operation({
      summary: 'List metastores',
      description: 'A Boathouse workspace has exactly one metastore.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/metastores',
      request: Type.Object({
        max_results: Type.Optional(
          Int64({
            description:
              'Most metastores in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListMetastoresResponse,
      errors: [],
      access: adminOnly,
      paging: { items: 'metastores', style: 'token' },
    }),

    summary: operation({
      summary: 'Get the summary of the metastore',
      description: 'Holds the sharing identifier that other Databricks users ask for: `global_metastore_id`.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/metastore_summary',
      request: Type.Object({}),
      response: GetMetastoreSummaryResponse,
      errors: ['METASTORE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    update: operation({
      summary: 'Update a metastore',
      description: 'Absent fields stay as they are. Tokens that were issued before keep their expiry.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/metastores/{id}',
      request: Type.Object({
        id: Type.String({ description: 'UUID of the metastore.' }),
        delta_sharing_organization_name: Type.Optional(
          Type.String({ description: 'Name under which this metastore appears as a provider at its recipients.' }),
        ),
        delta_sharing_recipient_token_lifetime_in_seconds: Type.Optional(
          Int64({
            description: 'Lifetime of recipient tokens that are issued from now on, in seconds; at most one year.',
            minimum: 0,
            maximum: 31536000,
          }),
        ),
        delta_sharing_scope: Type.Optional(
          described(
            DeltaSharingScopeEnum,
            'INTERNAL_AND_EXTERNAL allows recipients outside Databricks, which use tokens; INTERNAL only those with a metastore.',
          ),
        ),
        external_access_enabled: Type.Optional(
          Type.Boolean({ description: 'Whether external engines may get temporary credentials for tables.' }),
        ),
        new_name: Type.Optional(
          Type.String({ description: 'New name of the metastore.', minLength: 1, maxLength: 255 }),
        ),
        owner: Type.Optional(
          Type.String({
            description: 'User name, application id or group name of the new owner, who is the metastore admin.',
          }),
        ),
        privilege_model_version: Type.Optional(
          Type.String({ description: 'Version of the privilege model; `1.0` is the only one.' }),
        ),
        storage_root_credential_id: Type.Optional(
          Type.String({ description: 'UUID of the storage credential for the metastore root.' }),
        ),
      }),
      response: MetastoreInfo,
      errors: ['METASTORE_DOES_NOT_EXIST', 'PRINCIPAL_DOES_NOT_EXIST', 'RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('metastore admin'),
    }),
  },
);
