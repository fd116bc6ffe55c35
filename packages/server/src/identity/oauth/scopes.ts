import { isApiScope, scopesCover } from '@boathouse/contract';
import { OAuthError } from './oauth-error.ts';

/** Asks for a refresh token; opens nothing. */
export const offlineAccess = 'offline_access';

const everything = 'all-apis';

/** The words of a `scope` parameter (RFC 6749 §3.3), each once. */
const wordsOf = (text: string): string[] => [...new Set(text.split(' ').filter(word => word !== ''))];

/**
 * Reads a `scope` parameter. None asks for everything.
 *
 * @param others scopes that are known beside those of the API
 * @throws OAuthError invalid_scope for a name that is none
 */
export const parseScopes = (text: string | undefined, others: readonly string[] = []): readonly string[] => {
  const words = wordsOf(text ?? '');
  const unknown = words.find(word => !isApiScope(word) && !others.includes(word));
  if (unknown !== undefined) {
    throw new OAuthError(
      'invalid_scope',
      `There is no scope '${unknown.slice(0, 100)}'. To ask for everything: all-apis.`,
    );
  }
  return words.some(isApiScope) ? words : [everything, ...words];
};

/**
 * What is given of the scopes that are asked for, where no more than some may be given. Clients ask for `all-apis` without
 * thinking: they get what there is.
 *
 * @param limit the most that may be given; undefined: everything
 * @throws OAuthError invalid_scope when a scope is asked for by name that is beyond the limit
 */
export const limitScopes = (asked: readonly string[], limit: readonly string[] | undefined): readonly string[] => {
  if (limit === undefined) return asked;
  if (asked.includes(everything)) return limit;
  const beyond = asked.find(scope => scope !== offlineAccess && !scopesCover(limit, scope));
  if (beyond === undefined) return asked;
  throw new OAuthError('invalid_scope', `Scope '${beyond}' is beyond what was allowed: ${limit.join(' ')}.`);
};

/** The API scopes that a credential is limited to; undefined: everything that its principal may do. */
export const apiLimit = (scopes: readonly string[]): readonly string[] | undefined =>
  scopes.includes(everything) ? undefined : scopes.filter(isApiScope);
