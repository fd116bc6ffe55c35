import type { Selectable } from 'kysely';
import type { Database, Queries } from '../database/database.ts';
import type { SecretTables } from '../database/tables/secrets.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import { identitiesOf } from '../identity/identities.ts';

/** A scope as the database has it. */
export type Scope = Selectable<SecretTables['secret_scopes']>;

/** What a principal may do with a scope: each level includes those before it. */
export type Level = SecretTables['secret_acls']['permission'];

const levels: readonly Level[] = ['READ', 'WRITE', 'MANAGE'];

/** Who asks, and where the answer is looked up: `queries` is `read`, or the transaction of a write. */
export interface ScopeAccess {
  readonly database: Database;
  readonly queries: Queries;
  readonly principal: Pick<Caller, 'id' | 'name' | 'admin'>;
}

/**
 * Finds a scope by its name, ignoring case.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST
 */
export const findScope = async (queries: Queries, name: string): Promise<Scope> => {
  const scope = await queries
    .selectFrom('secret_scopes')
    .selectAll()
    .where('name_key', '=', name.toLowerCase())
    .executeTakeFirst();
  if (scope === undefined) throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Scope ${name} does not exist!`);
  return scope;
};

/** The levels that a principal and its groups were given. */
const heldLevels = async (
  { database, queries, principal }: ScopeAccess,
  scopeId: string,
): Promise<readonly Level[]> => {
  const { ids } = await identitiesOf(database, principal.id, queries);
  const rows = await queries
    .selectFrom('secret_acls')
    .select('permission')
    .where('scope_id', '=', scopeId)
    .where('principal_id', 'in', ids)
    .execute();
  return rows.map(row => row.permission);
};

/**
 * Finds a scope for somebody who has a level on it, directly or through groups. Administrators have MANAGE on every scope, so
 * that none can be locked for good.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST, or PERMISSION_DENIED: that there is a scope of a name is no secret
 */
export const requireLevel = async (access: ScopeAccess, name: string, level: Level): Promise<Scope> => {
  const { queries, principal } = access;
  const scope = await findScope(queries, name);
  if (principal.admin) return scope;
  const held = await heldLevels(access, scope.id);
  if (held.some(one => levels.indexOf(one) >= levels.indexOf(level))) return scope;
  throw new ApiError(
    'PERMISSION_DENIED',
    `${principal.name} does not have ${level} permission on scope ${scope.name}.`,
  );
};
