import type { deltaSharing } from '@boathouse/contract';
import { prepared } from '../database/prepared.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { type NextObjects, nextObjects, type Reach } from '../sharing/readable-objects.ts';
import { listOfSchema, listOfShare, type ObjectList } from './listed-objects.ts';
import type { GrantedShare } from './shared-objects.ts';
import { volumeContents } from './volumes-contents.ts';
import { getSharedVolume, type ListedVolume, listedVolumeColumns } from './volumes-shared.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

const showVolume = (share: GrantedShare) => (volume: ListedVolume) => ({
  name: volume.name,
  schema: volume.schema,
  share: share.name,
  shareId: share.id,
  id: volume.volumeId,
  storageLocation: volume.location,
});

const findNext = (reach: Reach) =>
  prepared((database, next: NextObjects) =>
    nextObjects(database.read, 'volumes', next, reach).select(listedVolumeColumns),
  );

/** The volumes of shares, as recipients list them. */
export const listedVolumes = {
  kind: 'volumes',
  find: { schema: findNext('schema'), share: findNext('share') },
  show: showVolume,
} as const satisfies ObjectList<ListedVolume, unknown>;

const listVolumes: All['listVolumes'] = (request, context) => listOfSchema(listedVolumes, request, context);

const listAllVolumes: All['listAllVolumes'] = (request, context) => listOfShare(listedVolumes, request, context);

const getVolume: All['getVolume'] = async (request, { workspace, principal }) => {
  const { share, volume } = await getSharedVolume(workspace.database, principal, request);
  return showVolume(share)(volume);
};

/** What a recipient finds of volumes, and what is in them. */
export const volumes = { listVolumes, listAllVolumes, getVolume, ...volumeContents };
