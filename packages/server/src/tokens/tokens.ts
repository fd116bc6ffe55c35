import { tokens } from '@boathouse/contract';
import type { Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import { authenticateCaller } from '../http/authentication.ts';
import { notBuilt, room } from '../http/handlers.ts';
import { insertToken, newTokenValue } from './mint.ts';

/** Two years: how long a token lives that is made without a lifetime. */
const defaultLifetimeSeconds = 63_072_000;

/** A hundred years: more is no lifetime but a slip of the keyboard. */
const maxLifetimeSeconds = 3_153_600_000;

/** What every principal may have of live tokens. */
const quota = 600;

/**
 * When a new token expires, in milliseconds since 1970; undefined: never.
 *
 * @param seconds the lifetime that was asked for; -1 asks for a token that does not expire
 * @throws ApiError INVALID_PARAMETER_VALUE for zero and other negative numbers, in the words that clients know
 */
const expiryOf = (now: number, seconds: number | undefined): number | undefined => {
  if (seconds === -1) return undefined;
  if (seconds !== undefined && seconds <= 0) {
    throw new ApiError('INVALID_PARAMETER_VALUE', `requirement failed: Invalid timeout: ${seconds}`);
  }
  if (seconds !== undefined && seconds > maxLifetimeSeconds) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Field 'lifetime_seconds' must be at most ${maxLifetimeSeconds}, or -1.`,
    );
  }
  return now + (seconds ?? defaultLifetimeSeconds) * 1000;
};

const describe = (token: Pick<Selectable<Tables['tokens']>, 'id' | 'comment' | 'created_at' | 'expires_at'>) => ({
  token_id: token.id,
  creation_time: token.created_at,
  expiry_time: token.expires_at ?? -1,
  comment: token.comment ?? '',
});

export const tokensRoom = room(tokens, authenticateCaller, {
  create: async ({ comment, lifetime_seconds, scopes }, context) => {
    const { workspace, principal } = context;
    if (scopes !== undefined && scopes.length > 0) {
      throw new ApiError('NOT_IMPLEMENTED', 'Token scopes are not implemented yet. Create the token without them.');
    }
    const createdAt = workspace.now();
    const expiresAt = expiryOf(createdAt, lifetime_seconds);
    const value = newTokenValue(workspace.randomBytes);
    const id = await context.write(async transaction => {
      const { live } = await transaction
        .selectFrom('tokens')
        .select(({ fn }) => fn.countAll<number>().as('live'))
        .where('principal_id', '=', principal.id)
        .where(where => where.or([where('expires_at', 'is', null), where('expires_at', '>', workspace.database.now())]))
        .executeTakeFirstOrThrow();
      if (Number(live) >= quota) {
        throw new ApiError(
          'QUOTA_EXCEEDED',
          `${principal.name} has ${quota} live tokens, which is the most there can be. Delete some first.`,
        );
      }
      return insertToken(transaction, value, {
        principalId: principal.id,
        createdAt,
        ...(comment === undefined ? {} : { comment }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
      });
    });
    const info = describe({ id, comment: comment ?? null, created_at: createdAt, expires_at: expiresAt ?? null });
    return { token_value: value, token_info: info };
  },

  list: async (_, { workspace, principal }) => {
    const rows = await workspace.database.read
      .selectFrom('tokens')
      .selectAll()
      .where('principal_id', '=', principal.id)
      .where(where => where.or([where('expires_at', 'is', null), where('expires_at', '>', workspace.database.now())]))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return { token_infos: rows.map(describe) };
  },

  delete: async ({ token_id }, context) => {
    await context.write(async transaction => {
      const { numDeletedRows } = await transaction
        .deleteFrom('tokens')
        .where('id', '=', token_id)
        .where('principal_id', '=', context.principal.id)
        .executeTakeFirst();
      // The id is not repeated: some callers send the token itself.
      if (numDeletedRows !== 1n) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'A token with this id does not exist.');
    });
    return {};
  },

  update: notBuilt,
});
