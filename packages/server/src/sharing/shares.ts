import { type RequestOf, shares } from '@boathouse/contract';
import { ownedBy, requireMetastoreAdmin } from '../catalog/access.ts';
import { checkName, nameKey } from '../catalog/names.ts';
import { refuseTaken } from '../catalog/refuse-taken.ts';
import { changed, newObject } from '../catalog/stamps.ts';
import type { Queries } from '../database/database.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Caller } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { requireShareOwner, requireVisibleShare } from './access.ts';
import { applyUpdates } from './apply-updates.ts';
import { describeShare, describeWholeShare } from './describe-share.ts';
import { changeGrants, describeGrants } from './grants.ts';
import { prepareUpdates } from './prepare-updates.ts';
import { getShare, type Share } from './store.ts';

const taken = (name: string) => refuseTaken('SHARE_ALREADY_EXISTS', `Share '${name}'`);

type UpdateRequest = RequestOf<(typeof shares)['operations']['update']>;

/** A metastore administrator who does not own a share may do one thing to it: give it another owner. */
const requireMayUpdate = (caller: Caller, share: Share, request: UpdateRequest): void => {
  const { name: _, owner, ...rest } = request;
  if (caller.admin && owner !== undefined && Object.keys(rest).length === 0) return;
  requireShareOwner(caller, share);
};

const saveFields = async (
  transaction: Queries,
  share: Share,
  request: UpdateRequest,
  stamps: ReturnType<typeof changed>,
) => {
  const name = request.new_name ?? share.name;
  const values = {
    name,
    name_key: nameKey(name),
    owner: request.owner ?? share.owner,
    comment: request.comment ?? share.comment,
    storage_root: request.storage_root ?? share.storage_root,
    ...stamps,
  };
  await transaction.updateTable('shares').set(values).where('id', '=', share.id).execute();
  return { ...share, ...values };
};

export const sharesRoom = room(shares, authenticateCaller, {
  create: async ({ name, comment, storage_root }, context) => {
    requireMetastoreAdmin(context.principal, 'CREATE SHARE');
    checkName('share', name);
    const share = { ...newObject(context, name, comment), storage_root: storage_root ?? null };
    await context.write(transaction => transaction.insertInto('shares').values(share).execute()).catch(taken(name));
    return describeShare(share);
  },

  get: async ({ name, include_shared_data }, { workspace, principal }) => {
    const { read } = workspace.database;
    const share = await getShare(read, name);
    requireVisibleShare(principal, share);
    return include_shared_data === false ? describeShare(share) : describeWholeShare(read, share);
  },

  listShares: async ({ max_results, page_token }, { workspace, principal }) => {
    const { items, nextPageToken } = await readPage(
      workspace,
      { binding: ['shares', principal.id], token: page_token, size: pageSize(max_results) },
      (after, limit) =>
        workspace.database.read
          .selectFrom('shares')
          .selectAll()
          .where('name_key', '>', after)
          .where(ownedBy(principal))
          .orderBy('name_key')
          .limit(limit)
          .execute(),
      share => share.name_key,
    );
    return {
      shares: items.map(describeShare),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  update: async (request, context) => {
    const { workspace, principal } = context;
    const { read } = workspace.database;
    if (request.new_name !== undefined) checkName('share', request.new_name);
    requireMayUpdate(principal, await getShare(read, request.name), request);
    const updates = await prepareUpdates(context, request.updates ?? []);
    const share = await context
      .write(async transaction => {
        const found = await getShare(transaction, request.name);
        requireMayUpdate(principal, found, request);
        await applyUpdates(transaction, context, found, updates);
        return saveFields(transaction, found, request, changed(context));
      })
      .catch(taken(request.new_name ?? request.name));
    return describeWholeShare(read, share);
  },

  delete: async ({ name }, context) => {
    await context.write(async transaction => {
      const share = await getShare(transaction, name);
      requireShareOwner(context.principal, share);
      await transaction.deleteFrom('shares').where('id', '=', share.id).execute();
    });
    return {};
  },

  sharePermissions: async ({ name }, { workspace, principal }) => {
    const { read } = workspace.database;
    const share = await getShare(read, name);
    requireVisibleShare(principal, share);
    return { privilege_assignments: await describeGrants(read, share) };
  },

  updatePermissions: async ({ name, changes, omit_permissions_list }, context) => {
    const assignments = await context.write(async transaction => {
      const share = await getShare(transaction, name);
      requireShareOwner(context.principal, share);
      await changeGrants(transaction, context, share, changes ?? []);
      return describeGrants(transaction, share);
    });
    return omit_permissions_list === true ? {} : { privilege_assignments: assignments };
  },
});
