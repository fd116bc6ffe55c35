import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, StringMap, Type } from '../schema.ts';
import { EnablePredictiveOptimization } from './models.ts';
import { ListSchemasResponse, SchemaInfo } from './schemas-models.ts';

/** `schemas`, under `/api/2.1/unity-catalog/schemas`. */
export const schemas = service(
  'schemas',
  'catalog',
  'Administers schemas, the second level of the namespace, which hold tables, views and volumes.',
  {
    create: operation({
      summary: 'Create a schema',
      description: 'The caller becomes the owner. Catalogs that mount a share are read-only and answer INVALID_STATE.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/schemas',
      request: Type.Object({
        name: Type.String({
          description: 'Name of the schema, unique in its catalog; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        catalog_name: Type.String({ description: 'Catalog that the schema is made in.' }),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        custom_max_retention_hours: Type.Optional(
          Int64({
            description:
              'Hours that dropped managed data is kept before it is purged; absent means the value of the catalog.',
          }),
        ),
        properties: Type.Optional(StringMap({ description: 'Key-value pairs of the user.' })),
        storage_root: Type.Optional(
          Type.String({
            description:
              'Location below which managed tables and volumes are stored, inside an external location; absent means the root of the catalog.',
          }),
        ),
      }),
      response: SchemaInfo,
      errors: [
        'SCHEMA_ALREADY_EXISTS',
        'CATALOG_DOES_NOT_EXIST',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        'INVALID_STATE',
        'QUOTA_EXCEEDED',
      ],
      access: allowedTo('owner of the catalog, or USE_CATALOG and CREATE_SCHEMA on it'),
    }),

    delete: operation({
      summary: 'Delete a schema',
      description: 'Files of external tables and volumes stay where they are.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/schemas/{full_name}',
      request: Type.Object({
        full_name: Type.String({ description: 'Full name of the schema, `catalog.schema`.' }),
        force: Type.Optional(
          Type.Boolean({
            description: 'Whether to delete the tables, views and volumes in it too; false when absent.',
          }),
        ),
      }),
      response: Empty,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'SCHEMA_NOT_EMPTY', 'INVALID_STATE'],
      access: allowedTo('owner of the schema or its catalog, MANAGE on the schema, or metastore admin'),
    }),

    get: operation({
      summary: 'Get a schema',
      method: 'GET',
      path: '/api/2.1/unity-catalog/schemas/{full_name}',
      request: Type.Object({
        full_name: Type.String({ description: 'Full name of the schema, `catalog.schema`.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
      }),
      response: SchemaInfo,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: allowedTo('owner of the schema, USE_SCHEMA on it with USE_CATALOG, or metastore admin'),
    }),

    list: operation({
      summary: 'List the schemas of a catalog',
      description:
        'The catalog owner and metastore admins see all schemas, others those that they own or hold a privilege on.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/schemas',
      request: Type.Object({
        catalog_name: Type.String({ description: 'Catalog whose schemas to list.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most schemas in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListSchemasResponse,
      errors: ['CATALOG_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'schemas', style: 'token' },
    }),

    update: operation({
      summary: 'Update a schema',
      description: 'Absent fields stay as they are.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/schemas/{full_name}',
      request: Type.Object({
        full_name: Type.String({ description: 'Present full name of the schema, `catalog.schema`.' }),
        comment: Type.Optional(
          Type.String({ description: 'Free text for people; an empty string clears it on update.' }),
        ),
        custom_max_retention_hours: Type.Optional(
          Int64({ description: 'Hours that dropped managed data is kept before it is purged.' }),
        ),
        enable_predictive_optimization: Type.Optional(
          described(
            EnablePredictiveOptimization,
            'Whether managed tables of the schema are maintained automatically; recorded only.',
          ),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name inside the same catalog, without the catalog; tables and grants stay.',
            minLength: 1,
            maxLength: 255,
          }),
        ),
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
      response: SchemaInfo,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'SCHEMA_ALREADY_EXISTS', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the schema, MANAGE on it, or metastore admin'),
    }),
  },
);
