import type { SchemaElement } from 'hyparquet';
import { invalidDataFile, type SharingError } from './errors.ts';
import { nanosToMicros, type Scalar } from './scalar.ts';
import { type ScalarType, typeName } from './schema.ts';

/** What a Parquet column holds, whatever the table says of it. */
type Physical = 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'date' | 'timestamp' | 'decimal';

const microsOfDay = 86_400_000_000n;

/** A byte order mark at the beginning belongs to the text. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Which physical columns may stand for a type. The narrower ones were written before the type was widened. */
const accepted: Readonly<Record<ScalarType['kind'], readonly Physical[]>> = {
  boolean: ['boolean'],
  byte: ['int'],
  short: ['int'],
  integer: ['int'],
  long: ['long', 'int'],
  float: ['float'],
  double: ['double', 'float', 'int'],
  decimal: ['decimal', 'int', 'long'],
  date: ['date'],
  timestamp: ['timestamp'],
  timestamp_ntz: ['timestamp', 'date'],
  string: ['bytes'],
  binary: ['bytes'],
};

/**
 * Makes the function that turns the values of a Parquet column that is not nested into scalars.
 *
 * @param element the column in the file's schema
 * @throws {SharingError} `INVALID_DATA_FILE` when the file's column cannot stand for the table's type, also from the
 * function, for values that are not what the file says
 */
export function scalarDecoder(type: ScalarType, element: SchemaElement): (raw: unknown) => Scalar | null {
  const physical = physicalOf(element);
  if (!accepted[type.kind].includes(physical)) {
    throw invalidDataFile(
      `Column "${element.name}" is ${typeName(type)} in the table and ${physical} in the data file.`,
    );
  }
  if (type.kind === 'decimal') return decimalDecoder(type, element);
  if (type.kind === 'byte' || type.kind === 'short')
    return smallDecoder(type.kind === 'byte' ? 127 : 32_767, type, element);
  if (type.kind === 'string') return raw => (raw instanceof Uint8Array ? utf8.decode(raw) : scalarOf(raw));
  if (type.kind === 'long' && physical === 'int') {
    return raw => (typeof raw === 'number' ? BigInt(raw) : scalarOf(raw));
  }
  if (type.kind === 'timestamp_ntz' && physical === 'date') return midnight;
  return physical === 'timestamp' ? timestampDecoder(element) : scalarOf;
}

/** The first microsecond of a day. */
function midnight(raw: unknown): Scalar | null {
  return typeof raw === 'number' ? BigInt(raw) * microsOfDay : scalarOf(raw);
}

/** The reader leaves the numbers of timestamps as they are; those of 96 bits it has brought to microseconds. */
function timestampDecoder(element: SchemaElement): (raw: unknown) => Scalar | null {
  const { logical_type: logical, converted_type: converted, type } = element;
  const unit = logical?.type === 'TIMESTAMP' ? logical.unit : converted === 'TIMESTAMP_MILLIS' ? 'MILLIS' : 'MICROS';
  if (type === 'INT96' || unit === 'MICROS') return scalarOf;
  if (unit === 'MILLIS') return raw => (typeof raw === 'bigint' ? raw * 1000n : scalarOf(raw));
  return raw => (typeof raw === 'bigint' ? nanosToMicros(raw) : scalarOf(raw));
}

/** Parquet keeps small integers as larger ones, and a damaged file may hold one that is too large. */
function smallDecoder(largest: number, type: ScalarType, element: SchemaElement): (raw: unknown) => Scalar | null {
  return raw => {
    if (typeof raw === 'number' && (raw > largest || raw < -largest - 1)) throw outOfRange(type, element);
    return scalarOf(raw);
  };
}

function outOfRange(type: ScalarType, element: SchemaElement): SharingError {
  return invalidDataFile(`Column "${element.name}" holds a number in the data file that is no ${typeName(type)}.`);
}

function decimalDecoder(
  type: Extract<ScalarType, { readonly kind: 'decimal' }>,
  element: SchemaElement,
): (raw: unknown) => bigint | null {
  const { precision, scale } = type;
  const logical = element.logical_type;
  const ownScale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
  if (ownScale > scale) {
    throw invalidDataFile(
      `Column "${element.name}" has ${ownScale} decimal places in the data file and ${scale} in the table.`,
    );
  }
  const factor = 10n ** BigInt(scale - ownScale);
  const bound = 10n ** BigInt(precision);
  return raw => {
    const unscaled = raw instanceof Uint8Array ? bigEndian(raw) : scalarOf(raw);
    if (unscaled === null) return null;
    if (typeof unscaled !== 'bigint' && typeof unscaled !== 'number') return null;
    const decimal = BigInt(unscaled) * factor;
    if (decimal >= bound || decimal <= -bound) throw outOfRange(type, element);
    return decimal;
  };
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

/**
 * A value of the reader as it is; null where there is none.
 *
 * @throws {SharingError} `INVALID_DATA_FILE` for a nested one
 */
export function scalarOf(raw: unknown): Scalar | null {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'object') {
    if (raw instanceof Uint8Array) return raw;
    throw invalidDataFile('A data file holds a nested value where the table has a plain one.');
  }
  if (typeof raw === 'number' || typeof raw === 'string' || typeof raw === 'boolean' || typeof raw === 'bigint')
    return raw;
  throw invalidDataFile('A data file holds a value of no known type.');
}

function physicalOf(element: SchemaElement): Physical {
  const logical = element.logical_type?.type;
  const converted = element.converted_type;
  if (converted === 'DECIMAL' || logical === 'DECIMAL') return 'decimal';
  if (converted === 'DATE' || logical === 'DATE') return 'date';
  if (element.type === 'INT96' || logical === 'TIMESTAMP' || converted?.startsWith('TIMESTAMP')) return 'timestamp';
  if (element.type === 'BOOLEAN') return 'boolean';
  if (element.type === 'INT32') return 'int';
  if (element.type === 'INT64') return 'long';
  if (element.type === 'FLOAT') return 'float';
  if (element.type === 'DOUBLE') return 'double';
  if (element.type === 'BYTE_ARRAY' || element.type === 'FIXED_LEN_BYTE_ARRAY') return 'bytes';
  throw invalidDataFile(`Column "${element.name}" is nested in the data file and plain in the table.`);
}
