import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { findGrantee } from './grantees.ts';
import { type Privilege, requireGrantable } from './privilege-table.ts';
import type { Securable } from './privileges.ts';
import { type GrantChange, refuseDuplicates } from './securable-kind.ts';

/** All that one principal gets and loses by a call. */
interface Total {
  /** What the caller called it. */
  readonly principal: string;
  readonly add: Set<Privilege>;
  readonly remove: Set<Privilege>;
}

const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message);

/** The id that a change is about. */
const granteeOf = async (
  { workspace }: Context,
  transaction: Queries,
  { principal = '', principal_id, add = [] }: GrantChange,
): Promise<number> => {
  if (principal !== '') return (await findGrantee(workspace, transaction, principal)).id;
  if (principal_id === undefined) throw invalid('Missing required field: changes[].principal.');
  if (add.length > 0)
    throw invalid('With principal_id privileges can only be removed: name the principal to add some.');
  return principal_id;
};

/** Unites the changes of each principal, however often and by whatever name it is mentioned. */
const unite = async (
  context: Context,
  transaction: Queries,
  changes: readonly GrantChange[],
): Promise<Map<number, Total>> => {
  const totals = new Map<number, Total>();
  for (const change of changes) {
    const id = await granteeOf(context, transaction, change);
    const { principal = String(id), add = [], remove = [] } = change;
    const before = totals.get(id);
    const total = {
      principal,
      add: new Set([...(before?.add ?? []), ...add]),
      remove: new Set([...(before?.remove ?? []), ...remove]),
    };
    refuseDuplicates(principal, total.add, total.remove);
    totals.set(id, total);
  }
  return totals;
};

/**
 * Grants and revokes privileges on a securable. Adding what is held and removing what is not change nothing.
 *
 * @throws ApiError PRINCIPAL_DOES_NOT_EXIST; INVALID_PARAMETER_VALUE for a privilege that the securable does not take, or
 *   that is added and removed
 */
export const changeGrants = async (
  transaction: Queries,
  context: Context,
  { id, type }: Securable,
  changes: readonly GrantChange[],
): Promise<void> => {
  const stamp = { granted_at: context.workspace.now(), granted_by: context.principal.name };
  for (const [principalId, { add, remove }] of await unite(context, transaction, changes)) {
    for (const privilege of add) requireGrantable(privilege, type);
    const grant = { securable_type: type, securable_id: id, principal_id: principalId };
    if (add.size > 0) {
      await transaction
        .insertInto('privilege_grants')
        .values([...add].map(privilege => ({ ...grant, privilege, ...stamp })))
        .onConflict(conflict => conflict.doNothing())
        .execute();
    }
    if (remove.size > 0) {
      await transaction
        .deleteFrom('privilege_grants')
        .where('securable_id', '=', id)
        .where('principal_id', '=', principalId)
        .where('privilege', 'in', [...remove])
        .execute();
    }
  }
};
