// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  GetListingContentResponse,
  ListFulfillmentsResponse,
  ListingFulfillment,
  SharedDataObject,
} from './consumer-fulfillments-models.ts';

/** What `consumerFulfillments.get` takes. */
export interface GetConsumerFulfillmentRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `consumerFulfillments.list` takes. */
export interface ListConsumerFulfillmentsRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What a marketplace listing delivers and how a consumer comes by it. */
export class ConsumerFulfillmentsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * List the data objects of a listing.
   *
   * Previews what the share of the listing holds, by name and kind, before anything is installed.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(
    request: GetConsumerFulfillmentRequest,
    options?: CallOptions,
  ): List<SharedDataObject, GetListingContentResponse> {
    const { listing_id, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/content',
        params: { listing_id },
        query,
        items: 'shared_data_objects',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List the fulfilments of a listing.
   *
   * A STANDARD listing can be installed at once. A PERSONALIZED one must be requested until the provider has fulfilled
   * the caller's request.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  list(
    request: ListConsumerFulfillmentsRequest,
    options?: CallOptions,
  ): List<ListingFulfillment, ListFulfillmentsResponse> {
    const { listing_id, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/fulfillments',
        params: { listing_id },
        query,
        items: 'fulfillments',
        paging: 'token',
      },
      options,
    );
  }
}
