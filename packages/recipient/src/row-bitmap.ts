/** A set of row numbers, as compact as it was sent. */
export interface RowBitmap {
  /** How many rows are in it. */
  readonly size: number;
  /**
   * Writes a value for each row of the set into the places of rows.
   *
   * @param places one for each row from `start` on
   */
  mark(places: Uint8Array, start: number, value: 0 | 1): void;
}

/** Calls back for ranges of numbers below 65 536, both ends included. */
type Container = (range: (first: number, last: number) => void) => void;

/** Reads bytes one after another. Beyond their end it throws a RangeError. */
interface Cursor {
  readonly view: DataView;
  at: number;
}

const magic = 1_681_511_377;
const withRuns = 12_347;
const withoutRuns = 12_346;
/** Numbers that one container holds. */
const containerSpan = 65_536;
/** Containers with more numbers than these are bits. */
const mostListed = 4096;
/** From so many containers on, a bitmap with runs tells where each begins. */
const leastOffsets = 4;

/**
 * Reads the bitmap of a deletion vector: Delta's `RoaringBitmapArray` in its portable form, which is a 32-bit bitmap of the
 * RoaringFormatSpec for each 2^32 rows.
 *
 * @throws {RangeError} for bytes that are none
 */
export function readRowBitmap(bytes: Uint8Array): RowBitmap {
  const cursor: Cursor = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  if (uint32(cursor) !== magic) throw new RangeError('it does not begin as a portable bitmap does');
  const bitmaps = uint32(cursor) + uint32(cursor) * 2 ** 32;
  const containers = new Map<number, Container>();
  let size = 0;
  for (let i = 0; i < bitmaps; i += 1) size += readBitmap(cursor, uint32(cursor) * containerSpan, containers);
  return {
    size,
    mark(places, start, value) {
      const end = start + places.length;
      for (let key = Math.floor(start / containerSpan); key * containerSpan < end; key += 1) {
        const offset = key * containerSpan - start;
        containers.get(key)?.((first, last) => {
          // A negative place would count from the end.
          if (offset + last >= 0) places.fill(value, Math.max(0, offset + first), offset + last + 1);
        });
      }
    },
  };
}

/** @returns how many numbers it has */
function readBitmap(cursor: Cursor, high: number, containers: Map<number, Container>): number {
  const cookie = uint32(cursor);
  const hasRuns = (cookie & 0xffff) === withRuns;
  if (!hasRuns && cookie !== withoutRuns) throw new RangeError('one of its bitmaps begins in no known way');
  const count = hasRuns ? (cookie >>> 16) + 1 : uint32(cursor);
  if (count > containerSpan) throw new RangeError('one of its bitmaps has too many containers');
  const runFlags = skip(cursor, hasRuns ? Math.ceil(count / 8) : 0);
  const headers = skip(cursor, count * 4);
  if (!hasRuns || count >= leastOffsets) skip(cursor, count * 4);
  let size = 0;
  let last = -1;
  for (let i = 0; i < count; i += 1) {
    const key = headers.getUint16(i * 4, true);
    const cardinality = headers.getUint16(i * 4 + 2, true) + 1;
    if (key <= last) throw new RangeError('its containers are not in order');
    const isRuns = hasRuns && ((runFlags.getUint8(i >> 3) >> (i & 7)) & 1) === 1;
    containers.set(high + key, isRuns ? readRuns(cursor) : readNumbers(cursor, cardinality));
    last = key;
    size += cardinality;
  }
  return size;
}

function readRuns(cursor: Cursor): Container {
  const count = skip(cursor, 2).getUint16(0, true);
  const runs = skip(cursor, count * 4);
  return range => {
    for (let i = 0; i < count; i += 1) {
      const first = runs.getUint16(i * 4, true);
      range(first, Math.min(first + runs.getUint16(i * 4 + 2, true), containerSpan - 1));
    }
  };
}

function readNumbers(cursor: Cursor, cardinality: number): Container {
  if (cardinality > mostListed) return readBits(cursor);
  const numbers = skip(cursor, cardinality * 2);
  return range => {
    for (let i = 0; i < cardinality; i += 1) {
      const number = numbers.getUint16(i * 2, true);
      range(number, number);
    }
  };
}

function readBits(cursor: Cursor): Container {
  const bits = skip(cursor, containerSpan / 8);
  return range => {
    for (let number = 0; number < containerSpan; number += 1) {
      if ((bits.getUint8(number >> 3) >> (number & 7)) & 1) range(number, number);
    }
  };
}

function uint32(cursor: Cursor): number {
  return skip(cursor, 4).getUint32(0, true);
}

/** The next bytes. */
function skip(cursor: Cursor, length: number): DataView {
  const { view, at } = cursor;
  if (length > view.byteLength - at) throw new RangeError('it ends too early');
  cursor.at += length;
  return new DataView(view.buffer, view.byteOffset + at, length);
}
