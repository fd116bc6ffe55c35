import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, operation, service } from '../operation.ts';
import { described, Type } from '../schema.ts';
import { ListPersonalizationRequestsResponse, PersonalizationRequestStatus, ShareInfo } from './models.ts';
import { UpdatePersonalizationRequestResponse } from './provider-personalization-requests-models.ts';

/**
 * `providerPersonalizationRequests`, under
 * - `/api/2.0/marketplace-provider/personalization-requests`
 * - `/api/2.0/marketplace-provider/listings`
 */
export const providerPersonalizationRequests = service(
  'providerPersonalizationRequests',
  'marketplace',
  'Requests for access to personalized listings, as their provider answers them.',
  {
    list: operation({
      summary: "List the requests for the provider's listings",
      method: 'GET',
      path: '/api/2.0/marketplace-provider/personalization-requests',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListPersonalizationRequestsResponse,
      errors: [],
      access: allowedTo('marketplace admin, or USE_RECIPIENT on the metastore'),
      paging: { items: 'personalization_requests', style: 'token' },
    }),

    update: operation({
      summary: 'Answer a request',
      description:
        "FULFILLED creates or reuses the consumer's recipient and grants it SELECT on the share. FULFILLED and DENIED are final.",
      method: 'PUT',
      path: '/api/2.0/marketplace-provider/listings/{listing_id}/personalization-requests/{request_id}/request-status',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }),
        request_id: Type.String({ description: 'Identifier of the request, from `id`.' }),
        status: described(
          PersonalizationRequestStatus,
          'State to move the request to: REQUEST_PENDING, FULFILLED or DENIED.',
        ),
        reason: Type.Optional(
          Type.String({ description: 'Message to the consumer, who reads it as `status_message`; absent means none.' }),
        ),
        share: Type.Optional(
          described(ShareInfo, 'Share to grant, required to fulfil a data listing; ignored for MCP and app listings.'),
        ),
      }),
      response: UpdatePersonalizationRequestResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'SHARE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo(
        'marketplace admin; to fulfil, also owner of the share or USE_SHARE and SET_SHARE_PERMISSION, and CREATE_RECIPIENT when the consumer has no recipient yet',
      ),
    }),
  },
);
