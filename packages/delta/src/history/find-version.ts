import { DeltaError } from '../errors.ts';

/** Which version is meant by a time: the last one that is not after it, or the first one that is not before it. */
export type TimestampSide = 'at-or-before' | 'at-or-after';

/** When the versions of a table were committed. */
export interface Timeline {
  /** The versions that can be read, ascending; at least one. */
  readonly versions: readonly number[];
  /** The times of the first of them, in milliseconds since 1970. Those after it say their time themselves. */
  readonly written: readonly number[];
  /** Reads the time of a version that says it itself, by its index. They ascend, as the Delta protocol demands. */
  readonly read: (index: number) => Promise<number>;
}

/**
 * The version that is meant by a time.
 *
 * @param timestamp milliseconds since 1970
 * @throws DeltaError TIMESTAMP_TOO_EARLY (nothing is at or before it), TIMESTAMP_TOO_LATE (nothing is at or after it)
 */
export async function findVersion(timeline: Timeline, timestamp: number, side: TimestampSide): Promise<number> {
  const index = side === 'at-or-before' ? await lastUntil(timeline, timestamp) : await firstSince(timeline, timestamp);
  const version = timeline.versions[index];
  if (version !== undefined) return version;
  const early = side === 'at-or-before';
  const nearest = early ? 0 : timeline.versions.length - 1;
  const time = isoTime(await timeOf(timeline, nearest));
  const bound = early ? 'before the first version that can be read' : 'after the newest version';
  throw new DeltaError(
    early ? 'TIMESTAMP_TOO_EARLY' : 'TIMESTAMP_TOO_LATE',
    `${isoTime(timestamp)} is ${bound}: version ${timeline.versions[nearest]} is of ${time}`,
  );
}

/** Index of the last version at or before a time, or -1. */
async function lastUntil(timeline: Timeline, timestamp: number): Promise<number> {
  const { written } = timeline;
  const after = await firstRead(timeline, time => time > timestamp);
  if (after > written.length) return after - 1;
  return written.findLastIndex(time => time <= timestamp);
}

/** Index of the first version at or after a time, or the number of versions. */
async function firstSince(timeline: Timeline, timestamp: number): Promise<number> {
  const index = timeline.written.findIndex(time => time >= timestamp);
  return index >= 0 ? index : firstRead(timeline, time => time >= timestamp);
}

/** Index of the first version that says its time and whose time passes, by halving: each look may be a download. */
async function firstRead({ versions, written, read }: Timeline, passes: (time: number) => boolean): Promise<number> {
  let [low, high] = [written.length, versions.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(await read(middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function timeOf({ written, read }: Timeline, index: number): Promise<number> {
  return written[index] ?? (await read(index));
}

/** A time for a message; what no calendar has stays a number. */
function isoTime(timestamp: number): string {
  return Math.abs(timestamp) <= 8.64e15 ? new Date(timestamp).toISOString() : String(timestamp);
}
