import { invalidDataFile } from './errors.ts';
import { formatDate, formatDecimal, formatMicros, type Scalar } from './scalar.ts';
import type { ScalarType } from './schema.ts';

/** A value of a row, as {@link Row} describes. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

/**
 * A row, by the names of its columns. What a value is depends on the column's type:
 *
 * | Delta type | value |
 * |---|---|
 * | byte, short, integer, float, double | number |
 * | long | number when it is a safe integer (below 2^53), else bigint; never rounded |
 * | decimal | string with all digits of its scale: `"12.50"` |
 * | date | string `YYYY-MM-DD` |
 * | timestamp | Date; microseconds are cut off, predicates see them |
 * | timestamp_ntz | string `YYYY-MM-DDTHH:mm:ss.ffffff`, for it is no point in time |
 * | boolean, string | boolean, string |
 * | binary | Uint8Array |
 * | array | array |
 * | struct, map | object; the keys of a map as text |
 *
 * A null, and a column that the data file is too old to have, is null.
 */
export type Row = Record<string, Value>;

/** The public form of a scalar. */
export function toValue(type: ScalarType, scalar: Scalar | null): Value {
  if (scalar === null) return null;
  switch (type.kind) {
    case 'long':
      return typeof scalar === 'bigint' ? narrowed(scalar) : scalar;
    case 'decimal':
      return typeof scalar === 'bigint' ? formatDecimal(scalar, type.scale) : scalar;
    case 'date':
      return typeof scalar === 'number' ? ranged(() => formatDate(scalar)) : scalar;
    case 'timestamp':
      return typeof scalar === 'bigint' ? toDate(scalar) : scalar;
    case 'timestamp_ntz':
      return typeof scalar === 'bigint' ? ranged(() => formatMicros(scalar)) : scalar;
    default:
      return scalar;
  }
}

function narrowed(value: bigint): number | bigint {
  // Rounding never leads from an unsafe integer to a safe one.
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function toDate(micros: bigint): Date {
  const date = new Date(floorToMillis(micros));
  if (Number.isNaN(date.getTime())) throw invalidDataFile('A timestamp is outside the range of dates.');
  return date;
}

/** Rounds down before 1970 too, so that the order of timestamps is kept. */
function floorToMillis(micros: bigint): number {
  const number = Number(micros);
  if (Number.isSafeInteger(number)) return Math.floor(number / 1000);
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  return Number((micros - rest) / 1000n);
}

function ranged(format: () => string): string {
  try {
    return format();
  } catch {
    throw invalidDataFile('A date is outside the range of dates.');
  }
}
