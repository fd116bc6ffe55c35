import { externalLocations, type RequestOf } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import {
  countWithin,
  type ExternalLocation,
  getExternalLocation,
  locationMissing,
  releaseWithin,
} from './covering-location.ts';
import { dropGrants } from './drop-grants.ts';
import { toOwner } from './grantees.ts';
import { listed, withIdentity } from './identity-sql.ts';
import { openOnly, refuseIsolated } from './isolation.ts';
import { checkUrl, getUsable, placeAfter, requireOpens, settle } from './location-place.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { isVisible, requireManage } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { asExternalLocation, metastoreRights, requireOnMetastore } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { getMetastore } from './store.ts';
import { credentialNames } from './stored-credential.ts';

type Operations = (typeof externalLocations)['operations'];
type CreateRequest = RequestOf<Operations['create']>;
type UpdateRequest = RequestOf<Operations['update']>;

/** What is only recorded. */
type Options = Pick<CreateRequest, 'enable_file_events' | 'encryption_details' | 'fallback' | 'file_event_queue'>;

const optionsOf = ({ enable_file_events, encryption_details, fallback, file_event_queue }: Options): Options => ({
  ...(enable_file_events === undefined ? {} : { enable_file_events }),
  ...(encryption_details === undefined ? {} : { encryption_details }),
  ...(fallback === undefined ? {} : { fallback }),
  ...(file_event_queue === undefined ? {} : { file_event_queue }),
});

/** Where the described locations are, and the names of their credentials by id. */
interface Surroundings {
  readonly metastoreId: string;
  readonly names: ReadonlyMap<string, string>;
}

const describe = (row: ExternalLocation, { metastoreId, names }: Surroundings) => {
  const credential = names.get(row.credential_id);
  return {
    name: row.name,
    url: row.url,
    credential_id: row.credential_id,
    ...(credential === undefined ? {} : { credential_name: credential }),
    read_only: row.read_only === 1,
    fallback: false,
    ...(JSON.parse(row.options) as Options),
    // Files are not tracked by events, whatever was asked for.
    effective_enable_file_events: false,
    isolation_mode: openOnly,
    metastore_id: metastoreId,
    ...stamps(row),
  };
};

const describeOne = async ({ workspace }: Context, row: ExternalLocation) => {
  const { read } = workspace.database;
  return describe(row, {
    metastoreId: (await getMetastore(read)).id,
    names: await credentialNames(read, [row.credential_id]),
  });
};

const taken = (name: string) => refuseTaken('EXTERNAL_LOCATION_ALREADY_EXISTS', `External Location '${name}'`);

const toFlag = (value: boolean | undefined): 0 | 1 => (value === true ? 1 : 0);

const create = async (request: CreateRequest, context: Context): Promise<ExternalLocation> => {
  const { read } = context.workspace.database;
  await requireOnMetastore(context, 'CREATE_EXTERNAL_LOCATION');
  checkName('external location', request.name);
  const credential = await getUsable(context, request.credential_name, read);
  const url = checkUrl(context, request.url);
  if (request.skip_validation !== true) await requireOpens(context, credential, url);
  const row = {
    ...newObject(context, request.name.toLowerCase(), request.comment),
    url,
    read_only: toFlag(request.read_only),
    options: JSON.stringify(optionsOf(request)),
  };
  return context.write(async transaction => {
    // Trying the storage took a while, in which rights may have gone.
    await requireOnMetastore(context, 'CREATE_EXTERNAL_LOCATION', transaction);
    const { id } = await getUsable(context, request.credential_name, transaction);
    const location = { ...row, credential_id: id };
    await transaction.insertInto('external_locations').values(location).execute();
    await settle(context, transaction, location);
    return location;
  });
};

/** @throws ApiError EXTERNAL_LOCATION_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop it */
const getManaged = async (context: Context, name: string, queries: Queries): Promise<ExternalLocation> => {
  const found = await getExternalLocation(queries, name);
  const securable = asExternalLocation(found);
  requireManage(await callerRights(context, securable, queries), securable);
  return found;
};

