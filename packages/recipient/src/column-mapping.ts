import type { SchemaTree } from 'hyparquet';
import { invalidResponse } from './errors.ts';
import type { DataType, Field, StructType } from './schema.ts';

/**
 * Writes into a schema where data files keep its columns: under their physical names, or by the ids of their fields, as the
 * table's `delta.columnMapping.mode` says. So renamed and dropped columns cost no file.
 *
 * @param mode `none` when undefined
 * @param what names the exchange in errors
 * @throws {SharingError} `INVALID_RESPONSE` for an unknown mode, and for a column without the names that the mode needs
 */
export function mapColumns(schema: StructType, mode: string | undefined, what: string): StructType {
  if (mode === undefined || mode === 'none') return schema;
  if (mode !== 'name' && mode !== 'id') {
    throw invalidResponse(`${what}: the table has the unknown column mapping mode "${mode}".`);
  }
  const mapField = (field: Field): Field => {
    const { 'delta.columnMapping.physicalName': name, 'delta.columnMapping.id': id } = field.metadata;
    if (typeof name !== 'string' || (mode === 'id' && typeof id !== 'number')) {
      throw invalidResponse(
        `${what}: column mapping is on, and the column "${field.name}" has no physical name or id.`,
      );
    }
    const physical = mode === 'id' && typeof id === 'number' ? { name, id } : { name };
    return { ...field, type: mapType(field.type), physical };
  };
  const mapType = (type: DataType): DataType => {
    if (type.kind === 'struct') return { ...type, fields: type.fields.map(mapField) };
    if (type.kind === 'array') return { ...type, element: mapType(type.element) };
    return type.kind === 'map' ? { ...type, key: mapType(type.key), value: mapType(type.value) } : type;
  };
  return { ...schema, fields: schema.fields.map(mapField) };
}

/**
 * The column of a data file that holds a field; undefined when the file was written before the field was added.
 *
 * @param nodes the columns of the file, or the members of one of its structs, by their names there
 */
export function nodeOf(field: Field, nodes: ReadonlyMap<string, SchemaTree>): SchemaTree | undefined {
  const { name, physical } = field;
  if (physical?.id === undefined) return nodes.get(physical?.name ?? name);
  for (const node of nodes.values()) if (node.element.field_id === physical.id) return node;
  return undefined;
}

/** The columns of a file, or the members of a struct, by their names. */
export function nodesByName(nodes: readonly SchemaTree[]): ReadonlyMap<string, SchemaTree> {
  return new Map(nodes.map(node => [node.element.name, node]));
}
