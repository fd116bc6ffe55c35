// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  AddExchangeForListingResponse,
  CreateExchangeResponse,
  Exchange,
  ExchangeListing,
  GetExchangeResponse,
  ListExchangesForListingResponse,
  ListExchangesResponse,
  ListListingsForExchangeResponse,
  UpdateExchangeResponse,
} from './provider-exchanges-models.ts';

/** What `providerExchanges.addListingToExchange` takes. */
export interface AddListingToExchangeRequest {
  /** Identifier of the listing to link. */
  listing_id: string;
  /** Identifier of the exchange to link it to. */
  exchange_id: string;
}

/** What `providerExchanges.create` takes. */
export interface CreateProviderExchangeRequest {
  /** The exchange to create; only its name is needed. */
  exchange: Exchange;
}

/** What `providerExchanges.delete` takes. */
export interface DeleteProviderExchangeRequest {
  /** Identifier of the exchange, as its creation or the list gives it. */
  id: string;
}

/** What `providerExchanges.deleteListingFromExchange` takes. */
export interface DeleteListingFromExchangeRequest {
  /** Identifier of the link between listing and exchange, not of the listing. */
  id: string;
}

/** What `providerExchanges.get` takes. */
export interface GetProviderExchangeRequest {
  /** Identifier of the exchange, as its creation or the list gives it. */
  id: string;
}

/** What `providerExchanges.list` takes. */
export interface ListProviderExchangesRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerExchanges.listExchangesForListing` takes. */
export interface ListExchangesForListingRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerExchanges.listListingsForExchange` takes. */
export interface ListListingsForExchangeRequest {
  /** Identifier of the exchange, as its creation or the list gives it. */
  exchange_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerExchanges.update` takes. */
export interface UpdateProviderExchangeRequest {
  /** Identifier of the exchange, as its creation or the list gives it. */
  id: string;
  /** The exchange as it shall be; fields that the server sets are ignored. */
  exchange: Exchange;
}

/** Private exchanges, through which a provider shows listings to chosen consumers only. */
export class ProviderExchangesApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Link a listing to an exchange.
   *
   * Only listings with PRIVATE visibility can be linked.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS, INVALID_STATE
   */
  addListingToExchange(
    request: AddListingToExchangeRequest,
    options?: CallOptions,
  ): Promise<AddExchangeForListingResponse> {
    return this.#send(
      { method: 'POST', path: '/api/2.0/marketplace-exchange/exchanges-for-listing', body: request },
      options,
    );
  }

  /**
   * Create an exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} ALREADY_EXISTS
   */
  create(request: CreateProviderExchangeRequest, options?: CallOptions): Promise<CreateExchangeResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-exchange/exchanges', body: request }, options);
  }

  /**
   * Delete an exchange.
   *
   * Its filters and links go with it. A listing that loses its last exchange stays published but nobody sees it. Data
   * granted before stays granted.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteProviderExchangeRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/marketplace-exchange/exchanges/{id}', params: { id } },
      options,
    );
  }

  /**
   * Unlink a listing from an exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async deleteListingFromExchange(request: DeleteListingFromExchangeRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/marketplace-exchange/exchanges-for-listing/{id}', params: { id } },
      options,
    );
  }

  /**
   * Get an exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetProviderExchangeRequest, options?: CallOptions): Promise<GetExchangeResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/marketplace-exchange/exchanges/{id}', params: { id } }, options);
  }

  /**
   * List the exchanges.
   *
   * Allowed: marketplace admin.
   */
  list(request: ListProviderExchangesRequest = {}, options?: CallOptions): List<Exchange, ListExchangesResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-exchange/exchanges',
        query: request,
        items: 'exchanges',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List the exchanges of a listing.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  listExchangesForListing(
    request: ListExchangesForListingRequest,
    options?: CallOptions,
  ): List<ExchangeListing, ListExchangesForListingResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-exchange/exchanges-for-listing',
        query: request,
        items: 'exchange_listing',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List the listings of an exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  listListingsForExchange(
    request: ListListingsForExchangeRequest,
    options?: CallOptions,
  ): List<ExchangeListing, ListListingsForExchangeResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-exchange/listings-for-exchange',
        query: request,
        items: 'exchange_listings',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update an exchange.
   *
   * Changes name and comment; filters and links have operations of their own.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS
   */
  update(request: UpdateProviderExchangeRequest, options?: CallOptions): Promise<UpdateExchangeResponse> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/marketplace-exchange/exchanges/{id}', params: { id }, body },
      options,
    );
  }
}
