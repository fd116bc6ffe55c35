import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Type } from '../schema.ts';
import {
  CreatePersonalizationRequestResponse,
  GetPersonalizationRequestResponse,
} from './consumer-personalization-requests-models.ts';
import { ConsumerTerms, DeltaSharingRecipientType, ListPersonalizationRequestsResponse } from './models.ts';

/**
 * `consumerPersonalizationRequests`, under
 * - `/api/2.1/marketplace-consumer/listings`
 * - `/api/2.1/marketplace-consumer/personalization-requests`
 */
export const consumerPersonalizationRequests = service(
  'consumerPersonalizationRequests',
  'marketplace',
  'Requests of consumers for access to personalized marketplace listings.',
  {
    create: operation({
      summary: 'Request access to a listing',
      description:
        'Only for PERSONALIZED listings. A consumer has one open or fulfilled request per listing; after a denial a new one replaces it. Region, metastore and e-mail come from the caller.',
      method: 'POST',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/personalization-requests',
      request: Type.Object({
        listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }),
        intended_use: Type.String({
          description: 'What the consumer means to do with the data, for the provider to read.',
        }),
        accepted_consumer_terms: described(
          ConsumerTerms,
          'Terms that the consumer accepts; the version must be the current one of the listing.',
        ),
        comment: Type.Optional(Type.String({ description: 'Further message to the provider; absent means none.' })),
        company: Type.Optional(
          Type.String({
            description: 'Company of the person to contact; absent leaves it out of the contact details.',
          }),
        ),
        first_name: Type.Optional(
          Type.String({
            description: 'First name of the person to contact; absent leaves it out of the contact details.',
          }),
        ),
        is_from_lighthouse: Type.Optional(
          Type.Boolean({
            description:
              'Databricks-internal mark of where the request comes from; stored and returned without effect.',
          }),
        ),
        last_name: Type.Optional(
          Type.String({
            description: 'Last name of the person to contact; absent leaves it out of the contact details.',
          }),
        ),
        recipient_type: Type.Optional(
          described(DeltaSharingRecipientType, 'How the data is to be read; absent means by a Databricks workspace.'),
        ),
      }),
      response: CreatePersonalizationRequestResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'ALREADY_EXISTS', 'INVALID_STATE'],
      access: allowedTo(
        'USE_MARKETPLACE_ASSETS on the metastore (held by everybody by default), or CREATE_CATALOG and USE_PROVIDER, or metastore admin',
      ),
    }),

    get: operation({
      summary: "Get the consumer's request for a listing",
      description: 'Answers an array of at most one request; it is empty when the consumer has asked for nothing.',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/personalization-requests',
      request: Type.Object({ listing_id: Type.String({ description: 'Identifier of the listing, from `id`.' }) }),
      response: GetPersonalizationRequestResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
    }),

    list: operation({
      summary: "List the consumer's requests",
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/personalization-requests',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListPersonalizationRequestsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'personalization_requests', style: 'token' },
    }),
  },
);
