import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredObject } from './object-reader.ts';
import type { ReplayResult } from './worker/jobs.ts';

/** What a stored snapshot says of itself, beside its files. */
export interface SnapshotManifest extends Omit<ReplayResult, 'inCommitTimestamp'> {
  readonly version: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** A snapshot that is not deleted before it is released. */
export interface SnapshotLease<M = SnapshotManifest> {
  readonly manifest: M;
  /** Absolute path of its `files.parquet`. */
  readonly file: string;
  readonly release: () => void;
  /** Bytes that lines beside it may still take: more than the cache may hold are not kept. */
  readonly room: number;
  /** Path of the lines that are kept beside it under a name, if there are any. */
  readonly beside: (name: string) => string | undefined;
  /**
   * Keeps lines beside it, which can be made again: moves them from where they are, unless there is no room for them. They
   * are there for others at once, and for another process when they are on the disk, which is when this ends.
   *
   * @param name small letters, digits and dashes
   */
  readonly keep: (name: string, path: string) => Promise<void>;
}

/** Stands in every manifest; snapshots of another format are deleted at the start, with the lines beside them. */
const formatVersion = 4;

interface Entry<M> {
  readonly manifest: M;
  /** Of `files.parquet`. */
  readonly bytes: number;
  /** Names and bytes of the lines that are kept beside it. */
  readonly beside: Map<string, number>;
  /** The names of those that this process made. */
  readonly madeHere: Set<string>;
  leases: number;
}

// The name tells how long the file must be. It has a second one once it is on the disk, which is the one that counts after a
// restart.
const fileBeside = (name: string, bytes: number): string => `${name}.${bytes}.lines`;
const newFile = 'new-';
const besidePattern = /^([a-z0-9-]+)\.(\d+)\.lines$/;

const bytesOf = <M>({ bytes, beside }: Entry<M>): number =>
  [...beside.values()].reduce((sum, each) => sum + each, bytes);

/**
 * The name under which a snapshot is stored.
 *
 * @param identity the object that stands for the version, so that a table made anew gets other snapshots
 */
export function snapshotName(tableId: string, version: number, identity: StoredObject): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([tableId, identity.path, identity.size, identity.modificationTime]));
  return `${hash.digest('hex').slice(0, 40)}-${version}`;
}

/**
 * The snapshots on the local disk: a directory each, with `files.parquet` and `manifest.json`, that appears in one
 * step when it is whole. One process at a time may use it. Prepared commits are kept in the same way, with another
 * manifest.
 */
export class SnapshotStore<M = SnapshotManifest> {
  readonly #directory: string;
  readonly #maxBytes: number;
  /** In order of use, the latest last. */
  readonly #entries = new Map<string, Entry<M>>();

  /** @param maxBytes over this the snapshots that were not used for longest are deleted, but for those in use */
  constructor(directory: string, maxBytes: number) {
    this.#directory = directory;
    this.#maxBytes = maxBytes;
  }

  /** Finds what an earlier process left, and deletes what it did not finish. */
  async load(): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const found: (readonly [string, Entry<M>, number])[] = [];
    for (const name of await readdir(this.#directory)) {
      // Whatever else is in the directory is not ours to delete.
      if (!/^([0-9a-f]{40}-\d+|work-\w+)$/.test(name)) continue;
      const path = join(this.#directory, name);
      const entry = await readEntry<M>(path);
      if (entry === undefined) await rm(path, { recursive: true, force: true });
      else found.push([name, entry, (await stat(path)).mtimeMs]);
    }
    for (const [name, entry] of found.sort(([, , a], [, , b]) => a - b)) this.#entries.set(name, entry);
    this.#evict();
  }

  /** A private directory for making a snapshot. */
  makeWorkDirectory(): Promise<string> {
    return mkdtemp(join(this.#directory, 'work-'));
  }

  /** Takes `files.parquet` out of a work directory and keeps it as a snapshot. */
  async add(name: string, work: string, manifest: M): Promise<void> {
    const made = join(work, 'snapshot');
    await mkdir(made);
    await rename(join(work, 'files.parquet'), join(made, 'files.parquet'));
    const { size } = await stat(join(made, 'files.parquet'));
    await writeFile(join(made, 'manifest.json'), JSON.stringify({ formatVersion, bytes: size, manifest }));
    // A crash of the machine must not leave a name without its contents.
    for (const file of ['files.parquet', 'manifest.json']) await flush(join(made, file));
    await rename(made, join(this.#directory, name));
    this.#entries.set(name, { manifest, bytes: size, beside: new Map(), madeHere: new Set(), leases: 0 });
    this.#evict();
  }

  /** A snapshot for use, if it is there. */
  lease(name: string): SnapshotLease<M> | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    entry.leases++;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      entry.leases--;
      this.#evict();
    };
    const directory = join(this.#directory, name);
    return {
      manifest: entry.manifest,
      file: join(directory, 'files.parquet'),
      release,
      room: this.#maxBytes - bytesOf(entry),
      beside: other => {
        const bytes = entry.beside.get(other);
        if (bytes === undefined) return undefined;
        return join(directory, `${entry.madeHere.has(other) ? newFile : ''}${fileBeside(other, bytes)}`);
      },
      keep: async (other, path) => {
        const { size } = await stat(path);
        // Without its snapshot there is nothing to keep it beside; nor may it drive out its own snapshot.
        if (this.#entries.get(name) !== entry || bytesOf(entry) + size > this.#maxBytes) return;
        const file = fileBeside(other, size);
        const made = join(directory, `${newFile}${file}`);
        await rename(path, made);
        entry.madeHere.add(other);
        entry.beside.set(other, size);
        this.#evict();
        await flush(made);
        await link(made, join(directory, file));
      },
    };
  }

  /** The one used last stays, whatever its size: it is about to be read. */
  #evict(): void {
    const latest = [...this.#entries.keys()].at(-1);
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + bytesOf(entry), 0);
    for (const [name, entry] of this.#entries) {
      if (bytes <= this.#maxBytes) return;
      if (entry.leases > 0 || name === latest) continue;
      this.#entries.delete(name);
      bytes -= bytesOf(entry);
      // What cannot be deleted now is found again at the next start.
      this.#delete(name).catch(() => {});
    }
  }

  async #delete(name: string): Promise<void> {
    // Out of the way first: the same snapshot may be made again before the deletion is done. To make a directory for it
    // would fail on a disk that is full.
    const aside = join(this.#directory, `work-${randomUUID().replaceAll('-', '')}`);
    await rename(join(this.#directory, name), aside);
    await rm(aside, { recursive: true, force: true });
  }
}

async function readEntry<M>(path: string): Promise<Entry<M> | undefined> {
  try {
    const stored = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8'));
    const { size } = await stat(join(path, 'files.parquet'));
    if (stored.formatVersion !== formatVersion || stored.bytes !== size) return undefined;
    return { manifest: stored.manifest, bytes: size, beside: await findBeside(path), madeHere: new Set(), leases: 0 };
  } catch {
    return undefined;
  }
}

async function findBeside(directory: string): Promise<Map<string, number>> {
  const beside = new Map<string, number>();
  for (const file of await readdir(directory)) {
    const [, name, bytes] = besidePattern.exec(file) ?? [];
    if (name === undefined) continue;
    const path = join(directory, file);
    // What is on the disk has a name without the mark, too.
    const isWhole = !file.startsWith(newFile) && (await stat(path)).size === Number(bytes);
    if (isWhole) beside.set(name, Number(bytes));
    else await rm(path, { recursive: true });
  }
  return beside;
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
