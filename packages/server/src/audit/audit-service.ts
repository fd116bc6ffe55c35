import type { Writable } from 'node:stream';
import type { Job } from '../scheduler/scheduler.ts';
import type { Workspace } from '../workspace.ts';
import { AuditKeys } from './audit-keys.ts';
import { LogSink } from './log-sink.ts';
import { deleteExpired } from './retention.ts';
import { AuditSealer } from './sealer.ts';
import { systemEntry } from './system-entry.ts';
import { Trail } from './trail.ts';

type Parts = Pick<Workspace, 'database' | 'config' | 'sealer' | 'now' | 'newId' | 'randomBytes' | 'log' | 'id'>;

/** The audit trail of a running workspace. */
export interface AuditService {
  readonly trail: Trail;
  readonly keys: AuditKeys;
  readonly jobs: readonly Job[];
  /** Seals the last records, and writes them out. */
  close(): Promise<void>;
}

const day = 86_400_000;

/** How long the end waits for whoever reads the audit log, in milliseconds. */
const lastWrite = 300;

/** Tells in one record what callers who are not known were refused beyond what left a record each. */
const tellRefusals = async (parts: Parts, trail: Trail, force: boolean): Promise<void> => {
  const suppressed = trail.refusals.endPeriod(parts.now(), force);
  if (suppressed === undefined) return;
  const { count, addresses, topAddress, topCount, since } = suppressed;
  const parameters = {
    count,
    addresses,
    top_address: topAddress,
    top_address_count: topCount,
    since: new Date(since).toISOString(),
  };
  await trail.append(systemEntry(parts, 'refusedUnknownCallers', parameters, 401));
};

/**
 * Puts the audit trail together: what writes, seals, anchors, deletes it and writes it out.
 *
 * @param stdout where `audit_log: '-'` and `audit_anchor: '-'` go
 */
export const createAudit = (parts: Parts, stdout: Writable): AuditService => {
  const { config, log } = parts;
  const trail = new Trail(parts.database);
  const keys = new AuditKeys(parts);
  const sealer = new AuditSealer({ ...parts, trail, keys, stdout });
  const sink = config.audit_log === undefined ? undefined : new LogSink({ ...parts, trail, stdout }, config.audit_log);
  const days = config.audit_retention_days;
  const jobs: Job[] = [
    { name: 'audit-seal', every: 1000, first: 0, run: () => sealer.run() },
    { name: 'audit-refusals', every: 10_000, run: () => tellRefusals(parts, trail, false) },
  ];
  if (sink !== undefined) jobs.push({ name: 'audit-log', every: 1000, first: 0, run: () => sink.run() });
  if (days !== undefined) {
    const run = async (signal: AbortSignal) => {
      await deleteExpired({ ...parts, trail, keys }, days, signal);
    };
    jobs.push({ name: 'audit-retention', every: day, first: 60_000, run });
  }
  const close = async () => {
    await tellRefusals(parts, trail, true);
    await sealer.end();
    if (sink === undefined) return;
    const late = new Promise<void>(resolve => setTimeout(resolve, lastWrite).unref());
    await Promise.race([sink.run(), late]);
  };
  return {
    trail,
    keys,
    jobs,
    // The workspace ends all the same: what is not sealed is sealed at the next start.
    close: () => close().catch(error => log.error({ err: error }, 'the audit trail could not be sealed at the end')),
  };
};
