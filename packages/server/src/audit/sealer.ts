import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { isUniqueViolation, type Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';
import { appendLines } from './append-lines.ts';
import type { AuditKeys } from './audit-keys.ts';
import type { Stamp } from './record.ts';
import { digestRows } from './rows-digest.ts';
import { makeSeal, type Seal } from './seal.ts';
import { lease, type Trail } from './trail.ts';

/** How often the head of the chain is anchored, in milliseconds, while records come. */
const anchorInterval = 60_000;

/** How often batches of processes that died are looked for, in milliseconds. */
const recoveryInterval = 30_000;

export type SealerParts = Pick<Workspace, 'database' | 'config' | 'now' | 'log'> & {
  readonly trail: Trail;
  readonly keys: AuditKeys;
  readonly stdout: Writable;
};

/** The file that heads are anchored in, beside the database. */
export const headsFile = (dataFolder: string): string => join(dataFolder, 'audit-heads.jsonl');

/** What is anchored of a seal. */
export type Head = Pick<Seal, 'replica' | 'batch' | 'last_sequence' | 'sealed_at' | 'hash' | 'key_id' | 'mac'>;

const previousHash = async (transaction: Queries, replica: string): Promise<string> => {
  const seals = transaction.selectFrom('audit_seals').select('hash');
  const own = await seals.where('replica', '=', replica).orderBy('batch', 'desc').limit(1).executeTakeFirst();
  // The first seal of a process follows the last one that there is: who takes away a whole chain breaks the next.
  return (own ?? (await seals.orderBy('number', 'desc').limit(1).executeTakeFirst()))?.hash ?? '';
};

/** Seals batches that are complete, those of this process and those that dead ones left. */
export class AuditSealer {
  readonly #parts: SealerParts;
  /** The last seal of each chain that is not anchored yet. */
  readonly #heads = new Map<string, Head>();
  #anchoredAt = Number.NEGATIVE_INFINITY;
  #recoveredAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SealerParts) {
    this.#parts = parts;
  }

  /** Seals what is complete. Called every second. */
  async run(): Promise<void> {
    const { trail } = this.#parts;
    await trail.tick();
    await this.#recover();
    await this.#sealComplete();
    await this.#anchor(anchorInterval);
  }

  /** Seals the last batch, and anchors it. */
  async end(): Promise<void> {
    const { trail, database } = this.#parts;
    await trail.end();
    await this.#sealComplete();
    await this.#anchor(0);
    if (trail.isPending) return;
    await database.append(database.read.deleteFrom('audit_replicas').where('id', '=', trail.replica).compile());
  }

  async #sealComplete(): Promise<void> {
    const { trail } = this.#parts;
    const batches = [...trail.takeComplete()];
    try {
      for (let batch = batches[0]; batch !== undefined; batch = batches[0]) {
        await this.#seal(batch);
        batches.shift();
      }
    } finally {
      trail.giveBack(batches);
    }
  }

  async #seal(batch: Stamp): Promise<void> {
    const { database, keys, now, trail, log } = this.#parts;
    const rows = await digestRows(database, batch);
    if (rows.rows === 0) return;
    const key = await keys.current();
    try {
      const seal = await database.write(async transaction => {
        const previous = await previousHash(transaction, batch.replica);
        const made = makeSeal(batch, rows, {
          previousHash: previous,
          sealedAt: now(),
          sealedBy: trail.replica,
          key,
        });
        await transaction.insertInto('audit_seals').values(made).execute();
        return made;
      });
      this.#heads.set(batch.replica, seal);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      log.warn(
        { replica: batch.replica, batch: batch.batch },
        'another process has sealed this batch of the audit trail',
      );
    }
  }

  /** Seals what processes left that were killed. SQLite has one process: whatever others left is left for good. */
  async #recover(): Promise<void> {
    if (performance.now() - this.#recoveredAt < recoveryInterval) return;
    const { database, trail } = this.#parts;
    const dead = await database.read
      .selectFrom('audit_replicas')
      .select('id')
      .where('id', '!=', trail.replica)
      .$if(database.engine === 'postgres', query =>
        query.where(({ eb }) => eb('seen_at', '<', eb(database.now(), '-', lease))),
      )
      .execute();
    for (const { id } of dead) {
      for (const batch of await this.#unsealed(id)) await this.#seal({ replica: id, batch });
      await database.append(database.read.deleteFrom('audit_replicas').where('id', '=', id).compile());
    }
    this.#recoveredAt = performance.now();
  }

  /** The batches of a process behind its last seal. */
  async #unsealed(replica: string): Promise<readonly number[]> {
    const { read } = this.#parts.database;
    const { last } = await read
      .selectFrom('audit_seals')
      .select(({ fn }) => fn.max('batch').as('last'))
      .where('replica', '=', replica)
      .executeTakeFirstOrThrow();
    const rows = await read
      .selectFrom('audit_log')
      .select('batch')
      .distinct()
      .where('replica', '=', replica)
      .where('batch', '>', last ?? 0)
      .orderBy('batch')
      .execute();
    return rows.map(({ batch }) => batch);
  }

  /** Writes the heads of the chains where somebody with the database alone cannot reach them. */
  async #anchor(interval: number): Promise<void> {
    const { config, stdout } = this.#parts;
    if (this.#heads.size === 0 || performance.now() - this.#anchoredAt < interval) return;
    const heads = [...this.#heads.values()];
    const lines = heads.map(head => `${JSON.stringify(anchored(head))}\n`);
    await appendLines(headsFile(config.data), lines);
    // A line a minute: nothing that a reader who is slow has to be waited for.
    if (config.audit_anchor === '-') stdout.write(lines.join(''));
    else if (config.audit_anchor !== undefined) await appendLines(config.audit_anchor, lines);
    for (const head of heads) if (this.#heads.get(head.replica) === head) this.#heads.delete(head.replica);
    this.#anchoredAt = performance.now();
  }
}

const anchored = ({ replica, batch, last_sequence, sealed_at, hash, key_id, mac }: Head): Head => ({
  replica,
  batch,
  last_sequence,
  sealed_at,
  hash,
  key_id,
  mac,
});
