/** What the recipient's protocol keeps. */
export interface DeltaSharingTables {
  async_queries: {
    id: string;
    recipient_id: string;
    share_id: string;
    table_id: string;
    /** The recipient's own name for the query, unique for each table of a share; null when it gave none. */
    idempotency_key: string | null;
    /** What was asked for, and in which headers: JSON. */
    request: string;
    /** The version that the answer is of. */
    version: number;
    created_at: number;
    expires_at: number;
  };
}
