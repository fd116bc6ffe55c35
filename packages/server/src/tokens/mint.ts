import type { Queries } from '../database/database.ts';
import { tokenId, tokenLookup } from './token-hash.ts';

export interface NewToken {
  readonly principalId: number;
  readonly comment?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970; absent: it does not expire. */
  readonly expiresAt?: number;
}

/** Draws the value of a personal access token in Databricks' form: `dapi` and 32 hex digits. */
export const newTokenValue = (randomBytes: (size: number) => Buffer): string =>
  `dapi${randomBytes(16).toString('hex')}`;

/** Makes a token known. Only hashes of its value are kept. Gives its public id. */
export const insertToken = async (transaction: Queries, value: string, token: NewToken): Promise<string> => {
  const id = tokenId(value);
  await transaction
    .insertInto('tokens')
    .values({
      id,
      lookup: tokenLookup(value),
      principal_id: token.principalId,
      comment: token.comment ?? null,
      created_at: token.createdAt,
      expires_at: token.expiresAt ?? null,
    })
    .execute();
  return id;
};

/** Whether a value is that of a token which was made here and not deleted. */
export const isKnownToken = async (queries: Queries, value: string): Promise<boolean> =>
  (await queries.selectFrom('tokens').select('id').where('lookup', '=', tokenLookup(value)).executeTakeFirst()) !==
  undefined;
