import { DeltaError, quoted } from './errors.ts';
import { isRecord } from './json.ts';

const primitiveNames = [
  'string',
  'long',
  'integer',
  'short',
  'byte',
  'float',
  'double',
  'boolean',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'variant',
  'void',
] as const;

/** The name of a type without parameters, as `schemaString` has it. */
export type PrimitiveName = (typeof primitiveNames)[number];

/** A Delta data type. */
export type DataType =
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly element: DataType; readonly containsNull: boolean }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType; readonly valueContainsNull: boolean }
  | StructType;

/** A struct, which is also what a whole table is. */
export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly StructField[];
}

/** A column, or a field of one. */
export interface StructField {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Deeper schemas are refused: reading them recurses. */
const maxDepth = 100;

/**
 * Reads a table's `schemaString`, by the protocol's schema serialization format.
 *
 * @throws DeltaError CORRUPT_LOG naming the column that is wrong; UNSUPPORTED_FEATURE for a type that the protocol did
 *   not have when this was written
 */
export function parseSchema(schemaString: string): StructType {
  let value: unknown;
  try {
    value = JSON.parse(schemaString);
  } catch (error) {
    throw new DeltaError('CORRUPT_LOG', 'The schemaString of the table is not valid JSON', { cause: error });
  }
  const type = parseType(value, []);
  if (type.kind !== 'struct') throw new DeltaError('CORRUPT_LOG', 'The schemaString of the table is not a struct');
  return type;
}

/** A type and all types inside it. */
export function nestedTypes(type: DataType): readonly DataType[] {
  switch (type.kind) {
    case 'struct':
      return [type, ...type.fields.flatMap(field => nestedTypes(field.type))];
    case 'array':
      return [type, ...nestedTypes(type.element)];
    case 'map':
      return [type, ...nestedTypes(type.key), ...nestedTypes(type.value)];
    default:
      return [type];
  }
}

/**
 * Whether older files may have another type for the field, or for what is in its lists and maps.
 *
 * @param from the type that they have; any when left out
 */
export function wasWidened({ metadata }: StructField, from?: PrimitiveName): boolean {
  const changes = metadata['delta.typeChanges'];
  if (!Array.isArray(changes)) return false;
  return changes.some(change => from === undefined || (isRecord(change) && change['fromType'] === from));
}

function parseType(value: unknown, path: readonly string[]): DataType {
  if (path.length > maxDepth) throw invalid(path.slice(0, 3), `nests deeper than ${maxDepth} levels`);
  if (typeof value === 'string') return parseTypeName(value, path);
  if (!isRecord(value)) throw invalid(path, 'has no type');
  const { type } = value;
  if (type === 'struct') return parseStruct(value['fields'], path);
  if (type === 'array') {
    const element = parseType(value['elementType'], [...path, 'element']);
    return { kind: 'array', element, containsNull: value['containsNull'] !== false };
  }
  if (type === 'map') {
    const [key, item] = [
      parseType(value['keyType'], [...path, 'key']),
      parseType(value['valueType'], [...path, 'value']),
    ];
    return { kind: 'map', key, value: item, valueContainsNull: value['valueContainsNull'] !== false };
  }
  // A user-defined type of Spark is stored as its SQL type.
  if (type === 'udt') return parseType(value['sqlType'], [...path, 'sqlType']);
  throw invalid(path, `has the unknown type ${quoted(JSON.stringify(type) ?? 'undefined')}`);
}

function parseStruct(fields: unknown, path: readonly string[]): StructType {
  if (!Array.isArray(fields)) throw invalid(path, 'is a struct without a list of fields');
  return { kind: 'struct', fields: fields.map((field: unknown) => parseField(field, path)) };
}

function parseField(field: unknown, path: readonly string[]): StructField {
  if (!isRecord(field) || typeof field['name'] !== 'string') throw invalid(path, 'has a field without a name');
  const { name, type, nullable, metadata } = field;
  return {
    name,
    type: parseType(type, [...path, name]),
    nullable: nullable !== false,
    metadata: isRecord(metadata) ? metadata : {},
  };
}

function parseTypeName(name: string, path: readonly string[]): DataType {
  const primitive = primitiveNames.find(known => known === name);
  if (primitive !== undefined) return { kind: 'primitive', name: primitive };
  if (name === 'null') return { kind: 'primitive', name: 'void' };
  if (name === 'decimal') return { kind: 'decimal', precision: 10, scale: 0 };
  const match = /^decimal\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/.exec(name);
  if (match !== null) {
    const [precision, scale] = [Number(match[1]), Number(match[2])];
    if (precision < 1 || precision > 38 || scale > precision) throw invalid(path, `has the impossible type ${name}`);
    return { kind: 'decimal', precision, scale };
  }
  throw new DeltaError('UNSUPPORTED_FEATURE', `${columnLabel(path)} has the type ${quoted(name)}, which is not known`);
}

function invalid(path: readonly string[], problem: string): DeltaError {
  return new DeltaError('CORRUPT_LOG', `${columnLabel(path)} ${problem}`);
}

function columnLabel(path: readonly string[]): string {
  return path.length === 0 ? "The table's schema" : `The column ${quoted(path.join('.'))} of the table's schema`;
}
