import type { Workspace } from '../workspace.ts';
import type { AuditKeys } from './audit-keys.ts';
import { makePruned, type Seal } from './seal.ts';
import { systemEntry } from './system-entry.ts';
import type { Trail } from './trail.ts';

const day = 86_400_000;

/** Batches that are deleted in one transaction: others wait for it. */
const round = 20;

export type RetentionParts = Pick<Workspace, 'database' | 'now' | 'newId'> & {
  readonly trail: Trail;
  readonly keys: AuditKeys;
};

const oldest = ({ database }: RetentionParts, before: number): Promise<Seal[]> =>
  database.read
    .selectFrom('audit_seals')
    .selectAll()
    .where('pruned_at', 'is', null)
    .where('last_time', '<', before)
    .orderBy('last_time')
    .limit(round)
    .execute();

const deleteBatches = async (parts: RetentionParts, seals: readonly Seal[], before: number): Promise<void> => {
  const { trail, keys, now } = parts;
  const key = await keys.current();
  const rows = seals.reduce((sum, seal) => sum + seal.row_count, 0);
  await trail.write(
    async transaction => {
      for (const { replica, batch, number, hash } of seals) {
        await transaction.deleteFrom('audit_log').where('replica', '=', replica).where('batch', '=', batch).execute();
        await transaction
          .updateTable('audit_seals')
          .set(makePruned(hash, now(), key))
          .where('number', '=', number)
          .execute();
      }
    },
    () =>
      systemEntry(parts, 'deleteAuditRecords', { before: new Date(before).toISOString(), batches: seals.length, rows }),
  );
};

/**
 * Deletes records that are older than their retention, a whole sealed batch at a time. The seals stay, so that the chain
 * verifies from its beginning on; each deletion is a record itself.
 *
 * @param days how long records are kept
 * @param signal ends it between two transactions
 * @returns how many batches were deleted
 */
export const deleteExpired = async (parts: RetentionParts, days: number, signal: AbortSignal): Promise<number> => {
  const before = parts.now() - days * day;
  let batches = 0;
  while (!signal.aborted) {
    const seals = await oldest(parts, before);
    if (seals.length === 0) break;
    await deleteBatches(parts, seals, before);
    batches += seals.length;
  }
  return batches;
};
