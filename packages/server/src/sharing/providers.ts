import { providers, type RequestOf } from '@boathouse/contract';
import { sql } from 'kysely';
import { toOwner } from '../catalog/grantees.ts';
import { listed, withIdentity } from '../catalog/identity-sql.ts';
import { namedPage } from '../catalog/named-page.ts';
import { checkName, nameKey } from '../catalog/names.ts';
import { refuseTaken } from '../catalog/refuse-taken.ts';
import { requireOnMetastore } from '../catalog/securables.ts';
import { changed, newObject } from '../catalog/stamps.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { pageSize, readPage } from '../http/paging.ts';
import { requireMayManageProvider, requireVisible, seesAll } from './access.ts';
import { describeProvider } from './describe-provider.ts';
import { authenticationTypes, parseProviderProfile, profileColumns } from './provider-profile.ts';
import { remoteShare, remoteShares } from './remote-shares.ts';
import { toSharingIdentifier } from './sharing-identifier.ts';
import { getProvider, type Provider } from './store.ts';

const taken = (name: string) => refuseTaken('PROVIDER_ALREADY_EXISTS', `Provider '${name}'`);

const wrong = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

type CreateRequest = RequestOf<(typeof providers)['operations']['create']>;

/** What a profile says goes before what the caller says of it: both must agree. */
const refuseOtherType = (asked: CreateRequest['authentication_type'], type: Provider['authentication_type']): void => {
  if (asked === undefined || asked === type) return;
  throw wrong(`Field 'authentication_type' is ${asked}, but the profile is of a provider of type ${type}.`);
};

const requireProfile = ({ recipient_profile_str: profile, authentication_type: type }: CreateRequest): string => {
  if (type === 'DATABRICKS') {
    throw wrong(
      'Providers of type DATABRICKS cannot be created: they appear when their metastore shares with this one.',
    );
  }
  if (type !== undefined && type !== 'TOKEN' && type !== 'OAUTH_CLIENT_CREDENTIALS') {
    throw new ApiError('NOT_IMPLEMENTED', `Providers of type ${type} are not implemented. Create one of type TOKEN.`);
  }
  if (profile !== undefined && profile !== '') return profile;
  throw wrong("Missing required field: 'recipient_profile_str', the text of the profile file from the provider.");
};

const getSeen = async (context: Context, name: string): Promise<Provider> => {
  const provider = await getProvider(context.workspace.database.read, name);
  await requireVisible(context, 'PROVIDER', provider);
  return provider;
};

/** Administers outside parties whose shares this metastore may mount. */
export const providersRoom = room(providers, authenticateCaller, {
  create: async (request, context) => {
    const { workspace } = context;
    await requireOnMetastore(context, 'CREATE_PROVIDER');
    checkName('provider', request.name);
    const text = requireProfile(request);
    const profile = await parseProviderProfile(workspace, text);
    refuseOtherType(request.authentication_type, authenticationTypes[profile.type]);
    const object = newObject(context, request.name, request.comment);
    const provider = {
      ...object,
      ...profileColumns(workspace, object.id, { text, profile }),
      sharing_identifier: null,
    };
    await context
      .write(async transaction => {
        await transaction.insertInto('providers').values(provider).execute();
      })
      .catch(taken(request.name));
    return describeProvider(provider);
  },

  get: async ({ name }, context) => describeProvider(await getSeen(context, name)),

  list: async ({ data_provider_global_metastore_id: metastore, ...paging }, context) => {
    const { workspace, principal } = context;
    const identifier = metastore === undefined ? undefined : toSharingIdentifier(metastore);
    const scope = (await seesAll(context, 'PROVIDER')) ? 'all' : 'own';
    const { items, next } = await namedPage(context, paging, ['providers', identifier ?? ''], (after, limit) =>
      withIdentity(workspace.database.read, sql`${principal.id}`)
        .selectFrom('providers')
        .selectAll()
        .where('name_key', '>', after)
        .where(listed('providers', scope))
        .$if(identifier !== undefined, query => query.where('sharing_identifier', '=', identifier ?? ''))
        .orderBy('name_key')
        .limit(limit)
        .execute(),
    );
    return { providers: items.map(describeProvider), ...next };
  },

  update: async (request, context) => {
    const { workspace } = context;
    const { name, new_name, comment, owner, recipient_profile_str: text } = request;
    if (new_name !== undefined) checkName('provider', new_name);
    const read = text === undefined ? undefined : { text, profile: await parseProviderProfile(workspace, text) };
    const provider = await context
      .write(async transaction => {
        const found = await getProvider(transaction, name);
        await requireMayManageProvider(context, found, new_name, transaction);
        if (read !== undefined && found.profile_sealed === null) {
          throw wrong(`Provider '${found.name}' is of type DATABRICKS, which has no profile.`);
        }
        const newName = new_name ?? found.name;
        const values = {
          name: newName,
          name_key: nameKey(newName),
          comment: comment ?? found.comment,
          owner: await toOwner(workspace, transaction, { wanted: owner, present: found.owner }),
          ...(read === undefined ? {} : profileColumns(workspace, found.id, read)),
          ...changed(context),
        };
        await transaction.updateTable('providers').set(values).where('id', '=', found.id).execute();
        return { ...found, ...values };
      })
      .catch(taken(new_name ?? name));
    return describeProvider(provider);
  },

  delete: async ({ name }, context) => {
    await context.write(async transaction => {
      const provider = await getProvider(transaction, name);
      await requireMayManageProvider(context, provider, undefined, transaction);
      await transaction.deleteFrom('providers').where('id', '=', provider.id).execute();
    });
    return {};
  },

  listShares: async ({ name, max_results, page_token }, context) => {
    const { workspace, principal } = context;
    const provider = await getSeen(context, name);
    const shares = await remoteShares(workspace, provider);
    const { items, nextPageToken } = await readPage(
      workspace,
      { binding: ['provider-shares', provider.id, principal.id], token: page_token, size: pageSize(max_results) },
      async (after, limit) => shares.filter(share => share.name > after).slice(0, limit),
      share => share.name,
    );
    return {
      shares: items.map(share => ({ name: share.name })),
      ...(nextPageToken === undefined ? {} : { next_page_token: nextPageToken }),
    };
  },

  listProviderShareAssets: async ({ provider_name, share_name, table_max_results }, context) => {
    const provider = await getSeen(context, provider_name);
    const { share, tables } = await remoteShare(context.workspace, provider, share_name);
    return {
      share: { name: share.name, ...(share.id === undefined ? {} : { id: share.id }) },
      tables: tables.slice(0, table_max_results).map(table => ({
        name: table.name,
        schema: table.schema,
        share: share.name,
        ...(table.id === undefined ? {} : { id: table.id }),
        ...(table.shareId === undefined ? {} : { share_id: table.shareId }),
      })),
    };
  },
});
