import { accountUsers } from '../catalog/grantees.ts';
import { privilegeInWords, typeInWords } from '../catalog/privilege-table.ts';
import {
  holds,
  isVisible,
  mayRead,
  notOwner,
  type Rights,
  readPrivilege,
  requirePrivilege,
  type Securable,
} from '../catalog/privileges.ts';
import { callerRights, readRights } from '../catalog/read-rights.ts';
import { metastoreRights } from '../catalog/securables.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import { type Provider, providerMissing, type Recipient, recipientMissing, type Share, shareMissing } from './store.ts';

type Owned = Pick<Share | Recipient | Provider, 'name' | 'owner'>;

const kinds = {
  SHARE: { use: 'USE_SHARE', create: 'CREATE_SHARE', missing: shareMissing },
  RECIPIENT: { use: 'USE_RECIPIENT', create: 'CREATE_RECIPIENT', missing: recipientMissing },
  PROVIDER: { use: 'USE_PROVIDER', create: 'CREATE_PROVIDER', missing: providerMissing },
} as const;
type Kind = keyof typeof kinds;

/** The caller in person needs no query to be known as the owner. */
const isOwn = ({ principal }: Context, { owner }: Owned): boolean => owner === principal.name;

/**
 * A share, recipient or provider is seen by its owner, by holders of the metastore's privilege to use all of its kind, and by
 * metastore administrators; for others it does not exist.
 *
 * @throws ApiError SHARE_DOES_NOT_EXIST, RECIPIENT_DOES_NOT_EXIST, PROVIDER_DOES_NOT_EXIST
 */
export const requireVisible = async (context: Context, kind: Kind, object: Owned): Promise<void> => {
  if (context.principal.admin || isOwn(context, object)) return;
  const { metastore, rights } = await metastoreRights(context);
  if (!rights.names.has(object.owner) && !holds(rights, metastore, kinds[kind].use)) {
    throw kinds[kind].missing(object.name);
  }
};

/** Whether the caller sees all shares, recipients or providers, and not only their own. */
export const seesAll = async (context: Context, kind: Kind): Promise<boolean> => {
  if (context.principal.admin) return true;
  const { metastore, rights } = await metastoreRights(context);
  return holds(rights, metastore, kinds[kind].use);
};

/**
 * Refuses everybody who does not own a share or recipient, in person or as one of the group that does; metastore
 * administrators as well.
 *
 * @throws ApiError PERMISSION_DENIED
 */
export const requireOwner = async (
  context: Context,
  kind: Kind,
  object: Owned,
  transaction: Queries,
): Promise<void> => {
  if (isOwn(context, object)) return;
  const { rights } = await metastoreRights(context, transaction);
  if (!rights.names.has(object.owner)) throw notOwner({ type: kind, name: object.name });
};

/** Whether the caller may say who reads the shares of others. */
const setsPermissions = (rights: Rights, metastore: Securable): boolean =>
  holds(rights, metastore, 'USE_SHARE') && holds(rights, metastore, 'SET_SHARE_PERMISSION');

const notSetter = (share: Owned, { name }: Securable): ApiError =>
  notOwner(
    { type: 'SHARE', name: share.name },
    `, and does not have USE SHARE and SET SHARE PERMISSION on Metastore '${name}'`,
  );

/** What a change of a share or recipient is about, as far as it matters who makes it. */
interface Change {
  readonly new_name?: string;
  /** Whether nothing but the owner changes. */
  readonly onlyOwner: boolean;
}

/**
 * A share is changed by its owner. Who may say who reads it may give it another owner.
 *
 * @throws ApiError PERMISSION_DENIED; a new name takes CREATE_SHARE as well
 */
export const requireMayUpdateShare = async (
  context: Context,
  share: Owned,
  { new_name, onlyOwner }: Change,
  queries?: Queries,
): Promise<void> => {
  const { metastore, rights } = await metastoreRights(context, queries);
  const isOwner = rights.names.has(share.owner);
  if (!isOwner && !(onlyOwner && setsPermissions(rights, metastore)))
    throw notOwner({ type: 'SHARE', name: share.name });
  if (new_name !== undefined && new_name !== share.name) requirePrivilege(rights, metastore, 'CREATE_SHARE');
};

