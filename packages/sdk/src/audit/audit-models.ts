// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** Whether a record is about the metastore and those it shares with, or about one workspace. */
export type AuditLevel = 'ACCOUNT_LEVEL' | 'WORKSPACE_LEVEL';

/** Which record comes first. */
export type AuditOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST';

/** How a call ended: SUCCEEDED below status 400, FAILED from there on, DENIED with 401 or 403. */
export type AuditOutcome = 'SUCCEEDED' | 'FAILED' | 'DENIED';

/** A place where the audit trail is not as it was written. */
export interface AuditProblem {
  /** What is not as it was written. */
  kind: Open<AuditProblemKind>;
  /** Server process that wrote the batch. */
  replica: string;
  /** Number of the batch, counted by the process from 1 on. */
  batch: number;
  /** What was found, in words. */
  message: string;
  /** Time of the first record of the batch as it was sealed, in milliseconds since 1970. */
  first_time?: number;
  /** Time of the last record of the batch as it was sealed, in milliseconds since 1970. */
  last_time?: number;
}

/** What is not as it was written. */
export type AuditProblemKind =
  | 'ROWS_ALTERED'
  | 'ROWS_REMOVED'
  | 'ROWS_ADDED'
  | 'ROWS_NOT_SEALED'
  | 'SEAL_ALTERED'
  | 'SEAL_REMOVED'
  | 'HEAD_ALTERED';

/** One thing that was done, or tried, in the shape of Databricks’ audit table. */
export interface AuditRecord {
  /** Id of the account: a UUID that is made from the id of the workspace. */
  account_id: string;
  /** Id of the workspace; `0` for a record of `ACCOUNT_LEVEL`. */
  workspace_id: string;
  /** Version of the form of a record: `2.0`. */
  version: string;
  /** Id of the record: a UUID. */
  event_id: string;
  /** When it happened, in milliseconds since 1970. */
  event_time: number;
  /** Day of the event in UTC: `2026-01-31`. */
  event_date: string;
  /** What the record is about. */
  audit_level: Open<AuditLevel>;
  /** Service that the action belongs to: `unityCatalog`, `accounts`, … */
  service_name: string;
  /** What was done: `createShare`, `deltaSharingQueryTable`, … */
  action_name: string;
  /** Who did it; absent for a recipient, the workspace itself and callers who are unknown. */
  user_identity?: UserIdentity;
  /** On whose rights it was done; absent where `user_identity` is. */
  identity_metadata?: IdentityMetadata;
  /** Recipient that did it; absent for others. */
  recipient_name?: string;
  /** Address that the request came from; empty without a request. */
  source_ip_address: string;
  /** What the client called itself. */
  user_agent: string;
  /** Session of a browser; absent for everything that is called by a token. */
  session_id?: string;
  /** Id of the request, which the answer carried as `X-Request-Id`. */
  request_id: string;
  /** What was asked for; secrets are left out. */
  request_params: Record<string, string>;
  /** How it ended. */
  response: AuditResponse;
}

/** How it ended. */
export interface AuditResponse {
  /** HTTP status of the answer. */
  status_code: number;
  /** Code and reason of a failure; absent for a success. */
  error_message?: string;
  /** Figures of what was done, as JSON: files and bytes of a query. Usually absent. */
  result?: string;
}

/** What was added to the audit trail. */
export interface FollowAuditResponse {
  /** Records in the order in which they were kept. */
  records: readonly AuditRecord[];
  /** Send it as `position` to get what is kept from here on. */
  position: string;
  /** Whether there is nothing behind `position` at present. When false, ask again at once. */
  caught_up: boolean;
}

/** By whom and on whose rights it was done. */
export interface IdentityMetadata {
  /** User name or application id of whoever made the call. */
  run_by?: string;
  /** User name or application id whose rights the call had. */
  run_as?: string;
  /** Resource that acted for somebody else; absent when nothing did. */
  acting_resource?: string;
}

/** A page of the audit trail. */
export interface ListAuditRecordsResponse {
  /** Records in the order that was asked for. A page may be empty and still have one behind it. */
  records: readonly AuditRecord[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** Who did it. */
export interface UserIdentity {
  /** User name; absent for a service principal. */
  email?: string;
  /** Application id of the service principal; absent for a user. */
  subject_name?: string;
}

/** What a page of the verification found. */
export interface VerifyAuditResponse {
  /** What is wrong with what this page checked; empty when nothing is. */
  problems: readonly AuditProblem[];
  /** Sealed batches that this page checked. */
  batches: number;
  /** Records in them that this page checked. */
  rows: number;
  /** Batches of this page whose records were deleted at the end of their retention. */
  pruned_batches: number;
  /** Batches of this page that were sealed later, because the process that wrote them was killed. */
  recovered_batches: number;
  /** Records that are too new to be sealed, or wait for it after a crash. */
  unsealed_rows: number;
  /** Batches of this page whose signature could not be checked, because its key is not there. */
  unsigned_batches: number;
  /** Anchored heads, from the file beside the database, that this page checked. */
  heads: number;
  /** Sealed batches that there are in all, for a progress bar. */
  total_batches: number;
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}
