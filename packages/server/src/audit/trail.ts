import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Database, Queries } from '../database/database.ts';
import { type AuditEntry, auditStatement, type Stamp } from './record.ts';
import { RefusalLimit } from './refusal-limit.ts';

/** A process that has not been heard of for so long, in milliseconds, is taken for dead, and its batches are sealed. */
export const lease = 120_000;

/** Rows that a batch has at most: one is checked and deleted as a whole. */
const maxRows = 5000;

/** How long an insert whose outcome nobody told, in milliseconds, may still happen: the database ends it by then. */
const uncertainTime = 30_000;

/** Rows that are sealed together. */
interface Batch extends Stamp {
  /** How many rows were given to it. */
  rows: number;
  /** How many of them are on their way. */
  open: number;
  /** Not sealed before this time of the process, in milliseconds. */
  notBefore: number;
}

const newBatch = (replica: string, batch: number): Batch => ({ replica, batch, rows: 0, open: 0, notBefore: 0 });

const newReplica = (): string => randomBytes(8).toString('hex');

/**
 * The writing end of the audit trail. Every row is part of a batch from the start, so that sealing a batch changes no row:
 * the trail only knows how many rows of each batch are on their way.
 */
export class Trail {
  /** What is kept of refusals of callers who are not known. */
  readonly refusals = new RefusalLimit();
  readonly #database: Database;
  #current = newBatch(newReplica(), 1);
  readonly #closed: Batch[] = [];
  #registration: Promise<void> | undefined;
  #seenAt = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The process as rows name it now: random, and another one after a pause in which it may have been taken for dead. */
  get replica(): string {
    return this.#current.replica;
  }

  /**
   * Writes a record, and resolves when it is durable. Callers who are not known must not fill the disk: beyond some, what
   * they are refused is only counted.
   */
  async append(entry: AuditEntry): Promise<void> {
    if (isRefusalOfUnknown(entry) && !this.refusals.admits(entry.request.ip, entry.time)) return;
    await this.#register();
    const batch = this.#enter();
    await this.#settle(batch, this.#database.append(auditStatement(this.#database, entry, batch)));
  }

  /**
   * Makes a change together with its record, and resolves when both are durable.
   *
   * @param entryOf makes the record, after the change and in its transaction
   */
  async write<T>(change: (transaction: Queries) => Promise<T>, entryOf: () => AuditEntry): Promise<T> {
    await this.#register();
    const database = this.#database;
    let batch: Batch | undefined;
    try {
      const result = await database.write(async transaction => {
        const changed = await change(transaction);
        batch = this.#enter();
        await database.execute(auditStatement(database, entryOf(), batch), transaction);
        return changed;
      });
      if (batch !== undefined) batch.open -= 1;
      return result;
    } catch (error) {
      if (batch !== undefined) leaveUncertain(batch);
      throw error;
    }
  }

  /** Ends the batch that rows are given to now, and tells others that this process lives. Called every second. */
  async tick(): Promise<void> {
    this.#close();
    if (this.#registration === undefined || performance.now() - this.#seenAt < lease / 6) return;
    await this.#say();
  }

  /** Takes the batches that are complete, oldest first: no row of them is on its way any more. */
  takeComplete(): readonly Stamp[] {
    const now = performance.now();
    const incomplete = this.#closed.findIndex(batch => batch.open > 0 || batch.notBefore > now);
    return this.#closed.splice(0, incomplete === -1 ? this.#closed.length : incomplete);
  }

  /** Gives batches back that could not be sealed. */
  giveBack(batches: readonly Stamp[]): void {
    this.#closed.unshift(...batches.map(({ replica, batch }) => newBatch(replica, batch)));
  }

  /** Ends the last batch, and waits a moment for its rows. */
  async end(): Promise<void> {
    this.#close();
    for (let waited = 0; waited < 500 && this.#closed.some(batch => batch.open > 0); waited += 10) await setTimeout(10);
  }

  /** Whether a row may still come to a batch of this process, or waits to be sealed. */
  get isPending(): boolean {
    return this.#closed.length > 0 || this.#current.rows > 0;
  }

  #enter(): Batch {
    if (this.#current.rows >= maxRows) this.#close();
    this.#current.rows += 1;
    this.#current.open += 1;
    return this.#current;
  }

  async #settle(batch: Batch, write: Promise<void>): Promise<void> {
    try {
      await write;
      batch.open -= 1;
    } catch (error) {
      leaveUncertain(batch);
      throw error;
    }
  }

  #close(): void {
    if (this.#current.rows === 0) return;
    this.#closed.push(this.#current);
    this.#current = newBatch(this.#current.replica, this.#current.batch + 1);
  }

  /** Makes the process known before it has rows. One that was silent for long starts anew: others may have sealed its batches. */
  async #register(): Promise<void> {
    const isLate = this.#database.engine === 'postgres' && performance.now() - this.#seenAt > lease / 2;
    if (this.#registration !== undefined && isLate) {
      this.#close();
      this.#current = newBatch(newReplica(), 1);
      this.#registration = undefined;
    }
    this.#registration ??= this.#say().catch(error => {
      this.#registration = undefined;
      throw error;
    });
    return this.#registration;
  }

  async #say(): Promise<void> {
    const { replica } = this;
    const at = performance.now();
    const { read } = this.#database;
    await this.#database.append(
      read
        .insertInto('audit_replicas')
        .values({ id: replica, seen_at: this.#database.now() })
        .onConflict(conflict => conflict.column('id').doUpdateSet({ seen_at: this.#database.now() }))
        .compile(),
    );
    this.#seenAt = at;
  }
}

const isRefusalOfUnknown = ({ principal, status, request }: AuditEntry): boolean =>
  principal.kind === 'anonymous' && status >= 400 && request.ip !== '';

/** The database may have taken a row although the connection broke: the batch waits until that is decided. */
const leaveUncertain = (batch: Batch): void => {
  batch.open -= 1;
  batch.notBefore = performance.now() + uncertainTime;
};
