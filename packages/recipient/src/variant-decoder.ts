import type { SchemaElement, SchemaTree } from 'hyparquet';
import { invalidDataFile } from './errors.ts';
import { isObject } from './json.ts';
import { scalarDecoder } from './scalar-decoder.ts';
import type { ScalarType } from './schema.ts';
import { timeText, type Variant } from './variant.ts';
import { readFieldNames, readVariant } from './variant-binary.ts';

/** The most levels of columns in which a file keeps parts of a variant. */
const deepest = 1000;

/**
 * Reads a variant or a part of one, as the Parquet reader decoded it; undefined when it is missing.
 *
 * @throws RangeError for what is no variant
 */
type PartDecoder = (raw: unknown, names: readonly string[]) => Variant | undefined;

/** Reads a part of a variant that is a column of its own and is not null. */
type ShreddedDecoder = (raw: unknown, names: readonly string[]) => Variant;

/**
 * Makes the function that turns a variant, as the Parquet reader decoded it, into a cell. Parts that the file keeps as columns
 * of their own are put into it again, as Apache Parquet's VariantShredding describes.
 *
 * @param node the column in the file's schema
 * @throws {SharingError} `INVALID_DATA_FILE` when the file's column is no variant, also from the function
 */
export function variantDecoder(node: SchemaTree): (raw: unknown) => Variant | null {
  const what = `Column "${node.element.name}"`;
  if (childOf(node, 'metadata') === undefined) {
    throw invalidDataFile(`${what} is a variant in the table and none in the data file.`);
  }
  const decode = partDecoder(node);
  const namesOf = fieldNameReader();
  return raw => {
    if (!isObject(raw)) return null;
    try {
      const { metadata } = raw;
      if (!(metadata instanceof Uint8Array)) throw new RangeError('it has no metadata');
      return decode(raw, namesOf(metadata)) ?? { kind: 'null' };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw invalidDataFile(`${what} holds a variant that cannot be read: ${error.message}.`, error);
    }
  };
}

/** Most rows have the metadata of the row before. */
function fieldNameReader(): (metadata: Uint8Array) => readonly string[] {
  let last: { readonly metadata: Uint8Array; readonly names: readonly string[] } | undefined;
  return metadata => {
    if (last === undefined || Buffer.compare(last.metadata, metadata) !== 0) {
      last = { metadata, names: readFieldNames(metadata) };
    }
    return last.names;
  };
}

function partDecoder(node: SchemaTree): PartDecoder {
  const [name] = node.path;
  if (node.path.length > deepest) {
    throw invalidDataFile(`Column "${name}" is nested deeper than ${deepest} in the data file.`);
  }
  const shredded = childOf(node, 'typed_value');
  const decode = shredded && shreddedDecoder(shredded);
  return (raw, names) => {
    if (!isObject(raw)) return undefined;
    const { value, typed_value: typed } = raw;
    const rest = value instanceof Uint8Array ? readVariant(value, names) : undefined;
    if (decode === undefined || typed === null || typed === undefined) return rest;
    const part = decode(typed, names);
    if (rest === undefined) return part;
    if (part.kind !== 'object') throw new RangeError('it has two values for one place');
    // The shredded fields count where both have one, and where the rest is no object.
    return { kind: 'object', fields: new Map([...(rest.kind === 'object' ? rest.fields : []), ...part.fields]) };
  };
}

function shreddedDecoder(node: SchemaTree): ShreddedDecoder {
  const { element, children } = node;
  if (children.length === 0) return scalarPartDecoder(element);
  return element.converted_type === 'LIST' ? arrayPartDecoder(node) : objectPartDecoder(node);
}

function arrayPartDecoder({ element, children }: SchemaTree): ShreddedDecoder {
  const item = children[0]?.children[0];
  if (item === undefined) throw invalidDataFile(`Column "${element.name}" of a variant is a list of nothing.`);
  const decode = partDecoder(item);
  return (raw, names) => {
    if (!Array.isArray(raw)) throw new RangeError('a list of it is none');
    return { kind: 'array', items: raw.map(one => decode(one, names) ?? { kind: 'null' }) };
  };
}

function objectPartDecoder({ children }: SchemaTree): ShreddedDecoder {
  const members = children.map(child => ({ name: child.element.name, decode: partDecoder(child) }));
  return (raw, names) => {
    const fields = new Map<string, Variant>();
    if (!isObject(raw)) throw new RangeError('an object of it is none');
    for (const { name, decode } of members) {
      const field = decode(raw[name], names);
      if (field !== undefined) fields.set(name, field);
    }
    return { kind: 'object', fields };
  };
}

function scalarPartDecoder(element: SchemaElement): ShreddedDecoder {
  if (element.logical_type?.type === 'TIME') return timeOfDay;
  const type = shreddedType(element);
  const decode = scalarDecoder(type, element);
  return raw => {
    const value = decode(raw);
    return value === null ? { kind: 'null' } : { kind: 'scalar', type, value };
  };
}

function timeOfDay(raw: unknown): Variant {
  if (typeof raw !== 'bigint') throw new RangeError('a time of day is not in microseconds');
  return { kind: 'scalar', type: { kind: 'string' }, value: timeText(raw) };
}

/** The type that a column of a variant's values has by the annotations of Parquet. */
function shreddedType(element: SchemaElement): ScalarType {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalType(element);
  switch (type) {
    case 'BOOLEAN':
      return { kind: 'boolean' };
    case 'INT32':
      if (converted === 'DATE' || logical?.type === 'DATE') return { kind: 'date' };
      return { kind: integerKind(element) };
    case 'INT64':
      if (logical?.type === 'TIMESTAMP') return { kind: logical.isAdjustedToUTC ? 'timestamp' : 'timestamp_ntz' };
      return { kind: converted?.startsWith('TIMESTAMP') ? 'timestamp' : 'long' };
    case 'FLOAT':
      return { kind: 'float' };
    case 'DOUBLE':
      return { kind: 'double' };
    default: {
      const isText = converted === 'UTF8' || logical?.type === 'STRING' || logical?.type === 'UUID';
      return { kind: isText ? 'string' : 'binary' };
    }
  }
}

function decimalType({ logical_type: logical, precision, scale }: SchemaElement): ScalarType {
  const stated = logical?.type === 'DECIMAL' ? logical : { precision: 38, scale: 0 };
  return { kind: 'decimal', precision: precision ?? stated.precision, scale: scale ?? stated.scale };
}

function integerKind({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): 'byte' | 'short' | 'integer' {
  const bits = logical?.type === 'INTEGER' ? logical.bitWidth : undefined;
  if (bits === 8 || converted === 'INT_8') return 'byte';
  return bits === 16 || converted === 'INT_16' ? 'short' : 'integer';
}

function childOf(node: SchemaTree, name: string): SchemaTree | undefined {
  return node.children.find(child => child.element.name === name);
}
