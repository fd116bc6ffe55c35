import type { SchemaElement } from 'hyparquet';
import { QueryError } from './errors.ts';
import { type DataType, isScalar, type ScalarType, type StructType, unreadable } from './schema.ts';

/** What a Parquet column is, beside its name and whether it may be null. */
type Kind = Omit<SchemaElement, 'name' | 'repetition_type' | 'num_children'>;

/**
 * The schema of a Parquet file with a table's columns, in the order in which Parquet keeps it: each group before its members.
 *
 * @throws {QueryError} for what Parquet has no form for: a file or a struct without columns; and for a type that cannot be read
 */
export function parquetSchemaOf(schema: StructType): SchemaElement[] {
  if (schema.fields.length === 0) throw new QueryError('A Parquet file has at least one column; columns names none.');
  return [{ name: 'root', num_children: schema.fields.length }, ...schema.fields.flatMap(field => elementsOf(field))];
}

interface Member {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
}

function elementsOf({ name, type, nullable }: Member): SchemaElement[] {
  const repetition_type = nullable ? 'OPTIONAL' : 'REQUIRED';
  if (isScalar(type)) return [{ name, repetition_type, ...scalarKind(type) }];
  switch (type.kind) {
    case 'struct':
      if (type.fields.length === 0) {
        throw new QueryError(`Column "${name}" is a struct without fields, which Parquet cannot hold.`);
      }
      return [{ name, repetition_type, num_children: type.fields.length }, ...type.fields.flatMap(elementsOf)];
    case 'array':
      return [
        { name, repetition_type, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf({ name: 'element', type: type.element, nullable: type.containsNull }),
      ];
    case 'map':
      return [
        { name, repetition_type, num_children: 1, converted_type: 'MAP', logical_type: { type: 'MAP' } },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        ...elementsOf({ name: 'key', type: type.key, nullable: false }),
        ...elementsOf({ name: 'value', type: type.value, nullable: type.valueContainsNull }),
      ];
    case 'variant':
    case 'unsupported':
      throw unreadable(type, name);
  }
}

function scalarKind(type: ScalarType): Kind {
  switch (type.kind) {
    case 'string':
      return { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'binary':
      return { type: 'BYTE_ARRAY' };
    case 'boolean':
      return { type: 'BOOLEAN' };
    // Without the newer annotation, in which the writer makes a mistake that other readers stumble over.
    case 'byte':
      return { type: 'INT32', converted_type: 'INT_8' };
    case 'short':
      return { type: 'INT32', converted_type: 'INT_16' };
    case 'integer':
      return { type: 'INT32' };
    case 'long':
      return { type: 'INT64' };
    case 'float':
      return { type: 'FLOAT' };
    case 'double':
      return { type: 'DOUBLE' };
    case 'date':
      return { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } };
    case 'timestamp':
      return {
        type: 'INT64',
        converted_type: 'TIMESTAMP_MICROS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      };
    case 'timestamp_ntz':
      // The older annotation means UTC always.
      return { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } };
    case 'decimal':
      return decimalKind(type.precision, type.scale);
  }
}

function decimalKind(precision: number, scale: number): Kind {
  const annotation = {
    converted_type: 'DECIMAL',
    logical_type: { type: 'DECIMAL', precision, scale },
    precision,
    scale,
  } as const;
  if (precision <= 9) return { type: 'INT32', ...annotation };
  if (precision <= 18) return { type: 'INT64', ...annotation };
  return { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, ...annotation };
}
