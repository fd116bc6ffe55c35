import type { AuditEntry } from '../audit/record.ts';
import type { Workspace } from '../workspace.ts';

/** A record of a test: somebody did something. */
export const auditEntry = (workspace: Workspace, details: Partial<AuditEntry> = {}): AuditEntry => ({
  id: workspace.newId(),
  time: workspace.now(),
  service: 'unityCatalog',
  action: 'createShare',
  principal: { kind: 'user', id: 1, name: 'ann@example.com', admin: false, entitled: true },
  request: { id: 'request', ip: '192.0.2.7', userAgent: 'test/1' },
  parameters: { name: 'sales', comment: 'größer als zwei' },
  status: 200,
  ...details,
});

/** Writes a batch of so many records, and seals it. */
export const writeBatch = async (
  workspace: Workspace,
  rows: number,
  details: Partial<AuditEntry> = {},
): Promise<void> => {
  for (let row = 0; row < rows; row += 1) await workspace.audit.trail.append(auditEntry(workspace, details));
  await workspace.scheduler.run('audit-seal');
};
