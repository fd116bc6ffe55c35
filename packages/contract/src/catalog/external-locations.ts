import { pageToken } from '../fields.ts';
import { allowedTo, anyCaller, operation, service } from '../operation.ts';
import { described, Empty, Int64, Type } from '../schema.ts';
import { ExternalLocationInfo, ListExternalLocationsResponse } from './external-locations-models.ts';
import { FileEventQueue } from './file-event-models.ts';
import { EncryptionDetails, IsolationMode } from './models.ts';

/** `externalLocations`, under `/api/2.1/unity-catalog/external-locations`. */
export const externalLocations = service(
  'externalLocations',
  'catalog',
  'Administers external locations: URLs of object stores together with the credential that opens them.',
  {
    create: operation({
      summary: 'Create an external location',
      description:
        'The caller becomes the owner. A `file://` URL must lie below a root that the server was started with. Tables that lie below the URL already are opened by its credential from now on.',
      method: 'POST',
      path: '/api/2.1/unity-catalog/external-locations',
      request: Type.Object({
        name: Type.String({
          description: 'Name of the location, unique in the metastore; stored in lower case.',
          minLength: 1,
          maxLength: 255,
        }),
        url: Type.String({
          description:
            'URL such as `s3://bucket/folder`, `abfss://…`, `gs://…` or `file:///…`; may not overlap another location.',
        }),
        credential_name: Type.String({ description: 'Storage credential that opens the URL.' }),
        comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
        effective_enable_file_events: Type.Optional(
          Type.Boolean({ description: 'Whether file events are in effect; set by the server, ignored in requests.' }),
        ),
        effective_file_event_queue: Type.Optional(
          described(FileEventQueue, 'Queue of file events that is in effect; set by the server, ignored in requests.'),
        ),
        enable_file_events: Type.Optional(
          Type.Boolean({ description: 'Whether changes of files are tracked by events of the cloud; recorded only.' }),
        ),
        encryption_details: Type.Optional(
          described(EncryptionDetails, 'How objects are encrypted on the side of the store; recorded only.'),
        ),
        fallback: Type.Optional(
          Type.Boolean({
            description: 'Whether access falls back to credentials of the cluster when this one fails; recorded only.',
          }),
        ),
        file_event_queue: Type.Optional(
          described(FileEventQueue, 'Queue from which file events are read; recorded only.'),
        ),
        read_only: Type.Optional(
          Type.Boolean({ description: 'Whether the location may only be read; false when absent.' }),
        ),
        skip_validation: Type.Optional(
          Type.Boolean({
            description: 'Whether to save without trying the credential against the storage; false when absent.',
          }),
        ),
      }),
      response: ExternalLocationInfo,
      errors: [
        'EXTERNAL_LOCATION_ALREADY_EXISTS',
        'STORAGE_CREDENTIAL_DOES_NOT_EXIST',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
      ],
      access: allowedTo('metastore admin, or CREATE_EXTERNAL_LOCATION on the metastore and on the credential'),
    }),

    delete: operation({
      summary: 'Delete an external location',
      description: 'No file is touched. Refused with INVALID_STATE while objects depend on it, unless forced.',
      method: 'DELETE',
      path: '/api/2.1/unity-catalog/external-locations/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Name of the location.' }),
        force: Type.Optional(
          Type.Boolean({
            description: 'Whether to delete it although tables or volumes lie inside; false when absent.',
          }),
        ),
      }),
      response: Empty,
      errors: ['EXTERNAL_LOCATION_DOES_NOT_EXIST', 'INVALID_STATE'],
      access: allowedTo('owner of the location, MANAGE on it, or metastore admin'),
    }),

    get: operation({
      summary: 'Get an external location',
      method: 'GET',
      path: '/api/2.1/unity-catalog/external-locations/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Name of the location.' }),
        include_browse: Type.Optional(
          Type.Boolean({
            description:
              'Whether to also answer for objects that the caller may only browse; these come without their details.',
          }),
        ),
      }),
      response: ExternalLocationInfo,
      errors: ['EXTERNAL_LOCATION_DOES_NOT_EXIST'],
      access: allowedTo('owner of the location, any privilege on it, or metastore admin'),
    }),

    list: operation({
      summary: 'List external locations',
      description: 'Metastore admins see all, others those that they own or hold a privilege on.',
      method: 'GET',
      path: '/api/2.1/unity-catalog/external-locations',
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
              'Most locations in one page, which the server caps at 1000; 0 leaves the size to it, absent means all in one answer.',
            minimum: 0,
          }),
        ),
        page_token: pageToken,
      }),
      response: ListExternalLocationsResponse,
      errors: [],
      access: anyCaller,
      paging: { items: 'external_locations', style: 'token' },
    }),

    update: operation({
      summary: 'Update an external location',
      description: 'Absent fields stay as they are.',
      method: 'PATCH',
      path: '/api/2.1/unity-catalog/external-locations/{name}',
      request: Type.Object({
        name: Type.String({ description: 'Present name of the location.' }),
        comment: Type.Optional(
          Type.String({ description: 'Free text for people; an empty string clears it on update.' }),
        ),
        credential_name: Type.Optional(
          Type.String({ description: 'Storage credential that opens the URL from now on.' }),
        ),
        effective_enable_file_events: Type.Optional(
          Type.Boolean({ description: 'Whether file events are in effect; set by the server, ignored in requests.' }),
        ),
        effective_file_event_queue: Type.Optional(
          described(FileEventQueue, 'Queue of file events that is in effect; set by the server, ignored in requests.'),
        ),
        enable_file_events: Type.Optional(
          Type.Boolean({ description: 'Whether changes of files are tracked by events of the cloud; recorded only.' }),
        ),
        encryption_details: Type.Optional(
          described(EncryptionDetails, 'How objects are encrypted on the side of the store; recorded only.'),
        ),
        fallback: Type.Optional(
          Type.Boolean({
            description: 'Whether access falls back to credentials of the cluster when this one fails; recorded only.',
          }),
        ),
        file_event_queue: Type.Optional(
          described(FileEventQueue, 'Queue from which file events are read; recorded only.'),
        ),
        force: Type.Optional(
          Type.Boolean({
            description:
              'Whether to change the URL or credential although tables or volumes lie inside; false when absent.',
          }),
        ),
        isolation_mode: Type.Optional(
          described(
            IsolationMode,
            'Whether every workspace of the metastore may use it, or only those that it is bound to.',
          ),
        ),
        new_name: Type.Optional(
          Type.String({
            description: 'New name; grants and everything below the object stay as they are.',
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
        read_only: Type.Optional(Type.Boolean({ description: 'Whether the location may only be read.' })),
        skip_validation: Type.Optional(
          Type.Boolean({
            description: 'Whether to save without trying the credential against the storage; false when absent.',
          }),
        ),
        url: Type.Optional(
          Type.String({ description: 'New URL; refused while objects lie below the old one, unless forced.' }),
        ),
      }),
      response: ExternalLocationInfo,
      errors: [
        'EXTERNAL_LOCATION_DOES_NOT_EXIST',
        'EXTERNAL_LOCATION_ALREADY_EXISTS',
        'STORAGE_CREDENTIAL_DOES_NOT_EXIST',
        'PRINCIPAL_DOES_NOT_EXIST',
        'INVALID_STATE',
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
      ],
      access: allowedTo('owner of the location, MANAGE on it, or metastore admin'),
    }),
  },
);
