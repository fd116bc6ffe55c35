import { changeStamps, nextPageToken } from '../fields.ts';
import { described, Enum, Type } from '../schema.ts';
import { EncryptionDetails } from './models.ts';

export const VolumeType = Enum(['EXTERNAL', 'MANAGED'], {
  title: 'VolumeType',
  description: 'Who chose the folder of a volume: the user (EXTERNAL) or the server (MANAGED).',
});

export const VolumeInfo = Type.Object(
  {
    access_point: Type.Optional(Type.String({ description: 'AWS access point for the location; recorded only.' })),
    browse_only: Type.Optional(
      Type.Boolean({ description: 'Whether the caller may only browse the object, so that details are left out.' }),
    ),
    catalog_name: Type.Optional(Type.String({ description: 'Catalog that the volume is in.' })),
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    ...changeStamps,
    encryption_details: Type.Optional(
      described(EncryptionDetails, 'How objects are encrypted on the side of the store.'),
    ),
    full_name: Type.Optional(Type.String({ description: 'Full name, `catalog.schema.volume`.' })),
    metastore_id: Type.Optional(Type.String({ description: 'UUID of the metastore.' })),
    name: Type.Optional(Type.String({ description: 'Name of the volume without its parents.' })),
    owner: Type.Optional(Type.String({ description: 'User name, application id or group name of the owner.' })),
    schema_name: Type.Optional(Type.String({ description: 'Schema that the volume is in, without the catalog.' })),
    storage_location: Type.Optional(Type.String({ description: 'URL of the folder.' })),
    volume_id: Type.Optional(Type.String({ description: 'UUID of the volume; stays when it is renamed.' })),
    volume_type: Type.Optional(described(VolumeType, 'Whether the folder was chosen by the user or by the server.')),
  },
  { title: 'VolumeInfo', description: 'A volume.' },
);

export const ListVolumesResponse = Type.Object(
  {
    volumes: Type.Optional(
      Type.Array(VolumeInfo, { description: 'The volumes of this page; absent when there are none.' }),
    ),
    next_page_token: nextPageToken,
  },
  { title: 'ListVolumesResponse', description: 'One page of the volumes that the caller may see.' },
);
