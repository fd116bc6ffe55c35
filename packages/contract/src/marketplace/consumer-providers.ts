import { pageSize, pageToken } from '../fields.ts';
import { anyCaller, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { BatchGetProvidersResponse } from './consumer-providers-models.ts';
import { GetProviderResponse, ListProvidersResponse } from './models.ts';

/** `consumerProviders`, under `/api/2.1/marketplace-consumer/providers`. */
export const consumerProviders = service(
  'consumerProviders',
  'marketplace',
  'Marketplace providers as a consumer sees them: those with at least one visible listing.',
  {
    batchGet: operation({
      summary: 'Get several providers',
      description: 'Providers that do not exist or are not visible to the caller are left out.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/providers:batchGet',
      request: Type.Object({
        ids: Type.Optional(
          Type.Array(Type.String(), {
            description: 'Identifiers of the providers, the parameter repeated for each; at most 50.',
            maxItems: 50,
          }),
        ),
      }),
      response: BatchGetProvidersResponse,
      errors: [],
      access: anyCaller,
    }),

    get: operation({
      summary: 'Get a provider',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/providers/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Identifier of the provider profile, as lists give it.' }),
      }),
      response: GetProviderResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    list: operation({
      summary: 'List the visible providers',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/providers',
      request: Type.Object({
        is_featured: Type.Optional(
          Type.Boolean({
            description: 'True finds only featured providers, false only the others; absent means both.',
          }),
        ),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListProvidersResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'providers', style: 'token' },
    }),
  },
);
