import type { Queries } from '../database/database.ts';
import type { Possession, PrincipalHook, RenameHook } from '../identity/principal-hooks.ts';

/** What of the catalog belongs to an owner, outermost first. */
const ownedBy = async (queries: Queries, owner: string): Promise<readonly Possession[]> => {
  const metastores = await queries.selectFrom('metastores').select('name').where('owner', '=', owner).execute();
  const catalogs = await queries
    .selectFrom('catalogs')
    .select('name')
    .where('owner', '=', owner)
    .orderBy('name_key')
    .execute();
  const placed = queries
    .selectFrom('schemas')
    .innerJoin('catalogs', 'catalogs.id', 'schemas.catalog_id')
    .select(['catalogs.name as catalog', 'schemas.name as schema'])
    .orderBy('catalogs.name_key')
    .orderBy('schemas.name_key');
  const schemas = await placed.where('schemas.owner', '=', owner).execute();
  const tables = await placed
    .innerJoin('tables', 'tables.schema_id', 'schemas.id')
    .select('tables.name as table')
    .where('tables.owner', '=', owner)
    .orderBy('tables.name_key')
    .execute();
  const volumes = await placed
    .innerJoin('volumes', 'volumes.schema_id', 'schemas.id')
    .select('volumes.name as volume')
    .where('volumes.owner', '=', owner)
    .orderBy('volumes.name_key')
    .execute();
  const named = (table: 'storage_credentials' | 'external_locations') =>
    queries.selectFrom(table).select('name').where('owner', '=', owner).orderBy('name_key').execute();
  const credentials = await named('storage_credentials');
  const locations = await named('external_locations');
  return [
    ...metastores.map(({ name }) => ({ type: 'METASTORE', name })),
    ...credentials.map(({ name }) => ({ type: 'STORAGE_CREDENTIAL', name })),
    ...locations.map(({ name }) => ({ type: 'EXTERNAL_LOCATION', name })),
    ...catalogs.map(({ name }) => ({ type: 'CATALOG', name })),
    ...schemas.map(({ catalog, schema }) => ({ type: 'SCHEMA', name: `${catalog}.${schema}` })),
    ...tables.map(({ catalog, schema, table }) => ({ type: 'TABLE', name: `${catalog}.${schema}.${table}` })),
    ...volumes.map(({ catalog, schema, volume }) => ({ type: 'VOLUME', name: `${catalog}.${schema}.${volume}` })),
  ];
};

/**
 * What the catalog does when a principal is deleted. Grants to a group go with it; those to a user or service principal
 * stay, to be seen and revoked by its id. What it owned stays and keeps its name as owner.
 */
export const leaveCatalog: PrincipalHook = async (transaction, { id, kind, name }) => {
  const owned = await ownedBy(transaction, name);
  if (kind !== 'GROUP') return { owned };
  const { numDeletedRows } = await transaction
    .deleteFrom('privilege_grants')
    .where('principal_id', '=', id)
    .executeTakeFirstOrThrow();
  return { owned, removed: { grants: Number(numDeletedRows) } };
};

const owned = [
  ...(['metastores', 'storage_credentials', 'external_locations'] as const),
  ...(['catalogs', 'schemas', 'tables', 'volumes'] as const),
];

/** Owners of the metastore and of what is in it follow the name of their group. */
export const renameCatalogOwner: RenameHook = async (transaction, from, to) => {
  for (const table of owned) {
    await transaction.updateTable(table).set({ owner: to }).where('owner', '=', from).execute();
  }
};
