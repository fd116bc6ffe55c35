import { type Domain, isRead, type Operation } from '@boathouse/contract';
import { actionName, serviceName } from '../audit/action-names.ts';
import { type AuditEntry, auditStatement } from '../audit/record.ts';
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
    const { database } = this.workspace;
    const result = await database.write(async transaction => {
      const changed = await change(transaction);
      await database.execute(auditStatement(database, this.#entry({ status: 200 })), transaction);
      return changed;
    });
    this.#recorded = true;
    return result;
  }

  note(facts: Readonly<Record<string, unknown>>): void {
    this.parameters = { ...this.parameters, ...facts };
  }

  async audit(action: string, details: AuditDetails): Promise<void> {
    await this.#append({ ...this.#entry(details), action });
  }

  /** Reads by administrators leave no record; everything else that has not left one yet does so now. */
  async succeed(): Promise<void> {
    const { operation } = this.#named;
    if (this.#recorded || (isRead(operation) && operation.access.kind !== 'recipient')) return;
    await this.#append(this.#entry({ status: 200 }));
  }

  /** A change or a recipient's read that failed, and every denial. */
  async fail(error: unknown): Promise<void> {
    const { operation } = this.#named;
    const { status, code, message } = toApiError(error);
    if (status !== 403 && isRead(operation) && operation.access.kind !== 'recipient') return;
    await this.#append(this.#entry({ status, error: `${code}: ${message}` }));
  }

  #append(entry: AuditEntry): Promise<void> {
    const { database } = this.workspace;
    return database.append(auditStatement(database, entry));
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