/** @throws ApiError INVALID_STATE while tables or volumes lie in the location */
const refuseInUse = async (transaction: Queries, { id, name }: ExternalLocation, change: string): Promise<void> => {
  const tables = await countWithin(transaction, 'tables', id);
  const volumes = await countWithin(transaction, 'volumes', id);
  if (tables + volumes === 0) return;
  const held = [
    ...(tables > 0 ? [`${tables} external table(s)`] : []),
    ...(volumes > 0 ? [`${volumes} volume(s)`] : []),
  ];
  throw new ApiError(
    'INVALID_STATE',
    `Cannot ${change} external location (name = ${name}): ${held.join(' and ')} depend on it. Use force to do it anyway.`,
  );
};

/** Tries a place that is to change before the transaction, which must not wait for storage. */
const tryMove = async (request: UpdateRequest, context: Context): Promise<void> => {
  if (request.skip_validation === true) return;
  const { read } = context.workspace.database;
  const found = await getManaged(context, request.name, read);
  const { url, credential, isMoved } = await placeAfter(request, context, found, read);
  if (isMoved && credential !== undefined) await requireOpens(context, credential, url);
};

const update = async (request: UpdateRequest, context: Context): Promise<ExternalLocation> => {
  const { name, new_name, comment, owner, read_only, force } = request;
  refuseIsolated(request.isolation_mode);
  if (new_name !== undefined) checkName('external location', new_name);
  await tryMove(request, context);
  return context.write(async transaction => {
    const found = await getManaged(context, name, transaction);
    const { url, credentialId, isMoved } = await placeAfter(request, context, found, transaction);
    if (isMoved && force !== true) await refuseInUse(transaction, found, 'change the URL or credential of');
    const newName = new_name?.toLowerCase() ?? found.name;
    const values = {
      name: newName,
      name_key: newName,
      url,
      credential_id: credentialId,
      comment: comment ?? found.comment,
      owner: await toOwner(context.workspace, transaction, { wanted: owner, present: found.owner }),
      read_only: read_only === undefined ? found.read_only : toFlag(read_only),
      options: JSON.stringify({ ...(JSON.parse(found.options) as Options), ...optionsOf(request) }),
      ...changed(context),
    };
    await transaction.updateTable('external_locations').set(values).where('id', '=', found.id).execute();
    const row = { ...found, ...values };
    if (url !== found.url) await settle(context, transaction, row);
    return row;
  });
};

export const externalLocationsRoom = room(externalLocations, authenticateCaller, {
  create: async (request, context) => {
    const row = await create(request, context).catch(taken(request.name));
    return describeOne(context, row);
  },

  get: async ({ name }, context) => {
    const found = await getExternalLocation(context.workspace.database.read, name);
    const securable = asExternalLocation(found);
    if (!isVisible(await callerRights(context, securable), securable)) throw locationMissing(name);
    return describeOne(context, found);
  },

  list: async (request, context) => {
    const { read } = context.workspace.database;
    const { metastore, rights } = await metastoreRights(context);
    const { items, next } = await namedPage(context, request, ['external_locations'], (after, limit) =>
      withIdentity(read, sql`${context.principal.id}`)
        .selectFrom('external_locations')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('external_locations', rights.admin ? 'all' : 'own'))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    const names = await credentialNames(read, [...new Set(items.map(row => row.credential_id))]);
    const surroundings = { metastoreId: metastore.id, names };
    return { external_locations: items.map(row => describe(row, surroundings)), ...next };
  },

  update: async (request, context) => {
    const row = await update(request, context).catch(taken(request.new_name ?? request.name));
    return describeOne(context, row);
  },

  delete: async ({ name, force }, context) => {
    await context.write(async transaction => {
      const found = await getManaged(context, name, transaction);
      if (force !== true) await refuseInUse(transaction, found, 'delete');
      await releaseWithin(transaction, found.id);
      await dropGrants(transaction, [found.id]);
      await transaction.deleteFrom('external_locations').where('id', '=', found.id).execute();
    });
    return {};
  },
});
