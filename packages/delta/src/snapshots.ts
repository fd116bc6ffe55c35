import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Changes, ChangesOptions } from './changes/changes.ts';
import { type ChangesSources, openChanges } from './changes/open-changes.ts';
import { type BatchManifest, PreparedCommits } from './changes/prepared-commits.ts';
import { DeltaError } from './errors.ts';
import { fetchSegment, fetchSidecars } from './fetch.ts';
import type { TimestampSide } from './history/find-version.ts';
import { KnownStates } from './history/known-states.ts';
import { timestampOf, versionAt } from './history/table-history.ts';
import { logFileName, sidecarDirectory } from './log-path.ts';
import type { LogSegment } from './log-segment.ts';
import { ObjectNotFound, type ObjectReader, type StoredObject } from './object-reader.ts';
import type { PartitionFilter } from './partition-filter.ts';
import { countFiles, type ScanOptions, type ScanSource, scanFiles } from './scan.ts';
import { ScanRecords } from './scan-records.ts';
import type { Snapshot } from './snapshot.ts';
import { SnapshotBuilds } from './snapshot-builds.ts';
import { type SnapshotLease, type SnapshotManifest, SnapshotStore, snapshotName } from './snapshot-store.ts';
import { TableLog } from './table-log.ts';
import type { ReplayJob, ReplayResult, Sidecar } from './worker/jobs.ts';
import { WorkerPool } from './worker/worker-pool.ts';
import { WorkerProcess } from './worker/worker-process.ts';

/** A table, and how to read its log. */
export interface TableRef {
  /** Unique and stable; any text. */
  readonly id: string;
  /** Reads below the table's root. */
  readonly reader: ObjectReader;
}

/** How snapshots are kept. */
export interface SnapshotsOptions {
  /** A local directory for them alone; one process at a time may use it. */
  readonly directory: string;
  /** Bytes that snapshots may take there; prepared commits take up to a quarter more, making one as much again. */
  readonly maxBytes: number;
  /** Memory for making one snapshot, as DuckDB writes sizes. Default `512MB`. */
  readonly memoryLimit?: string;
  /** Milliseconds that making one may take, downloads aside. Default ten minutes. */
  readonly replayTimeout?: number;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
}

/** Snapshots of tables, made once each and kept. */
export interface Snapshots {
  /**
   * The newest version of a table, at most a second old.
   *
   * @throws DeltaError TABLE_NOT_FOUND; whatever the table's reader throws
   */
  latestVersion(table: TableRef): Promise<number>;
  /**
   * The snapshot of a version, the newest when left out.
   *
   * @throws DeltaError; whatever the table's reader throws
   */
  open(table: TableRef, version?: number): Promise<Snapshot>;
  /**
   * The version that is meant by a time, of those that can still be read: the last one at or before it, or the first one
   * at or after it.
   *
   * @param timestamp milliseconds since 1970
   * @throws DeltaError TIMESTAMP_TOO_EARLY (nothing is at or before it), TIMESTAMP_TOO_LATE (nothing is at or after
   *   it), and as `open` does
   */
  versionAt(table: TableRef, timestamp: number, side: TimestampSide): Promise<number>;
  /**
   * When a version was committed, in milliseconds since 1970: what its commit says, if the table keeps timestamps there,
   * or else when the commit was written, and always after the version before. Throws as `open` does.
   */
  timestampOf(table: TableRef, version: number): Promise<number>;
  /**
   * What the commits of a range of versions changed. All that can be wrong with the range is found here, before
   * anything is given.
   *
   * @throws RangeError for options out of range; DeltaError VERSION_NOT_FOUND (a version does not exist, or what is
   *   needed of the log has been cleaned up), CORRUPT_LOG, UNSUPPORTED_FEATURE, CHANGE_FEED_DISABLED, FILTER_MISMATCH,
   *   each naming the version; whatever the table's reader throws
   */
  changes(table: TableRef, options: ChangesOptions): Promise<Changes>;
  /** Ends the worker processes. Scans that are still open fail. */
  close(): Promise<void>;
}

