import type { Selectable } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import type { Level, SecuredObject } from './object-type.ts';

/** Who may stand in an access control list. */
export type Grantee = Pick<Selectable<Tables['principals']>, 'id' | 'kind' | 'name' | 'display_name' | 'admin'> & {
  /** Whether it is the group `admins`. */
  readonly isAdmins: boolean;
};

/** A direct entry of an access control list. */
export interface AclEntry {
  readonly principal: Grantee;
  readonly level: Level;
}

/** Columns of a principal that make a grantee. */
export const granteeColumns = [
  'principals.id',
  'principals.kind',
  'principals.name',
  'principals.display_name',
  'principals.admin',
  'principals.system',
  'principals.name_key',
] as const;

type GranteeRow = Pick<
  Selectable<Tables['principals']>,
  'id' | 'kind' | 'name' | 'display_name' | 'admin' | 'system' | 'name_key'
>;

/** A row of `granteeColumns` as a grantee. */
export const toGrantee = ({ id, kind, name, display_name, admin, system, name_key }: GranteeRow): Grantee => ({
  id,
  kind,
  name,
  display_name,
  admin,
  isAdmins: system === 1 && name_key === 'admins',
});

/** The direct entries of an object, by kind and name of the principal. */
export const entriesOf = async (queries: Queries, { type, id }: SecuredObject): Promise<readonly AclEntry[]> => {
  const rows = await queries
    .selectFrom('acl_entries')
    .innerJoin('principals', 'principals.id', 'acl_entries.principal_id')
    .select([...granteeColumns, 'acl_entries.level'])
    .where('object_type', '=', type.objectType)
    .where('object_id', '=', id)
    .orderBy('principals.kind', 'desc')
    .orderBy('principals.name_key')
    .execute();
  // Only levels of the type were ever written.
  return rows.map(row => ({ principal: toGrantee(row), level: row.level as Level }));
};

/** Gives a principal a level, in place of the one that it holds directly: what the creator of an object gets. */
export const putEntry = async (
  transaction: Queries,
  { type, id }: SecuredObject,
  principalId: number,
  level: Level,
): Promise<void> => {
  await transaction
    .insertInto('acl_entries')
    .values({ object_type: type.objectType, object_id: id, principal_id: principalId, level })
    .onConflict(conflict => conflict.columns(['object_type', 'object_id', 'principal_id']).doUpdateSet({ level }))
    .execute();
};

/** Takes all direct entries away: before others take their place, or when the object goes. */
export const dropEntries = async (transaction: Queries, { type, id }: SecuredObject): Promise<void> => {
  await transaction
    .deleteFrom('acl_entries')
    .where('object_type', '=', type.objectType)
    .where('object_id', '=', id)
    .execute();
};
