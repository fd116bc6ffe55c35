import { formatDecimal, formatMicros, formatScalar, type Scalar } from './scalar.ts';
import type { ScalarType } from './schema.ts';

/**
 * A value of a column of type `variant`: it says itself of what type it is. Parquet's times of day and UUIDs, for which Delta
 * has no types, are strings; nanoseconds are rounded down to microseconds. `null` is JSON's null, which is a value; a missing
 * variant is a null cell.
 */
export type Variant =
  | { readonly kind: 'null' }
  | { readonly kind: 'scalar'; readonly type: ScalarType; readonly value: Scalar }
  | { readonly kind: 'array'; readonly items: readonly Variant[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Variant> };

const microsOfDay = 86_400_000_000n;

/**
 * A variant as JSON text. Numbers keep all digits; NaN and the infinities, dates and times are text, binary values base64.
 *
 * @throws RangeError for a date that no Date can hold
 */
export function variantJson(variant: Variant): string {
  switch (variant.kind) {
    case 'null':
      return 'null';
    case 'scalar':
      return scalarJson(variant.type, variant.value);
    case 'array':
      return `[${variant.items.map(variantJson).join(',')}]`;
    case 'object':
      return `{${Array.from(variant.fields, ([name, field]) => `${JSON.stringify(name)}:${variantJson(field)}`).join(',')}}`;
  }
}

/**
 * A time of day as `HH:mm:ss.ffffff`.
 *
 * @param micros since midnight
 * @throws RangeError for what is none
 */
export function timeText(micros: bigint): string {
  if (micros < 0n || micros >= microsOfDay) throw new RangeError('a time of day is outside of the day');
  return formatMicros(micros).slice('1970-01-01T'.length);
}

/** A UUID in its usual form. */
export function uuidText(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function scalarJson(type: ScalarType, value: Scalar): string {
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  if (type.kind === 'decimal') return formatDecimal(BigInt(value), type.scale);
  const isText = type.kind === 'string' || type.kind === 'date' || type.kind.startsWith('timestamp');
  const isNumeral = typeof value !== 'number' || Number.isFinite(value);
  const text = formatScalar(type, value);
  return isText || !isNumeral ? JSON.stringify(text) : text;
}