/** Opens the snapshots of a directory, with those that an earlier process left there. */
export async function openSnapshots(options: SnapshotsOptions): Promise<Snapshots> {
  const directory = resolve(options.directory);
  const store = new SnapshotStore(directory, options.maxBytes);
  const changes = new SnapshotStore<BatchManifest>(join(directory, 'changes'), options.maxBytes * changesShare);
  await Promise.all([store.load(), changes.load()]);
  return new SnapshotCache(
    { memoryLimit: '512MB', replayTimeout: 600_000, now: Date.now, ...options, directory },
    store,
    changes,
  );
}

/** Replays at a time. Each may use several threads already. */
const replayWorkers = 2;
/** What prepared commits may take, besides the snapshots and as a part of their bytes. */
const changesShare = 0.25;
/** Memory for reading snapshots. It is their windows that are held, not they. */
const readMemory = '128MB';
/** Tables whose logs are remembered. */
const maxLogs = 10_000;

class SnapshotCache implements Snapshots {
  readonly #options: Required<SnapshotsOptions>;
  readonly #store: SnapshotStore;
  readonly #logs = new Map<string, TableLog>();
  readonly #builds: SnapshotBuilds<SnapshotManifest>;
  readonly #replays: WorkerPool;
  readonly #reads: WorkerProcess;
  readonly #commits: PreparedCommits;
  readonly #records: ScanRecords;
  readonly #states = new KnownStates();

  constructor(options: Required<SnapshotsOptions>, store: SnapshotStore, changes: SnapshotStore<BatchManifest>) {
    const { directory, maxBytes } = options;
    this.#options = options;
    this.#store = store;
    this.#builds = new SnapshotBuilds(store);
    this.#records = new ScanRecords(store);
    const limits = { directory, memoryLimit: readMemory, maxSpill: maxBytes };
    this.#replays = new WorkerPool(replayWorkers, limits);
    this.#reads = new WorkerProcess(limits);
    this.#commits = new PreparedCommits(changes, this.#replays, options);
  }

  latestVersion(table: TableRef): Promise<number> {
    return this.#log(table).latestVersion(table.reader);
  }

  async open(table: TableRef, version?: number): Promise<Snapshot> {
    const wanted = version ?? (await this.latestVersion(table));
    const identity = await this.#log(table).identity(table.reader, wanted);
    const lease = await this.#lease(table, wanted, identity);
    lease.release();
    const { version: _, ...facts } = lease.manifest;
    const acquire = () => this.#lease(table, wanted, identity);
    const scan = (options: ScanOptions = {}) => this.#scan(acquire, options);
    const count = (filter: PartitionFilter) => this.#countFiles(acquire, filter);
    return { version: wanted, ...facts, scan, countFiles: count };
  }

