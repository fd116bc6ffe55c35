import type { FastifyRequest } from 'fastify';
import type { AuditEntry } from '../../audit/record.ts';
import type { Queries } from '../../database/database.ts';
import type { Principal } from '../../http/context.ts';
import { requestFacts } from '../../http/request-facts.ts';
import type { Workspace } from '../../workspace.ts';

/** Something that the authorization server did, or refused. Never holds a credential. */
export interface OAuthEvent {
  /** As Databricks' audit log names it. */
  readonly action:
    | 'mintOAuthToken'
    | 'mintOAuthAuthorizationCode'
    | 'revokeOAuthToken'
    | 'tokenLogin'
    | 'oidcBrowserLogin'
    | 'logout';
  readonly principal: Principal;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly error?: string;
}

const entryOf = (workspace: Workspace, request: FastifyRequest, event: OAuthEvent): AuditEntry => ({
  ...event,
  id: workspace.newId(),
  time: workspace.now(),
  service: 'accounts',
  request: requestFacts(request),
});

/** Writes down what happened. Resolves once it is durable. */
export const recordOAuth = (workspace: Workspace, request: FastifyRequest, event: OAuthEvent): Promise<void> =>
  workspace.audit.trail.append(entryOf(workspace, request, event));

/** Makes a change together with its record. Resolves once both are durable. */
export const changeOAuth = (
  workspace: Workspace,
  request: FastifyRequest,
  event: OAuthEvent,
  change: (transaction: Queries) => Promise<void>,
): Promise<void> => workspace.audit.trail.write(change, () => entryOf(workspace, request, event));
