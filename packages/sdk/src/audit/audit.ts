// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';

/** One thing that was done, or tried. */
export interface AuditRecord {
  /** Id of the record: a UUID. */
  id: string;
  /** When it happened, in milliseconds since 1970. */
  event_time: number;
  /** Service that the action belongs to: `unityCatalog`, `accounts`, … */
  service_name: string;
  /** What was done: `createShare`, `deltaSharingQueryTable`, … */
  action_name: string;
  /** User name or application id of whoever did it; absent for recipients. */
  user_identity?: string;
  /** Recipient that did it; absent for others. */
  recipient_name?: string;
  /** Id of the request, which the answer carried as `X-Request-Id`. */
  request_id: string;
  /** Address that the request came from. */
  source_ip_address: string;
  /** What the client called itself. */
  user_agent: string;
  /** What was asked for; secrets are left out. */
  request_params: Record<string, string>;
  /** HTTP status of the answer. */
  status_code: number;
  /** Why it failed; absent when it did not. */
  error_message?: string;
  /** Figures of what was done, such as files and bytes of a query. */
  result?: Record<string, string>;
}

/** A page of the audit trail. */
export interface ListAuditRecordsResponse {
  /** Records, newest first. */
  records: readonly AuditRecord[];
  /** Send it as `page_token` to get the next page; absent or empty on the last page. */
  next_page_token?: string;
}

/** What `audit.list` takes. */
export interface ListAuditRequest {
  /** Only what this recipient did. */
  recipient_name?: string;
  /** Only this action. */
  action_name?: string;
  /** Only from this time on, in milliseconds since 1970. */
  start_time?: number;
  /** Only before this time, in milliseconds since 1970. */
  end_time?: number;
  /** Records at most in this page; 0 or absent: 1000. */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** Reads the audit trail: every change, every denial, every read by a recipient. */
export class AuditApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * List audit records, newest first.
   *
   * Allowed: administrators of the workspace.
   */
  list(request: ListAuditRequest = {}, options?: CallOptions): List<AuditRecord, ListAuditRecordsResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/boathouse/audit', query: request, items: 'records', paging: 'token' },
      options,
    );
  }
}
