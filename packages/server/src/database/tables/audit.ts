import type { Generated } from 'kysely';

/** The audit trail, and what shows whether it is as it was written. */
export interface AuditTables {
  audit_log: {
    sequence: Generated<number>;
    id: string;
    time: number;
    service_name: string;
    action_name: string;
    /** What `identity` is the name of; `none` for recipients, unknown callers and the workspace itself. */
    identity_kind: 'user' | 'service-principal' | 'none';
    /** Who did it: a user name, an application id, or empty. */
    identity: string;
    recipient_name: string | null;
    request_id: string;
    source_ip: string;
    user_agent: string;
    request_params: string;
    status_code: number;
    error_message: string | null;
    result: string | null;
    /** The process that wrote the row, and which of its batches the row belongs to. */
    replica: string;
    batch: number;
  };
  /** One row for each batch of rows that is complete. */
  audit_seals: {
    /** Seals in the order in which they were made. */
    number: Generated<number>;
    replica: string;
    batch: number;
    first_sequence: number;
    last_sequence: number;
    first_time: number;
    last_time: number;
    /** How many rows the batch has. */
    row_count: number;
    /** SHA-256 over all columns of the rows. */
    rows_hash: string;
    /** The hash of the seal before. */
    previous_hash: string;
    /** SHA-256 over this seal. */
    hash: string;
    sealed_at: number;
    /** The process that made the seal: another one than `replica` when that was killed. */
    sealed_by: string;
    /** The key of `audit_keys` that signed `hash`, and the signature. */
    key_id: string;
    mac: string;
    /** When the rows were deleted at the end of their retention, and the signature of that; null while they are there. */
    pruned_at: number | null;
    pruned_mac: string | null;
  };
  /** Processes that may have rows without a seal. */
  audit_replicas: { id: string; seen_at: number };
  /** Keys that seals are signed with, sealed under the master key. */
  audit_keys: { id: string; sealed: string; created_at: number };
}
