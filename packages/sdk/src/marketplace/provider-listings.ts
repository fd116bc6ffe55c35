// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { GetListingResponse, Listing, ListListingsResponse } from './listing-models.ts';
import type { CreateListingResponse, UpdateListingResponse } from './provider-listings-models.ts';

/** What `providerListings.create` takes. */
export interface CreateProviderListingRequest {
  /** The listing to create; its summary needs a name and a type. */
  listing: Listing;
}

/** What `providerListings.delete` takes. */
export interface DeleteProviderListingRequest {
  /** Identifier of the listing, as lists and searches give it. */
  id: string;
}

/** What `providerListings.get` takes. */
export interface GetProviderListingRequest {
  /** Identifier of the listing, as lists and searches give it. */
  id: string;
}

/** What `providerListings.list` takes. */
export interface ListProviderListingsRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerListings.update` takes. */
export interface UpdateProviderListingRequest {
  /** Identifier of the listing, as lists and searches give it. */
  id: string;
  /** The whole listing as it shall be; fields that the server sets are ignored. */
  listing: Listing;
}

/** Marketplace listings as their provider administers them. */
export class ProviderListingsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a listing.
   *
   * Needs a provider profile. The listing starts as DRAFT and its type cannot change later. Exchanges may be named only
   * with PRIVATE visibility.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST
   */
  create(request: CreateProviderListingRequest, options?: CallOptions): Promise<CreateListingResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-provider/listing', body: request }, options);
  }

  /**
   * Delete a listing.
   *
   * Cannot be undone. The share stays, and consumers who have access keep it until it is revoked there.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteProviderListingRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/marketplace-provider/listings/{id}', params: { id } },
      options,
    );
  }

  /**
   * Get a listing in any state.
   *
   * Allowed: marketplace admin, or USE_RECIPIENT on the metastore.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetProviderListingRequest, options?: CallOptions): Promise<GetListingResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/marketplace-provider/listings/{id}', params: { id } }, options);
  }

  /**
   * List the provider's listings in all states.
   *
   * Allowed: marketplace admin, or USE_RECIPIENT on the metastore.
   */
  list(request: ListProviderListingsRequest = {}, options?: CallOptions): List<Listing, ListListingsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-provider/listings',
        query: request,
        items: 'listings',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update, publish or unpublish a listing.
   *
   * `summary.status` PUBLISHED publishes: STANDARD needs a share or a repository, PRIVATE an exchange. DRAFT
   * unpublishes and deletes open requests; installations go on working.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST, INVALID_STATE
   */
  update(request: UpdateProviderListingRequest, options?: CallOptions): Promise<UpdateListingResponse> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/marketplace-provider/listings/{id}', params: { id }, body },
      options,
    );
  }
}
