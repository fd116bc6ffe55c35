import { pageSize, pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Type } from '../schema.ts';
import {
  Installation,
  InstallationDetail,
  InstallListingMcpConnectionDetail,
  ListInstallationsResponse,
  ListListingInstallationsResponse,
  RepoInstallation,
  UpdateInstallationResponse,
} from './consumer-installations-models.ts';
import { ConsumerTerms, DeltaSharingRecipientType } from './models.ts';

const listingId = Type.String({ description: 'Identifier of the listing, from `id`.' });

/**
 * `consumerInstallations`, under
 * - `/api/2.1/marketplace-consumer/listings`
 * - `/api/2.1/marketplace-consumer/installations`
 */
export const consumerInstallations = service(
  'consumerInstallations',
  'marketplace',
  'Marketplace listings that a consumer has installed.',
  {
    create: operation({
      summary: 'Install a listing',
      description:
        'For a Databricks recipient it grants the share and creates a catalog owned by the caller; for an open recipient it creates one with a token. All is undone when a step fails. A metastore installs a listing once.',
      method: 'POST',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations',
      request: Type.Object({
        listing_id: listingId,
        accepted_consumer_terms: Type.Optional(
          described(
            ConsumerTerms,
            'Terms that the consumer accepts; the version must be the current one of the listing.',
          ),
        ),
        catalog_name: Type.Optional(
          Type.String({
            description:
              'Name of the catalog to create for a Databricks recipient; must be free. Absent for open recipients.',
            maxLength: 255,
          }),
        ),
        mcp_connection_detail: Type.Optional(
          described(
            InstallListingMcpConnectionDetail,
            'Connection to create for a listing of an MCP server; absent for all other listings.',
          ),
        ),
        recipient_type: Type.Optional(
          described(DeltaSharingRecipientType, 'How the data is to be read; absent means by a Databricks workspace.'),
        ),
        repo_detail: Type.Optional(
          described(
            RepoInstallation,
            'Where to put the repository of a listing that delivers one; absent for data listings.',
          ),
        ),
        share_name: Type.Optional(
          Type.String({
            description: "Share to install; must be one of the listing's fulfilments. Absent: the only one.",
            maxLength: 255,
          }),
        ),
      }),
      response: Installation,
      errors: [
        'RESOURCE_DOES_NOT_EXIST',
        'SHARE_DOES_NOT_EXIST',
        'CATALOG_ALREADY_EXISTS',
        'ALREADY_EXISTS',
        'FEATURE_DISABLED',
        'NOT_IMPLEMENTED',
      ],
      access: allowedTo(
        'USE_MARKETPLACE_ASSETS on the metastore (held by everybody by default), or CREATE_CATALOG and USE_PROVIDER, or metastore admin',
      ),
    }),

    delete: operation({
      summary: 'Uninstall a listing',
      description:
        "Drops the installed catalog or deletes the token recipient, and revokes the grant unless another installation uses it. The provider's share stays.",
      method: 'DELETE',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations/{installation_id}',
      request: Type.Object({
        listing_id: listingId,
        installation_id: Type.String({ description: 'Identifier of the installation, from `id`.' }),
      }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: allowedTo('the principal that installed it, or metastore admin'),
    }),

    list: operation({
      summary: "List the consumer's installations",
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/installations',
      request: Type.Object({ page_size: pageSize, page_token: pageToken }),
      response: ListInstallationsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'installations', style: 'token' },
    }),

    listListingInstallations: operation({
      summary: 'List the installations of one listing',
      method: 'GET',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations',
      request: Type.Object({ listing_id: listingId, page_size: pageSize, page_token: pageToken }),
      response: ListListingInstallationsResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'installations', style: 'token' },
    }),

    update: operation({
      summary: 'Update an installation',
      description:
        'Rotates the token of an open recipient when asked; an installation without token information gets a new token in any case. At most two tokens live at a time.',
      method: 'PUT',
      path: '/api/2.1/marketplace-consumer/listings/{listing_id}/installations/{installation_id}',
      request: Type.Object({
        listing_id: listingId,
        installation_id: Type.String({ description: 'Identifier of the installation, from `id`.' }),
        installation: described(
          InstallationDetail,
          'The installation with the token information that the caller holds.',
        ),
        rotate_token: Type.Optional(
          Type.Boolean({ description: "True replaces the open recipient's token by a new one; absent means false." }),
        ),
      }),
      response: UpdateInstallationResponse,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('the principal that installed it, or metastore admin'),
    }),
  },
);
