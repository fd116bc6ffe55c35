import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, StringMap, Type } from '../schema.ts';
import {
  CatalogFederationConfig,
  CatalogInfo,
  CatalogIsolationMode,
  ConversionInfo,
  DrReplicationInfo,
  EncryptionSettings,
  ListCatalogsResponse,
} from './catalogs-models.ts';
import { EnablePredictiveOptimization } from './models.ts';

/** `catalogs`, under `/api/2.1/unity-catalog/catalogs`. */
export const catalogs = service(
  'catalogs',
  'catalog',
  'Administers catalogs, the first level of the three-level namespace, including catalogs that mount a share of a provider.',
  {
    create: operation({
      summary: 'Create a catalog',
      description: 'Makes the schema `default` as well. The caller becomes the owner.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/catalogs',
      request: Type.Object({
        name: Type.String({
          description:
            'Name of the catalog, unique in the metastore: no period, space, slash or control character; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        catalog_federation_config: Type.Optional(
          described(
            CatalogFederationConfig,
            'Which schemas of a federated catalog are visible; only for catalogs over a connection.',
          ),
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        connection_name: Type.Optional(
          Type.String({
            description:
              'Connection to an external database whose content the catalog shows; makes it a foreign catalog.',
          }),
        ),
        conversion_info: Type.Optional(
          described(
            ConversionInfo,
            'State of a conversion from a federated into a native catalog; set by the server, ignored in requests.',
          ),
        ),
        custom_max_retention_hours: Type.Optional(
          Int64({
            description:
              'Hours that dropped managed data is kept before it is purged; absent means the default of the metastore.',
          }),
        ),
        dr_replication_info: Type.Optional(
          described(
            DrReplicationInfo,
            'Role of the catalog in cross-region recovery; set by the server, ignored in requests.',
          ),
        ),
        managed_encryption_settings: Type.Optional(
          described(
            EncryptionSettings,
            'Customer-managed keys that managed data of the catalog is encrypted with; recorded only.',
          ),
        ),
        options: Type.Optional(
          StringMap({ description: 'Options of a foreign catalog, such as the name of the remote database.' }),
        ),
        properties: Type.Optional(StringMap({ description: 'Key-value pairs of the user.' })),
        provider_name: Type.Optional(
          Type.String({ description: 'Provider whose share the catalog mounts; goes together with `share_name`.' }),
        ),
        share_name: Type.Optional(
          Type.String({
            description:
              'Share of the provider to mount; the catalog is then read-only and of type DELTASHARING_CATALOG.',
          }),
        ),
        storage_root: Type.Optional(
          Type.String({
            description:
              'Location below which managed tables and volumes are stored, inside an external location; absent means the metastore root.',
          }),
        ),
      }),
      response: CatalogInfo,
      errors: [
        'CATALOG_ALREADY_EXISTS',
        'METASTORE_DOES_NOT_EXIST',
        'PROVIDER_DOES_NOT_EXIST',
        'SHARE_DOES_NOT_EXIST',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        'QUOTA_EXCEEDED',
      ],
      access: allowedTo(
        'metastore admin, or CREATE_CATALOG on the metastore; to mount a share also USE_PROVIDER or ownership of the provider',
      ),
    }),

    delete: operation({
      summary: 'Delete a catalog',
      description:
        'Files of external tables and volumes stay where they are; managed files are purged later. An empty schema `default` does not count as content.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/catalogs/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Name of the catalog.' }),
        force: Type.Optional(
          Type.Boolean({ description: 'Whether to delete the schemas and everything in them too; false when absent.' }),
        ),
      }),
      response: Empty,
      errors: ['CATALOG_DOES_NOT_EXIST', 'CATALOG_NOT_EMPTY', 'INVALID_STATE'],
      access: allowedTo('owner of the catalog, MANAGE on it, or metastore admin'),
    }),

    get: operation({
      summary: 'Get a catalog',
      method: 'GET',
      path: '/api/2.1/unity-catalog/catalogs/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Name of the catalog, in any case.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
      }),
      response: CatalogInfo,
      errors: ['CATALOG_DOES_NOT_EXIST'],
      access: allowedTo('owner of the catalog, USE_CATALOG on it, or metastore admin'),
    }),

    list: operation({
      summary: 'List catalogs',
      description: 'Metastore admins see all catalogs, others those that they own or hold a privilege on.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/catalogs',
      request: Type.Object({
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
        include_unbound: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also list objects that are bound to other workspaces than this one; false when absent.',
          }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most catalogs in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListCatalogsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'catalogs', style: 'token' },
    }),

    update: operation({
      summary: 'Update a catalog',
      description: 'Absent fields stay as they are.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/catalogs/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the catalog.' }),
        catalog_federation_config: Type.Optional(
          described(CatalogFederationConfig, 'Which schemas of a federated catalog are visible.'),
        ),
        comment: Type.Optional(
          Type.String({ description: 'Free text for people; an empty string clears it on update.' }),
        ),
        conversion_info: Type.Optional(
          described(
            ConversionInfo,
            'State of a conversion from a federated into a native catalog; set by the server, ignored in requests.',
          ),
        ),
        custom_max_retention_hours: Type.Optional(
          Int64({ description: 'Hours that dropped managed data is kept before it is purged.' }),
        ),
        dr_replication_info: Type.Optional(
          described(
            DrReplicationInfo,
            'Role of the catalog in cross-region recovery; set by the server, ignored in requests.',
          ),
        ),
        enable_predictive_optimization: Type.Optional(
          described(
            EnablePredictiveOptimization,
            'Whether managed tables of the catalog are maintained automatically; recorded only.',
          ),
        ),
        isolation_mode: Type.Optional(
          described(
            CatalogIsolationMode,
            'OPEN: usable from every workspace of the metastore. ISOLATED: only from workspaces that it is bound to.',
          ),
        ),
        managed_encryption_settings: Type.Optional(
          described(
            EncryptionSettings,
            'Customer-managed keys that managed data of the catalog is encrypted with; recorded only.',
          ),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name; grants and everything below the object stay as they are.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
        options: Type.Optional(StringMap({ description: 'Options of a foreign catalog; replaces the whole map.' })),
        owner: Type.Optional(
          Type.String({
            description:
              'User name, application id or group name of the new owner, who gets every privilege on the object.',
          }),
        ),
        properties: Type.Optional(
          StringMap({ description: 'Key-value pairs of the user; an update replaces the whole map.' }),
        ),
      }),
      response: CatalogInfo,
      errors: ['CATALOG_DOES_NOT_EXIST', 'CATALOG_ALREADY_EXISTS', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the catalog, MANAGE on it, or metastore admin'),
    }),
  },
);
