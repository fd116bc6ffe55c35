// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type { AuthenticationType } from './models.ts';
import type {
  ListProviderSharesResponse,
  ListProvidersResponse,
  ProviderInfo,
  ProviderShare,
} from './providers-models.ts';
import type { ListProviderShareAssetsResponse } from './share-asset-models.ts';

/** What `providers.create` takes. */
export interface CreateProviderRequest {
  /** Name of the provider, unique in the metastore regardless of case. */
  name: string;
  /** How this metastore signs in at the provider; what the profile says when absent. */
  authentication_type?: AuthenticationType;
  /** Free text for people. */
  comment?: string;
  /** Id of the invitation that is accepted; only with type EMAIL. */
  email_recipient_id?: string;
  /** The profile file that the provider handed out, as JSON text; kept sealed, never returned. */
  recipient_profile_str?: string;
}

/** What `providers.delete` takes. */
export interface DeleteProviderRequest {
  /** Name of the provider, in any case. */
  name: string;
}

/** What `providers.get` takes. */
export interface GetProviderRequest {
  /** Name of the provider, in any case. */
  name: string;
}

/** What `providers.list` takes. */
export interface ListProvidersRequest {
  /** Answer only the provider with this sharing identifier. */
  data_provider_global_metastore_id?: string;
  /**
   * Most providers in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providers.listProviderShareAssets` takes. */
export interface ListProviderShareAssetsRequest {
  /** Name of the provider, in any case. */
  provider_name: string;
  /** Name of the share at the provider. */
  share_name: string;
  /** Most functions to answer; absent means all. */
  function_max_results?: number;
  /** Most notebooks to answer; absent means all. */
  notebook_max_results?: number;
  /** Most tables to answer; absent means all. */
  table_max_results?: number;
  /** Most volumes to answer; absent means all. */
  volume_max_results?: number;
}

/** What `providers.listShares` takes. */
export interface ListProviderSharesRequest {
  /** Name of the provider, in any case. */
  name: string;
  /**
   * Most shares in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.
   */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providers.update` takes. */
export interface UpdateProviderRequest {
  /** Present name of the provider, in any case. */
  name: string;
  /** Free text for people; an empty string clears it. */
  comment?: string;
  /** New name of the provider; catalogs that mount its shares stay. */
  new_name?: string;
  /** User name, application id or group name of the new owner. */
  owner?: string;
  /** A new profile file as JSON text, after the provider rotated the token; never returned. */
  recipient_profile_str?: string;
}

/** Administers providers: outside parties whose shares this metastore may mount. */
export class ProvidersApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create a provider.
   *
   * The profile must have an endpoint and a token or OAuth client. The provider is not contacted yet.
   *
   * Allowed: metastore admin, or CREATE_PROVIDER on the metastore.
   *
   * @throws {ApiError} PROVIDER_ALREADY_EXISTS, METASTORE_DOES_NOT_EXIST, NOT_IMPLEMENTED, QUOTA_EXCEEDED
   */
  create(request: CreateProviderRequest, options?: CallOptions): Promise<ProviderInfo> {
    return this.#send({ method: 'POST', path: '/api/2.1/unity-catalog/providers', body: request }, options);
  }

  /**
   * Delete a provider.
   *
   * Catalogs that mount its shares stop working, also when a provider of the same name is made later.
   *
   * Allowed: owner of the provider or metastore admin.
   *
   * @throws {ApiError} PROVIDER_DOES_NOT_EXIST, INVALID_STATE
   */
  async delete(request: DeleteProviderRequest, options?: CallOptions): Promise<void> {
    const { name } = request;
    await this.#send({ method: 'DELETE', path: '/api/2.1/unity-catalog/providers/{name}', params: { name } }, options);
  }

  /**
   * Get a provider.
   *
   * Allowed: owner of the provider, USE_PROVIDER on the metastore, or metastore admin.
   *
   * @throws {ApiError} PROVIDER_DOES_NOT_EXIST
   */
  get(request: GetProviderRequest, options?: CallOptions): Promise<ProviderInfo> {
    const { name } = request;
    return this.#send({ method: 'GET', path: '/api/2.1/unity-catalog/providers/{name}', params: { name } }, options);
  }

  /**
   * List providers.
   *
   * Metastore admins and holders of USE_PROVIDER see all providers, others their own.
   */
  list(request: ListProvidersRequest = {}, options?: CallOptions): List<ProviderInfo, ListProvidersResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/providers',
        query: { max_results: 0, ...request },
        items: 'providers',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Get the objects of a share of a provider.
   *
   * Asks the endpoint of the provider, at most once a minute; fails when that is away or refuses.
   *
   * Allowed: owner of the provider, USE_PROVIDER on the metastore, or metastore admin.
   *
   * @throws {ApiError} PROVIDER_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST, INVALID_STATE
   */
  listProviderShareAssets(
    request: ListProviderShareAssetsRequest,
    options?: CallOptions,
  ): Promise<ListProviderShareAssetsResponse> {
    const { provider_name, share_name, ...query } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.1/data-sharing/providers/{provider_name}/shares/{share_name}',
        params: { provider_name, share_name },
        query,
      },
      options,
    );
  }

  /**
   * List the shares of a provider.
   *
   * Asks the endpoint of the provider, at most once a minute; fails when that is away or refuses.
   *
   * Allowed: owner of the provider, USE_PROVIDER on the metastore, or metastore admin.
   *
   * @throws {ApiError} PROVIDER_DOES_NOT_EXIST, INVALID_STATE
   */
  listShares(
    request: ListProviderSharesRequest,
    options?: CallOptions,
  ): List<ProviderShare, ListProviderSharesResponse> {
    const { name, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/unity-catalog/providers/{name}/shares',
        params: { name },
        query: { max_results: 0, ...query },
        items: 'shares',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update a provider.
   *
   * Absent fields stay as they are.
   *
   * Allowed: owner of the provider or metastore admin.
   *
   * @throws {ApiError} PROVIDER_DOES_NOT_EXIST, PROVIDER_ALREADY_EXISTS, PRINCIPAL_DOES_NOT_EXIST
   */
  update(request: UpdateProviderRequest, options?: CallOptions): Promise<ProviderInfo> {
    const { name, ...body } = request;
    return this.#send(
      { method: 'PATCH', path: '/api/2.1/unity-catalog/providers/{name}', params: { name }, body },
      options,
    );
  }
}
