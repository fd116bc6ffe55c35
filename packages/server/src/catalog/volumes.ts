import { type RequestOf, volumes } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { type ExternalLocation, filesAt, refuseAround, toLocation } from './covering-location.ts';
import { dropGrants } from './drop-grants.ts';
import { askDropGuards } from './drop-guards.ts';
import { toOwner } from './grantees.ts';
import { listed, withIdentity } from './identity-sql.ts';
import { findMounted, refuseMounted } from './mounted-shares.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { getOpenLocation, getOpenSchema } from './open-place.ts';
import { isVisible, requireManage, scopeIn } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { asSchema, asVolume } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { fullName, getMetastore, getSchema, type PlacedVolume } from './store.ts';
import { refuseOverlap } from './table-location.ts';
import { getVolume, volumeMissing } from './volumes-store.ts';

type CreateRequest = RequestOf<(typeof volumes)['operations']['create']>;

const describe = (placed: PlacedVolume, metastoreId: string) => ({
  name: placed.volume.name,
  catalog_name: placed.catalog.name,
  schema_name: placed.schema.name,
  full_name: fullName(placed),
  volume_id: placed.volume.id,
  volume_type: placed.volume.volume_type,
  storage_location: placed.volume.storage_location,
  metastore_id: metastoreId,
  ...stamps(placed.volume),
});

const describeOne = async ({ workspace }: Context, placed: PlacedVolume) =>
  describe(placed, (await getMetastore(workspace.database.read)).id);

/**
 * Where a new volume is to be, in the one form of locations.
 *
 * @throws ApiError NOT_IMPLEMENTED for MANAGED, INVALID_PARAMETER_VALUE without a location; LocationError
 */
const locationOf = ({ volume_type, storage_location }: CreateRequest): string => {
  if (volume_type === 'MANAGED') {
    throw new ApiError(
      'NOT_IMPLEMENTED',
      "MANAGED volumes are not implemented yet: the metastore has no managed storage to put them in. Create an EXTERNAL volume and give 'storage_location'.",
    );
  }
  if (storage_location === undefined) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      "An EXTERNAL volume needs 'storage_location', the URL of its folder.",
    );
  }
  return toLocation(storage_location);
};

/**
 * The external location that covers the folder of a new volume.
 *
 * @throws ApiError PERMISSION_DENIED; INVALID_PARAMETER_VALUE.LOCATION_OVERLAP when the folder holds an external location
 */
const getVolumeLocation = async (
  context: Context,
  location: string,
  queries: Queries,
): Promise<ExternalLocation | undefined> => {
  const covering = await getOpenLocation(context, location, 'CREATE_EXTERNAL_VOLUME', queries);
  if (covering === undefined) await refuseAround(queries, location);
  return covering;
};

const isSeen = async (context: Context, placed: PlacedVolume): Promise<boolean> => {
  const securable = asVolume(placed);
  return isVisible(await callerRights(context, securable), securable);
};

/** @throws ApiError RESOURCE_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop the volume */
const getManaged = async (context: Context, name: string, transaction: Queries): Promise<PlacedVolume> => {
  await refuseMounted(transaction, name);
  const placed = await getVolume(transaction, name);
  const securable = asVolume(placed);
  requireManage(await callerRights(context, securable, transaction), securable);
  return placed;
};

const taken = (name: string) => refuseTaken('RESOURCE_ALREADY_EXISTS', `Volume '${name}'`);

const create = async (request: CreateRequest, context: Context): Promise<PlacedVolume> => {
  checkName('volume', request.name);
  const { workspace } = context;
  const { read } = workspace.database;
  const schemaName = `${request.catalog_name}.${request.schema_name}`;
  await getOpenSchema(context, schemaName, 'CREATE_VOLUME', read);
  const place = locationOf(request);
  const covering = await getVolumeLocation(context, place, read);
  // Only what can be opened is registered. Its files need not be there yet.
  const { location } = await workspace.tableStores.open(await filesAt(read, place, covering));
  return context.write(async transaction => {
    const { catalog, schema } = await getOpenSchema(context, schemaName, 'CREATE_VOLUME', transaction);
    const opening = await getVolumeLocation(context, place, transaction);
    const volume = {
      ...newObject(context, request.name.toLowerCase(), request.comment),
      schema_id: schema.id,
      volume_type: 'EXTERNAL' as const,
      storage_location: location,
      external_location_id: opening?.id ?? null,
    };
    await transaction.insertInto('volumes').values(volume).execute();
    await refuseOverlap(transaction, { id: volume.id, location });
    return { catalog, schema, volume };
  });
};

export const volumesRoom = room(volumes, authenticateCaller, {
  create: async (request, context) => {
    const { catalog_name, schema_name, name } = request;
    const placed = await create(request, context).catch(taken(`${catalog_name}.${schema_name}.${name}`));
    return describeOne(context, placed);
  },

  read: async ({ name }, context) => {
    const placed = await getVolume(context.workspace.database.read, name);
    if (!(await isSeen(context, placed))) throw volumeMissing(name);
    return describeOne(context, placed);
  },

  list: async ({ catalog_name, schema_name, ...paging }, context) => {
    const { read } = context.workspace.database;
    if ((await findMounted(read, catalog_name)) !== undefined) {
      const message = 'The volumes of a catalog that shows the share of a provider cannot be listed yet.';
      throw new ApiError('NOT_IMPLEMENTED', message);
    }
    const { catalog, schema } = await getSchema(read, `${catalog_name}.${schema_name}`);
    const securable = asSchema({ catalog, schema });
    const scope = scopeIn(await callerRights(context, securable), 'VOLUME', securable);
    const { items, next } = await namedPage(context, paging, ['volumes', schema.id], (after, limit) =>
      withIdentity(read, sql`${context.principal.id}`)
        .selectFrom('volumes')
        .selectAll()
        .where('schema_id', '=', schema.id)
        .where('name_key', '>', after)
        .where(listed('volumes', scope))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    const metastore = await getMetastore(read);
    return { volumes: items.map(volume => describe({ catalog, schema, volume }, metastore.id)), ...next };
  },

  update: async ({ name, new_name, comment, owner }, context) => {
    if (new_name !== undefined) checkName('volume', new_name);
    const placed = await context
      .write(async transaction => {
        const { volume, ...parents } = await getManaged(context, name, transaction);
        const newName = new_name?.toLowerCase() ?? volume.name;
        const values = {
          name: newName,
          name_key: newName,
          comment: comment ?? volume.comment,
          owner: await toOwner(context.workspace, transaction, { wanted: owner, present: volume.owner }),
          ...changed(context),
        };
        await transaction.updateTable('volumes').set(values).where('id', '=', volume.id).execute();
        return { ...parents, volume: { ...volume, ...values } };
      })
      .catch(taken(new_name ?? name));
    return describeOne(context, placed);
  },

  delete: async ({ name }, context) => {
    await context.write(async transaction => {
      const placed = await getManaged(context, name, transaction);
      const { id } = placed.volume;
      await askDropGuards(context.workspace, transaction, { type: 'Volume', id, fullName: fullName(placed) });
      await dropGrants(transaction, [id]);
      await transaction.deleteFrom('volumes').where('id', '=', id).execute();
    });
    return {};
  },
});
