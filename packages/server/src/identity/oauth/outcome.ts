import type { Queries } from '../../database/database.ts';
import type { Workspace } from '../../workspace.ts';
import { toCaller } from '../to-caller.ts';
import { accessTokenSeconds } from './access-tokens.ts';
import type { Allowed } from './grant-type.ts';
import { addRefreshToken, endGrant, extendGrant, type LedGrant } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import { offlineAccess } from './scopes.ts';

/** What becomes of a code or a refresh token. A refusal is no exception: it must not undo what it has ended. */
export type Outcome =
  | { readonly kind: 'allowed'; readonly allowed: Allowed }
  | { readonly kind: 'refused'; readonly why: string };

export const refused = (why: string): Outcome => ({ kind: 'refused', why });

/** Ends a grant that is in wrong hands, with all that came of it. */
export const endedBecause = async (transaction: Queries, { grant_id }: LedGrant, why: string): Promise<Outcome> => {
  await endGrant(transaction, grant_id);
  return refused(why);
};

/**
 * Hands out the next tokens of a grant: a refresh token too, when its user has allowed one.
 *
 * @param scopes of the access token, when they are less than the grant's
 */
export const nextTokens = async (
  transaction: Queries,
  { config, now, randomBytes }: Workspace,
  led: LedGrant,
  scopes?: readonly string[],
): Promise<Outcome> => {
  const granted = JSON.parse(led.scopes) as readonly string[];
  const accessEnd = now() + accessTokenSeconds * 1000;
  const refreshEnd = now() + config.refresh_token_seconds * 1000;
  const isOffline = granted.includes(offlineAccess);
  await extendGrant(transaction, led.grant_id, isOffline ? Math.max(accessEnd, refreshEnd) : accessEnd);
  const refreshToken = isOffline
    ? await addRefreshToken(transaction, led.grant_id, { expiresAt: refreshEnd, randomBytes })
    : undefined;
  const grant = { principal: led, clientId: led.client_id, scopes: scopes ?? granted, grantId: led.grant_id };
  const allowed = { caller: toCaller(led), grant, ...(refreshToken === undefined ? {} : { refreshToken }) };
  return { kind: 'allowed', allowed };
};

/** Throws OAuthError invalid_grant for a refusal, once what it has ended is durable. */
export const settle = (outcome: Outcome): Allowed => {
  if (outcome.kind === 'refused') throw new OAuthError('invalid_grant', outcome.why);
  return outcome.allowed;
};
