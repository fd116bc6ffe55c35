import type { deltaSharing } from '@boathouse/contract';
import { prepared, rowCount } from '../database/prepared.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { readPage } from '../http/paging.ts';
import { keyOf, type PageOfSchema, pageRequest, toList } from './discovery.ts';
import { type GrantedShare, getGrantedShare, requireSharedSchema } from './shared-objects.ts';
import { volumeContents } from './volumes-contents.ts';
import { activeVolumes, getSharedVolume, type ListedVolume } from './volumes-shared.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

const showVolume = (share: GrantedShare) => (volume: ListedVolume) => ({
  name: volume.name,
  schema: volume.schema,
  share: share.name,
  shareId: share.id,
  id: volume.volumeId,
  storageLocation: volume.location,
});

const volumesPage = prepared((database, { share, schema, after, limit }: PageOfSchema) =>
  activeVolumes(database.read, share)
    .where('shared_schema_key', '=', schema)
    .where('shared_name_key', '>', after)
    .orderBy('shared_name_key')
    .limit(rowCount(limit)),
);

const listVolumes: All['listVolumes'] = async (request, context) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  await requireSharedSchema(database, share, request.schema);
  const schema = request.schema.toLowerCase();
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'volumes', share.id, schema),
    (after, limit) => database.execute(volumesPage(database, { share: share.id, schema, after, limit })),
    volume => volume.nameKey,
  );
  return toList(page, showVolume(share));
};

const allVolumesPage = prepared((database, { share, schema, after, limit }: PageOfSchema) =>
  activeVolumes(database.read, share)
    .where(where =>
      where.or([
        where('shared_schema_key', '>', schema),
        where.and([where('shared_schema_key', '=', schema), where('shared_name_key', '>', after)]),
      ]),
    )
    .orderBy('shared_schema_key')
    .orderBy('shared_name_key')
    .limit(rowCount(limit)),
);

const listAllVolumes: All['listAllVolumes'] = async (request, context) => {
  const { database } = context.workspace;
  const share = await getGrantedShare(database, context.principal, request.share);
  const page = await readPage(
    context.workspace,
    pageRequest(request, context, 'all-volumes', share.id),
    (last, limit) => {
      const [schema = '', after = ''] = last.split('.');
      return database.execute(allVolumesPage(database, { share: share.id, schema, after, limit }));
    },
    keyOf,
  );
  return toList(page, showVolume(share));
};

const getVolume: All['getVolume'] = async (request, { workspace, principal }) => {
  const { share, volume } = await getSharedVolume(workspace.database, principal, request);
  return showVolume(share)(volume);
};

/** What a recipient finds of volumes, and what is in them. */
export const volumes = { listVolumes, listAllVolumes, getVolume, ...volumeContents };
