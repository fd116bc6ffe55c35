/** What looks like a credential, and what is kept of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // The user and password of a URL.
  [/(\/\/)[^/@\s"']*@/g, '$1…@'],
  // Signatures and tokens in a query string.
  [/([?&](?:x-amz-signature|x-amz-credential|x-amz-security-token|sig|signature|token)=)[^&\s"']*/gi, '$1…'],
  // Personal access tokens.
  [/\bdapi[0-9a-f]{32}\b/g, 'dapi…'],
];

/**
 * Takes credentials out of a text. Callers put them where none belong, such as a token for its id or a location with its
 * keys; the audit trail must not keep those either.
 */
export const scrub = (text: string): string =>
  patterns.reduce((scrubbed, [pattern, kept]) => scrubbed.replace(pattern, kept), text);
