import { sql } from 'kysely';
import { prepared } from '../database/prepared.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import { toCaller } from '../identity/to-caller.ts';
import type { Workspace } from '../workspace.ts';
import { tokensEnabledRow } from './conf.ts';
import { isLive } from './live.ts';
import { tokenLookup } from './token-hash.ts';
import { mayUseTokens } from './token-permissions.ts';
import { readScopes } from './token-scopes.ts';

const areTurnedOff = sql<number>`case
  when exists (select 1 from settings where settings.name = ${sql.lit(tokensEnabledRow)} and settings.value = 'false')
  then 1 else 0
end`;

const callerByToken = prepared((database, { lookup }: { readonly lookup: string }) =>
  database.read
    .selectFrom('tokens')
    .innerJoin('principals', 'principals.id', 'tokens.principal_id')
    .select(['principals.id', 'principals.kind', 'principals.name', 'principals.admin', 'principals.entitled'])
    .select(['tokens.id as token_id', 'tokens.scopes'])
    .select([mayUseTokens.as('may_use'), areTurnedOff.as('turned_off')])
    .where('tokens.lookup', '=', lookup)
    .where('principals.active', '=', 1)
    .where(isLive(database)),
);

/**
 * Finds out whose personal access token a value is. It is looked up by a hash, so that the time that this takes tells
 * nothing of the tokens that there are.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN for one that is unknown or expired, FEATURE_DISABLED when tokens are turned off,
 *   PERMISSION_DENIED when its principal may not use tokens
 */
export const authenticateToken = async ({ database }: Workspace, token: string): Promise<Caller> => {
  const [row] = await database.execute(callerByToken(database, { lookup: tokenLookup(token) }));
  if (row === undefined) throw new ApiError('INVALID_ACCESS_TOKEN', 'Invalid access token.');
  if (row.turned_off === 1) {
    throw new ApiError(
      'FEATURE_DISABLED',
      'Personal access tokens are turned off in this workspace. Sign in with OAuth.',
    );
  }
  if (row.may_use !== 1) {
    throw new ApiError(
      'PERMISSION_DENIED',
      `${row.name} may not use personal access tokens. An administrator can give CAN_USE permission on tokens.`,
    );
  }
  return { ...toCaller(row, readScopes(row.scopes)), tokenId: row.token_id };
};
