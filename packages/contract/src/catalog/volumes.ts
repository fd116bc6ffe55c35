import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import { ListVolumesResponse, VolumeInfo, VolumeType } from './volumes-models.ts';

/** `volumes`, under `/api/2.1/unity-catalog/volumes`. */
export const volumes = service(
  'volumes',
  'catalog',
  'Administers volumes, which are governed folders of files beside the tables of a schema.',
  {
    create: operation({
      summary: 'Create a volume',
      description:
        'The caller becomes the owner. The folder may not overlap a table or another volume, nor hold an external location. Only EXTERNAL volumes can be made so far.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/volumes',
      request: Type.Object({
        catalog_name: Type.String({ description: 'Catalog that the volume is made in.' }),
        schema_name: Type.String({ description: 'Schema that the volume is made in, without the catalog.' }),
        name: Type.String({
          description: 'Name of the volume, unique in its schema among volumes; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        volume_type: described(
          VolumeType,
          'EXTERNAL: over a folder that exists. MANAGED: the server chooses the folder.',
        ),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        storage_location: Type.Optional(
          Type.String({
            description: 'URL of the folder of an EXTERNAL volume, inside an external location; refused for MANAGED.',
          }),
        ),
      }),
      response: VolumeInfo,
      errors: [
        'RESOURCE_ALREADY_EXISTS',
        'SCHEMA_DOES_NOT_EXIST',
        'CATALOG_DOES_NOT_EXIST',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        'INVALID_STATE',
        'QUOTA_EXCEEDED',
      ],
      access: allowedTo(
        'USE_CATALOG, USE_SCHEMA and CREATE_VOLUME on the parents; for EXTERNAL also CREATE_EXTERNAL_VOLUME on the external location',
      ),
    }),

    delete: operation({
      summary: 'Delete a volume',
      description: 'Files of an EXTERNAL volume stay. Refused with INVALID_STATE while a share holds the volume.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/volumes/{name}',
      request: Type.Object({ name: Type.String({ description: 'Full name of the volume, `catalog.schema.volume`.' }) }),
      response: Empty,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the volume or a parent, or MANAGE on the volume'),
    }),

    list: operation({
      summary: 'List the volumes of a schema',
      description: 'Metastore admins see all volumes, others those that they own or may READ_VOLUME.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/volumes',
      request: Type.Object({
        catalog_name: Type.String({ description: 'Catalog of the schema.' }),
        schema_name: Type.String({ description: 'Schema whose volumes to list, without the catalog.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
        max_results: Type.Optional(
          Int64({
            description:
              'Most volumes in one page, which the server caps at 10000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListVolumesResponse,
      errors: ['SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: anyCaller,
      paging: { items: 'volumes', style: 'token' },
    }),

    read: operation({
      summary: 'Get a volume',
      method: 'GET',
      path: '/api/2.1/unity-catalog/volumes/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Full name of the volume, `catalog.schema.volume`.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
      }),
      response: VolumeInfo,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'SCHEMA_DOES_NOT_EXIST', 'CATALOG_DOES_NOT_EXIST'],
      access: allowedTo(
        'owner of the volume or READ_VOLUME on it, with USE_CATALOG and USE_SCHEMA on the parents, or metastore admin',
      ),
    }),

    update: operation({
      summary: 'Update a volume',
      description: 'Absent fields stay as they are.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/volumes/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present full name of the volume, `catalog.schema.volume`.' }),
        comment: Type.Optional(
          Type.String({ description: 'Free text for people; an empty string clears it on update.' }),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name inside the same schema, without the parents.',
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
      }),
      response: VolumeInfo,
      errors: ['RESOURCE_DOES_NOT_EXIST', 'RESOURCE_ALREADY_EXISTS', 'PRINCIPAL_DOES_NOT_EXIST'],
      access: allowedTo('owner of the volume, MANAGE on it, or metastore admin'),
    }),
  },
);
