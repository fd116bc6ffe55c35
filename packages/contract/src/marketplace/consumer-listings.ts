import { pageSize, pageToken } from '../fields.ts';
import { anyCaller, operation, service } from '../operation.ts';
import { described, Type } from '../schema.ts';
import { BatchGetListingsResponse, SearchListingsResponse } from './consumer-listings-models.ts';
import { AssetType, Category, GetListingResponse, ListingTag, ListListingsResponse } from './listing-models.ts';

/**
 * `consumerListings`, under
 * - `/api/2.1/marketplace-consumer/listings`
 * - `/api/2.1/marketplace-consumer/search-listings`
 */
export const consumerListings = service(
  'consumerListings',
  'marketplace',
  "Marketplace listings as a consumer sees them: published ones, public or in the consumer's exchanges.",
  {
    batchGet: operation({
      summary: 'Get several listings',
      description: 'Listings that do not exist or are not visible to the caller are left out.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings:batchGet',
      request: Type.Object({
        ids: Type.Optional(
          Type.Array(Type.String(), {
            description: 'Identifiers of the listings, the parameter repeated for each; at most 50.',
            maxItems: 50,
          }),
        ),
      }),
      response: BatchGetListingsResponse,
      errors: [],
      access: anyCaller,
    }),

    get: operation({
      summary: 'Get a listing',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings/{id}',
      request: Type.Object({
        id: Type.String({ description: 'Identifier of the listing, as lists and searches give it.' }),
      }),
      response: GetListingResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    list: operation({
      summary: 'List the visible listings',
      description: 'Conditions are joined by and, the values of one condition by or.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings',
      request: Type.Object({
        assets: Type.Optional(
          Type.Array(AssetType, { description: 'Kinds of asset to find, any of them; absent means all kinds.' }),
        ),
        categories: Type.Optional(
          Type.Array(Category, { description: 'Categories to find, any of them; absent means all categories.' }),
        ),
        is_free: Type.Optional(
          Type.Boolean({ description: 'True finds only free listings, false only paid ones; absent means both.' }),
        ),
        is_private_exchange: Type.Optional(
          Type.Boolean({
            description: 'True finds only listings of private exchanges, false only public ones; absent means both.',
          }),
        ),
        is_staff_pick: Type.Optional(
          Type.Boolean({ description: 'True finds only listings that the marketplace recommends; absent means all.' }),
        ),
        page_size: pageSize,
        page_token: pageToken,
        provider_ids: Type.Optional(
          Type.Array(Type.String(), {
            description: 'Identifiers of providers whose listings to find; absent means all providers.',
          }),
        ),
        tags: Type.Optional(
          described(ListingTag, 'Tag that a listing must carry: its kind and at least one of the values.'),
        ),
      }),
      response: ListListingsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'listings', style: 'token' },
    }),

    search: operation({
      summary: 'Search the visible listings',
      description:
        'Matches names and texts loosely, so that small misspellings still find a listing; the best match comes first.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/search-listings',
      request: Type.Object({
        query: Type.String({ description: 'Words to look for in names, subtitles and descriptions.', minLength: 1 }),
        assets: Type.Optional(
          Type.Array(AssetType, { description: 'Kinds of asset to find, any of them; absent means all kinds.' }),
        ),
        categories: Type.Optional(
          Type.Array(Category, { description: 'Categories to find, any of them; absent means all categories.' }),
        ),
        is_free: Type.Optional(
          Type.Boolean({ description: 'True finds only free listings, false only paid ones; absent means both.' }),
        ),
        is_private_exchange: Type.Optional(
          Type.Boolean({
            description: 'True finds only listings of private exchanges, false only public ones; absent means both.',
          }),
        ),
        page_size: pageSize,
        page_token: pageToken,
        provider_ids: Type.Optional(
          Type.Array(Type.String(), {
            description: 'Identifiers of providers whose listings to find; absent means all providers.',
          }),
        ),
      }),
      response: SearchListingsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'listings', style: 'token' },
    }),
  },
);
