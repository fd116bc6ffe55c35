import { tokens } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import type { Caller } from '../http/context.ts';
import { room } from '../http/handlers.ts';
import { requireLevel } from '../permissions/levels.ts';
import { changeToken } from './change-token.ts';
import { isLive } from './live.ts';
import { mint } from './mint.ts';
import { revokeTokens } from './revoke.ts';
import { tokensObject } from './token-permissions.ts';
import { describePublicly, tokenRows, withUses } from './token-rows.ts';

/** The id of a token, if it is the caller's. The id is not repeated in refusals: some callers send the token itself. */
const ownToken = async (queries: Queries, caller: Caller, id: string): Promise<string | undefined> => {
  const owned = queries.selectFrom('tokens').select('id').where('id', '=', id).where('principal_id', '=', caller.id);
  return (await owned.executeTakeFirst())?.id;
};

export const tokensRoom = room(tokens, authenticateCaller, {
  create: async ({ comment, lifetime_seconds, scopes, autoscope_enabled }, context) => {
    const { workspace, principal } = context;
    const { database } = workspace;
    return context.write(async transaction => {
      await requireLevel({ database, queries: transaction }, principal, tokensObject, 'CAN_USE');
      const request = { owner: principal, comment, lifetime: lifetime_seconds, scopes, autoscope: autoscope_enabled };
      const { value, id } = await mint(transaction, workspace, request);
      const row = await tokenRows(transaction).where('tokens.id', '=', id).executeTakeFirstOrThrow();
      return { token_value: value, token_info: describePublicly({ row, uses: [] }) };
    });
  },

  list: async (_, { workspace: { database }, principal }) => {
    const rows = await tokenRows(database.read)
      .where('tokens.principal_id', '=', principal.id)
      .where(isLive(database))
      .execute();
    return { token_infos: (await withUses(database.read, rows)).map(describePublicly) };
  },

  delete: async ({ token_id }, context) => {
    await context.write(async transaction => {
      const id = await ownToken(transaction, context.principal, token_id);
      if (id === undefined) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'A token with this id does not exist.');
      await revokeTokens(transaction, [id], context.workspace.now());
    });
    return {};
  },

  update: async ({ token_id, token, update_mask }, context) => {
    await context.write(async transaction => {
      const id = await ownToken(transaction, context.principal, token_id);
      if (id === undefined) throw new ApiError('NOT_FOUND', 'A token with this id does not exist.');
      await changeToken(transaction, id, token, update_mask);
    });
    return {};
  },
});
