import { type RequestOf, shares } from '@boathouse/contract';
import { sql } from 'kysely';
import { toOwner } from '../catalog/grantees.ts';
import { listed, withIdentity } from '../catalog/identity-sql.ts';
import { namedPage } from '../catalog/named-page.ts';
import { checkName, nameKey } from '../catalog/names.ts';
import { refuseTaken } from '../catalog/refuse-taken.ts';
import { requireOnMetastore } from '../catalog/securables.ts';
import { changed, newObject } from '../catalog/stamps.ts';
import type { Queries } from '../database/database.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { requireMayUpdateShare, requireOwner, seesAll } from './access.ts';
import { applyUpdates } from './apply-updates.ts';
import { describeShare, describeWholeShare } from './describe-share.ts';
import { changeGrants, getVisibleShare } from './grants.ts';
import { prepareUpdates } from './prepare-updates.ts';
import { getShare, granteesOf, type Recipient, type Share } from './store.ts';

const taken = (name: string) => refuseTaken('SHARE_ALREADY_EXISTS', `Share '${name}'`);

/** A recipient as the permissions of a share tell it. */
const toAssignment = ({ name }: Recipient) => ({ principal: name, privileges: ['SELECT' as const] });

type UpdateRequest = RequestOf<(typeof shares)['operations']['update']>;

const requireMayUpdate = (context: Context, share: Share, request: UpdateRequest, queries?: Queries): Promise<void> => {
  const { name: _, owner, ...rest } = request;
  const onlyOwner = owner !== undefined && Object.keys(rest).length === 0;
  const renamed = request.new_name === undefined ? {} : { new_name: request.new_name };
  return requireMayUpdateShare(context, share, { onlyOwner, ...renamed }, queries);
};

const saveFields = async (transaction: Queries, context: Context, share: Share, request: UpdateRequest) => {
  const name = request.new_name ?? share.name;
  const values = {
    name,
    name_key: nameKey(name),
    owner: await toOwner(context.workspace, transaction, { wanted: request.owner, present: share.owner }),
    comment: request.comment ?? share.comment,
    storage_root: request.storage_root ?? share.storage_root,
    ...changed(context),
  };
  await transaction.updateTable('shares').set(values).where('id', '=', share.id).execute();
  return { ...share, ...values };
};

export const sharesRoom = room(shares, authenticateCaller, {
  create: async ({ name, comment, storage_root }, context) => {
    await requireOnMetastore(context, 'CREATE_SHARE');
    checkName('share', name);
    const share = { ...newObject(context, name, comment), storage_root: storage_root ?? null };
    await context.write(transaction => transaction.insertInto('shares').values(share).execute()).catch(taken(name));
    return describeShare(share);
  },

  get: async ({ name, include_shared_data }, context) => {
    const share = await getVisibleShare(context, name);
    return include_shared_data === false ? describeShare(share) : describeWholeShare(context.workspace.database, share);
  },

  listShares: async (request, context) => {
    const scope = (await seesAll(context, 'SHARE')) ? 'all' : 'own';
    const { items, next } = await namedPage(context, request, ['shares'], (after, limit) =>
      withIdentity(context.workspace.database.read, sql`${context.principal.id}`)
        .selectFrom('shares')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('shares', scope))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    return { shares: items.map(describeShare), ...next };
  },

  update: async (request, context) => {
    const { database } = context.workspace;
    if (request.new_name !== undefined) checkName('share', request.new_name);
    const present = await getShare(database.read, request.name);
    await requireMayUpdate(context, present, request);
    const updates = await prepareUpdates(context, present, request.updates ?? []);
    const share = await context
      .write(async transaction => {
        const found = await getShare(transaction, request.name);
        await requireMayUpdate(context, found, request, transaction);
        await applyUpdates(transaction, context, found, updates);
        return saveFields(transaction, context, found, request);
      })
      .catch(taken(request.new_name ?? request.name));
    return describeWholeShare(database, share);
  },

  delete: async ({ name }, context) => {
    await context.write(async transaction => {
      const share = await getShare(transaction, name);
      await requireOwner(context, 'SHARE', share, transaction);
      await transaction.deleteFrom('shares').where('id', '=', share.id).execute();
    });
    return {};
  },

  sharePermissions: async ({ name, ...paging }, context) => {
    const { id } = await getVisibleShare(context, name);
    const { items, next } = await namedPage(context, paging, ['share-permissions', id], (after, limit) =>
      granteesOf(context.workspace.database.read, id).where('name_key', '>', after).limit(limit).execute(),
    );
    return { privilege_assignments: items.map(toAssignment), ...next };
  },

  updatePermissions: async ({ name, changes, omit_permissions_list }, context) => {
    const grantees = await context.write(transaction => changeGrants(transaction, context, name, changes ?? []));
    return omit_permissions_list === true ? {} : { privilege_assignments: grantees.map(toAssignment) };
  },
});
