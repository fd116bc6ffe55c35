import type { SchemaElement, SchemaTree } from 'hyparquet';
import { invalidDataFile, QueryError } from './errors.ts';
import { formatScalar, type Scalar } from './scalar.ts';
import { type DataType, isScalar, type ScalarType, type StructType, typeName } from './schema.ts';
import { toValue, type Value } from './value.ts';

/** What a Parquet column holds, whatever the table says of it. */
type Physical = 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'date' | 'timestamp' | 'decimal';

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
  timestamp_ntz: ['timestamp'],
  string: ['bytes'],
  binary: ['bytes'],
};

/**
 * Makes the function that turns one decoded Parquet value of a scalar column into a {@link Scalar}.
 *
 * @param element the column in the file's schema, with its decimal annotation
 * @throws {SharingError} `INVALID_DATA_FILE` when the file's column cannot stand for the table's type
 */
export function scalarDecoder(type: ScalarType, element: SchemaElement): (raw: unknown) => Scalar | null {
  const physical = physicalOf(element);
  if (!accepted[type.kind].includes(physical)) {
    throw invalidDataFile(
      `Column "${element.name}" is ${typeName(type)} in the table and ${physical} in the data file.`,
    );
  }
  if (type.kind === 'decimal') return decimalDecoder(type.scale, element);
  if (type.kind === 'string') {
    const utf8 = new TextDecoder();
    return raw => (raw instanceof Uint8Array ? utf8.decode(raw) : scalarOf(raw));
  }
  return scalarOf;
}

/**
 * Makes the function that turns one decoded Parquet value of any column into a {@link Value}.
 *
 * @param node the column in the file's schema
 * @throws {SharingError} `INVALID_DATA_FILE` as `scalarDecoder`; {@link QueryError} for types that cannot be read
 */
export function valueDecoder(type: DataType, node: SchemaTree): (raw: unknown) => Value {
  if (isScalar(type)) {
    const decode = scalarDecoder(type, node.element);
    return raw => toValue(type, decode(raw));
  }
  if (type.kind === 'struct') return structDecoder(type, node);
  if (type.kind === 'array') return arrayDecoder(type.element, node);
  if (type.kind === 'map') return mapDecoder(type, node);
  throw new QueryError(
    `Column "${node.element.name}" is ${type.name}, which this client cannot read. Leave it out of columns.`,
  );
}

function structDecoder(type: StructType, node: SchemaTree): (raw: unknown) => Value {
  const members = type.fields.map(({ name, type: memberType }) => {
    const child = node.children.find(candidate => candidate.element.name === name);
    return { name, decode: child ? valueDecoder(memberType, child) : () => null };
  });
  return raw => {
    if (raw === null || raw === undefined) return null;
    const source = new Map<string, unknown>(Object.entries(raw));
    return Object.fromEntries(members.map(({ name, decode }) => [name, decode(source.get(name))]));
  };
}

function arrayDecoder(element: DataType, node: SchemaTree): (raw: unknown) => Value {
  const repeated = node.children[0];
  // Old writers leave out the level between the list and its elements.
  const item = repeated?.children.length === 1 ? repeated.children[0] : repeated;
  if (item === undefined)
    throw invalidDataFile(`Column "${node.element.name}" is an array in the table and none in the file.`);
  const decode = valueDecoder(element, item);
  return raw => (Array.isArray(raw) ? raw.map(decode) : null);
}

function mapDecoder(
  type: { readonly key: DataType; readonly value: DataType },
  node: SchemaTree,
): (raw: unknown) => Value {
  const [key, value] = node.children[0]?.children ?? [];
  if (key === undefined || value === undefined) {
    throw invalidDataFile(`Column "${node.element.name}" is a map in the table and none in the file.`);
  }
  const decodeKey = keyDecoder(type.key, key);
  const decodeValue = valueDecoder(type.value, value);
  return raw => {
    if (raw === null || raw === undefined) return null;
    return Object.fromEntries(Object.entries(raw).map(([name, item]) => [decodeKey(name), decodeValue(item)]));
  };
}

/** Keys come from the Parquet reader as text already; dates and timestamps as their numbers. */
function keyDecoder(type: DataType, node: SchemaTree): (text: string) => string {
  if (isScalar(type)) scalarDecoder(type, node.element);
  if (type.kind === 'date') return text => formatScalar(type, Number(text));
  if (type.kind === 'timestamp' || type.kind === 'timestamp_ntz') return text => formatScalar(type, BigInt(text));
  const isText = node.element.converted_type === 'UTF8' || node.element.logical_type?.type === 'STRING';
  if (type.kind === 'string' ? isText : ['boolean', 'byte', 'short', 'integer', 'long'].includes(type.kind))
    return text => text;
  throw new QueryError(`Maps with keys of type ${typeName(type)} cannot be read. Leave the column out of columns.`);
}

function decimalDecoder(scale: number, element: SchemaElement): (raw: unknown) => bigint | null {
  const logical = element.logical_type;
  const ownScale = element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0);
  if (ownScale > scale) {
    throw invalidDataFile(
      `Column "${element.name}" has ${ownScale} decimal places in the data file and ${scale} in the table.`,
    );
  }
  const factor = 10n ** BigInt(scale - ownScale);
  return raw => {
    const unscaled = raw instanceof Uint8Array ? bigEndian(raw) : scalarOf(raw);
    if (unscaled === null) return null;
    return typeof unscaled === 'bigint' || typeof unscaled === 'number' ? BigInt(unscaled) * factor : null;
  };
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

function scalarOf(raw: unknown): Scalar | null {
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
