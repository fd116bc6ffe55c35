export type { ChangedFile, Changes, ChangesOptions, VersionChanges } from './changes/changes.ts';
export { DeltaError, type DeltaErrorCode } from './errors.ts';
export type { TimestampSide } from './history/find-version.ts';
export type { TableState } from './history/table-state.ts';
export type { TableMetadata } from './metadata.ts';
export { ObjectNotFound, type ObjectReader, type StoredObject } from './object-reader.ts';
export { checkPartitionFilter, type PartitionCondition, type PartitionFilter } from './partition-filter.ts';
export type {
  ColumnOperand,
  ComparisonOp,
  LiteralOperand,
  Operand,
  Predicate,
  ValueType,
} from './predicate/predicate.ts';
export type { Protocol } from './protocol.ts';
export type { ScanOptions } from './scan.ts';
export type { FileFormat, FileIdHash, ScannedFile, ScannedVector } from './scanned-file.ts';
export { type DataType, type PrimitiveName, parseSchema, type StructField, type StructType } from './schema.ts';
export type { Snapshot } from './snapshot.ts';
export { openSnapshots, type Snapshots, type SnapshotsOptions, type TableRef } from './snapshots.ts';
