import type { ScalarType } from './schema.ts';

/**
 * A value in the form in which this package compares: exact, and one form per type.
 *
 * date: days since 1970-01-01 · timestamp: microseconds since 1970 as bigint · decimal: unscaled bigint ·
 * long: bigint · byte, short, integer, float, double: number
 */
export type Scalar = boolean | number | bigint | string | Uint8Array;

const integerRanges = {
  byte: [-(2n ** 7n), 2n ** 7n - 1n],
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

const dayMs = 86_400_000;
const timestampForm = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?)?$/;

/**
 * Reads a value from the text that the protocol has for it, in partition values and in literals of predicates.
 * Timestamps without an offset are UTC; digits beyond microseconds are cut.
 *
 * @returns undefined when the text is no value of the type
 */
export function parseScalar(type: ScalarType, text: string): Scalar | undefined {
  switch (type.kind) {
    case 'string':
      return text;
    case 'binary':
      return new TextEncoder().encode(text);
    case 'boolean':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return parseInteger(type.kind, text);
    case 'float':
    case 'double':
      return parseFloating(type.kind, text);
    case 'decimal':
      return parseDecimal(text, type.precision, type.scale);
    case 'date':
      return parseDate(text);
    case 'timestamp':
    case 'timestamp_ntz':
      return parseTimestamp(text);
  }
}

/** The text that the protocol has for a value; {@link parseScalar} reads it back. */
export function formatScalar(type: ScalarType, value: Scalar): string {
  if (type.kind === 'date') return formatDate(Number(value));
  if (type.kind === 'decimal') return formatDecimal(BigInt(value as bigint), type.scale);
  if (type.kind === 'timestamp') return `${formatMicros(BigInt(value as bigint))}Z`;
  if (type.kind === 'timestamp_ntz') return formatMicros(BigInt(value as bigint));
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return String(value);
}

/** `YYYY-MM-DD` of a day; RangeError beyond what a Date can hold. */
export function formatDate(days: number): string {
  return new Date(days * dayMs).toISOString().replace(/T.*/, '');
}

/** `YYYY-MM-DDTHH:mm:ss.ffffff` of microseconds since 1970; RangeError beyond what a Date can hold. */
export function formatMicros(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  const iso = new Date(Number((micros - rest) / 1000n)).toISOString();
  return `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}`;
}

/** Microseconds of nanoseconds, rounded down before 1970 too. */
export function nanosToMicros(nanos: bigint): bigint {
  return (nanos - (((nanos % 1000n) + 1000n) % 1000n)) / 1000n;
}

/** A decimal with all digits of its scale. */
export function formatDecimal(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${negative ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

function parseInteger(kind: keyof typeof integerRanges, text: string): number | bigint | undefined {
  if (!/^[+-]?\d{1,20}$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  const [lowest, highest] = integerRanges[kind];
  if (value < lowest || value > highest) return undefined;
  return kind === 'long' ? value : Number(value);
}

function parseFloating(kind: 'float' | 'double', text: string): number | undefined {
  if (!/^([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|NaN|[+-]?Infinity)$/i.test(text)) return undefined;
  const value = Number(text);
  return kind === 'float' ? Math.fround(value) : value;
}

function parseDecimal(text: string, precision: number, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (match === null || whole + fraction === '') return undefined;
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > scale) return undefined;
  const digits = BigInt(whole + kept.padEnd(scale, '0') || '0');
  if (digits >= 10n ** BigInt(precision)) return undefined;
  return sign === '-' ? -digits : digits;
}

function parseDate(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes the 30th of February for the 2nd of March.
  return Number.isNaN(time) || formatDate(time / dayMs) !== text ? undefined : time / dayMs;
}

function parseTimestamp(text: string): bigint | undefined {
  const match = timestampForm.exec(text.trim());
  const [, day = '', clock = '00:00:00', fraction = '', zone = 'Z'] = match ?? [];
  if (match === null || parseDate(day) === undefined) return undefined;
  const offset = zone === 'UTC' ? 'Z' : zone;
  const time = Date.parse(`${day}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
  if (Number.isNaN(time)) return undefined;
  return BigInt(time) * 1000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}
