import type { Queries } from '../database/database.ts';
import type { Context } from '../http/context.ts';
import { type ExternalLocation, findCovering } from './covering-location.ts';
import { refuseMounted } from './mounted-shares.ts';
import { requirePrivilege } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { asExternalLocation, asSchema } from './securables.ts';
import { getSchema, type PlacedSchema } from './store.ts';

/**
 * The schema in which something is to be made.
 *
 * @param privilege that making it takes there
 * @throws ApiError SCHEMA_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller holds the privilege
 */
export const getOpenSchema = async (
  context: Context,
  name: string,
  privilege: 'CREATE_TABLE' | 'CREATE_VOLUME',
  queries: Queries,
): Promise<PlacedSchema> => {
  await refuseMounted(queries, name);
  const placed = await getSchema(queries, name);
  const securable = asSchema(placed);
  requirePrivilege(await callerRights(context, securable, queries), securable, privilege);
  return placed;
};

/**
 * The external location that covers the place of something that is to be made. Where there is none, the privilege on the
 * schema will do.
 *
 * @param privilege that making it takes there
 * @throws ApiError PERMISSION_DENIED unless the caller holds the privilege
 */
export const getOpenLocation = async (
  context: Context,
  location: string,
  privilege: 'CREATE_EXTERNAL_TABLE' | 'CREATE_EXTERNAL_VOLUME',
  queries: Queries,
): Promise<ExternalLocation | undefined> => {
  const covering = await findCovering(queries, location);
  if (covering === undefined) return undefined;
  const securable = asExternalLocation(covering);
  requirePrivilege(await callerRights(context, securable, queries), securable, privilege);
  return covering;
};
