import { recipients } from '@boathouse/contract';
import { sql } from 'kysely';
import { toOwner } from '../catalog/grantees.ts';
import { listed, withIdentity } from '../catalog/identity-sql.ts';
import { namedPage } from '../catalog/named-page.ts';
import { checkName, nameKey } from '../catalog/names.ts';
import { refuseTaken } from '../catalog/refuse-taken.ts';
import { requireOnMetastore } from '../catalog/securables.ts';
import { changed, newObject } from '../catalog/stamps.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { room } from '../http/handlers.ts';
import { requireMayUpdateRecipient, requireOwner, requireVisible, seesAll } from './access.ts';
import { describeRecipient, describeRecipients } from './describe-recipient.ts';
import { checkAddresses } from './ip-access-list.ts';
import { addPeerProvider } from './peer-providers.ts';
import { ownPeer } from './peers.ts';
import { checkProperties } from './properties.ts';
import { changeExpiry, issueToken, rotateToken, tokenExpiry } from './recipient-tokens.ts';
import { checkRestrictions, toRecipientType } from './recipient-type.ts';
import { toSharingIdentifier } from './sharing-identifier.ts';
import { getRecipient } from './store.ts';

const taken = (name: string) => refuseTaken('RECIPIENT_ALREADY_EXISTS', `Recipient '${name}'`);

/** Shares go to a metastore, whichever of its people reads them: it is one recipient. */
const refuseSameMetastore = async (transaction: Queries, identifier: string | null): Promise<void> => {
  if (identifier === null) return;
  const other = await transaction
    .selectFrom('recipients')
    .select('name')
    .where('sharing_identifier', '=', identifier)
    .executeTakeFirst();
  if (other === undefined) return;
  throw new ApiError(
    'RECIPIENT_ALREADY_EXISTS',
    `Recipient '${other.name}' with the sharing identifier ${identifier} already exists.`,
  );
};

export const recipientsRoom = room(recipients, authenticateCaller, {
  create: async (request, context) => {
    const { workspace } = context;
    await requireOnMetastore(context, 'CREATE_RECIPIENT');
    checkName('recipient', request.name);
    const type = toRecipientType(request);
    const addresses = request.ip_access_list?.allowed_ip_addresses;
    if (addresses !== undefined) checkAddresses(addresses);
    const properties = checkProperties(request.properties_kvpairs?.properties ?? {});
    const object = newObject(context, request.name, request.comment);
    const recipient = {
      ...object,
      owner: await toOwner(workspace, workspace.database.read, { wanted: request.owner, present: object.owner }),
      ...type,
      activated: 0,
      properties: JSON.stringify(properties),
      allowed_ip_addresses: addresses === undefined ? null : JSON.stringify(addresses),
      expires_at: request.expiration_time ?? null,
    };
    // Who shares with its own metastore is its own provider.
    const own = await ownPeer(workspace);
    await context
      .write(async transaction => {
        await refuseSameMetastore(transaction, type.sharing_identifier);
        const expiresAt = await tokenExpiry(transaction, workspace.now(), request.expiration_time);
        await transaction.insertInto('recipients').values(recipient).execute();
        if (type.sharing_identifier === own.identifier) await addPeerProvider(workspace, transaction, own);
        if (type.authentication_type === 'TOKEN') await issueToken(transaction, context, recipient.id, expiresAt);
      })
      .catch(taken(request.name));
    return describeRecipient(workspace, recipient);
  },

  get: async ({ name }, context) => {
    const recipient = await getRecipient(context.workspace.database, name);
    await requireVisible(context, 'RECIPIENT', recipient);
    return describeRecipient(context.workspace, recipient);
  },

  list: async ({ data_recipient_global_metastore_id: metastore, parent_recipient_name, ...paging }, context) => {
    const { workspace, principal } = context;
    const { read } = workspace.database;
    // There are no invitations, and so nobody who came by one.
    if (parent_recipient_name !== undefined) return { recipients: [] };
    const identifier = metastore === undefined ? undefined : toSharingIdentifier(metastore);
    const scope = (await seesAll(context, 'RECIPIENT')) ? 'all' : 'own';
    const { items, next } = await namedPage(context, paging, ['recipients', identifier ?? ''], (after, limit) =>
      withIdentity(read, sql`${principal.id}`)
        .selectFrom('recipients')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('recipients', scope))
        .$if(identifier !== undefined, query => query.where('sharing_identifier', '=', identifier ?? ''))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    return { recipients: await describeRecipients(workspace, read, items), ...next };
  },

  update: async (request, context) => {
    const { workspace } = context;
    const { name, new_name, comment, owner, ip_access_list, properties_kvpairs, expiration_time } = request;
    if (new_name !== undefined) checkName('recipient', new_name);
    const addresses = ip_access_list?.allowed_ip_addresses;
    if (addresses !== undefined) checkAddresses(addresses);
    const given = properties_kvpairs?.properties;
    const properties = given === undefined ? undefined : JSON.stringify(checkProperties(given));
    const recipient = await context
      .write(async transaction => {
        const found = await getRecipient(workspace.database, name, transaction);
        await requireMayUpdateRecipient(context, found, new_name, transaction);
        checkRestrictions(found.authentication_type, request);
        const newName = new_name ?? found.name;
        const values = {
          name: newName,
          name_key: nameKey(newName),
          comment: comment ?? found.comment,
          owner: await toOwner(workspace, transaction, { wanted: owner, present: found.owner }),
          properties: properties ?? found.properties,
          allowed_ip_addresses: addresses === undefined ? found.allowed_ip_addresses : JSON.stringify(addresses),
          expires_at: expiration_time ?? found.expires_at,
          ...changed(context),
        };
        await transaction.updateTable('recipients').set(values).where('id', '=', found.id).execute();
        if (expiration_time !== undefined) {
          await changeExpiry(transaction, context, found, expiration_time);
        }
        return { ...found, ...values };
      })
      .catch(taken(new_name ?? name));
    return describeRecipient(workspace, recipient);
  },

  rotateToken: async ({ name, existing_token_expire_in_seconds }, context) => {
    const { workspace } = context;
    const recipient = await context.write(async transaction => {
      const found = await getRecipient(workspace.database, name, transaction);
      await requireOwner(context, 'RECIPIENT', found, transaction);
      await rotateToken(transaction, context, found, existing_token_expire_in_seconds ?? 0);
      return found;
    });
    return describeRecipient(workspace, recipient);
  },

  delete: async ({ name }, context) => {
    const { workspace } = context;
    await context.write(async transaction => {
      const recipient = await getRecipient(workspace.database, name, transaction);
      await requireOwner(context, 'RECIPIENT', recipient, transaction);
      await transaction.deleteFrom('recipients').where('id', '=', recipient.id).execute();
    });
    return {};
  },

  sharePermissions: async ({ name, ...paging }, context) => {
    const { database } = context.workspace;
    const recipient = await getRecipient(database, name);
    await requireVisible(context, 'RECIPIENT', recipient);
    const { items, next } = await namedPage(context, paging, ['share-permissions', recipient.id], (after, limit) =>
      database.read
        .selectFrom('share_grants')
        .innerJoin('shares', 'shares.id', 'share_grants.share_id')
        .select(['shares.name', 'shares.name_key'])
        .where('recipient_id', '=', recipient.id)
        .where('shares.name_key', '>', after)
        .orderBy('shares.name_key')
        .limit(limit)
        .execute(),
    );
    const privilege_assignments = [{ principal: recipient.name, privileges: ['SELECT' as const] }];
    return { permissions_out: items.map(share => ({ share_name: share.name, privilege_assignments })), ...next };
  },
});
