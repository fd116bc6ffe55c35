import type { Mount, MountedShares } from '../catalog/mounted-shares.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { requireVisible } from './access.ts';
import { remoteShare, remoteTable } from './remote-shares.ts';
import { getProvider, type Provider } from './store.ts';

/** @throws ApiError INVALID_STATE when the provider was deleted */
const providerOf = async (queries: Queries, { provider_id, share_name }: Mount): Promise<Provider> => {
  const provider = await queries.selectFrom('providers').selectAll().where('id', '=', provider_id).executeTakeFirst();
  if (provider !== undefined) return provider;
  throw new ApiError(
    'INVALID_STATE',
    `The provider of the share '${share_name}' was deleted. Create a catalog from a provider that is there.`,
  );
};

/** What catalogs show that are made from the shares of providers. */
export const mountedShares: MountedShares = {
  find: async (context, providerName, shareName) => {
    const { workspace } = context;
    const provider = await getProvider(workspace.database.read, providerName);
    await requireVisible(context, 'PROVIDER', provider);
    const { share } = await remoteShare(workspace, provider, shareName);
    return { provider_id: provider.id, share_name: share.name };
  },

  providerNames: async (queries, ids) => {
    if (ids.length === 0) return new Map();
    const rows = await queries
      .selectFrom('providers')
      .select(['id', 'name'])
      .where('id', 'in', [...new Set(ids)])
      .execute();
    return new Map(rows.map(({ id, name }) => [id, name]));
  },

  tables: async (workspace, mount) => {
    const provider = await providerOf(workspace.database.read, mount);
    return (await remoteShare(workspace, provider, mount.share_name)).tables;
  },

  metadata: async (workspace, mount, { schema, name }) => {
    const provider = await providerOf(workspace.database.read, mount);
    return remoteTable(workspace, provider, { share: mount.share_name, schema, table: name });
  },
};
