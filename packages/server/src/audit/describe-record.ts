import { createHash } from 'node:crypto';
import type { audit, ResponseOf } from '@boathouse/contract';
import type { Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';

export type AuditRow = Selectable<Tables['audit_log']>;

/** A record as it is given out. */
export type AuditRecord = ResponseOf<(typeof audit)['operations']['list']>['records'][number];

/** Services whose records are about the metastore, which workspaces share. */
const accountServices: ReadonlySet<string> = new Set(['unityCatalog', 'marketplaceProvider', 'marketplaceConsumer']);

const accountIds = new Map<number, string>();

/** A UUID for a workspace's account: always the same for the same workspace. */
const accountIdOf = (workspaceId: number): string => {
  const known = accountIds.get(workspaceId);
  if (known !== undefined) return known;
  const hex = createHash('sha256').update(`boathouse account ${workspaceId}`).digest('hex');
  // Version 8 of RFC 9562: a UUID of whoever made it.
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  accountIds.set(workspaceId, id);
  return id;
};

const identityOf = ({ identity_kind, identity }: AuditRow) => {
  if (identity_kind === 'none') return {};
  const user_identity = identity_kind === 'user' ? { email: identity } : { subject_name: identity };
  return { user_identity, identity_metadata: { run_by: identity, run_as: identity } };
};

/** A row of the trail in the shape of Databricks' audit table. */
export const describeRecord = (row: AuditRow, workspaceId: number): AuditRecord => {
  const isOfAccount = accountServices.has(row.service_name);
  return {
    account_id: accountIdOf(workspaceId),
    workspace_id: isOfAccount ? '0' : String(workspaceId),
    version: '2.0',
    event_id: row.id,
    event_time: row.time,
    event_date: new Date(row.time).toISOString().slice(0, 10),
    audit_level: isOfAccount ? 'ACCOUNT_LEVEL' : 'WORKSPACE_LEVEL',
    service_name: row.service_name,
    action_name: row.action_name,
    ...identityOf(row),
    ...(row.recipient_name === null ? {} : { recipient_name: row.recipient_name }),
    source_ip_address: row.source_ip,
    user_agent: row.user_agent,
    request_id: row.request_id,
    request_params: JSON.parse(row.request_params) as Record<string, string>,
    response: {
      status_code: row.status_code,
      ...(row.error_message === null ? {} : { error_message: row.error_message }),
      ...(row.result === null ? {} : { result: row.result }),
    },
  };
};
