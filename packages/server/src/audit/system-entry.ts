import { anonymous } from '../http/context.ts';
import type { Workspace } from '../workspace.ts';
import type { AuditEntry } from './record.ts';

/** A record of what the workspace did by itself. */
export const systemEntry = (
  { now, newId }: Pick<Workspace, 'now' | 'newId'>,
  action: string,
  parameters: AuditEntry['parameters'],
  status = 200,
): AuditEntry => ({
  id: newId(),
  time: now(),
  service: 'boathouse',
  action,
  principal: anonymous,
  request: { id: '', ip: '', userAgent: 'boathouse' },
  parameters,
  status,
});
