/** Personal access tokens. */
export interface TokenTables {
  tokens: {
    id: string;
    lookup: string;
    principal_id: number;
    comment: string | null;
    created_at: number;
    expires_at: number | null;
  };
}
