import type { Queries } from '../database/database.ts';
import type { ApiError } from '../http/api-error.ts';
import { changeGrants } from './change-grants.ts';
import { getExternalLocation, locationMissing } from './covering-location.ts';
import { accountUsers, findGrantee } from './grantees.ts';
import { isInherited, type Privilege, type SecurableType } from './privilege-table.ts';
import { isVisible, lineOf, type Rights, requireManage, type Securable } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import type { Grant, SecurableKind } from './securable-kind.ts';
import {
  asCatalog,
  asExternalLocation,
  asMetastore,
  asSchema,
  asStorageCredential,
  asTable,
  asVolume,
} from './securables.ts';
import {
  catalogMissing,
  getCatalog,
  getMetastore,
  getSchema,
  getTable,
  metastoreMissing,
  schemaMissing,
  tableMissing,
} from './store.ts';
import { credentialMissing, getStorageCredential } from './stored-credential.ts';
import { getVolume, volumeMissing } from './volumes-store.ts';

/** The grants on a securable and those that it inherits. */
const grantsOn = async (queries: Queries, securable: Securable): Promise<readonly Grant[]> => {
  const line = new Map(lineOf(securable).map(level => [level.id, level]));
  const rows = await queries
    .selectFrom('privilege_grants')
    .leftJoin('principals', 'principals.id', 'privilege_grants.principal_id')
    .select(['securable_id', 'principal_id', 'privilege', 'principals.name'])
    .where('securable_id', 'in', [...line.keys()])
    .execute();
  return rows
    .map(({ securable_id: id, principal_id: principalId, privilege, name }): Grant => {
      const who =
        principalId === accountUsers.id ? { principal: accountUsers.name } : { principal: name ?? '', principalId };
      // Only privileges of the contract are ever written.
      return { ...who, privilege: privilege as Privilege, ...origin(securable, line.get(id)) };
    })
    .filter(({ from, privilege }) => from === undefined || isInherited(privilege, securable.type));
};

const origin = (securable: Securable, from: Securable | undefined): Pick<Grant, 'from'> =>
  from === undefined || from.id === securable.id ? {} : { from: { type: from.type, name: from.name } };

const isOneself = ({ names }: Rights, principal: string | undefined): boolean =>
  [...names].some(name => name.toLowerCase() === principal?.toLowerCase());

/**
 * @param find the securable of a full name
 * @param missing says that there is none
 */
const kindOf = (
  type: SecurableType,
  find: (queries: Queries, name: string) => Promise<Securable>,
  missing: (name: string) => ApiError,
): SecurableKind => ({
  type,

  read: async (context, name, principal) => {
    const { workspace } = context;
    const { read } = workspace.database;
    const securable = await find(read, name);
    const rights = await callerRights(context, securable);
    if (type !== 'METASTORE' && !isVisible(rights, securable)) throw missing(name);
    // Whoever may not grant may still ask what they themselves and their groups were granted.
    if (!isOneself(rights, principal)) requireManage(rights, securable);
    const grants = await grantsOn(read, securable);
    if (principal === undefined) return grants;
    const grantee = await findGrantee(workspace, read, principal);
    return grants.filter(grant => grant.principal === grantee.name);
  },

  change: async (transaction, context, name, changes) => {
    const securable = await find(transaction, name);
    requireManage(await callerRights(context, securable, transaction), securable);
    await changeGrants(transaction, context, securable, changes);
    return grantsOn(transaction, securable);
  },
});

/** The metastore, by its id or its name. */
const findMetastore = async (queries: Queries, name: string): Promise<Securable> => {
  const metastore = await getMetastore(queries);
  if (metastore.id !== name && metastore.name !== name.toLowerCase()) throw metastoreMissing(name);
  return asMetastore(metastore);
};

/** The types of securables that the catalog has. */
export const catalogKinds: readonly SecurableKind[] = [
  kindOf('METASTORE', findMetastore, metastoreMissing),
  kindOf('CATALOG', async (queries, name) => asCatalog(await getCatalog(queries, name)), catalogMissing),
  kindOf('SCHEMA', async (queries, name) => asSchema(await getSchema(queries, name)), schemaMissing),
  kindOf('TABLE', async (queries, name) => asTable(await getTable(queries, name)), tableMissing),
  kindOf('VOLUME', async (queries, name) => asVolume(await getVolume(queries, name)), volumeMissing),
  kindOf(
    'STORAGE_CREDENTIAL',
    async (queries, name) => asStorageCredential(await getStorageCredential(queries, name)),
    credentialMissing,
  ),
  kindOf(
    'EXTERNAL_LOCATION',
    async (queries, name) => asExternalLocation(await getExternalLocation(queries, name)),
    locationMissing,
  ),
];
