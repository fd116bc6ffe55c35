/** What the authorization server keeps. Of every credential there is a hash only. */
export interface OAuthTables {
  /** Keys that access tokens are signed with: the newest signs, all verify. */
  oauth_keys: {
    id: string;
    /** The private key, in PEM. */
    sealed: string;
    /** JSON: the public key as a JSON Web Key. */
    public_key: string;
    created_at: number;
  };
  /** Secrets of service principals, for the client credentials grant. */
  service_principal_secrets: {
    id: string;
    principal_id: number;
    /** What a presented secret is compared with. */
    lookup: string;
    /** What its owner can recognise a secret by. */
    secret_hash: string;
    /** JSON: the API scopes that its access tokens are limited to; null: no limit. */
    scopes: string | null;
    created_at: number;
    expires_at: number;
  };
  /** Browsers in which somebody has signed in. */
  oauth_sessions: { lookup: string; principal_id: number; expires_at: number };
  /** What people have allowed clients to do. Everything that came of it goes with its row. */
  oauth_grants: {
    id: string;
    principal_id: number;
    client_id: string;
    /** JSON: the scopes that were allowed. */
    scopes: string;
    created_at: number;
    /** When the last token of the grant has expired. */
    expires_at: number;
  };
  /** Authorization codes. One that was used stays as long as its grant, to be known when it comes again. */
  oauth_codes: {
    lookup: string;
    grant_id: string;
    redirect_uri: string;
    /** The PKCE challenge, by S256. */
    challenge: string;
    used: number;
    expires_at: number;
  };
  /** Refresh tokens; used ones stay for the same reason. */
  oauth_refresh_tokens: { lookup: string; grant_id: string; used: number; expires_at: number };
}
