import { type OperandValueExpressionOrList, sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';

/**
 * Revokes tokens. Their ids stay behind, so that revoking them again is no error.
 *
 * @param which the ids, as a query or as values
 * @param now milliseconds since 1970
 * @returns how many there were
 */
export const revokeTokens = async (
  transaction: Queries,
  which: OperandValueExpressionOrList<Tables, 'tokens', 'id'>,
  now: number,
): Promise<number> => {
  await transaction
    .insertInto('revoked_tokens')
    .columns(['id', 'revoked_at'])
    .expression(
      transaction
        .selectFrom('tokens')
        // PostgreSQL takes a parameter in this place for text.
        .select(['id', sql<number>`cast(${now} as bigint)`.as('revoked_at')])
        .where('id', 'in', which),
    )
    .execute();
  const { numDeletedRows } = await transaction.deleteFrom('tokens').where('id', 'in', which).executeTakeFirstOrThrow();
  return Number(numDeletedRows);
};

/** Whether a token of this id was revoked. */
export const wasRevoked = async (queries: Queries, id: string): Promise<boolean> =>
  (await queries.selectFrom('revoked_tokens').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
