// Made by `npm run generate` from packages/contract. Change it there.

import type { CallOptions, Send } from '../call.ts';
import { List } from '../list.ts';
import type {
  AuditOrder,
  AuditOutcome,
  AuditProblem,
  AuditRecord,
  FollowAuditResponse,
  ListAuditRecordsResponse,
  VerifyAuditResponse,
} from './audit-models.ts';

/** What `audit.list` takes. */
export interface ListAuditRequest {
  /** Only what this recipient did. */
  recipient_name?: string;
  /** Only what this user (by name) or service principal (by application id) did. */
  principal?: string;
  /** Only actions of this service. */
  service_name?: string;
  /** Only this action. */
  action_name?: string;
  /** Only what ended so. */
  outcome?: AuditOutcome;
  /** Only from this time on, in milliseconds since 1970. */
  start_time?: number;
  /** Only before this time, in milliseconds since 1970. */
  end_time?: number;
  /** Which record comes first; `NEWEST_FIRST` when absent. */
  order?: AuditOrder;
  /** Records at most in the answer; 0 or absent: 1000, which is also the most. */
  max_results?: number;
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** What `audit.follow` takes. */
export interface AuditFollowRequest {
  /** Only what this recipient did. */
  recipient_name?: string;
  /** Only what this user (by name) or service principal (by application id) did. */
  principal?: string;
  /** Only actions of this service. */
  service_name?: string;
  /** Only this action. */
  action_name?: string;
  /** Only what ended so. */
  outcome?: AuditOutcome;
  /** Only from this time on, in milliseconds since 1970. */
  start_time?: number;
  /** The `position` of the answer before; absent: from `start_time` on, or from now on without one. */
  position?: string;
  /** Records at most in the answer; 0 or absent: 1000, which is also the most. */
  max_results?: number;
}

/** What `audit.verify` takes. */
export interface AuditVerifyRequest {
  /** The `next_page_token` of the page before; absent for the first page. */
  page_token?: string;
}

/** Reads and verifies the audit trail: every change, every denial, every read by a recipient. */
export class AuditApi {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * List audit records by their time.
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

  /**
   * Get what was added to the audit trail.
   *
   * Gives records in the order in which they were kept, each once, and none is left out, however many servers write.
   * Call it again with the `position` of the answer.
   *
   * Allowed: administrators of the workspace.
   */
  follow(request: AuditFollowRequest = {}, options?: CallOptions): Promise<FollowAuditResponse> {
    return this.#send({ method: 'GET', path: '/api/2.0/boathouse/audit/follow', query: request }, options);
  }

  /**
   * Verify that the audit trail is as it was written.
   *
   * Checks a part of the trail by its seals, and the heads that were anchored beside the database; follow the pages for
   * all of it. It changes nothing.
   *
   * Allowed: administrators of the workspace.
   */
  verify(request: AuditVerifyRequest = {}, options?: CallOptions): List<AuditProblem, VerifyAuditResponse> {
    return new List(
      this.#send,
      { method: 'GET', path: '/api/2.0/boathouse/audit/verify', query: request, items: 'problems', paging: 'token' },
      options,
    );
  }
}
