import { DeltaError, quoted } from './errors.ts';
import type { TableMetadata } from './metadata.ts';
import { type Protocol, readerFeatures } from './protocol.ts';
import type { DataType, StructField, StructType } from './schema.ts';

/** How the columns of data files are found: by the schema's names, by physical names, or by the ids of Parquet fields. */
export type ColumnMappingMode = 'none' | 'name' | 'id';

/**
 * The mode of column mapping. The property means nothing in a table whose protocol does not have the feature.
 *
 * @throws DeltaError CORRUPT_LOG for a mode that the protocol does not have
 */
export function columnMappingMode(protocol: Protocol, { configuration }: TableMetadata): ColumnMappingMode {
  if (!readerFeatures(protocol).includes('columnMapping')) return 'none';
  const mode = configuration['delta.columnMapping.mode'] ?? 'none';
  if (mode === 'none' || mode === 'name' || mode === 'id') return mode;
  throw new DeltaError('CORRUPT_LOG', `The table property delta.columnMapping.mode is ${quoted(mode)}`);
}

/**
 * A schema with the physical names, which statistics and partition values go by in the modes `name` and `id` alike.
 * What is inside lists and maps stays as it is: statistics say nothing about it.
 *
 * @throws DeltaError CORRUPT_LOG naming a column that has no physical name, or one that another column has
 */
export function physicalSchema(schema: StructType): StructType {
  const names = new Set<string>();
  const fields = schema.fields.map((field): StructField => {
    const name = field.metadata['delta.columnMapping.physicalName'];
    if (typeof name !== 'string') {
      throw new DeltaError('CORRUPT_LOG', `The column ${quoted(field.name)} has no physical name (column mapping)`);
    }
    if (names.has(name)) {
      throw new DeltaError('CORRUPT_LOG', `Two columns have the physical name ${quoted(name)} (column mapping)`);
    }
    names.add(name);
    return { ...field, name, type: physicalType(field.type) };
  });
  return { ...schema, fields };
}

function physicalType(type: DataType): DataType {
  return type.kind === 'struct' ? physicalSchema(type) : type;
}
