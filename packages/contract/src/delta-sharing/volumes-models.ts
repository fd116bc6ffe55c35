import { described, Int64, Type } from '../schema.ts';
import { AwsTempCredentials, AzureSas, GcpToken } from './models.ts';

export const SharedVolume = Type.Object(
  {
    name: Type.String({ description: 'Name of the volume within its schema.' }),
    schema: Type.String({ description: 'Name of the schema.' }),
    share: Type.String({ description: 'Name of the share.' }),
    shareId: Type.String({ description: 'Id of the share: a UUID.' }),
    id: Type.String({ description: 'Id of the volume: a UUID that stays the same when the volume is renamed.' }),
    storageLocation: Type.String({ description: 'Root of the volume: what credentials for it open.' }),
  },
  { title: 'SharedVolume', description: 'A volume, which is a folder of files, that the recipient may read.' },
);

const pageEnd = Type.Optional(Type.String({ description: 'Continues the list; absent on the last page.' }));

export const SharedVolumePage = Type.Object(
  {
    items: Type.Array(SharedVolume, { description: 'Volumes of this page.' }),
    nextPageToken: pageEnd,
  },
  { title: 'SharedVolumePage', description: 'A page of a list of volumes.' },
);

export const VolumeCredentials = Type.Object(
  {
    expirationTime: Int64({ description: 'When they end, in milliseconds since 1970.' }),
    awsTempCredentials: Type.Optional(described(AwsTempCredentials, 'For `s3://` locations.')),
    azureUserDelegationSas: Type.Optional(described(AzureSas, 'For `abfss://` locations.')),
    gcpOauthToken: Type.Optional(described(GcpToken, 'For `gs://` locations.')),
  },
  {
    title: 'SharedVolumeCredentials',
    description: 'Credentials that read everything below the location of a volume; exactly one kind is set.',
  },
);

export const VolumeFile = Type.Object(
  {
    path: Type.String({ description: 'Path of the file below the root of the volume, not percent-encoded.' }),
    size: Int64({ description: 'Bytes of the file.' }),
    modificationTime: Int64({ description: 'When it was written last, in milliseconds since 1970.' }),
    url: Type.String({ description: 'Signed URL that the file can be read by, whole or in ranges.' }),
    expirationTimestamp: Int64({ description: 'When the URL ends, in milliseconds since 1970.' }),
  },
  { title: 'SharedVolumeFile', description: 'A file of a volume.' },
);

export const VolumeFilePage = Type.Object(
  {
    items: Type.Array(VolumeFile, { description: 'Files of this page, in ascending order of path.' }),
    nextPageToken: pageEnd,
  },
  { title: 'SharedVolumeFilePage', description: 'A page of the files of a volume.' },
);
