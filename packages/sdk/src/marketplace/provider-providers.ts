// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { GetProviderResponse, ListProvidersResponse, ProviderInfo } from './models.ts';
import type { CreateProviderResponse, UpdateProviderResponse } from './provider-providers-models.ts';

/** What `providerProviders.create` takes. */
export interface CreateProviderProviderRequest {
  /** The profile to create: name, contact e-mail and links to terms and privacy policy are needed. */
  provider: ProviderInfo;
}

/** What `providerProviders.delete` takes. */
export interface DeleteProviderProviderRequest {
  /** Identifier of the provider profile, as lists give it. */
  id: string;
}

/** What `providerProviders.get` takes. */
export interface GetProviderProviderRequest {
  /** Identifier of the provider profile, as lists give it. */
  id: string;
}

/** What `providerProviders.list` takes. */
export interface ListProviderProvidersRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerProviders.update` takes. */
export interface UpdateProviderProviderRequest {
  /** Identifier of the provider profile, as lists give it. */
  id: string;
  /** The whole profile as it shall be; fields that the server sets are ignored. */
  provider: ProviderInfo;
}

/** Profiles under which providers appear in the marketplace. */
export class ProviderProvidersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a provider profile.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} ALREADY_EXISTS
   */
  create(request: CreateProviderProviderRequest, options?: CallOptions): Promise<CreateProviderResponse> {
    return this.#send({ method: 'POST', path: '/api/2.0/marketplace-provider/provider', body: request }, options);
  }

  /**
   * Delete a provider profile.
   *
   * Refused while the profile has listings.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteProviderProviderRequest, options?: CallOptions): Promise<void> {
    const { id } = request;
    await this.#send(
      { method: 'DELETE', path: '/api/2.0/marketplace-provider/providers/{id}', params: { id } },
      options,
    );
  }

  /**
   * Get a provider profile.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(request: GetProviderProviderRequest, options?: CallOptions): Promise<GetProviderResponse> {
    const { id } = request;
    return this.#send({ method: 'GET', path: '/api/2.0/marketplace-provider/providers/{id}', params: { id } }, options);
  }

  /**
   * List the provider profiles.
   *
   * Allowed: marketplace admin.
   */
  list(request: ListProviderProvidersRequest = {}, options?: CallOptions): List<ProviderInfo, ListProvidersResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-provider/providers',
        query: request,
        items: 'providers',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a provider profile.
   *
   * Allowed: marketplace admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS
   */
  update(request: UpdateProviderProviderRequest, options?: CallOptions): Promise<UpdateProviderResponse> {
    const { id, ...body } = request;
    return this.#send(
      { method: 'PUT', path: '/api/2.0/marketplace-provider/providers/{id}', params: { id }, body },
      options,
    );
  }
}
