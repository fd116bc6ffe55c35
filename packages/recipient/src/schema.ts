import { invalidResponse, QueryError } from './errors.ts';
import { isObject, type JsonObject } from './json.ts';

/** The type of a column that is not nested. */
export type ScalarType =
  | {
      readonly kind:
        | 'string'
        | 'long'
        | 'integer'
        | 'short'
        | 'byte'
        | 'float'
        | 'double'
        | 'boolean'
        | 'binary'
        | 'date'
        | 'timestamp'
        | 'timestamp_ntz';
    }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

/** The type of a column, as Delta's schema has it. `unsupported` types can be listed and not read. */
export type DataType =
  | ScalarType
  | StructType
  | { readonly kind: 'array'; readonly element: DataType; readonly containsNull: boolean }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType; readonly valueContainsNull: boolean }
  /** Values of any shape, which may differ from row to row. */
  | { readonly kind: 'variant' }
  | { readonly kind: 'unsupported'; readonly name: string };

/** A struct; a table's schema is one. */
export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly Field[];
}

/** A column, or a field of a struct. */
export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** What the provider noted; `comment` is the description that people wrote. */
  readonly metadata: JsonObject;
  /** Where data files have it, when the table has column mapping; else it is there under its own name. */
  readonly physical?: PhysicalColumn;
}

/** A column as data files know it. */
export interface PhysicalColumn {
  readonly name: string;
  /** The id of its field, when it is to be found by that and not by its name. */
  readonly id?: number;
}

/** The kinds of types that are neither nested nor decimals. */
export const scalarKinds = [
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
] as const;

const otherKinds: ReadonlySet<string> = new Set(['struct', 'array', 'map', 'variant', 'unsupported']);

const deepest = 100;

/**
 * Reads the `schemaString` of a table: Delta's JSON form of a schema.
 *
 * @param what names the exchange in errors
 * @throws {SharingError} `INVALID_RESPONSE` for what is no schema, and for types nested deeper than 100
 */
export function parseSchema(schemaString: string, what: string): StructType {
  try {
    const type = dataType(JSON.parse(schemaString), 0);
    if (type.kind === 'struct') return type;
  } catch (error) {
    const fault = error instanceof RangeError ? ` ${error.message}` : '';
    throw invalidResponse(`${what}: the table's schema cannot be read.${fault}`);
  }
  throw invalidResponse(`${what}: the table's schema is not a struct.`);
}

/** Whether a type is not nested, and the same in each row. */
export function isScalar(type: DataType): type is ScalarType {
  return !otherKinds.has(type.kind);
}

/** The types that a type is made of; none of a plain one. */
export function typesIn(type: DataType): readonly DataType[] {
  if (type.kind === 'array') return [type.element];
  if (type.kind === 'map') return [type.key, type.value];
  return type.kind === 'struct' ? type.fields.map(field => field.type) : [];
}

/** The name of a type as Delta writes it; nested types by their kind only. */
export function typeName(type: DataType): string {
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`;
  return type.kind === 'unsupported' ? type.name : type.kind;
}

/** The error for a column whose type can be listed and not read. */
export function unreadable(type: DataType, column: string): QueryError {
  return new QueryError(
    `Column "${column}" is ${typeName(type)}, which this client cannot read. Leave it out of columns.`,
  );
}

function dataType(json: unknown, depth: number): DataType {
  if (depth > deepest) throw new RangeError(`It is nested deeper than ${deepest}.`);
  if (typeof json === 'string') return namedType(json);
  if (!isObject(json)) throw new RangeError('A type is neither a name nor an object.');
  if (json['type'] === 'array') {
    const element = dataType(json['elementType'], depth + 1);
    return { kind: 'array', element, containsNull: json['containsNull'] !== false };
  }
  if (json['type'] === 'map') {
    const [key, value] = [dataType(json['keyType'], depth + 1), dataType(json['valueType'], depth + 1)];
    return { kind: 'map', key, value, valueContainsNull: json['valueContainsNull'] !== false };
  }
  const fields = json['fields'];
  if (json['type'] !== 'struct' || !Array.isArray(fields)) throw new RangeError('A nested type is unknown.');
  return { kind: 'struct', fields: fields.map(member => field(member, depth + 1)) };
}

function field(json: unknown, depth: number): Field {
  const name = isObject(json) ? json['name'] : undefined;
  if (!isObject(json) || typeof name !== 'string') throw new RangeError('A column has no name.');
  // Rows are plain objects, and this key is not a plain one.
  if (name === '__proto__') throw new RangeError('A column is named __proto__.');
  const metadata = json['metadata'];
  return {
    name,
    type: dataType(json['type'], depth),
    nullable: json['nullable'] !== false,
    metadata: isObject(metadata) ? metadata : {},
  };
}

function namedType(name: string): DataType {
  const kind = scalarKinds.find(scalar => scalar === name);
  if (kind !== undefined) return { kind };
  if (name === 'variant') return { kind: 'variant' };
  const decimal = /^decimal\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/.exec(name);
  if (decimal === null) return { kind: 'unsupported', name };
  const [precision, scale] = [Number(decimal[1]), Number(decimal[2])];
  if (precision < 1 || precision > 38 || scale > precision) throw new RangeError(`${name} is no decimal type.`);
  return { kind: 'decimal', precision, scale };
}
