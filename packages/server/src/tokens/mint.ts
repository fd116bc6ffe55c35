import type { Database, Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import { readConf } from './conf.ts';
import { expiryOf, type Lifetime } from './lifetime.ts';
import { isLive } from './live.ts';
import { tokenId, tokenLookup } from './token-hash.ts';
import { requireApiScopes, writeScopes } from './token-scopes.ts';

/** What every principal may have of live tokens. */
const quota = 600;

/** A principal as tokens name it. */
export interface Holder {
  readonly id: number;
  readonly name: string;
}

export interface NewToken {
  readonly principalId: number;
  readonly comment?: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970; absent: it does not expire. */
  readonly expiresAt?: number | undefined;
  /** API scopes that it is limited to; absent: none. */
  readonly scopes?: readonly string[] | undefined;
  /** Whether scopes are to be derived from use. It is written down, no more. */
  readonly autoscope?: boolean | undefined;
  /** Who made it, where that is not its principal. */
  readonly createdBy?: Holder | undefined;
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
      scopes: writeScopes(token.scopes),
      autoscope_enabled: token.autoscope === true ? 1 : 0,
      created_by_id: token.createdBy?.id ?? null,
      created_by_name: token.createdBy?.name ?? null,
    })
    .execute();
  return id;
};

/** Whether a value is that of a token which was made here and not deleted. */
export const isKnownToken = async (queries: Queries, value: string): Promise<boolean> =>
  (await queries.selectFrom('tokens').select('id').where('lookup', '=', tokenLookup(value)).executeTakeFirst()) !==
  undefined;

/** A token that is asked for. */
export interface TokenRequest {
  /** Whom it acts as. Whether that principal may use tokens is for the caller of `mint` to find out. */
  readonly owner: Holder;
  /** Who makes it, where that is not its owner. */
  readonly createdBy?: Holder | undefined;
  readonly comment?: string | undefined;
  /** Seconds; -1: for ever, refused where there is a maximum; `never`: as long as the workspace allows. */
  readonly lifetime: Lifetime;
  readonly scopes?: readonly string[] | undefined;
  readonly autoscope?: boolean | undefined;
}

/** What minting needs of the workspace. */
export interface Mint {
  readonly database: Database;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Buffer;
}

const requireRoom = async (transaction: Queries, database: Database, { id, name }: Holder): Promise<void> => {
  const { live } = await transaction
    .selectFrom('tokens')
    .select(({ fn }) => fn.countAll<number>().as('live'))
    .where('principal_id', '=', id)
    .where(isLive(database))
    .executeTakeFirstOrThrow();
  // PostgreSQL counts in bigint, which may arrive as text.
  if (Number(live) < quota) return;
  throw new ApiError(
    'QUOTA_EXCEEDED',
    `${name} has ${quota} live tokens, which is the most there can be. Delete some first.`,
  );
};

/**
 * Makes a token.
 *
 * @returns its value, which is kept nowhere, and its public id
 * @throws ApiError FEATURE_DISABLED when tokens are turned off, QUOTA_EXCEEDED when the owner has as many as there can
 *   be, INVALID_PARAMETER_VALUE for a scope or a lifetime that cannot be
 */
export const mint = async (
  transaction: Queries,
  { database, now, randomBytes }: Mint,
  request: TokenRequest,
): Promise<{ readonly value: string; readonly id: string }> => {
  const { owner, comment } = request;
  const conf = await readConf(transaction);
  if (conf.enableTokensConfig === 'false') {
    throw new ApiError(
      'FEATURE_DISABLED',
      'Personal access tokens are turned off in this workspace. An administrator can turn them on by the setting enableTokensConfig.',
    );
  }
  const createdAt = now();
  const expiresAt = expiryOf(createdAt, request.lifetime, Number(conf.maxTokenLifetimeDays));
  const scopes = requireApiScopes(request.scopes);
  await requireRoom(transaction, database, owner);
  const value = newTokenValue(randomBytes);
  const id = await insertToken(transaction, value, {
    principalId: owner.id,
    createdAt,
    expiresAt,
    scopes,
    autoscope: request.autoscope,
    createdBy: request.createdBy,
    ...(comment === undefined ? {} : { comment }),
  });
  return { value, id };
};
