import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import { GetProviderResponse, ListProvidersResponse, ProviderInfo } from './models.ts';
import { CreateProviderResponse, UpdateProviderResponse } from './provider-providers-models.ts';

const id = Type.String({ description: 'Identifier of the provider profile, as lists give it.' });

/**
 * `providerProviders`, under
 * - `/api/2.0/marketplace-provider/provider`
 * - `/api/2.0/marketplace-provider/providers`
 */
export const providerProviders = service(
  'providerProviders',
  'marketplace',
  'Profiles under which providers appear in the marketplace.',
  {
    create: operation({
      summary: 'Create a provider profile',
      method: 'POST',
      path: '/api/2.0/marketplace-provider/provider',
      request: Type.Object({
        provider: described(
          ProviderInfo,
          'The profile to create: name, contact e-mail and links to terms and privacy policy are needed.',
        ),
      }),
      response: CreateProviderResponse,
      errors: ['ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),

    delete: operation({
      summary: 'Delete a provider profile',
      description: 'Refused while the profile has listings.',
      method: 'DELETE',
      path: '/api/2.0/marketplace-provider/providers/{id}',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('marketplace admin'),
    }),

    get: operation({
      summary: 'Get a provider profile',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/providers/{id}',
      request: Type.Object({ id }),
      response: GetProviderResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    list: operation({
      summary: 'List the provider profiles',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/providers',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListProvidersResponse,
      errors: [],
      access: allowedTo('marketplace admin'),
      paging: { items: 'providers', style: 'token' },
    }),

    update: operation({
      summary: 'Update a provider profile',
      method: 'PUT',
      path: '/api/2.0/marketplace-provider/providers/{id}',
      request: Type.Object({
        id,
        provider: described(ProviderInfo, 'The whole profile as it shall be; fields that the server sets are ignored.'),
      }),
      response: UpdateProviderResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),
  },
);
