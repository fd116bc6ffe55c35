// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  ListPersonalizationRequestsResponse,
  PersonalizationRequest,
  PersonalizationRequestStatus,
  ShareInfo,
} from './models.ts';
import type { UpdatePersonalizationRequestResponse } from './provider-personalization-requests-models.ts';

/** What `providerPersonalizationRequests.list` takes. */
export interface ListProviderPersonalizationRequestsRequest {
  /** Most items in one page; 0 or absent leaves the size to the server. */
  page_size?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `providerPersonalizationRequests.update` takes. */
export interface UpdateProviderPersonalizationRequestRequest {
  /** Identifier of the listing, from `id`. */
  listing_id: string;
  /** Identifier of the request, from `id`. */
  request_id: string;
  /** State to move the request to: REQUEST_PENDING, FULFILLED or DENIED. */
  status: PersonalizationRequestStatus;
  /** Message to the consumer, who reads it as `status_message`; absent means none. */
  reason?: string;
  /** Share to grant, required to fulfil a data listing; ignored for MCP and app listings. */
  share?: ShareInfo;
}

/** Requests for access to personalized listings, as their provider answers them. */
export class ProviderPersonalizationRequestsApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * List the requests for the provider's listings.
   *
   * Allowed: marketplace admin, or USE_RECIPIENT on the metastore.
   */
  list(
    request: ListProviderPersonalizationRequestsRequest = {},
    options?: CallOptions,
  ): List<PersonalizationRequest, ListPersonalizationRequestsResponse> {
    return new List(
      this.#send,
      {
        method: 'GET',
        path: '/api/2.0/marketplace-provider/personalization-requests',
        query: request,
        items: 'personalization_requests',
        paging: 'token',
      },
      options,
    );
  }

  /**
   * Answer a request.
   *
   * FULFILLED creates or reuses the consumer's recipient and grants it SELECT on the share. FULFILLED and DENIED are
   * final.
   *
   * Allowed: marketplace admin; to fulfil, also owner of the share or USE_SHARE and SET_SHARE_PERMISSION, and
   * CREATE_RECIPIENT when the consumer has no recipient yet.
   *
   * @throws {ApiError} RESOURCE_DOES_NOT_EXIST, SHARE_DOES_NOT_EXIST, INVALID_STATE
   */
  update(
    request: UpdateProviderPersonalizationRequestRequest,
    options?: CallOptions,
  ): Promise<UpdatePersonalizationRequestResponse> {
    const { listing_id, request_id, ...body } = request;
    return this.#send(
      {
        method: 'PUT',
        path: '/api/2.0/marketplace-provider/listings/{listing_id}/personalization-requests/{request_id}/request-status',
        params: { listing_id, request_id },
        body,
      },
      options,
    );
  }
}
