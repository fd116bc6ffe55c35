import type { Generated } from 'kysely';

/** Personal access tokens. */
export interface TokenTables {
  tokens: {
    id: string;
    lookup: string;
    /** Whom it acts as. */
    principal_id: number;
    comment: string | null;
    created_at: number;
    expires_at: number | null;
    /** JSON: the API scopes that it is limited to. */
    scopes: string | null;
    /** Whether scopes are to be derived from use. */
    autoscope_enabled: Generated<number>;
    /** Who made it, where that was somebody else: the name outlives the principal. */
    created_by_id: number | null;
    created_by_name: string | null;
  };
  /** The ids of tokens that were revoked, or went with their principal. */
  revoked_tokens: { id: string; revoked_at: number };
  /** What a token was used for, to within a day. An empty scope: for a call that needs none. */
  token_uses: { token_id: string; scope: string; used_at: number };
}
