// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { BatchGetProvidersResponse } from './consumer-providers-models.ts';
import type { GetProviderResponse, ListProvidersResponse, ProviderInfo } from './models.ts';

/** What `consumerProviders.batchGet` takes. */
export interface ConsumerProviderBatchGetRequest {
  /** Identifiers of the providers, the parameter repeated for each; at most 50. */
  ids?: readonly string[];
}

/** What `consumerProviders.get` takes. */
export interface GetConsumerProviderRequest {
  /** Identifier of the provider profile, as lists give it. */
  id: string;
}

/** What `consumerProviders.list` takes. */
export interface ListConsumerProvidersRequest {
  /** True finds only featured providers, false only the others; absent means both. */
  is_featured?: boolean;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** Marketplace providers as a consumer sees them: those with at least one visible listing. */
export class ConsumerProvidersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Get several providers.
   *
   * Providers that do not exist or are not visible to the caller are left out.
   */
  batchGet(request: ConsumerProviderBatchGetRequest = {}, options?: CallOptions): Promise<BatchGetProvidersResponse> {
    return this.#send(
      { method: 'GET', path: '/api/2.1/marketplace-consumer/providers:batchGet', query: request },
      options,
    );
  }

  /**
   * Get a provider.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetConsumerProviderRequest, options?: CallOptions): Promise<GetProviderResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.1/marketplace-consumer/providers/{id}', params: { id } }, options);
  }

  /** List the visible providers. */
  list(request: ListConsumerProvidersRequest = {}, options?: CallOptions): List<ProviderInfo, ListProvidersResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/providers',
        query: request,
        items: 'providers',
        paging: 'token',
      },
      options,
    );
  }
}
