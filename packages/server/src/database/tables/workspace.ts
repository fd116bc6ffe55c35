/** What the workspace as a whole keeps. */
export interface WorkspaceTables {
  settings: { name: string; value: string };
  /** `verifies_until` is null for the key that signs; the others verify until then. */
  signing_keys: { id: string; sealed: string; created_at: number; verifies_until: number | null };
}
