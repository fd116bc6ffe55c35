import { join } from 'node:path';
import { DeltaError } from './errors.ts';
import { logFileName } from './log-path.ts';
import type { LogSegment } from './log-segment.ts';
import type { ObjectReader, StoredObject } from './object-reader.ts';

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
 * @throws DeltaError TOO_LARGE; ObjectNotFound when the log was cleaned up meanwhile; whatever the reader throws
 */
export async function fetchSegment(
  reader: ObjectReader,
  segment: LogSegment,
  directory: string,
  maxBytes: number,
): Promise<void> {
  const objects = segmentObjects(segment);
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
}
