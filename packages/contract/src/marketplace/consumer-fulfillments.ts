import { pageSize, pageToken } from '../fields.ts';
import { anyCaller, operation, service } from '../operation.ts';
import { Type } from '../schema.ts';
import { GetListingContentResponse, ListFulfillmentsResponse } from './consumer-fulfillments-models.ts';

/** `consumerFulfillments`, under `/api/2.1/marketplace-consumer/listings`. */
export const consumerFulfillments = service(
  'consumerFulfillments',
  'marketplace',
  'What a marketplace listing delivers and how a consumer comes by it.',
  {
    get: operation({
      summary: 'List the data objects of a listing',
      description: 'Previews what the share of the listing holds, by name and kind, before anything is installed.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/content',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: GetListingContentResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'shared_data_objects', style: 'token' },
    }),

    list: operation({
      summary: 'List the fulfilments of a listing',
      description:
        "A STANDARD listing can be installed at once. A PERSONALIZED one must be requested until the provider has fulfilled the caller's request.",
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/fulfillments',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }),
        page_size: pageSize,
        page_token: pageToken,
      }),
      response: ListFulfillmentsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'fulfillments', style: 'token' },
    }),
  },
);
