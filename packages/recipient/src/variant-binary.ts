import { nanosToMicros, type Scalar } from './scalar.ts';
import type { ScalarType } from './schema.ts';
import { timeText, uuidText, type Variant } from './variant.ts';

/** Nobody nests deeper by hand; reading and writing out take room on the stack for each level. */
const deepest = 500;
const largestScale = 38;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** A variant that is being read. */
interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The names that its objects refer to by number. */
  readonly names: readonly string[];
  /** Bytes that no value has taken yet: values that overlap could otherwise become much more than there is. */
  left: number;
}

/** Reads bytes of a source one after another. Beyond their end it throws a RangeError. */
interface Cursor {
  readonly source: Source;
  readonly depth: number;
  at: number;
}

/**
 * Reads the `metadata` of a variant: the names of its fields, as Apache Parquet's VariantEncoding describes.
 *
 * @throws RangeError for bytes that are none
 */
export function readFieldNames(bytes: Uint8Array): readonly string[] {
  const cursor: Cursor = { source: sourceOf(bytes, []), depth: 0, at: 0 };
  const { view } = cursor.source;
  const header = view.getUint8(take(cursor, 1));
  if ((header & 0xf) !== 1) throw new RangeError('its metadata are of an unknown version');
  const size = (header >> 6) + 1;
  const count = unsigned(view, take(cursor, size), size);
  const offsets = take(cursor, (count + 1) * size);
  const texts = bytes.subarray(cursor.at);
  return Array.from({ length: count }, (_, i) => {
    const start = unsigned(view, offsets + i * size, size);
    const end = unsigned(view, offsets + (i + 1) * size, size);
    if (start > end || end > texts.length) throw new RangeError('the names of its fields are not in order');
    return utf8.decode(texts.subarray(start, end));
  });
}

/**
 * Reads the `value` of a variant, as Apache Parquet's VariantEncoding describes.
 *
 * @param names of its fields, by {@link readFieldNames}
 * @throws RangeError for bytes that are none, and for values nested deeper than 500
 */
export function readVariant(bytes: Uint8Array, names: readonly string[]): Variant {
  return readValue({ source: sourceOf(bytes, names), depth: 0, at: 0 });
}

function sourceOf(bytes: Uint8Array, names: readonly string[]): Source {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { bytes, view, names, left: bytes.length };
}

function readValue(cursor: Cursor): Variant {
  if (cursor.depth > deepest) throw new RangeError(`it is nested deeper than ${deepest}`);
  const header = cursor.source.view.getUint8(take(cursor, 1));
  const info = header >> 2;
  switch (header & 3) {
    case 0:
      return readPrimitive(cursor, info);
    case 1:
      return scalar('string', utf8.decode(takeBytes(cursor, info)));
    case 2:
      return readObject(cursor, info);
    default: {
      const count = readCount(cursor, (info & 4) !== 0);
      return { kind: 'array', items: readItems(cursor, count, (info & 3) + 1) };
    }
  }
}

function readObject(cursor: Cursor, info: number): Variant {
  const { view, names } = cursor.source;
  const count = readCount(cursor, (info & 16) !== 0);
  const idSize = ((info >> 2) & 3) + 1;
  const ids = take(cursor, count * idSize);
  const fields = new Map<string, Variant>();
  for (const [i, value] of readItems(cursor, count, (info & 3) + 1).entries()) {
    const name = names[unsigned(view, ids + i * idSize, idSize)];
    if (name === undefined) throw new RangeError('a field has a name that its metadata do not have');
    if (fields.has(name)) throw new RangeError('an object has two fields of one name');
    fields.set(name, value);
  }
  return { kind: 'object', fields };
}

function readCount(cursor: Cursor, isLarge: boolean): number {
  const size = isLarge ? 4 : 1;
  return unsigned(cursor.source.view, take(cursor, size), size);
}

/** The values of an array or an object: where each begins, counted from the first, and then the values, in any order. */
function readItems(cursor: Cursor, count: number, offsetSize: number): readonly Variant[] {
  const { source, depth } = cursor;
  const offsets = take(cursor, (count + 1) * offsetSize);
  const first = cursor.at;
  return Array.from({ length: count }, (_, i) =>
    readValue({ source, depth: depth + 1, at: first + unsigned(source.view, offsets + i * offsetSize, offsetSize) }),
  );
}

function readPrimitive(cursor: Cursor, type: number): Variant {
  const { view } = cursor.source;
  switch (type) {
    case 0:
      return { kind: 'null' };
    case 1:
    case 2:
      return scalar('boolean', type === 1);
    case 3:
      return scalar('byte', view.getInt8(take(cursor, 1)));
    case 4:
      return scalar('short', view.getInt16(take(cursor, 2), true));
    case 5:
      return scalar('integer', view.getInt32(take(cursor, 4), true));
    case 6:
      return scalar('long', readLong(cursor));
    case 7:
      return scalar('double', view.getFloat64(take(cursor, 8), true));
    case 8:
      return readDecimal(cursor, 9, () => BigInt(view.getInt32(take(cursor, 4), true)));
    case 9:
      return readDecimal(cursor, 18, () => readLong(cursor));
    case 10:
      return readDecimal(cursor, 38, () => view.getBigUint64(take(cursor, 8), true) + (readLong(cursor) << 64n));
    case 11:
      return scalar('date', view.getInt32(take(cursor, 4), true));
    case 12:
      return scalar('timestamp', readLong(cursor));
    case 13:
      return scalar('timestamp_ntz', readLong(cursor));
    case 14:
      return scalar('float', view.getFloat32(take(cursor, 4), true));
    case 15:
      return scalar('binary', readLengthAndBytes(cursor));
    case 16:
      return scalar('string', utf8.decode(readLengthAndBytes(cursor)));
    case 17:
      return scalar('string', timeText(readLong(cursor)));
    case 18:
      return scalar('timestamp', nanosToMicros(readLong(cursor)));
    case 19:
      return scalar('timestamp_ntz', nanosToMicros(readLong(cursor)));
    case 20:
      return scalar('string', uuidText(takeBytes(cursor, 16)));
    default:
      throw new RangeError(`it has a value of the unknown type ${type}`);
  }
}

function readDecimal(cursor: Cursor, precision: number, readUnscaled: () => bigint): Variant {
  const scale = cursor.source.view.getUint8(take(cursor, 1));
  if (scale > largestScale) throw new RangeError(`it has a number with ${scale} decimal places`);
  return { kind: 'scalar', type: { kind: 'decimal', precision, scale }, value: readUnscaled() };
}

function readLong(cursor: Cursor): bigint {
  return cursor.source.view.getBigInt64(take(cursor, 8), true);
}

function readLengthAndBytes(cursor: Cursor): Uint8Array {
  return takeBytes(cursor, cursor.source.view.getUint32(take(cursor, 4), true));
}

function scalar(kind: Exclude<ScalarType['kind'], 'decimal'>, value: Scalar): Variant {
  return { kind: 'scalar', type: { kind }, value };
}

/** A little-endian number of one to four bytes. */
function unsigned(view: DataView, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i -= 1) value = value * 256 + view.getUint8(at + i);
  return value;
}

function takeBytes(cursor: Cursor, length: number): Uint8Array {
  const start = take(cursor, length);
  return cursor.source.bytes.subarray(start, start + length);
}

/** Where the next bytes begin. */
function take(cursor: Cursor, length: number): number {
  const { source, at } = cursor;
  source.left -= length;
  if (source.left < 0 || length > source.bytes.length - at) {
    throw new RangeError('its parts overlap, or it ends too early');
  }
  cursor.at += length;
  return at;
}
