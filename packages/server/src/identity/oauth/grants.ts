import { type RawBuilder, sql } from 'kysely';
import type { Database, Queries } from '../../database/database.ts';
import type { CallerRow } from '../to-caller.ts';
import { credentialHash, newCredential } from './hashes.ts';

/** A code is exchanged by a program within the second; this is for slow ones. */
const codeLifetime = 60_000;

/** What a person allows a client. */
export interface NewGrant {
  readonly id: string;
  readonly principalId: number;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** The PKCE challenge, by S256. */
  readonly challenge: string;
  readonly code: string;
  readonly now: number;
}

/** Keeps a grant with the code that its client takes it up by. */
export const insertGrant = async (transaction: Queries, grant: NewGrant): Promise<void> => {
  const expires_at = grant.now + codeLifetime;
  await transaction
    .insertInto('oauth_grants')
    .values({
      id: grant.id,
      principal_id: grant.principalId,
      client_id: grant.clientId,
      scopes: JSON.stringify(grant.scopes),
      created_at: grant.now,
      expires_at,
    })
    .execute();
  await transaction
    .insertInto('oauth_codes')
    .values({
      lookup: credentialHash('authorization code', grant.code),
      grant_id: grant.id,
      redirect_uri: grant.redirectUri,
      challenge: grant.challenge,
      used: 0,
      expires_at,
    })
    .execute();
};

/** Ends a grant: its codes and refresh tokens go with it, and its access tokens are refused from now on. */
export const endGrant = async (transaction: Queries, id: string): Promise<void> => {
  await transaction.deleteFrom('oauth_grants').where('id', '=', id).execute();
};

/** Adds a refresh token to a grant, which now lasts at least as long. Gives its value. */
export const addRefreshToken = async (
  transaction: Queries,
  grantId: string,
  { expiresAt, randomBytes }: { readonly expiresAt: number; readonly randomBytes: (size: number) => Buffer },
): Promise<string> => {
  const value = newCredential(randomBytes);
  await transaction
    .insertInto('oauth_refresh_tokens')
    .values({ lookup: credentialHash('refresh token', value), grant_id: grantId, used: 0, expires_at: expiresAt })
    .execute();
  return value;
};

/** Lets a grant last at least until a time. */
export const extendGrant = async (transaction: Queries, id: string, until: number): Promise<void> => {
  await transaction
    .updateTable('oauth_grants')
    .set({ expires_at: until })
    .where('id', '=', id)
    .where('expires_at', '<', until)
    .execute();
};

const truth = (condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`case when ${condition} then 1 else 0 end`;

/** A grant with its principal, as a code or a refresh token leads to it. */
export interface LedGrant extends CallerRow {
  readonly active: number;
  readonly grant_id: string;
  readonly client_id: string;
  /** JSON. */
  readonly scopes: string;
  readonly used: number;
  /** 1: not expired. */
  readonly live: number;
}

const principalColumns = [
  'principals.id',
  'principals.kind',
  'principals.name',
  'principals.admin',
  'principals.entitled',
  'principals.active',
] as const;

/** Finds an authorization code, used and expired ones as well. */
export const findCode = (
  transaction: Queries,
  database: Database,
  code: string,
): Promise<(LedGrant & { readonly redirect_uri: string; readonly challenge: string }) | undefined> =>
  transaction
    .selectFrom('oauth_codes as codes')
    .innerJoin('oauth_grants as grants', 'grants.id', 'codes.grant_id')
    .innerJoin('principals', 'principals.id', 'grants.principal_id')
    .select(principalColumns)
    .select(['codes.grant_id', 'grants.client_id', 'grants.scopes', 'used', 'redirect_uri', 'challenge'])
    .select(truth(sql`codes.expires_at > ${database.now()}`).as('live'))
    .where('codes.lookup', '=', credentialHash('authorization code', code))
    .executeTakeFirst();

/** Finds a refresh token, used and expired ones as well. */
export const findRefreshToken = (
  transaction: Queries,
  database: Database,
  token: string,
): Promise<LedGrant | undefined> =>
  transaction
    .selectFrom('oauth_refresh_tokens as tokens')
    .innerJoin('oauth_grants as grants', 'grants.id', 'tokens.grant_id')
    .innerJoin('principals', 'principals.id', 'grants.principal_id')
    .select(principalColumns)
    .select(['tokens.grant_id', 'grants.client_id', 'grants.scopes', 'used'])
    .select(truth(sql`tokens.expires_at > ${database.now()}`).as('live'))
    .where('tokens.lookup', '=', credentialHash('refresh token', token))
    .executeTakeFirst();
