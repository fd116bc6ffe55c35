import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import {
  AddExchangeForListingResponse,
  CreateExchangeResponse,
  Exchange,
  GetExchangeResponse,
  ListExchangesForListingResponse,
  ListExchangesResponse,
  ListListingsForExchangeResponse,
  UpdateExchangeResponse,
} from './provider-exchanges-models.ts';

const id = Type.String({ description: 'Identifier of the exchange, as its creation or the list gives it.' });

/**
 * `providerExchanges`, under
 * - `/api/2.0/marketplace-exchange/exchanges-for-listing`
 * - `/api/2.0/marketplace-exchange/exchanges`
 * - `/api/2.0/marketplace-exchange/listings-for-exchange`
 */
export const providerExchanges = service(
  'providerExchanges',
  'marketplace',
  'Private exchanges, through which a provider shows listings to chosen consumers only.',
  {
    addListingToExchange: operation({
      summary: 'Link a listing to an exchange',
      description: 'Only listings with PRIVATE visibility can be linked.',
      method: 'POST',
      path: '/api/2.0/marketplace-exchange/exchanges-for-listing',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing to link.' }),
        exchange_id: Type.String({ description: 'Identifier of the exchange to link it to.' }),
      }),
      response: AddExchangeForListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS', 'INVALID_STATE'],
      access: allowedTo('marketplace admin'),
    }),

    create: operation({
      summary: 'Create an exchange',
      method: 'POST',
      path: '/api/2.0/marketplace-exchange/exchanges',
      request: Type.Object({ exchange: described(Exchange, 'The exchange to create; only its name is needed.') }),
      response: CreateExchangeResponse,
      errors: ['ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),

    delete: operation({
      summary: 'Delete an exchange',
      description:
        'Its filters and links go with it. A listing that loses its last exchange stays published but nobody sees it. Data granted before stays granted.',
      method: 'DELETE',
      path: '/api/2.0/marketplace-exchange/exchanges/{id}',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    deleteListingFromExchange: operation({
      summary: 'Unlink a listing from an exchange',
      method: 'DELETE',
      path: '/api/2.0/marketplace-exchange/exchanges-for-listing/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Identifier of the link between listing and exchange, not of the listing.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    get: operation({
      summary: 'Get an exchange',
      method: 'GET',
      path: '/api/2.0/marketplace-exchange/exchanges/{id}',
      request: Type.Object({ id }),
      response: GetExchangeResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    list: operation({
      summary: 'List the exchanges',
      method: 'GET',
      path: '/api/2.0/marketplace-exchange/exchanges',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListExchangesResponse,
      errors: [],
      access: allowedTo('marketplace admin'),
      paging: { items: 'exchanges', style: 'token' },
    }),

    listExchangesForListing: operation({
      summary: 'List the exchanges of a listing',
      method: 'GET',
      path: '/api/2.0/marketplace-exchange/exchanges-for-listing',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListExchangesForListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
      paging: { items: 'exchange_listing', style: 'token' },
    }),

    listListingsForExchange: operation({
      summary: 'List the listings of an exchange',
      method: 'GET',
      path: '/api/2.0/marketplace-exchange/listings-for-exchange',
      request: Type.Object({
        exchange_id: Type.String({ description: 'Identifier of the exchange, as its creation or the list gives it.' }),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListListingsForExchangeResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
      paging: { items: 'exchange_listings', style: 'token' },
    }),

    update: operation({
      summary: 'Update an exchange',
      description: 'Changes name and comment; filters and links have operations of their own.',
      method: 'PUT',
      path: '/api/2.0/marketplace-exchange/exchanges/{id}',
      request: Type.Object({
        id,
        exchange: described(Exchange, 'The exchange as it shall be; fields that the server sets are ignored.'),
      }),
      response: UpdateExchangeResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS'],
      access: allowedTo('marketplace admin'),
    }),
  },
);
