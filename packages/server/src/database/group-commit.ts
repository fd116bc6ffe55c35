import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Queries } from './database.ts';

interface Job {
  readonly run: (transaction: Queries) => unknown;
  /** One statement leaves no trace by itself when it fails. */
  readonly isStatement: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch that takes longer than this many writes would keep the first of them waiting. */
const maxBatch = 256;

const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve));

/**
 * One writer for an SQLite database. Writes that arrive together share one transaction, and so one flush to disk; each
 * leaves no trace when it fails, and resolves only after the flush.
 */
export class GroupCommit {
  readonly #connection: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #queries: Queries;
  readonly #afterCommit: () => void;
  readonly #queue: Job[] = [];
  #isDraining = false;
  #drained: Promise<void> = Promise.resolve();

  /**
   * @param queries Kysely on the same `connection`, which nobody else may write to
   * @param afterCommit called after each batch, before its writes resolve
   */
  constructor(connection: DatabaseSync, queries: Queries, afterCommit: () => void) {
    this.#connection = connection;
    this.#begin = connection.prepare('BEGIN IMMEDIATE');
    this.#commit = connection.prepare('COMMIT');
    this.#savepoint = connection.prepare('SAVEPOINT job');
    this.#release = connection.prepare('RELEASE job');
    this.#queries = queries;
    this.#afterCommit = afterCommit;
  }

  /** Makes a change of several statements, in a savepoint of its own. */
  write<T>(run: (transaction: Queries) => Promise<T>): Promise<T> {
    return this.#enqueue<T>({ run, isStatement: false });
  }

  /** Makes a change of one statement. */
  append(run: () => void): Promise<void> {
    return this.#enqueue<void>({ run, isStatement: true });
  }

  #enqueue<T>(work: Pick<Job, 'run' | 'isStatement'>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ ...work, resolve, reject });
      if (this.#isDraining) return;
      this.#isDraining = true;
      this.#drained = this.#drain();
    });
  }

  /** Resolves when every write that was asked for is settled. */
  async settled(): Promise<void> {
    while (this.#isDraining) await this.#drained;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // Requests that are ready in this turn of the event loop join the batch.
      await nextTurn();
      await this.#runBatch();
    }
    // In the same turn as the look at the queue: a write that comes between would wait for ever.
    this.#isDraining = false;
  }

  async #runBatch(): Promise<void> {
    const written: { job: Job; value: unknown }[] = [];
    try {
      this.#beginBatch();
      while (written.length < maxBatch) {
        const job = this.#queue.shift();
        if (job === undefined) break;
        const outcome = await this.#runJob(job);
        if (outcome !== undefined) written.push(outcome);
      }
      this.#commit.run();
      this.#afterCommit();
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      for (const { job } of written) job.reject(error);
      return;
    }
    for (const { job, value } of written) job.resolve(value as never);
  }

  /** Begins the batch, or fails the write that is first in the queue: the others may have better luck. */
  #beginBatch(): void {
    try {
      this.#begin.run();
    } catch (error) {
      this.#queue.shift()?.reject(error);
      throw error;
    }
  }

  /** Runs one write. Throws only when the whole transaction is lost (disk full, I/O error). */
  async #runJob(job: Job): Promise<{ job: Job; value: unknown } | undefined> {
    try {
      if (job.isStatement) return { job, value: job.run(this.#queries) };
      this.#savepoint.run();
      const value = await job.run(this.#queries);
      this.#release.run();
      return { job, value };
    } catch (error) {
      job.reject(error);
      // Without a transaction there is nothing to roll back to: SQLite has lost it all, and the batch fails.
      if (!this.#connection.isTransaction) throw error;
      if (!job.isStatement) this.#connection.exec('ROLLBACK TO job; RELEASE job');
      return undefined;
    }
  }
}
