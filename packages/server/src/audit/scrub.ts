/** What looks like a credential, and what is kept of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // The user and password of a URL; what stands there before a storage account of Azure is a container.
  [/(\/\/)(?![a-z0-9-]{3,63}@[a-z0-9]+\.(?:dfs|blob)\.core\.)[^/@\s"']*@/g, '$1…@'],
  // Signatures and tokens in a query string.
  [/([?&](?:x-amz-signature|x-amz-credential|x-amz-security-token|sig|signature|token)=)[^&\s"']*/gi, '$1…'],
  // JSON Web Tokens: two parts that begin with `{"`, in base64, and a signature, which may be missing. The first condition
  // looks at each part once, however often a hostile one says `-eyJ`.
  [/(?<![\w-])(?=[\w-]+\.[\w-])([\w-]*?)\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)*/g, '$1eyJ…'],
  // Headers, as somebody copies them.
  [/\b(bearer|basic)(\s+)[\w.~+/=-]{8,}/gi, '$1$2…'],
  // Fields of OAuth and of credentials, in forms, in JSON, and in JSON within JSON.
  [
    /\b((?:refresh_token|access_token|id_token|client_secret|client_assertion|subject_token|assertion|password|secret_access_key|account_key|session_token|bearer_?token|token_value)\\?["']?\s*[=:]\s*\\?["']?)(?!\[REDACTED\])[^&\s"'\\,;}]+/gi,
    '$1…',
  ],
  // Personal access tokens, OAuth secrets and refresh tokens of Databricks' form.
  [/(?<![a-z0-9])(dapi|dose|doau)[0-9a-f]{32,}(?:-\d+)?/gi, '$1…'],
  // Recipient tokens and activation codes: 32 random bytes in base64url. One in 1500 has no digit, next to none has one case.
  [/(?<![\w-])(?=[\w-]{0,42}[A-Z])(?=[\w-]{0,42}[a-z])[\w-]{43}(?![\w-])/g, '…'],
];

/**
 * Takes credentials out of a text. Callers put them where none belong, such as a token for its id or a location with its
 * keys; the audit trail must not keep those either.
 */
export const scrub = (text: string): string =>
  patterns.reduce((scrubbed, [pattern, kept]) => scrubbed.replace(pattern, kept), text);
