import type { Selectable } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { SecretTables } from '../database/tables/secrets.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import { requireLevel, type Scope } from './scope-access.ts';
import { decryptSecret } from './secret-value.ts';

/** That there is no such secret. */
export const noSecret = (scope: string, key: string): ApiError =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `Secret does not exist with scope: ${scope} and key: ${key}.`);

/** The row of a secret, if it is there. */
export const secretRow = (
  queries: Queries,
  { id }: Scope,
  key: string,
): Promise<Selectable<SecretTables['secrets']> | undefined> =>
  queries.selectFrom('secrets').selectAll().where('scope_id', '=', id).where('key', '=', key).executeTakeFirst();

/**
 * Reads the value of a secret for a principal who may, from the workspace or from the key vault behind the scope. The caller
 * of this leaves the audit record.
 *
 * @param place the name of the scope, and the key in it
 * @throws ApiError RESOURCE_DOES_NOT_EXIST, PERMISSION_DENIED, or what the key vault says
 */
export const readSecret = async (
  { database, sealer, keyVaults }: Workspace,
  principal: Pick<Caller, 'id' | 'name' | 'admin'>,
  place: { readonly scope: string; readonly key: string },
): Promise<Buffer> => {
  const { key } = place;
  const scope = await requireLevel({ database, queries: database.read, principal }, place.scope, 'READ');
  if (scope.backend_type === 'AZURE_KEYVAULT') return keyVaults.ofScope(scope).read(key);
  const row = await secretRow(database.read, scope, key);
  if (row === undefined) throw noSecret(scope.name, key);
  return decryptSecret(sealer, scope, row, row.ciphertext);
};
