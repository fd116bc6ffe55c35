import { operation } from '../operation.ts';
import { Type } from '../schema.ts';
import { list, paging, schema, share } from './request-fields.ts';
import { SharedVolume, SharedVolumePage, VolumeCredentials, VolumeFilePage } from './volumes-models.ts';

const volume = Type.String({ description: 'Name of the volume within the schema; case does not matter.' });

const volumePath = '/delta-sharing/shares/{share}/schemas/{schema}/volumes/{volume}';

/** What recipients ask of volumes, as OpenSharing has it; `listVolumeFiles` is our own. */
export const volumeOperations = {
  listVolumes: operation({
    summary: 'List the volumes of a schema',
    method: 'GET',
    path: '/delta-sharing/shares/{share}/schemas/{schema}/volumes',
    request: Type.Object({ share, schema, ...paging }),
    response: SharedVolumePage,
    paging: { items: 'items', style: 'delta-sharing' },
    ...list,
  }),
  listAllVolumes: operation({
    summary: 'List the volumes of all schemas of a share',
    method: 'GET',
    path: '/delta-sharing/shares/{share}/all-volumes',
    request: Type.Object({ share, ...paging }),
    response: SharedVolumePage,
    paging: { items: 'items', style: 'delta-sharing' },
    ...list,
  }),
  getVolume: operation({
    summary: 'Get a volume',
    method: 'GET',
    path: volumePath,
    request: Type.Object({ share, schema, volume }),
    response: SharedVolume,
    ...list,
  }),
  listVolumeFiles: operation({
    summary: 'List the files of a volume, with a signed URL for each',
    description:
      'An extension of OpenSharing, for every kind of store. Files at any depth, without those whose paths no folder could have: an empty segment, `.` or `..`, or a control character.',
    method: 'GET',
    path: `${volumePath}/files`,
    request: Type.Object({
      share,
      schema,
      volume,
      path: Type.Optional(
        Type.String({ description: 'Folder below the root of the volume to list, such as `2024/may`; absent: all.' }),
      ),
      ...paging,
    }),
    response: VolumeFilePage,
    paging: { items: 'items', style: 'delta-sharing' },
    ...list,
  }),
  generateTemporaryVolumeCredential: operation({
    summary: 'Get credentials for the folder of a volume',
    description:
      'The client lists and reads the files itself. Where there are no credentials, `listVolumeFiles` gives URLs.',
    method: 'POST',
    path: `${volumePath}/temporary-volume-credentials`,
    request: Type.Object({ share, schema, volume }),
    response: VolumeCredentials,
    readOnly: true,
    ...list,
  }),
};
