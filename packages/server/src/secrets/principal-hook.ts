import type { PrincipalHook } from '../identity/principal-hooks.ts';

/** What a principal may do with scopes goes with it. Scopes stay: administrators manage them. */
export const leaveScopes: PrincipalHook = async (transaction, { id }) => {
  const { numDeletedRows } = await transaction
    .deleteFrom('secret_acls')
    .where('principal_id', '=', id)
    .executeTakeFirst();
  return { removed: { secret_acls: Number(numDeletedRows) } };
};
