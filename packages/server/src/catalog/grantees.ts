import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Workspace } from '../workspace.ts';

/** Who a privilege is granted to, or who owns. */
export interface Grantee {
  readonly id: number;
  /** As the principal spells it. */
  readonly name: string;
}

/**
 * Everybody, by the name that Unity Catalog has for them. Kept apart from the group `users`, which is as large: Terraform
 * waits until a grant comes back under the name that it was given.
 */
export const accountUsers: Grantee = { id: -1, name: 'account users' };

/** Groups of a single workspace, which Unity Catalog does not know. */
const workspaceGroups: readonly string[] = ['admins', 'users'];

/**
 * The principal of a name: a user, service principal or group.
 *
 * @param name in any case; `account users` is everybody
 * @throws ApiError PRINCIPAL_DOES_NOT_EXIST; also for `admins` and `users` in a strict workspace
 */
export const findGrantee = async (
  { config }: Pick<Workspace, 'config'>,
  queries: Queries,
  name: string,
): Promise<Grantee> => {
  const key = name.toLowerCase();
  if (key === accountUsers.name) return accountUsers;
  const found =
    config.strict && workspaceGroups.includes(key)
      ? undefined
      : await queries.selectFrom('principals').select(['id', 'name']).where('name_key', '=', key).executeTakeFirst();
  if (found === undefined) {
    throw new ApiError('PRINCIPAL_DOES_NOT_EXIST', `Could not find principal with name ${name}`);
  }
  return found;
};

/**
 * The name to keep as owner of an object.
 *
 * @param wanted what the caller asked for; undefined: no change
 * @throws ApiError PRINCIPAL_DOES_NOT_EXIST
 */
export const toOwner = async (
  workspace: Pick<Workspace, 'config'>,
  queries: Queries,
  { wanted, present }: { readonly wanted: string | undefined; readonly present: string },
): Promise<string> => (wanted === undefined ? present : (await findGrantee(workspace, queries, wanted)).name);
