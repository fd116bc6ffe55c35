import type { Queries } from '../database/database.ts';

interface NewMetastore {
  readonly now: number;
  readonly newId: () => string;
  readonly owner: string;
  readonly cloud: string;
  readonly region: string;
}

/** One year: what Databricks gives recipient tokens, and the most that they may have. */
const recipientTokenLifetimeSeconds = 31_536_000;

/** Makes the metastore, with a catalog `main` and its schema `default` to start with. */
export const insertMetastore = async (
  transaction: Queries,
  { now, newId, owner, cloud, region }: NewMetastore,
): Promise<void> => {
  const by = { created_at: now, created_by: owner, updated_at: now, updated_by: owner };
  await transaction
    .insertInto('metastores')
    .values({
      id: newId(),
      name: 'boathouse',
      owner,
      cloud,
      region,
      organization_name: null,
      sharing_scope: 'INTERNAL_AND_EXTERNAL',
      recipient_token_lifetime_seconds: recipientTokenLifetimeSeconds,
      ...by,
    })
    .execute();
  const catalogId = newId();
  const named = { owner, comment: null, storage_root: null, properties: '{}', ...by };
  await transaction
    .insertInto('catalogs')
    .values({ id: catalogId, name: 'main', name_key: 'main', provider_id: null, share_name: null, ...named })
    .execute();
  await transaction
    .insertInto('schemas')
    .values({ id: newId(), catalog_id: catalogId, name: 'default', name_key: 'default', ...named })
    .execute();
};
