import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeltaError } from '../errors.ts';
import { fetchObjects } from '../fetch.ts';
import type { Commit } from '../history/commit-times.ts';
import { logFileName } from '../log-path.ts';
import { ObjectNotFound } from '../object-reader.ts';
import { SnapshotBuilds } from '../snapshot-builds.ts';
import type { SnapshotLease, SnapshotStore } from '../snapshot-store.ts';
import type { TableRef } from '../snapshots.ts';
import type { WorkerPool } from '../worker/worker-pool.ts';
import { batchCommits, type CommitBatch } from './commit-batches.ts';
import type { CommitFacts } from './commit-facts.ts';

/** What a prepared batch says of itself, beside its files. */
export interface BatchManifest {
  readonly commits: readonly CommitFacts[];
}

/** What preparing commits may use. */
export interface PrepareLimits {
  /** Bytes of the commits of one batch. */
  readonly maxBytes: number;
  /** As DuckDB writes sizes. */
  readonly memoryLimit: string;
  /** Milliseconds for one batch, downloads aside. */
  readonly replayTimeout: number;
}

/** A batch and what its commits hold. */
export interface FoundBatch {
  readonly batch: CommitBatch;
  readonly facts: readonly CommitFacts[];
}

/** Batches at a time: as many as there are processes for it. */
const lanes = 2;

/** Commits of tables, each read and checked once and then kept for as long as there is room. */
export class PreparedCommits {
  readonly #store: SnapshotStore<BatchManifest>;
  readonly #workers: WorkerPool;
  readonly #limits: PrepareLimits;
  readonly #builds: SnapshotBuilds<BatchManifest>;

  constructor(store: SnapshotStore<BatchManifest>, workers: WorkerPool, limits: PrepareLimits) {
    this.#store = store;
    this.#builds = new SnapshotBuilds(store);
    this.#workers = workers;
    this.#limits = limits;
  }

  /**
   * What commits hold, in batches of which each can be leased.
   *
   * @throws DeltaError; whatever the table's reader throws
   */
  async find(table: TableRef, commits: readonly Commit[]): Promise<readonly FoundBatch[]> {
    const found: FoundBatch[] = [];
    const queue = [...batchCommits(commits).entries()];
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, batch] = next;
        const { manifest, release } = await this.lease(table, batch);
        release();
        found[index] = { batch, facts: manifest.commits };
      }
    };
    // What fails in one lane ends the other too.
    await Promise.all(Array.from({ length: lanes }, () => work().finally(() => queue.splice(0))));
    return found;
  }

  /** A prepared batch for use, which is not deleted before it is released. Throws as `find` does. */
  lease(table: TableRef, batch: CommitBatch): Promise<SnapshotLease<BatchManifest>> {
    const name = batchName(table.id, batch);
    return this.#builds.lease(name, () => this.#prepare(name, table, batch));
  }

  /** Ends when nothing is being prepared any more. */
  settle(): Promise<void> {
    return this.#builds.settle();
  }

  async #prepare(name: string, table: TableRef, batch: CommitBatch): Promise<void> {
    const { maxBytes, memoryLimit, replayTimeout } = this.#limits;
    const directory = await this.#store.makeWorkDirectory();
    try {
      const log = join(directory, 'log');
      await mkdir(log);
      const objects = batch.map(({ object }) => object);
      await fetchObjects(table.reader, objects, log, maxBytes).catch(blameCleanUp);
      const commits = objects.map(({ path }) => logFileName(path));
      const job = { kind: 'prepare-commits', directory, commits, memoryLimit, maxSpill: maxBytes } as const;
      const facts = await this.#workers.use(worker => worker.run(job, replayTimeout));
      await this.#store.add(name, directory, { commits: facts });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

function blameCleanUp(error: unknown): never {
  if (!(error instanceof ObjectNotFound)) throw error;
  throw new DeltaError('VERSION_NOT_FOUND', `The commit ${error.path} has just been deleted`, { cause: error });
}

function batchName(tableId: string, batch: CommitBatch): string {
  const hash = createHash('sha256').update(JSON.stringify(tableId));
  for (const { object } of batch) hash.update(JSON.stringify([object.path, object.size, object.modificationTime]));
  return `${hash.digest('hex').slice(0, 40)}-${batch.at(-1)?.version}`;
}
