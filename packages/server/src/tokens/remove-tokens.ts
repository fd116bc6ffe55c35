import type { PrincipalHook } from '../identity/principal-hooks.ts';
import { revokeTokens } from './revoke.ts';

/** The tokens of a principal that is deleted go with it. */
export const removeTokens: PrincipalHook = async (transaction, { id }, now) => {
  const owned = transaction.selectFrom('tokens').select('id').where('principal_id', '=', id);
  return { removed: { tokens: await revokeTokens(transaction, owned, now) } };
};
