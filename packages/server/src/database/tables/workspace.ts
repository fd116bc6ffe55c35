/** What the workspace as a whole keeps. */
export interface WorkspaceTables {
  settings: { name: string; value: string };
  signing_keys: { id: string; sealed: string; created_at: number };
}
