import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import { toCaller } from '../identity/to-caller.ts';
import type { Workspace } from '../workspace.ts';
import { tokenLookup } from './token-hash.ts';

const callerByToken = prepared((database, { lookup }: { readonly lookup: string }) =>
  database.read
    .selectFrom('tokens')
    .innerJoin('principals', 'principals.id', 'tokens.principal_id')
    .select(['principals.id', 'principals.kind', 'principals.name', 'principals.admin', 'principals.entitled'])
    .where('tokens.lookup', '=', lookup)
    .where('principals.active', '=', 1)
    .where(where =>
      where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', database.now())]),
    ),
);

/**
 * Finds out whose personal access token a value is.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN for one that is unknown or expired
 */
export const authenticateToken = async ({ database }: Workspace, token: string): Promise<Caller> => {
  const [row] = await database.execute(callerByToken(database, { lookup: tokenLookup(token) }));
  if (row === undefined) throw new ApiError('INVALID_ACCESS_TOKEN', 'Invalid access token.');
  return toCaller(row);
};
