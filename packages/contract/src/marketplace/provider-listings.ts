import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import { GetListingResponse, Listing, ListListingsResponse } from './listing-models.ts';
import { CreateListingResponse, UpdateListingResponse } from './provider-listings-models.ts';

const id = Type.String({ description: 'Identifier of the listing, as lists and searches give it.' });

/** `providerListings`, under `/api/2.0/marketplace-provider/listing` and `/api/2.0/marketplace-provider/listings`. */
export const providerListings = service(
  'providerListings',
  'marketplace',
  'Marketplace listings as their provider administers them.',
  {
    create: operation({
      summary: 'Create a listing',
      description:
        'Needs a provider profile. The listing starts as DRAFT and its type cannot change later. Exchanges may be named only with PRIVATE visibility.',
      method: 'POST',
      path: '/api/2.0/marketplace-provider/listing',
      request: Type.Object({
        listing: described(Listing, 'The listing to create; its summary needs a name and a type.'),
      }),
      response: CreateListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'SHARE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    delete: operation({
      summary: 'Delete a listing',
      description:
        'Cannot be undone. The share stays, and consumers who have access keep it until it is revoked there.',
      method: 'DELETE',
      path: '/api/2.0/marketplace-provider/listings/{id}',
      request: Type.Object({ id }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin'),
    }),

    get: operation({
      summary: 'Get a listing in any state',
      method: 'GET',
      path: '/api/2.0/marketplace-provider/listings/{id}',
      request: Type.Object({ id }),
      response: GetListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('marketplace admin, or USE_RECIPIENT on the metastore'),
    }),

    list: operation({
      summary: "List the provider's listings in all states",
      method: 'GET',
      path: '/api/2.0/marketplace-provider/listings',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListListingsResponse,
      errors: [],
      access: allowedTo('marketplace admin, or USE_RECIPIENT on the metastore'),
      paging: { items: 'listings', style: 'token' },
    }),

    update: operation({
      summary: 'Update, publish or unpublish a listing',
      description:
        '`summary.status` PUBLISHED publishes: STANDARD needs a share or a repository, PRIVATE an exchange. DRAFT unpublishes and deletes open requests; installations go on working.',
      method: 'PUT',
      path: '/api/2.0/marketplace-provider/listings/{id}',
      request: Type.Object({
        id,
        listing: described(Listing, 'The whole listing as it shall be; fields that the server sets are ignored.'),
      }),
      response: UpdateListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'SHARE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('marketplace admin'),
    }),
  },
);
