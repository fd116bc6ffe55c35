import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeltaError } from './errors.ts';
import { logFileName, sidecarDirectory } from './log-path.ts';
import type { LogSegment } from './log-segment.ts';
import { ObjectNotFound, type ObjectReader, type StoredObject } from './object-reader.ts';
import type { Sidecar } from './worker/jobs.ts';

/** Downloads at a time: enough to hide the latency of an object store, few enough for its limits. */
const concurrency = 8;

/** The objects of a segment, each once. */
export function segmentObjects({ checkpoint, commits, commit }: LogSegment): readonly StoredObject[] {
  const covered = commit === undefined || commits.some(({ path }) => path === commit.path);
  return [...checkpoint, ...commits, ...(covered ? [] : [commit])];
}

/**
 * Copies the files of a segment into a local directory, under their own names.
 *
 * @param maxBytes what they may take together
 * @returns the bytes that they take
 * @throws DeltaError TOO_LARGE; ObjectNotFound when the log was cleaned up meanwhile; whatever the reader throws
 */
export async function fetchSegment(
  reader: ObjectReader,
  segment: LogSegment,
  directory: string,
  maxBytes: number,
): Promise<number> {
  return fetchObjects(reader, segmentObjects(segment), directory, maxBytes);
}

/**
 * Copies sidecars into `_sidecars` of a local directory, under their own names.
 *
 * @param maxBytes what they may take together
 * @throws DeltaError TOO_LARGE, CORRUPT_LOG (another size than the checkpoint says); ObjectNotFound for one that is
 *   missing; whatever the reader throws
 */
export async function fetchSidecars(
  reader: ObjectReader,
  sidecars: readonly Sidecar[],
  directory: string,
  maxBytes: number,
): Promise<void> {
  if (sidecars.length === 0) return;
  const objects = await listSidecars(
    reader,
    new Map(sidecars.map(({ name, size }) => [sidecarDirectory + name, size])),
  );
  await mkdir(join(directory, logFileName(sidecarDirectory)), { recursive: true });
  await fetchObjects(reader, objects, directory, maxBytes);
}

/** The store is asked for sizes before anything is downloaded: what a checkpoint says may be untrue. */
async function listSidecars(
  reader: ObjectReader,
  wanted: ReadonlyMap<string, number>,
): Promise<readonly StoredObject[]> {
  const found = new Map<string, StoredObject>();
  const [first = ''] = [...wanted.keys()].sort();
  // Its name without the last character comes right before it, or nearly so.
  for await (const object of reader.list(sidecarDirectory, first.slice(0, -1))) {
    const size = wanted.get(object.path);
    if (size === undefined) continue;
    if (size !== object.size) {
      const sizes = `has ${object.size} bytes; the checkpoint says ${size}`;
      throw new DeltaError('CORRUPT_LOG', `The sidecar ${object.path} ${sizes}`);
    }
    found.set(object.path, object);
    if (found.size === wanted.size) break;
  }
  for (const path of wanted.keys()) if (!found.has(path)) throw new ObjectNotFound(path);
  return [...found.values()];
}

/**
 * Copies files of a log into a local directory, under their own names.
 *
 * @param maxBytes what they may take together
 * @returns the bytes that they take
 * @throws DeltaError TOO_LARGE; ObjectNotFound when the log was cleaned up meanwhile; whatever the reader throws
 */
export async function fetchObjects(
  reader: ObjectReader,
  objects: readonly StoredObject[],
  directory: string,
  maxBytes: number,
): Promise<number> {
  const bytes = objects.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes) {
    throw new DeltaError('TOO_LARGE', `The log to read is ${bytes} bytes; the snapshot cache may hold ${maxBytes}`);
  }
  const queue = [...objects];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await reader.download(next.path, join(directory, logFileName(next.path)));
    }
  };
  // All downloads have ended before an error goes on, so that the caller may delete the directory.
  const ends = await Promise.allSettled(
    Array.from({ length: concurrency }, () => work().finally(() => queue.splice(0))),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return bytes;
}
