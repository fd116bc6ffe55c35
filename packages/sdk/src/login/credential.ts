import type { AccessToken } from './renewed-token.ts';

/** Proves to a workspace who calls. */
export interface Credential {
  /** The headers of the next call. Getting them may send requests: a token is renewed before it ends. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** The token that the headers hold, as {@link headers} would give it. */
  token(): Promise<AccessToken>;
  /**
   * Called when the workspace refuses headers that should still be good. Gives whether others can be had.
   *
   * @param refused the `authorization` among them
   */
  renew(refused: string | undefined): boolean;
  /** Replaces what is secret in a text that others have written. */
  hide(text: string): string;
}

const hidden = '[token]';

/** Replaces secrets in a text. */
export const hideAll = (text: string, secrets: Iterable<string>): string => {
  let safe = text;
  for (const secret of secrets) if (secret !== '') safe = safe.replaceAll(secret, hidden);
  return safe;
};

/** A token that does not change. */
export const fixedToken = (token: string): Credential => {
  const headers = Promise.resolve({ authorization: `Bearer ${token}` });
  const unending = Promise.resolve({ value: token, expiresAt: Number.POSITIVE_INFINITY });
  return { headers: () => headers, token: () => unending, renew: () => false, hide: text => hideAll(text, [token]) };
};
