import { rm } from 'node:fs/promises';
import type { LineStyle } from './replay/file-line.ts';
import { readRecord, ScanRecorder } from './scan-record.ts';
import type { SnapshotLease, SnapshotStore } from './snapshot-store.ts';

/** Reads the lines of all files of a snapshot. */
type Scan = () => AsyncGenerator<Uint8Array>;

/** Records what scans of whole snapshots give. A record is kept beside its snapshot, one for each way to describe files. */
export class ScanRecords {
  readonly #store: SnapshotStore;
  /** What is being recorded: path of the snapshot, and name of the record. */
  readonly #recording = new Set<string>();
  readonly #ending = new Set<Promise<void>>();

  constructor(store: SnapshotStore) {
    this.#store = store;
  }

  /**
   * The lines of a scan: those of its record, or else what the scan gives, which is recorded then. That a record cannot be
   * written does not harm the scan.
   *
   * @returns UTF-8, whole lines without a line feed at their end; overwritten when more is asked for
   * @throws whatever `scan` throws; Error for a record that was cut off
   */
  async *read(lease: SnapshotLease, { format, fileIdHash }: LineStyle, scan: Scan): AsyncGenerator<Uint8Array> {
    const name = `${format}-${fileIdHash}`;
    const record = lease.beside(name);
    const key = `${lease.file} ${name}`;
    if (record !== undefined) yield* readRecord(record);
    else if (this.#recording.has(key)) yield* scan();
    else yield* this.#record(lease, name, key, scan);
  }

  /** Ends when no record is being finished any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#ending);
  }

  async *#record(lease: SnapshotLease, name: string, key: string, scan: Scan): AsyncGenerator<Uint8Array> {
    this.#recording.add(key);
    const work = this.#store.makeWorkDirectory();
    const recorder = new ScanRecorder(work, lease.room);
    let isWhole = false;
    try {
      for await (const lines of scan()) {
        yield lines;
        // Only now: whoever wants the first line alone does not wait for the disk.
        await recorder.add(lines);
      }
      isWhole = true;
    } finally {
      const ending = endRecord(recorder, work, isWhole ? path => lease.keep(name, path) : undefined);
      this.#ending.add(ending);
      void ending.finally(() => {
        this.#recording.delete(key);
        this.#ending.delete(ending);
      });
    }
  }
}

/** Keeps what was recorded, if it is whole. */
async function endRecord(
  recorder: ScanRecorder,
  work: Promise<string>,
  keep: ((path: string) => Promise<void>) | undefined,
): Promise<void> {
  try {
    if (keep !== undefined) await keep(await recorder.finish());
  } catch {
    // A disk that is full, for one: the next scan tries again.
  } finally {
    await recorder.close().catch(() => {});
    await work.then(directory => rm(directory, { recursive: true, force: true })).catch(() => {});
  }
}
