import { type Domain, isRead, type Operation } from '@boathouse/contract';
import { actionName, serviceName } from '../audit/action-names.ts';
import type { AuditEntry } from '../audit/record.ts';
import type { Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';
import type { AuditDetails, Context, Principal } from './context.ts';
import { toApiError } from './known-errors.ts';

/** An operation with the names that it goes by. */
export interface NamedOperation {
  readonly domain: Domain;
  readonly service: string;
  readonly name: string;
  readonly operation: Operation;
}

/** One call of one operation: the context that its handler sees, and its trace in the audit trail. */
export class Call implements Context<Principal> {
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly request: Context['request'];
  parameters: Record<string, unknown> = {};
  readonly #named: NamedOperation;
  #recorded = false;

  constructor(workspace: Workspace, named: NamedOperation, principal: Principal, request: Context['request']) {
    this.workspace = workspace;
    this.principal = principal;
    this.request = request;
    this.#named = named;
  }

  async write<T>(change: (transaction: Queries) => Promise<T>): Promise<T> {
    const result = await this.workspace.audit.trail.write(change, () => this.#entry(this.#success));
    this.#recorded = true;
    return result;
  }

  note(facts: Readonly<Record<string, unknown>>): void {
    this.parameters = { ...this.parameters, ...facts };
  }

  async audit(action: string, details: AuditDetails): Promise<void> {
    await this.#append({ ...this.#entry(details), action });
  }

  /** Reads by administrators leave no record, but of secrets; everything else that has not left one yet does so now. */
  async succeed(): Promise<void> {
    if (this.#recorded || this.#isPlainRead) return;
    await this.#append(this.#entry(this.#success));
  }

  /** A change or a recipient's read that failed, and every denial. */
  async fail(error: unknown): Promise<void> {
    const { status, code, message } = toApiError(error);
    if (status !== 401 && status !== 403 && this.#isPlainRead) return;
    await this.#append(this.#entry({ status, error: `${code}: ${message}` }));
  }

  get #success(): AuditDetails {
    return { status: this.#named.operation.status ?? 200 };
  }

  get #isPlainRead(): boolean {
    const { operation } = this.#named;
    return isRead(operation) && operation.access.kind !== 'recipient' && operation.audited !== true;
  }

  #append(entry: AuditEntry): Promise<void> {
    return this.workspace.audit.trail.append(entry);
  }

  #entry(outcome: AuditDetails): AuditEntry {
    const { service, name } = this.#named;
    return {
      id: this.workspace.newId(),
      time: this.workspace.now(),
      service: serviceName(this.#named.domain),
      action: actionName(service, name),
      principal: this.principal,
      request: this.request,
      parameters: this.parameters,
      ...outcome,
    };
  }
}
