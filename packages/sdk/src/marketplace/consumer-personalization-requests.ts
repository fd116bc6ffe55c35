// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  CreatePersonalizationRequestResponse,
  GetPersonalizationRequestResponse,
} from './consumer-personalization-requests-models.ts';
import type {
  ConsumerTerms,
  DeltaSharingRecipientType,
  ListPersonalizationRequestsResponse,
  PersonalizationRequest,
} from './models.ts';

/** What `consumerPersonalizationRequests.create` takes. */
export interface CreateConsumerPersonalizationRequestRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** What the consumer means to do with the data, for the provider to read. */
  intended_use: string;
  /** Terms that the consumer accepts; the version must be the current one of the listing. */
  accepted_consumer_terms: ConsumerTerms;
  /** Further message to the provider; absent means none. */
  comment?: string;
  /** Company of the person to contact; absent leaves it out of the contact details. */
  company?: string;
  /** First name of the person to contact; absent leaves it out of the contact details. */
  first_name?: string;
  /** Databricks-internal mark of where the request comes from; stored and returned without effect. */
  is_from_lighthouse?: boolean;
  /** Last name of the person to contact; absent leaves it out of the contact details. */
  last_name?: string;
  /** How the data is to be read; absent means by a Databricks workspace. */
  recipient_type?: DeltaSharingRecipientType;
}

/** What `consumerPersonalizationRequests.get` takes. */
export interface GetConsumerPersonalizationRequestRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
}

/** What `consumerPersonalizationRequests.list` takes. */
export interface ListConsumerPersonalizationRequestsRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** Requests of consumers for access to personalized marketplace listings. */
export class ConsumerPersonalizationRequestsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Request access to a listing.
   *
   * Only for PERSONALIZED listings. A consumer has one open or fulfilled request per listing; after a denial a new one
   * replaces it. Region, metastore and e-mail come from the caller.
   *
   * Allowed: USE_MARKETPLACE_ASSETS on the metastore (held by everybody by default), or CREATE_CATALOG and
   * USE_PROVIDER, or metastore admin.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, ALREADY_EXISTS, INVALID_STATE
   */
  create(
    request: CreateConsumerPersonalizationRequestRequest,
    options?: CallOptions,
  ): Promise<CreatePersonalizationRequestResponse> {
    const { listing_id, ...body } = request;
    return this.#send(
      {
        method: 'POST',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/personalization-requests',
        params: { listing_id },
        body,
      },
      options,
    );
  }

  /**
   * Get the consumer's request for a listing.
   *
   * Answers an array of at most one request; it is empty when the consumer has asked for nothing.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST
   */
  get(
    request: GetConsumerPersonalizationRequestRequest,
    options?: CallOptions,
  ): Promise<GetPersonalizationRequestResponse> {
    const { listing_id } = request;
    return this.#send(
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/listings/{listing_id}/personalization-requests',
        params: { listing_id },
      },
      options,
    );
  }

  /** List the consumer's requests. */
  list(
    request: ListConsumerPersonalizationRequestsRequest = {},
    options?: CallOptions,
  ): List<PersonalizationRequest, ListPersonalizationRequestsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.1/marketplace-consumer/personalization-requests',
        query: request,
        items: 'personalization_requests',
        paging: 'token',
      },
      options,
    );
  }
}
