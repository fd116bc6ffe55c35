import { metastores } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { notBuilt, room } from '../http/handlers.ts';
import { requireMetastoreAdmin } from './access.ts';
import { getMetastore, type Metastore } from './store.ts';

const globalId = ({ cloud, region, id }: Metastore): string => `${cloud}:${region}:${id}`;

const describe = (metastore: Metastore) => ({
  metastore_id: metastore.id,
  global_metastore_id: globalId(metastore),
  name: metastore.name,
  owner: metastore.owner,
  cloud: metastore.cloud,
  region: metastore.region,
  delta_sharing_scope: metastore.sharing_scope,
  delta_sharing_recipient_token_lifetime_in_seconds: metastore.recipient_token_lifetime_seconds,
  ...(metastore.organization_name === null ? {} : { delta_sharing_organization_name: metastore.organization_name }),
  privilege_model_version: '1.0',
  external_access_enabled: true,
  created_at: metastore.created_at,
  created_by: metastore.created_by,
  updated_at: metastore.updated_at,
  updated_by: metastore.updated_by,
});

export const metastoresRoom = room(metastores, authenticateCaller, {
  current: async (_, { workspace }) => {
    const metastore = await getMetastore(workspace.database.read);
    return { metastore_id: metastore.id, workspace_id: workspace.id, default_catalog_name: 'main' };
  },
  summary: async (_, { workspace }) => describe(await getMetastore(workspace.database.read)),
  get: async ({ id }, { workspace, principal }) => {
    requireMetastoreAdmin(principal, 'the role of an administrator');
    const metastore = await getMetastore(workspace.database.read);
    if (metastore.id !== id) throw new ApiError('METASTORE_DOES_NOT_EXIST', `Metastore '${id}' does not exist.`);
    return describe(metastore);
  },
  list: async (_, { workspace, principal }) => {
    requireMetastoreAdmin(principal, 'the role of an administrator');
    return { metastores: [describe(await getMetastore(workspace.database.read))] };
  },
  update: notBuilt,
});
