// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  Installation,
  InstallationDetail,
  InstallListingMcpConnectionDetail,
  ListInstallationsResponse,
  ListListingInstallationsResponse,
  RepoInstallation,
  UpdateInstallationResponse,
} from './consumer-installations-models.ts';
import type { ConsumerTerms, DeltaSharingRecipientType } from './models.ts';

/** What `consumerInstallations.create` takes. */
export interface CreateConsumerInstallationRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Terms that the consumer accepts; the version must be the current one of the listing. */
  accepted_consumer_terms?: ConsumerTerms;
  /** Name of the catalog to create for a Databricks recipient; must be free. Absent for open recipients. */
  catalog_name?: string;
  /** Connection to create for a listing of an MCP server; absent for all other listings. */
  mcp_connection_detail?: InstallListingMcpConnectionDetail;
  /** How the data is to be read; absent means by a Databricks workspace. */
  recipient_type?: DeltaSharingRecipientType;
  /** Where to put the repository of a listing that delivers one; absent for data listings. */
  repo_detail?: RepoInstallation;
  /** Share to install; must be one of the listing's fulfilments. Absent: the only one. */
  share_name?: string;
}

/** What `consumerInstallations.delete` takes. */
export interface DeleteConsumerInstallationRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Identifier of the installation, from `id`. */
  installation_id: string;
}

/** What `consumerInstallations.list` takes. */
export interface ListConsumerInstallationsRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `consumerInstallations.listListingInstallations` takes. */
export interface ListListingInstallationsRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `consumerInstallations.update` takes. */
export interface UpdateConsumerInstallationRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Identifier of the installation, from `id`. */
  installation_id: string;
  /** The installation with the token information that the caller holds. */
  installation: InstallationDetail;
  /** True replaces the open recipient's token by a new one; absent means false. */
  rotate_token?: boolean;
}

/** Marketplace listings that a consumer has installed. */
export class ConsumerInstallationsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Install a listing.
   *
   * For a Databricks recipient it grants the share and creates a catalog owned by the caller; for an open recipient it
   * creates one with a token. All is undone when a step fails. A metastore installs a listing once.
   *
   * Allowed: USE_MARKETPLACE_ASSETS on the metastore (held by everybody by default), or CREATE_CATALOG and
   * USE_PROVIDER, or metastore admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST, CATALOG_ALREADY_EXISTS, ALREADY_EXISTS,
   * FEATURE_DISABLED, NOT_IMPLEMENTED
   */
  create(request: CreateConsumerInstallationRequest, options?: CallOptions): Promise<Installation> {
    const { listing_id, ...body } = request;
    return this.#send(
      {
        method: 'POST',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations',
        params: { listing_id },
        body,
      },
      options,
    );
  }

  /**
   * Uninstall a listing.
   *
   * Drops the installed catalog or deletes the token recipient, and revokes the grant unless another installation uses
   * it. The provider's share stays.
   *
   * Allowed: the principal that installed it, or metastore admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  async delete(request: DeleteConsumerInstallationRequest, options?: CallOptions): Promise<void> {
    const { listing_id, installation_id } = request;
    await this.#send(
      {
        method: 'DELETE',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations/{installation_id}',
        params: { listing_id, installation_id },
      },
      options,
    );
  }

  /** List the consumer's installations. */
  list(
    request: ListConsumerInstallationsRequest = {},
    options?: CallOptions,
  ): List<InstallationDetail, ListInstallationsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/installations',
        query: request,
        items: 'installations',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * List the installations of one listing.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  listListingInstallations(
    request: ListListingInstallationsRequest,
    options?: CallOptions,
  ): List<InstallationDetail, ListListingInstallationsResponse> {
    const { listing_id, ...query } = request;
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations',
        params: { listing_id },
        query,
        items: 'installations',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Update an installation.
   *
   * Rotates the token of an open recipient when asked; an installation without token information gets a new token in
   * any case. At most two tokens live at a time.
   *
   * Allowed: the principal that installed it, or metastore admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, INVALID_STATE
   */
  update(request: UpdateConsumerInstallationRequest, options?: CallOptions): Promise<UpdateInstallationResponse> {
    const { listing_id, installation_id, ...body } = request;
    return this.#send(
      {
        method: 'PUT',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations/{installation_id}',
        params: { listing_id, installation_id },
        body,
      },
      options,
    );
  }
}
