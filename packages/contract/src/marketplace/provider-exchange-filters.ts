import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import { ExchangeFilter } from './models.ts';
import {
  CreateExchangeFilterResponse,
  ListExchangeFiltersResponse,
  UpdateExchangeFilterResponse,
} from './provider-exchange-filters-models.ts';

/** `providerExchangeFilters`, under `/api/2.0/marketplace-exchange/filters`. */
export const providerExchangeFilters = service(
  'providerExchangeFilters',
  'marketplace',
  'Filters that say which metastores are members of a private exchange.',
  {
    create: operation({
      summary: 'Add a member to an exchange',
      description: 'From now on the metastore sees the listings linked to the exchange.',
      method: 'POST',
      path: '/api/2.0/marketplace-exchange/filters',
      request: Type.Object({
        filter: described(ExchangeFilter, 'The filter to create: its exchange, kind and value.'),
      }),
      response: CreateExchangeFilterResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),

    delete: operation({
      summary: 'Remove a member from an exchange',
      description:
        'The metastore stops seeing the linked listings. Access to data granted before stays until it is revoked on the share.',
      method: 'DELETE',
      path: '/api/2.0/marketplace-exchange/filters/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Identifier of the filter, as its creation or the list gives it.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    list: operation({
      summary: 'List the filters of an exchange',
      method: 'GET',
      path: '/api/2.0/marketplace-exchange/filters',
      request: Type.Object({
        exchange_id: Type.String({ description: 'Identifier of the exchange, as its creation or the list gives it.' }),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListExchangeFiltersResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
      paging: { items: 'filters', style: 'token' },
    }),

    update: operation({
      summary: 'Update a filter',
      method: 'PUT',
      path: '/api/2.0/marketplace-exchange/filters/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Identifier of the filter, as its creation or the list gives it.' }),
        filter: described(ExchangeFilter, 'The whole filter as it shall be; fields that the server sets are ignored.'),
      }),
      response: UpdateExchangeFilterResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),
  },
);
