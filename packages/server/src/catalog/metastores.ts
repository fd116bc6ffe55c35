import { metastores } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Context } from '../http/context.ts';
import { notBuilt, room } from '../http/handlers.ts';
import { callerRights } from './read-rights.ts';
import { asMetastore } from './securables.ts';
import { getMetastore, globalMetastoreId, type Metastore, metastoreMissing } from './store.ts';

const describe = (metastore: Metastore) => ({
  metastore_id: metastore.id,
  global_metastore_id: globalMetastoreId(metastore),
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

/** @throws ApiError PERMISSION_DENIED unless the caller is metastore administrator */
const getAdministered = async (context: Context): Promise<Metastore> => {
  const metastore = await getMetastore(context.workspace.database.read);
  const { admin } = await callerRights(context, asMetastore(metastore));
  if (!admin) throw new ApiError('PERMISSION_DENIED', 'User is not a metastore administrator.');
  return metastore;
};

export const metastoresRoom = room(metastores, authenticateCaller, {
  current: async (_, { workspace }) => {
    const metastore = await getMetastore(workspace.database.read);
    return { metastore_id: metastore.id, workspace_id: workspace.id, default_catalog_name: 'main' };
  },
  summary: async (_, { workspace }) => describe(await getMetastore(workspace.database.read)),
  get: async ({ id }, context) => {
    const metastore = await getAdministered(context);
    if (metastore.id !== id) throw metastoreMissing(id);
    return describe(metastore);
  },
  list: async (_, context) => ({ metastores: [describe(await getAdministered(context))] }),
  update: notBuilt,
});
