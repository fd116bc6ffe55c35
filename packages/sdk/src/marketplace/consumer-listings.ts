// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { BatchGetListingsResponse, SearchListingsResponse } from './consumer-listings-models.ts';
import type {
  AssetType,
  Category,
  GetListingResponse,
  Listing,
  ListingTag,
  ListListingsResponse,
} from './listing-models.ts';

/** What `consumerListings.batchGet` takes. */
export interface ConsumerListingBatchGetRequest {
  /** Identifiers of the listings, the parameter repeated for each; at most 50. */
  ids?: readonly string[];
}

/** What `consumerListings.get` takes. */
export interface GetConsumerListingRequest {
  /** Identifier of the listing, as lists and searches give it. */
  id: string;
}

/** What `consumerListings.list` takes. */
export interface ListConsumerListingsRequest {
  /** Kinds of asset to find, any of them; absent means all kinds. */
  assets?: readonly AssetType[];
  /** Categories to find, any of them; absent means all categories. */
  categories?: readonly Category[];
  /** True finds only free listings, false only paid ones; absent means both. */
  is_free?: boolean;
  /** True finds only listings of private exchanges, false only public ones; absent means both. */
  is_private_exchange?: boolean;
  /** True finds only listings that the marketplace recommends; absent means all. */
  is_staff_pick?: boolean;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Identifiers of providers whose listings to find; absent means all providers. */
  provider_ids?: readonly string[];
  /** Tag that a listing must carry: its kind and at least one of the values. */
  tags?: ListingTag;
}

/** What `consumerListings.search` takes. */
export interface SearchConsumerListingRequest {
  /** Words to look for in names, subtitles and descriptions. */
  query: string;
  /** Kinds of asset to find, any of them; absent means all kinds. */
  assets?: readonly AssetType[];
  /** Categories to find, any of them; absent means all categories. */
  categories?: readonly Category[];
  /** True finds only free listings, false only paid ones; absent means both. */
  is_free?: boolean;
  /** True finds only listings of private exchanges, false only public ones; absent means both. */
  is_private_exchange?: boolean;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
  /** Identifiers of providers whose listings to find; absent means all providers. */
  provider_ids?: readonly string[];
}

/** Marketplace listings as a consumer sees them: published ones, public or in the consumer's exchanges. */
export class ConsumerListingsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get several listings.
   *
   * Listings that do not exist or are not visible to the caller are left out.
   */
  batchGet(request: ConsumerListingBatchGetRequest = {}, options?: CallOptions): Promise<BatchGetListingsResponse> {
    return this.#send(
      { method: 'GET', path: '/api/2.1/marketplace-consumer/listings:batchGet', query: request },
      options,
    );
  }

  /**
   * Get a listing.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetConsumerListingRequest, options?: CallOptions): Promise<GetListingResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.1/marketplace-consumer/listings/{id}', params: { id } }, options);
  }

  /**
   * List the visible listings.
   *
   * Conditions are joined by and, the values of one condition by or.
   */
  list(request: ListConsumerListingsRequest = {}, options?: CallOptions): List<Listing, ListListingsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/listings',
        query: request,
        items: 'listings',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Search the visible listings.
   *
   * Matches names and texts loosely, so that small misspellings still find a listing; the best match comes first.
   */
  search(request: SearchConsumerListingRequest, options?: CallOptions): List<Listing, SearchListingsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/search-listings',
        query: request,
        items: 'listings',
        paging: 'token',
      },
      options,
    );
  }
}
