import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Type } from '../schema.ts';
import { FileEventQueue } from './file-event-models.ts';
import { EncryptionDetails, IsolationMode } from './models.ts';

export const ExternalLocationInfo = Type.Object(
  {
    browse_only: Type.Optional(
      Type.Boolean({ description: 'Whether the caller may only browse the object, so that details are left out.' }),
    ),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    credential_id: Type.Optional(Type.String({ description: 'UUID of the storage credential.' })),
    credential_name: Type.Optional(Type.String({ description: 'Name of the storage credential.' })),
    effective_enable_file_events: Type.Optional(Type.Boolean({ description: 'Whether file events are in effect.' })),
    effective_file_event_queue: Type.Optional(described(FileEventQueue, 'Queue of file events that is in effect.')),
    enable_file_events: Type.Optional(
      Type.Boolean({ description: 'Whether file events were asked for; recorded only.' }),
    ),
    encryption_details: Type.Optional(
      described(EncryptionDetails, 'How objects are encrypted on the side of the store.'),
    ),
    fallback: Type.Optional(
      Type.Boolean({ description: 'Whether access may fall back to credentials of the cluster; recorded only.' }),
    ),
    file_event_queue: Type.Optional(described(FileEventQueue, 'Queue from which file events are read; recorded only.')),
    isolation_mode: Type.Optional(described(IsolationMode, 'Whether all workspaces of the metastore may use it.')),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the location, in lower case.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    read_only: Type.Optional(Type.Boolean({ description: 'Whether it may only be read.' })),
    url: Type.Optional(Type.String({ description: 'URL of the folder.' })),
  },
  { title: 'ExternalLocationInfo', description: 'An external location.' },
);

export const ListExternalLocationsResponse = Type.Object(
  {
    external_locations: Type.Optional(
      Type.Array(ExternalLocationInfo, {
        description: 'The external locations of this page; absent when there are none.',
      }),
    ),
    next_page_token: nextPageToken,
  },
  {
    title: 'ListExternalLocationsResponse',
    description: 'One page of the external locations that the caller may see.',
  },
);
