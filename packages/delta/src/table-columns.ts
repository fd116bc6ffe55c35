import { columnMappingMode, physicalSchema } from './column-mapping.ts';
import { type TableMetadata, tableSchema } from './metadata.ts';
import type { Protocol } from './protocol.ts';
import type { StructField, StructType } from './schema.ts';

/** A column of a table, as its users and as its log know it. */
export interface TableColumn extends StructField {
  /** What statistics and partition values call it: without column mapping the same as `name`. */
  readonly physicalName: string;
  readonly isPartition: boolean;
}

/** The columns of a table. Throws DeltaError CORRUPT_LOG, UNSUPPORTED_FEATURE for a schema that cannot be read. */
export function tableColumns(protocol: Protocol, metadata: TableMetadata): readonly TableColumn[] {
  const physical = logSchema(protocol, metadata);
  const partitions = new Set(metadata.partitionColumns);
  return tableSchema(metadata).fields.map((field, index) => ({
    ...field,
    physicalName: physical.fields[index]?.name ?? field.name,
    isPartition: partitions.has(field.name),
  }));
}

/** The schema by which the log names columns. Throws as `tableColumns` does. */
export function logSchema(protocol: Protocol, metadata: TableMetadata): StructType {
  const schema = tableSchema(metadata);
  return columnMappingMode(protocol, metadata) === 'none' ? schema : physicalSchema(schema);
}

/** The column that is meant by a name: the exact one, or else the only one but for case. */
export function findColumn(columns: readonly TableColumn[], name: string): TableColumn | undefined {
  const exact = columns.find(column => column.name === name);
  if (exact !== undefined) return exact;
  const alike = columns.filter(column => column.name.toLowerCase() === name.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}
