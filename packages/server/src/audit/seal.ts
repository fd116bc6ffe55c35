import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Insertable, Selectable } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { AuditKey } from './audit-keys.ts';
import type { Stamp } from './record.ts';
import type { RowsDigest } from './rows-digest.ts';

export type Seal = Selectable<Tables['audit_seals']>;
type NewSeal = Insertable<Tables['audit_seals']>;

/** What a seal says, all of which its hash covers. */
type Facts = Omit<Seal, 'number' | 'hash' | 'key_id' | 'mac' | 'pruned_at' | 'pruned_mac'>;

const hashOf = (facts: Facts): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        'boathouse audit seal 1',
        facts.previous_hash,
        facts.replica,
        facts.batch,
        facts.first_sequence,
        facts.last_sequence,
        facts.first_time,
        facts.last_time,
        facts.row_count,
        facts.rows_hash,
        facts.sealed_at,
        facts.sealed_by,
      ]),
    )
    .digest('hex');

const macOf = ({ secret }: AuditKey, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

const prunedText = (hash: string, prunedAt: number): string => `${hash} pruned ${prunedAt}`;

/** Who makes a seal, when, and what stands before it. */
export interface Sealing {
  readonly previousHash: string;
  /** Milliseconds since 1970. */
  readonly sealedAt: number;
  readonly sealedBy: string;
  readonly key: AuditKey;
}

/** Makes the seal of a batch. */
export const makeSeal = ({ replica, batch }: Stamp, rows: RowsDigest, sealing: Sealing): NewSeal => {
  const facts: Facts = {
    replica,
    batch,
    first_sequence: rows.firstSequence,
    last_sequence: rows.lastSequence,
    first_time: rows.firstTime,
    last_time: rows.lastTime,
    row_count: rows.rows,
    rows_hash: rows.hash,
    previous_hash: sealing.previousHash,
    sealed_at: sealing.sealedAt,
    sealed_by: sealing.sealedBy,
  };
  const hash = hashOf(facts);
  return { ...facts, hash, key_id: sealing.key.id, mac: macOf(sealing.key, hash), pruned_at: null, pruned_mac: null };
};

/** What a seal carries once the rows of its batch were deleted at the end of their retention. */
export const makePruned = (hash: string, prunedAt: number, key: AuditKey): Pick<Seal, 'pruned_at' | 'pruned_mac'> => ({
  pruned_at: prunedAt,
  // With the id of the key, which need not be that of the seal.
  pruned_mac: `${key.id}.${macOf(key, prunedText(hash, prunedAt))}`,
});

/** How a signature is: `unknown` when the key is not there. */
export type Signature = 'good' | 'bad' | 'unknown';

type FindKey = (id: string) => Promise<AuditKey | undefined>;

const checkMac = async (find: FindKey, keyId: string, text: string, mac: string): Promise<Signature> => {
  const key = await find(keyId);
  if (key === undefined) return 'unknown';
  const [expected, given] = [Buffer.from(macOf(key, text)), Buffer.from(mac)];
  return expected.length === given.length && timingSafeEqual(expected, given) ? 'good' : 'bad';
};

/** Whether a seal is as it was made: `bad` when something of it was changed. */
export const checkSeal = async (seal: Seal, find: FindKey): Promise<Signature> =>
  hashOf(seal) === seal.hash ? checkMac(find, seal.key_id, seal.hash, seal.mac) : 'bad';

/** Whether it was the workspace that deleted the rows of a batch. `good` for a batch that has its rows. */
export const checkPruned = async ({ hash, pruned_at, pruned_mac }: Seal, find: FindKey): Promise<Signature> => {
  if (pruned_at === null) return 'good';
  const [keyId = '', mac = ''] = (pruned_mac ?? '').split('.');
  return checkMac(find, keyId, prunedText(hash, pruned_at), mac);
};
