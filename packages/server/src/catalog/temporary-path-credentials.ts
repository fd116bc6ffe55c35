import { type RequestOf, temporaryPathCredentials } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import type { VendedOperation } from '../storage/temporary-credentials.ts';
import { type ExternalLocation, filesAt, findCovering, isWithin, placesAround } from './covering-location.ts';
import { checkUrl } from './location-place.ts';
import type { Privilege } from './privilege-table.ts';
import { isVisible, readPrivilege, requirePrivilege, type Securable } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asExternalLocation, asTable, asVolume } from './securables.ts';
import { tablesById } from './store.ts';
import { refuseReadOnly, vendCredentials } from './vend-credentials.ts';
import { volumesById } from './volumes-store.ts';

type Operation = RequestOf<
  (typeof temporaryPathCredentials)['operations']['generateTemporaryPathCredentials']
>['operation'];

/** What each operation takes on an external location, and what its credentials can do. */
const operations: Readonly<
  Record<Operation, { readonly takes: readonly Privilege[]; readonly vends: VendedOperation }>
> = {
  PATH_READ: { takes: ['READ_FILES'], vends: 'READ' },
  PATH_READ_WRITE: { takes: ['READ_FILES', 'WRITE_FILES'], vends: 'READ_WRITE' },
  PATH_CREATE_TABLE: { takes: ['CREATE_EXTERNAL_TABLE'], vends: 'READ_WRITE' },
};

const overlap = (problem: string) => new ApiError('INVALID_PARAMETER_VALUE.LOCATION_OVERLAP', `Input path ${problem}`);

/**
 * The table or volume that a path is the location of, or lies in: there is at most one, because they do not overlap.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE.LOCATION_OVERLAP for a path that holds some: their rights are their own
 */
const findHolder = async ({ workspace }: Context, url: string): Promise<Securable | undefined> => {
  const { read } = workspace.database;
  const [tables, volumes] = [await placesAround(read, 'tables', url), await placesAround(read, 'volumes', url)];
  if ([...tables.keys(), ...volumes.keys()].some(place => !isWithin(url, place))) {
    throw overlap(`'${url}' holds tables or volumes. Ask for a path beside them, or for the path of one of them.`);
  }
  const [table] = (await tablesById(read, [...tables.values()])).values();
  const [volume] = (await volumesById(read, [...volumes.values()])).values();
  if (table !== undefined) return asTable(table);
  return volume === undefined ? undefined : asVolume(volume);
};

/** Requires what it takes to reach into a table or volume from outside. */
const requireOnHolder = async (context: Context, holder: Securable, url: string, operation: Operation) => {
  if (operation === 'PATH_CREATE_TABLE') throw overlap(`'${url}' is of a table or volume that is there already.`);
  const rights = await callerRights(context, holder);
  if (!isVisible(rights, holder)) {
    throw new ApiError('PERMISSION_DENIED', `'${url}' is of a table or volume that User has no privileges on.`);
  }
  if (holder.container !== undefined) requirePrivilege(rights, holder.container, 'EXTERNAL_USE_SCHEMA');
  requirePrivilege(rights, holder, readPrivilege(holder));
  if (operation === 'PATH_READ') return;
  requirePrivilege(rights, holder, holder.type === 'TABLE' ? 'MODIFY' : 'WRITE_VOLUME');
};

/**
 * The external location of a path, if the caller may take what does the operation there out of the workspace.
 *
 * @throws ApiError EXTERNAL_LOCATION_DOES_NOT_EXIST, also for one that the caller does not see; PERMISSION_DENIED;
 *   INVALID_PARAMETER_VALUE.LOCATION_OVERLAP
 */
const getOpenLocation = async (context: Context, url: string, operation: Operation): Promise<ExternalLocation> => {
  const covering = await findCovering(context.workspace.database.read, url);
  const location = covering && asExternalLocation(covering);
  const rights = location && (await callerRights(context, location));
  if (covering === undefined || location === undefined || rights === undefined || !isVisible(rights, location)) {
    throw new ApiError('EXTERNAL_LOCATION_DOES_NOT_EXIST', `No external location covers '${url}'.`);
  }
  requirePrivilege(rights, location, 'EXTERNAL_USE_LOCATION');
  const holder = await findHolder(context, url);
  if (holder !== undefined) await requireOnHolder(context, holder, url, operation);
  else for (const privilege of operations[operation].takes) requirePrivilege(rights, location, privilege);
  return covering;
};

export const temporaryPathCredentialsRoom = room(temporaryPathCredentials, authenticateCaller, {
  generateTemporaryPathCredentials: async ({ url: asked, operation, dry_run }, context) => {
    const { read } = context.workspace.database;
    const url = checkUrl(context, asked);
    const covering = await getOpenLocation(context, url, operation);
    const { vends } = operations[operation];
    if (vends === 'READ_WRITE') await refuseReadOnly(read, covering.id, `'${url}'`);
    if (dry_run === true) return { url };
    return vendCredentials(context, await filesAt(read, url, covering), vends);
  },
});
