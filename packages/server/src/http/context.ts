import type { Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';

/** Who calls an administrator's operation. Operations that are open to anybody see {@link anonymous}. */
export interface Caller {
  readonly kind: 'user' | 'service-principal' | 'anonymous';
  readonly id: number;
  /** The user name or application id: what owners, grants and the audit trail say. */
  readonly name: string;
  /** A workspace administrator. The group `admins` is metastore administrator as well. */
  readonly admin: boolean;
  /** Whether an entitlement lets the caller use the workspace. Without one, only `currentUser.me` answers. */
  readonly entitled: boolean;
  /** The API scopes that the credential is limited to; absent: everything that the caller may do. */
  readonly scopes?: readonly string[];
  /** The id of the personal access token that was used; absent: the credential is of another kind. */
  readonly tokenId?: string;
}

export const anonymous: Caller = { kind: 'anonymous', id: 0, name: 'anonymous', admin: false, entitled: false };

/** Who calls the sharing protocol. */
export interface RecipientCaller {
  readonly kind: 'recipient';
  readonly id: string;
  readonly name: string;
  /** IPv4 addresses and CIDR blocks that the recipient may call from; empty: from anywhere. */
  readonly allowedAddresses: readonly string[];
}

export type Principal = Caller | RecipientCaller;

/** What the domain may know of the request that it answers. */
export interface RequestFacts {
  readonly id: string;
  readonly ip: string;
  readonly userAgent: string;
  /** A header of the request, in lower case. */
  readonly header: (name: string) => string | undefined;
}

/** What a handler is given beside its decoded request. */
export interface Context<P extends Principal = Caller> {
  readonly workspace: Workspace;
  readonly principal: P;
  readonly request: RequestFacts;
  /**
   * Makes a change: runs it in a transaction together with the audit record of the call, and resolves when both are
   * durable. Once per call.
   */
  write<T>(change: (transaction: Queries) => Promise<T>): Promise<T>;
  /** Adds what the handler found out to the parameters of the call's audit records. */
  note(facts: Readonly<Record<string, unknown>>): void;
  /** Adds another record of the call to the audit trail: what came of it after the answer began. */
  audit(action: string, details: AuditDetails): Promise<void>;
}

/** How something ended. */
export interface AuditDetails {
  /** The HTTP status, or what it would have been. */
  readonly status: number;
  readonly error?: string;
  readonly result?: Readonly<Record<string, unknown>>;
}
