import {
  Field as ArrowField,
  type DataType as ArrowType,
  Binary,
  Bool,
  DateDay,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Map_,
  Schema,
  Struct,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow';
import { type DataType, type Field, isScalar, type ScalarType, type StructType, unreadable } from './schema.ts';

/**
 * The Arrow schema of a table's columns.
 *
 * @throws {QueryError} for a type that cannot be read
 */
export function arrowSchema(schema: StructType): Schema {
  return new Schema(schema.fields.map(arrowField));
}

/** The Arrow type of a nested Delta type, or of a plain one. */
export function arrowType(type: DataType, column: string): ArrowType {
  if (isScalar(type)) return scalarType(type);
  if (type.kind === 'struct') return new Struct(type.fields.map(arrowField));
  if (type.kind === 'array') {
    return new List(new ArrowField('element', arrowType(type.element, column), type.containsNull));
  }
  if (type.kind === 'map') return mapType(type, column);
  throw unreadable(type, column);
}

function arrowField({ name, type, nullable }: Field): ArrowField {
  return new ArrowField(name, arrowType(type, name), nullable);
}

/** The type of the entries of a map: Arrow has a map as a list of them. */
export function entriesType(type: Extract<DataType, { readonly kind: 'map' }>, column: string): Struct {
  return new Struct([
    new ArrowField('key', arrowType(type.key, column), false),
    new ArrowField('value', arrowType(type.value, column), type.valueContainsNull),
  ]);
}

function mapType(type: Extract<DataType, { readonly kind: 'map' }>, column: string): ArrowType {
  return new Map_(new ArrowField('entries', entriesType(type, column), false));
}

function scalarType(type: ScalarType): ArrowType {
  switch (type.kind) {
    case 'string':
      return new Utf8();
    case 'long':
      return new Int64();
    case 'integer':
      return new Int32();
    case 'short':
      return new Int16();
    case 'byte':
      return new Int8();
    case 'float':
      return new Float32();
    case 'double':
      return new Float64();
    case 'boolean':
      return new Bool();
    case 'binary':
      return new Binary();
    case 'date':
      return new DateDay();
    case 'timestamp':
      return new TimestampMicrosecond('UTC');
    case 'timestamp_ntz':
      return new TimestampMicrosecond();
    case 'decimal':
      return new Decimal(type.scale, type.precision, 128);
  }
}
