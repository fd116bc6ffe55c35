import { type RequestOf, storageCredentials } from '@boathouse/contract';
import { sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { admitCredential } from './admit-credential.ts';
import { type Credential, describeCredential, isSameCredential, readCredential } from './credential-kinds.ts';
import { dropGrants } from './drop-grants.ts';
import { toOwner } from './grantees.ts';
import { listed, withIdentity } from './identity-sql.ts';
import { openOnly, refuseIsolated } from './isolation.ts';
import { namedPage } from './named-page.ts';
import { checkName } from './names.ts';
import { isVisible, requireManage } from './privileges.ts';
import { callerRights } from './read-rights.ts';
import { refuseTaken } from './refuse-taken.ts';
import { asStorageCredential, metastoreRights, requireOnMetastore } from './securables.ts';
import { changed, newObject, stamps } from './stamps.ts';
import { getMetastore } from './store.ts';
import {
  credentialMissing,
  getStorageCredential,
  openCredential,
  type StorageCredential,
  sealCredential,
} from './stored-credential.ts';
import { validateCredential } from './validate-credential.ts';

type UpdateRequest = RequestOf<(typeof storageCredentials)['operations']['update']>;

const describe = (row: StorageCredential, metastoreId: string) => ({
  id: row.id,
  name: row.name,
  full_name: row.name,
  // Only what `sealCredential` was given is ever written.
  ...describeCredential(row.id, { kind: row.kind as Credential['kind'], details: JSON.parse(row.details) }),
  read_only: row.read_only === 1,
  used_for_managed_storage: false,
  isolation_mode: openOnly,
  metastore_id: metastoreId,
  ...stamps(row),
});

const metastoreId = async ({ workspace }: Context): Promise<string> => (await getMetastore(workspace.database.read)).id;

const taken = (name: string) => refuseTaken('STORAGE_CREDENTIAL_ALREADY_EXISTS', `Storage Credential '${name}'`);

/** @throws ApiError STORAGE_CREDENTIAL_DOES_NOT_EXIST; PERMISSION_DENIED unless the caller may change and drop it */
const getManaged = async (context: Context, name: string, transaction: Queries): Promise<StorageCredential> => {
  const found = await getStorageCredential(transaction, name);
  const securable = asStorageCredential(found);
  requireManage(await callerRights(context, securable, transaction), securable);
  return found;
};

/** @throws ApiError INVALID_STATE while external locations are opened by the credential */
const refuseUsed = async (transaction: Queries, { id, name }: StorageCredential, change: string): Promise<void> => {
  const users = await transaction
    .selectFrom('external_locations')
    .select('name')
    .where('credential_id', '=', id)
    .orderBy('name_key')
    .execute();
  if (users.length === 0) return;
  const some = users.slice(0, 3).map(user => `'${user.name}'`);
  const all =
    users.length > some.length ? `${some.join(', ')} and ${users.length - some.length} more` : some.join(', ');
  throw new ApiError(
    'INVALID_STATE',
    `Cannot ${change} storage credential '${name}': external locations are opened by it (${all}). Use force to do it anyway.`,
  );
};

/** The columns that change with what the credential is; none when it stays the same. */
const exchanged = async (
  context: Context,
  transaction: Queries,
  found: StorageCredential,
  { credential, force }: { readonly credential: Credential | undefined; readonly force: boolean | undefined },
) => {
  const { sealer } = context.workspace;
  if (credential === undefined || isSameCredential(openCredential(sealer, found), credential)) return {};
  await admitCredential(context, credential, transaction);
  if (force !== true) await refuseUsed(transaction, found, 'change');
  return { ...sealCredential(sealer, found.id, credential), version: found.version + 1 };
};

const update = async (request: UpdateRequest, context: Context): Promise<StorageCredential> => {
  const { name, new_name, comment, owner, read_only, force } = request;
  refuseIsolated(request.isolation_mode);
  if (new_name !== undefined) checkName('storage credential', new_name);
  const credential = readCredential(request);
  return context.write(async transaction => {
    const found = await getManaged(context, name, transaction);
    const newName = new_name?.toLowerCase() ?? found.name;
    const values = {
      name: newName,
      name_key: newName,
      comment: comment ?? found.comment,
      owner: await toOwner(context.workspace, transaction, { wanted: owner, present: found.owner }),
      read_only: read_only === undefined ? found.read_only : toFlag(read_only),
      ...(await exchanged(context, transaction, found, { credential, force })),
      ...changed(context),
    };
    await transaction.updateTable('storage_credentials').set(values).where('id', '=', found.id).execute();
    return { ...found, ...values };
  });
};

const toFlag = (value: boolean | undefined): 0 | 1 => (value === true ? 1 : 0);

export const storageCredentialsRoom = room(storageCredentials, authenticateCaller, {
  create: async (request, context) => {
    await requireOnMetastore(context, 'CREATE_STORAGE_CREDENTIAL');
    checkName('storage credential', request.name);
    const credential = readCredential(request);
    if (credential === undefined) {
      throw new ApiError(
        'INVALID_PARAMETER_VALUE',
        'Exactly one kind of credential must be given, such as aws_iam_role.',
      );
    }
    await admitCredential(context, credential);
    const object = newObject(context, request.name.toLowerCase(), request.comment);
    const row = {
      ...object,
      ...sealCredential(context.workspace.sealer, object.id, credential),
      version: 1,
      read_only: toFlag(request.read_only),
    };
    await context
      .write(async transaction => {
        await requireOnMetastore(context, 'CREATE_STORAGE_CREDENTIAL', transaction);
        await transaction.insertInto('storage_credentials').values(row).execute();
      })
      .catch(taken(row.name));
    return describe(row, await metastoreId(context));
  },

  get: async ({ name }, context) => {
    const found = await getStorageCredential(context.workspace.database.read, name);
    const securable = asStorageCredential(found);
    if (!isVisible(await callerRights(context, securable), securable)) throw credentialMissing(name);
    return describe(found, await metastoreId(context));
  },

  list: async (request, context) => {
    const { read } = context.workspace.database;
    const { metastore, rights } = await metastoreRights(context);
    const { items, next } = await namedPage(context, request, ['storage_credentials'], (after, limit) =>
      withIdentity(read, sql`${context.principal.id}`)
        .selectFrom('storage_credentials')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('storage_credentials', rights.admin ? 'all' : 'own'))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    return { storage_credentials: items.map(row => describe(row, metastore.id)), ...next };
  },

  update: async (request, context) => {
    const row = await update(request, context).catch(taken(request.new_name ?? request.name));
    return describe(row, await metastoreId(context));
  },

  delete: async ({ name, force }, context) => {
    await context.write(async transaction => {
      const found = await getManaged(context, name, transaction);
      if (force !== true) await refuseUsed(transaction, found, 'delete');
      await dropGrants(transaction, [found.id]);
      await transaction.deleteFrom('storage_credentials').where('id', '=', found.id).execute();
    });
    return {};
  },

  validate: validateCredential,
});
