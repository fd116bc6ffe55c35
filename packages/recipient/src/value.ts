import type { Cell } from './cell.ts';
import { invalidDataFile, QueryError } from './errors.ts';
import { formatDate, formatDecimal, formatMicros, formatScalar, type Scalar } from './scalar.ts';
import { type DataType, isScalar, type ScalarType, type StructType, typeName, unreadable } from './schema.ts';
import type { Variant } from './variant.ts';

const mostKnownDays = 10_000;

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
 * | variant | what it holds, by this table: `2.5` in JSON is a decimal; JSON's null is null |
 *
 * A null, and a column that the data file is too old to have, is null.
 */
export type Row = Record<string, Value>;

/**
 * Makes the function that gives the cells of a column as values of rows.
 *
 * @param column names the column in errors
 * @throws {QueryError} for a type that rows have no form for; {@link SharingError} `INVALID_DATA_FILE`, from the function, for
 * a time that no Date can hold
 */
export function valueReader(type: DataType, column: string): (cell: Cell) => Value {
  if (isScalar(type)) {
    const read = scalarReader(type);
    return cell => (isScalarCell(cell) ? read(cell) : null);
  }
  if (type.kind === 'array') return arrayReader(type.element, column);
  if (type.kind === 'map') return mapReader(type, column);
  if (type.kind === 'struct') return structReader(type, column);
  if (type.kind === 'variant') return variantReader();
  throw unreadable(type, column);
}

function arrayReader(element: DataType, column: string): (cell: Cell) => Value {
  const read = valueReader(element, column);
  return cell => (Array.isArray(cell) ? cell.map(read) : null);
}

function structReader(type: StructType, column: string): (cell: Cell) => Value {
  const members = type.fields.map(field => ({ name: field.name, read: valueReader(field.type, column) }));
  return cell => {
    if (typeof cell !== 'object' || cell === null) return null;
    const cells = cell as { readonly [name: string]: Cell };
    return Object.fromEntries(members.map(({ name, read }) => [name, read(cells[name] ?? null)]));
  };
}

function mapReader(type: Extract<DataType, { readonly kind: 'map' }>, column: string): (cell: Cell) => Value {
  const { key: keyType } = type;
  if (!isScalar(keyType) || keyType.kind === 'binary') {
    throw new QueryError(
      `Column "${column}" is a map with keys of type ${typeName(keyType)}, for which rows have no form. Leave it out of columns.`,
    );
  }
  const keyOf = (key: Cell) => (key !== null && isScalarCell(key) ? ranged(() => formatScalar(keyType, key)) : 'null');
  const read = valueReader(type.value, column);
  return cell => {
    if (!Array.isArray(cell)) return null;
    return Object.fromEntries(cell.map(([key, value]) => [keyOf(key), read(value)]));
  };
}

function variantReader(): (cell: Cell) => Value {
  const readers = new Map<string, (scalar: Scalar) => Value>();
  const readerOf = (type: ScalarType) => {
    const name = typeName(type);
    const known = readers.get(name) ?? scalarReader(type);
    readers.set(name, known);
    return known;
  };
  const read = (variant: Variant): Value => {
    switch (variant.kind) {
      case 'null':
        return null;
      case 'scalar':
        return readerOf(variant.type)(variant.value);
      case 'array':
        return variant.items.map(read);
      case 'object':
        return Object.fromEntries(Array.from(variant.fields, ([name, field]) => [name, read(field)]));
    }
  };
  // What a cell is, the type of its column says.
  return cell => (cell === null ? null : read(cell as Variant));
}

function scalarReader(type: ScalarType): (scalar: Scalar) => Value {
  switch (type.kind) {
    case 'long':
      return scalar => (typeof scalar === 'bigint' ? narrowed(scalar) : scalar);
    case 'decimal':
      return scalar => (typeof scalar === 'bigint' ? formatDecimal(scalar, type.scale) : scalar);
    case 'date':
      return dateReader();
    case 'timestamp':
      return scalar => (typeof scalar === 'bigint' ? toDate(scalar) : scalar);
    case 'timestamp_ntz':
      return scalar => (typeof scalar === 'bigint' ? ranged(() => formatMicros(scalar)) : scalar);
    default:
      return scalar => scalar;
  }
}

/** Few days fill most tables, and writing one out takes longer than finding it again. */
function dateReader(): (scalar: Scalar) => Value {
  const known = new Map<Scalar, string>();
  return scalar => {
    const found = known.get(scalar);
    if (found !== undefined) return found;
    const text = ranged(() => formatDate(Number(scalar)));
    if (known.size >= mostKnownDays) known.clear();
    known.set(scalar, text);
    return text;
  };
}

function isScalarCell(cell: Cell): cell is Scalar {
  return typeof cell !== 'object' || cell instanceof Uint8Array;
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
