import { hash, type KeyObject } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { prepared } from '../../database/prepared.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Caller } from '../../http/context.ts';
import type { Workspace } from '../../workspace.ts';
import { toCaller } from '../to-caller.ts';
import { accessTokenType, audienceOf, issuerOf } from './access-tokens.ts';
import { apiLimit } from './scopes.ts';
import { signingAlgorithm, verificationKey } from './token-keys.ts';

/** What a verified access token says. */
export interface AccessClaims {
  readonly principalId: number;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The grant that the token ends with; empty when there is none. */
  readonly grantId: string;
  readonly keyId: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Tokens that are remembered as verified, at most: some hundred bytes each. */
const mostRemembered = 10_000;

/** Verified tokens by their hash, for each workspace. What they say never changes; whether it still counts is asked anew. */
const remembered = new WeakMap<Workspace, Map<string, AccessClaims>>();

const invalid = (reason: string, cause?: unknown): ApiError =>
  new ApiError('INVALID_ACCESS_TOKEN', `Invalid access token: ${reason}.`, { cause });

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const toClaims = (payload: JWTPayload, keyId: string): AccessClaims => ({
  principalId: Number(payload['principal_id']),
  clientId: textOf(payload['client_id']),
  scopes: textOf(payload['scope']).split(' '),
  grantId: textOf(payload['sid']),
  keyId,
  expiresAt: (payload.exp ?? 0) * 1000,
});

const explain = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'it has expired; get a new one';
  if (error instanceof errors.JWTClaimValidationFailed) return `its ${error.claim} is not that of this workspace`;
  return 'this workspace has not signed it';
};

const verify = async (workspace: Workspace, token: string): Promise<AccessClaims> => {
  const findKey = async ({ kid }: { readonly kid?: string }): Promise<KeyObject> => {
    const key = kid === undefined ? undefined : await verificationKey(workspace, kid);
    if (key === undefined) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  try {
    const { payload, protectedHeader } = await jwtVerify(token, findKey, {
      algorithms: [signingAlgorithm],
      typ: accessTokenType,
      issuer: issuerOf(workspace),
      audience: audienceOf(workspace),
      currentDate: new Date(workspace.now()),
      requiredClaims: ['exp', 'sub', 'client_id', 'scope', 'principal_id'],
    });
    return toClaims(payload, protectedHeader.kid ?? '');
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    throw invalid(explain(error), error);
  }
};

/**
 * Reads an access token that this workspace signed. A token that was verified once costs no signature check again.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN when it is signed by nobody here, altered, expired, or for another workspace
 */
export const readAccessToken = async (workspace: Workspace, token: string): Promise<AccessClaims> => {
  const known = remembered.get(workspace) ?? new Map<string, AccessClaims>();
  remembered.set(workspace, known);
  const key = hash('sha256', token);
  const claims = known.get(key);
  if (claims !== undefined && claims.expiresAt > workspace.now()) return claims;
  known.delete(key);
  const verified = await verify(workspace, token);
  // The oldest goes: it is the nearest to its end.
  const [oldest] = known.size >= mostRemembered ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, verified);
  return verified;
};

interface Standing {
  readonly principalId: number;
  readonly keyId: string;
  readonly grantId: string;
}

/** The principal of a token as it is now, as long as the token's key and its grant are there. */
const callerByClaims = prepared((database, { principalId, keyId, grantId }: Standing) =>
  database.read
    .selectFrom('principals')
    .select(['id', 'kind', 'name', 'admin', 'entitled'])
    .where('id', '=', principalId)
    .where('active', '=', 1)
    .where('kind', '!=', 'GROUP')
    .where(({ exists, selectFrom }) => exists(selectFrom('oauth_keys').select('id').where('id', '=', keyId)))
    .where(({ or, exists, selectFrom }) =>
      or([
        sql<boolean>`cast(${grantId} as text) = ''`,
        exists(selectFrom('oauth_grants').select('id').where('id', '=', grantId)),
      ]),
    ),
);

/**
 * Finds out who calls with an access token of this workspace. That a principal is deactivated or deleted, or that a grant
 * was revoked, holds at the next request.
 *
 * @throws ApiError INVALID_ACCESS_TOKEN
 */
export const verifyAccessToken = async (workspace: Workspace, token: string): Promise<Caller> => {
  const claims = await readAccessToken(workspace, token);
  const { principalId, keyId, grantId } = claims;
  const { database } = workspace;
  const [row] = await database.execute(callerByClaims(database, { principalId, keyId, grantId }));
  if (row === undefined) throw invalid('it was revoked, or its principal is not active any more');
  return toCaller(row, apiLimit(claims.scopes));
};

/** Whether a bearer token has the form of a JSON Web Token, which no other kind of token here has. */
export const isJsonWebToken = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
