// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { ExchangeFilter } from './models.ts';
import type {
  CreateExchangeFilterResponse,
  ListExchangeFiltersResponse,
  UpdateExchangeFilterResponse,
} from './provider-exchange-filters-models.ts';

/** What `providerExchangeFilters.create` takes. */
export interface CreateProviderExchangeFilterRequest {
  /** The filter to create: its exchange, kind and value. */
  filter: ExchangeFilter;
}

/** What `providerExchangeFilters.delete` takes. */
export interface DeleteProviderExchangeFilterRequest {
  /** Identifier of the filter, as its creation or the list gives it. */
  id: string;
}

/** What `providerExchangeFilters.list` takes. */
export interface ListProviderExchangeFiltersRequest {
  /** Identifier of the exchange, as its creation or the list gives it. */
  exchange_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerExchangeFilters.update` takes. */
export interface UpdateProviderExchangeFilterRequest {
  /** Identifier of the filter, as its creation or the list gives it. */
  id: string;
  /** The whole filter as it shall be; fields that the server sets are ignored. */
  filter: ExchangeFilter;
}

/** Filters that say which metastores are members of a private exchange. */
export class ProviderExchangeFiltersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Add a member to an exchange.
   *
   * From now on the metastore sees the listings linked to the exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS
   */
  create(request: CreateProviderExchangeFilterRequest, options?: CallOptions): Promise<CreateExchangeFilterResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-exchange/filters', body: request }, options);
  }

  /**
   * Remove a member from an exchange.
   *
   * The metastore stops seeing the linked listings. Access to data granted before stays until it is revoked on the
   * share.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteProviderExchangeFilterRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.0/marketplace-exchange/filters/{id}', params: { id } }, options);
  }

  /**
   * List the filters of an exchange.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  list(
    request: ListProviderExchangeFiltersRequest,
    options?: CallOptions,
  ): List<ExchangeFilter, ListExchangeFiltersResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-exchange/filters',
        query: request,
        items: 'filters',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a filter.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS
   */
  update(request: UpdateProviderExchangeFilterRequest, options?: CallOptions): Promise<UpdateExchangeFilterResponse> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/marketplace-exchange/filters/{id}', params: { id }, body },
      options,
    );
  }
}
