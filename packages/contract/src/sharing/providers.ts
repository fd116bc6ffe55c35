import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Secret, Type } from '../schema.ts';
import { AuthenticationType } from './models.ts';
import { ListProviderSharesResponse, ListProvidersResponse, ProviderInfo } from './providers-models.ts';
import { ListProviderShareAssetsResponse } from './share-asset-models.ts';

const name = Type.String({ description: 'Name of the provider, in any case.' });

const access = allowedTo('owner of the provider, USE_PROVIDER on the metastore, or metastore admin');

/** `providers`, under `/api/2.1/unity-catalog/providers` and `/api/2.1/data-sharing/providers`. */
export const providers = service(
  'providers',
  'sharing',
  'Administers providers: outside parties whose shares this metastore may mount.',
  {
    create: operation({
      summary: 'Create a provider',
      description: 'The profile must have an endpoint and a token or OAuth client. The provider is not contacted yet.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/providers',
      request: Type.Object({
        name: Type.String({
          description: 'Name of the provider, unique in the metastore regardless of case.',
          minLength: 1,
          maxLength: 255,
        }),
        authentication_type: Type.Optional(
          described(
            AuthenticationType,
            'How this metastore signs in at the provider; what the profile says when absent.',
          ),
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        email_recipient_id: Type.Optional(
          Type.String({ description: 'Id of the invitation that is accepted; only with type EMAIL.' }),
        ),
        recipient_profile_str: Type.Optional(
          Secret({
            description: 'The profile file that the provider handed out, as JSON text; kept sealed, never returned.',
          }),
        ),
      }),
      response: ProviderInfo,
      errors: ['PROVIDER_ALREADY_EXISTS', 'METASTORE_DOES_NOT_EXIST', 'NOT_IMPLEMENTED', 'QUOTA_EXCEEDED'],
      access: allowedTo('metastore admin, or CREATE_PROVIDER on the metastore'),
    }),

    delete: operation({
      summary: 'Delete a provider',
      description: 'Catalogs that mount its shares stop working, also when a provider of the same name is made later.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/providers/{name}',
      request: Type.Object({ name }),
      response: Empty,
      errors: ['PROVIDER_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the provider or metastore admin'),
    }),

    get: operation({
      summary: 'Get a provider',
      method: 'GET',
      path: '/api/2.1/unity-catalog/providers/{name}',
      request: Type.Object({ name }),
      response: ProviderInfo,
      errors: ['PROVIDER_DOES_NOT_EXIST'],
      access,
    }),

    list: operation({
      summary: 'List providers',
      description: 'Metastore admins and holders of USE_PROVIDER see all providers, others their own.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/providers',
      request: Type.Object({
        data_provider_global_metastore_id: Type.Optional(
          Type.String({ description: 'Answer only the provider with this sharing identifier.' }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most providers in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListProvidersResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'providers', style: 'token' },
    }),

    listProviderShareAssets: operation({
      summary: 'Get the objects of a share of a provider',
      description: 'Asks the endpoint of the provider, at most once a minute; fails when that is away or refuses.',
      method: 'GET',
      path: '/api/2.1/data-sharing/providers/{provider_name}/shares/{share_name}',
      request: Type.Object({
        provider_name: Type.String({ description: 'Name of the provider, in any case.' }),
        share_name: Type.String({ description: 'Name of the share at the provider.' }),
        function_max_results: Type.Optional(
          Int64({ description: 'Most functions to answer; absent means all.', minimum: 0 }),
        ),
        notebook_max_results: Type.Optional(
          Int64({ description: 'Most notebooks to answer; absent means all.', minimum: 0 }),
        ),
        table_max_results: Type.Optional(
          Int64({ description: 'Most tables to answer; absent means all.', minimum: 0 }),
        ),
        volume_max_results: Type.Optional(
          Int64({ description: 'Most volumes to answer; absent means all.', minimum: 0 }),
        ),
      }),
      response: ListProviderShareAssetsResponse,
      errors: ['PROVIDER_DOES_NOT_EXIST', 'SHARE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access,
    }),

    listShares: operation({
      summary: 'List the shares of a provider',
      description: 'Asks the endpoint of the provider, at most once a minute; fails when that is away or refuses.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/providers/{name}/shares',
      request: Type.Object({
        name,
        max_results: Type.Optional(
          Int64({
            description:
              'Most shares in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListProviderSharesResponse,
      errors: ['PROVIDER_DOES_NOT_EXIST', 'INVALID_STATE'],
      access,
      paging: { items: 'shares', style: 'token' },
    }),

    update: operation({
      summary: 'Update a provider',
      description: 'Absent fields stay as they are.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/providers/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the provider, in any case.' }),
        comment: Type.Optional(Type.String({ description: 'Free text for people; an empty string clears it.' })),
        new_name: Type.Optional(
          Type.String({
            description: 'New name of the provider; catalogs that mount its shares stay.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
        owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the new owner.' })),
        recipient_profile_str: Type.Optional(
          Secret({
            description: 'A new profile file as JSON text, after the provider rotated the token; never returned.',
          }),
        ),
      }),
      response: ProviderInfo,
      errors: ['PROVIDER_DOES_NOT_EXIST', 'PROVIDER_ALREADY_EXISTS', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the provider or metastore admin'),
    }),
  },
);