/**
 * A recipient is changed by its owner and by metastore administrators.
 *
 * @throws ApiError PERMISSION_DENIED; a new name takes the owner, and CREATE_RECIPIENT as well
 */
export const requireMayUpdateRecipient = async (
  context: Context,
  recipient: Owned,
  new_name: string | undefined,
  transaction: Queries,
): Promise<void> => {
  const { metastore, rights } = await metastoreRights(context, transaction);
  const isOwner = rights.names.has(recipient.owner);
  const renames = new_name !== undefined && new_name !== recipient.name;
  if (!isOwner && (renames || !rights.admin)) throw notOwner({ type: 'RECIPIENT', name: recipient.name });
  if (renames) requirePrivilege(rights, metastore, 'CREATE_RECIPIENT');
};

/**
 * A provider is changed and deleted by its owner and by metastore administrators.
 *
 * @throws ApiError PERMISSION_DENIED; a new name takes CREATE_PROVIDER as well
 */
export const requireMayManageProvider = async (
  context: Context,
  provider: Owned,
  new_name: string | undefined,
  transaction: Queries,
): Promise<void> => {
  const { metastore, rights } = await metastoreRights(context, transaction);
  if (!rights.admin && !rights.names.has(provider.owner)) throw notOwner({ type: 'PROVIDER', name: provider.name });
  if (new_name !== undefined && new_name !== provider.name) requirePrivilege(rights, metastore, 'CREATE_PROVIDER');
};

/**
 * Says who may grant a share: its owner, and holders of USE_SHARE and SET_SHARE_PERMISSION; to whom: recipients that they
 * own or, with USE_RECIPIENT, all.
 *
 * @returns refuses a recipient whom the caller may not grant anything
 * @throws ApiError PERMISSION_DENIED
 */
export const requireMayGrant = async (
  context: Context,
  share: Owned,
  transaction: Queries,
): Promise<(recipient: Owned) => void> => {
  const { metastore, rights } = await metastoreRights(context, transaction);
  if (!rights.names.has(share.owner) && !setsPermissions(rights, metastore)) throw notSetter(share, metastore);
  return recipient => {
    if (rights.names.has(recipient.owner) || holds(rights, metastore, 'USE_RECIPIENT')) return;
    const more = `, and does not have USE RECIPIENT on Metastore '${metastore.name}'`;
    throw notOwner({ type: 'RECIPIENT', name: recipient.name }, more);
  };
};

/**
 * Whether the owner of a share may read a table, a volume, or all tables of a schema, whose USE_SCHEMA that takes as well:
 * what a share holds is there for recipients as long as that is so. The same rule as that of `readableObjects`
 * and `readableSchemas`.
 */
const ownerMayRead = async (
  { database }: Workspace,
  { owner }: Pick<Share, 'owner'>,
  object: Securable,
): Promise<boolean> => {
  const principal = await database.read
    .selectFrom('principals')
    .select(['id', 'admin'])
    .where('name', '=', owner === accountUsers.name ? 'users' : owner)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (principal === undefined) return false;
  const rights = await readRights(database, { id: principal.id, admin: principal.admin === 1 }, object);
  return mayRead(rights, object) && (object.type !== 'SCHEMA' || holds(rights, object, 'USE_SCHEMA'));
};

/**
 * A share shows what its owner may read. That an object exists is told to those who see it.
 *
 * @param missing says that there is no such object
 * @throws ApiError PERMISSION_DENIED, or what is missing
 */
export const requireOwnerMayRead = async (
  context: Context,
  share: Share,
  object: Securable,
  missing: (name: string) => ApiError,
): Promise<void> => {
  if (await ownerMayRead(context.workspace, share, object)) return;
  if (!isVisible(await callerRights(context, object), object)) throw missing(object.name);
  const needed = privilegeInWords(readPrivilege(object));
  throw new ApiError(
    'PERMISSION_DENIED',
    `The owner of Share '${share.name}', '${share.owner}', may not read ${typeInWords(object.type)} '${object.name}': that takes ${needed} on it, USE SCHEMA and USE CATALOG.`,
  );
};
