import type { SchemaTree } from 'hyparquet';
import { isTyped } from './batch.ts';
import type { Cell } from './cell.ts';
import { nodeOf, nodesByName } from './column-mapping.ts';
import { invalidDataFile } from './errors.ts';
import { isObject } from './json.ts';
import { scalarDecoder, scalarOf } from './scalar-decoder.ts';
import { type DataType, isScalar, type StructType, unreadable } from './schema.ts';
import { variantDecoder } from './variant-decoder.ts';

/** A column as the Parquet reader decoded it, to cells. */
export type ColumnDecoder = (raw: ArrayLike<unknown>) => ArrayLike<Cell>;

/**
 * Makes the function that turns a decoded Parquet column into cells.
 *
 * @param node the column in the file's schema
 * @throws {SharingError} `INVALID_DATA_FILE` when the file's column cannot stand for the table's type, also from the
 * function, for values that are not what the file says; {@link QueryError} for types that cannot be read
 */
export function columnDecoder(type: DataType, node: SchemaTree): ColumnDecoder {
  const decode = cellDecoder(type, node);
  const isExact = decode === scalarOf;
  return raw => {
    if (isExact && isTyped(raw)) return raw;
    const cells = new Array<Cell>(raw.length);
    for (let i = 0; i < raw.length; i += 1) cells[i] = decode(raw[i]);
    return cells;
  };
}

/** As {@link columnDecoder}, for a single value. */
export function cellDecoder(type: DataType, node: SchemaTree): (raw: unknown) => Cell {
  if (isScalar(type)) return scalarDecoder(type, node.element);
  if (type.kind === 'struct') return structDecoder(type, node);
  if (type.kind === 'array') return arrayDecoder(type.element, node);
  if (type.kind === 'map') return mapDecoder(type, node);
  if (type.kind === 'variant') return variantDecoder(node);
  throw unreadable(type, node.element.name);
}

function structDecoder(type: StructType, node: SchemaTree): (raw: unknown) => Cell {
  const nodes = nodesByName(node.children);
  const members = type.fields.map(field => {
    const child = nodeOf(field, nodes);
    return { name: field.name, stored: child?.element.name ?? '', decode: child && cellDecoder(field.type, child) };
  });
  return raw => {
    if (!isObject(raw)) return null;
    const cell: Record<string, Cell> = {};
    // A file that was written before the member was added has nulls in it.
    for (const { name, stored, decode } of members) cell[name] = decode ? decode(raw[stored]) : null;
    return cell;
  };
}

function arrayDecoder(element: DataType, node: SchemaTree): (raw: unknown) => Cell {
  const repeated = node.children[0];
  // Old writers leave out the level between the list and its elements.
  const item = repeated?.children.length === 1 ? repeated.children[0] : repeated;
  if (item === undefined)
    throw invalidDataFile(`Column "${node.element.name}" is an array in the table and none in the file.`);
  const decode = cellDecoder(element, item);
  return raw => (Array.isArray(raw) ? raw.map(decode) : null);
}

/** A map is read as what it is in Parquet, a list of entries: as an object it would lose the types of its keys. */
function mapDecoder(
  type: { readonly key: DataType; readonly value: DataType },
  node: SchemaTree,
): (raw: unknown) => Cell {
  const entries = node.children[0];
  const [key, value] = entries?.children ?? [];
  if (entries === undefined || key === undefined || value === undefined) {
    throw invalidDataFile(`Column "${node.element.name}" is a map in the table and none in the file.`);
  }
  const [listName, keyName, valueName] = [entries, key, value].map(({ element }) => element.name) as [
    string,
    string,
    string,
  ];
  const decodeKey = cellDecoder(type.key, key);
  const decodeValue = cellDecoder(type.value, value);
  return raw => {
    const list = isObject(raw) ? raw[listName] : undefined;
    if (!Array.isArray(list)) return null;
    return list.map(entry => [decodeKey(entry?.[keyName]), decodeValue(entry?.[valueName])]);
  };
}