  versionAt(table: TableRef, timestamp: number, side: TimestampSide): Promise<number> {
    return versionAt(this.#sources(), table, timestamp, side);
  }

  timestampOf(table: TableRef, version: number): Promise<number> {
    return timestampOf(this.#sources(), table, version);
  }

  changes(table: TableRef, options: ChangesOptions): Promise<Changes> {
    return openChanges(this.#sources(), table, options);
  }

  async close(): Promise<void> {
    await Promise.all([this.#replays.close(), this.#reads.close()]);
    await Promise.all([this.#builds.settle(), this.#commits.settle(), this.#records.settle()]);
  }

  async *#scan(acquire: () => Promise<SnapshotLease>, options: ScanOptions) {
    const lease = await acquire();
    const { manifest, file } = lease;
    const recorded: ScanSource['recorded'] = (style, scan) => this.#records.read(lease, style, scan);
    try {
      yield* scanFiles({ worker: this.#reads, file, ...manifest, recorded }, options);
    } finally {
      lease.release();
    }
  }

  async #countFiles(acquire: () => Promise<SnapshotLease>, filter: PartitionFilter): Promise<number> {
    const { manifest, file, release } = await acquire();
    try {
      return await countFiles({ worker: this.#reads, file, ...manifest }, filter);
    } finally {
      release();
    }
  }

  #sources(): ChangesSources {
    return {
      log: table => this.#log(table),
      open: (table, version) => this.open(table, version),
      commits: this.#commits,
      worker: this.#reads,
      states: this.#states,
    };
  }

  #log({ id }: TableRef): TableLog {
    const log = this.#logs.get(id) ?? new TableLog(this.#options.now);
    this.#logs.delete(id);
    this.#logs.set(id, log);
    const [oldest] = this.#logs.keys();
    if (this.#logs.size > maxLogs && oldest !== undefined) this.#logs.delete(oldest);
    return log;
  }

  #lease(table: TableRef, version: number, identity: StoredObject): Promise<SnapshotLease> {
    const name = snapshotName(table.id, version, identity);
    return this.#builds.lease(name, () => this.#replays.use(worker => this.#replay(worker, name, table, version)));
  }

  async #replay(worker: WorkerProcess, name: string, table: TableRef, version: number): Promise<void> {
    const work = await this.#store.makeWorkDirectory();
    try {
      const log = await this.#fetch(worker, table, version, work);
      const result = await worker.run(this.#replayJob(work, log), this.#options.replayTimeout);
      await this.#store.add(name, work, manifestOf(log, result));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }

  async #fetch(worker: WorkerProcess, table: TableRef, version: number, work: string): Promise<FetchedLog> {
    const log = this.#log(table);
    const directory = join(work, 'log');
    for (let attempt = 0; ; attempt++) {
      const segment = await log.segment(table.reader, version);
      try {
        await mkdir(directory, { recursive: true });
        const bytes = await fetchSegment(table.reader, segment, directory, this.#options.maxBytes);
        const sidecars = await this.#findSidecars(worker, work, segment);
        await fetchSidecars(table.reader, sidecars, directory, this.#options.maxBytes - bytes);
        return { ...segment, sidecars };
      } catch (error) {
        if (!(error instanceof ObjectNotFound)) throw error;
        // The log was cleaned up since it was listed: what is left of it may still do.
        log.forget();
        if (attempt > 0) throw lostObject(error.path, version);
        await rm(directory, { recursive: true, force: true });
      }
    }
  }

  /** A checkpoint in parts is of the V1 spec, which has no sidecars. */
  async #findSidecars(
    worker: WorkerProcess,
    directory: string,
    { checkpoint: [first, second] }: LogSegment,
  ): Promise<readonly Sidecar[]> {
    if (first === undefined || second !== undefined) return [];
    const { memoryLimit, maxBytes, replayTimeout } = this.#options;
    const checkpoint = logFileName(first.path);
    return worker.run({ kind: 'find-sidecars', directory, checkpoint, memoryLimit, maxSpill: maxBytes }, replayTimeout);
  }

  #replayJob(directory: string, { checkpoint, sidecars, commits, commit }: FetchedLog): ReplayJob {
    const { memoryLimit, maxBytes } = this.#options;
    const names = (objects: readonly StoredObject[]) => objects.map(({ path }) => logFileName(path));
    return {
      kind: 'replay',
      directory,
      checkpoint: names(checkpoint),
      sidecars: sidecars.map(({ name }) => logFileName(sidecarDirectory + name)),
      commits: names(commits),
      ...(commit && { commit: logFileName(commit.path) }),
      memoryLimit,
      maxSpill: maxBytes,
    };
  }
}

/** A segment whose files have been copied, and the sidecars of its checkpoint with them. */
interface FetchedLog extends LogSegment {
  readonly sidecars: readonly Sidecar[];
}

function lostObject(path: string, version: number): DeltaError {
  // The log was listed anew: the checkpoint is still there, its sidecar is not.
  if (path.startsWith(sidecarDirectory)) {
    return new DeltaError('CORRUPT_LOG', `The sidecar ${path} of a V2 checkpoint is missing`);
  }
  return new DeltaError('VERSION_NOT_FOUND', `The log of version ${version} is being deleted`);
}

function manifestOf(segment: LogSegment, result: ReplayResult): SnapshotManifest {
  const { inCommitTimestamp, ...found } = result;
  const written = (segment.commit ?? segment.checkpoint[0])?.modificationTime ?? 0;
  return { version: segment.version, timestamp: inCommitTimestamp ?? written, ...found };
}
