import type { Credential } from './credential.ts';
import type { ClientCredentialsProfile } from './profile.ts';
import { unlessAborted } from './retry.ts';
import { type AccessToken, askToken, hideClient } from './token-endpoint.ts';
import type { Transport } from './transport.ts';

/** How long before its end a token is renewed, in milliseconds; a tenth of its time where that is shorter. */
const longestMargin = 60_000;

interface KeptToken {
  readonly authorization: string;
  /** When it is renewed, in milliseconds since 1970; infinity for a token that does not say when it ends. */
  readonly renewAt: number;
}

/**
 * The credential of an OAuth client. Its access token is asked for at the first request, by one request however many reads
 * begin at once, and kept until shortly before its end.
 */
export function clientCredentials(profile: ClientCredentialsProfile, transport: Transport): Credential {
  let kept: KeptToken | undefined;
  let asking: Promise<KeptToken> | undefined;
  // The newest two: what the server says of a token may come after the next one has been asked for.
  let given: readonly string[] = [];

  const renew = async (): Promise<KeptToken> => {
    const askedAt = Date.now();
    const token = await askToken(profile, transport);
    given = [token.value, ...given].slice(0, 2);
    kept = { authorization: `Bearer ${token.value}`, renewAt: renewalTime(askedAt, token) };
    return kept;
  };
  return {
    access: async signal => {
      if (kept !== undefined && Date.now() < kept.renewAt) return { authorization: kept.authorization, isKept: true };
      // By the client's signal and not by this call's: others may wait for the same answer.
      asking ??= renew().finally(() => {
        asking = undefined;
      });
      const { authorization } = await unlessAborted(asking, signal);
      return { authorization, isKept: false };
    },
    forget: authorization => {
      if (kept?.authorization === authorization) kept = undefined;
    },
    hide: text => given.reduce((shown, token) => shown.replaceAll(token, '[token]'), hideClient(profile, text)),
  };
}

function renewalTime(askedAt: number, { lifetime }: AccessToken): number {
  if (lifetime === undefined) return Number.POSITIVE_INFINITY;
  return askedAt + lifetime - Math.min(longestMargin, lifetime / 10);
}
