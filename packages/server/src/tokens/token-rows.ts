import type { RequestOf, ResponseOf, tokenManagement, tokens } from '@boathouse/contract';
import { type Selectable, sql } from 'kysely';
import type { Queries } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { readScopes } from './token-scopes.ts';

/** A token as its owner sees it. */
export type PublicTokenInfo = NonNullable<ResponseOf<typeof tokens.operations.create>['token_info']>;

/** A token as administrators see it. */
export type TokenInfo = NonNullable<ResponseOf<typeof tokenManagement.operations.get>['token_info']>;

/** What a caller wants a token to be. */
export type TokenContent = RequestOf<typeof tokens.operations.update>['token'];

/** A token with its owner's name. */
export type TokenRow = Selectable<Tables['tokens']> & { readonly owner_name: string };

/** What a token was used for: `token_uses` of one token. */
export interface TokenUse {
  readonly token_id: string;
  readonly scope: string;
  readonly used_at: number;
}

/** A token with what it was used for. */
export interface Token {
  readonly row: TokenRow;
  readonly uses: readonly TokenUse[];
}

const millisecondsPerDay = 86_400_000;

/** All tokens of the workspace, to be narrowed down. */
export const tokenRows = (queries: Queries) =>
  queries
    .selectFrom('tokens')
    .innerJoin('principals', 'principals.id', 'tokens.principal_id')
    .selectAll('tokens')
    .select('principals.name as owner_name')
    .orderBy('tokens.created_at')
    .orderBy('tokens.id');

/** The id of whoever made the token of a row of `tokenRows`. */
export const createdById = sql<number>`coalesce(tokens.created_by_id, tokens.principal_id)`;

/** The name of whoever made a token. */
export const createdByName = (row: TokenRow): string => row.created_by_name ?? row.owner_name;

/** The uses of tokens are read in as many steps as a statement's parameters need. */
const idsAtOnce = 5000;

/** Adds what they were used for to tokens. */
export const withUses = async (queries: Queries, rows: readonly TokenRow[]): Promise<readonly Token[]> => {
  const uses: TokenUse[] = [];
  for (let start = 0; start < rows.length; start += idsAtOnce) {
    const ids = rows.slice(start, start + idsAtOnce).map(({ id }) => id);
    const found = queries.selectFrom('token_uses').selectAll().where('token_id', 'in', ids).orderBy('scope');
    uses.push(...(await found.execute()));
  }
  const byToken = Map.groupBy(uses, ({ token_id }) => token_id);
  return rows.map(row => ({ row, uses: byToken.get(row.id) ?? [] }));
};

const lastUse = (uses: readonly TokenUse[]): number | undefined =>
  uses.length === 0 ? undefined : Math.max(...uses.map(({ used_at }) => used_at));

/** What both views of a token have. */
const describe = ({ row, uses }: Token) => {
  const scopes = readScopes(row.scopes);
  const inferred = uses.map(({ scope }) => scope).filter(scope => scope !== '');
  const state = scopes === undefined ? 'AUTOSCOPE_STATE_DISABLED' : 'AUTOSCOPE_STATE_USER_SELECTED';
  return {
    token_id: row.id,
    creation_time: row.created_at,
    expiry_time: row.expires_at ?? -1,
    comment: row.comment ?? '',
    autoscope_state: state,
    ...(scopes === undefined ? {} : { scopes: [...scopes] }),
    ...(inferred.length === 0 ? {} : { inferred_scopes: inferred }),
  } as const;
};

/** A token for its owner. */
export const describePublicly = (token: Token): PublicTokenInfo => {
  const usedAt = lastUse(token.uses);
  return { ...describe(token), ...(usedAt === undefined ? {} : { last_accessed_time: usedAt }) };
};

/**
 * A token for administrators.
 *
 * @param workspaceId of the workspace that it is good in
 */
export const describeFully = (token: Token, workspaceId: number): TokenInfo => {
  const { row } = token;
  const usedAt = lastUse(token.uses);
  return {
    ...describe(token),
    created_by_id: row.created_by_id ?? row.principal_id,
    created_by_username: createdByName(row),
    owner_id: row.principal_id,
    workspace_id: workspaceId,
    ...(usedAt === undefined ? {} : { last_used_day: usedAt - (usedAt % millisecondsPerDay) }),
  };
};
