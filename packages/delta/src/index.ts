export { DeltaError, type DeltaErrorCode } from './errors.ts';
export type { TableMetadata } from './metadata.ts';
export { ObjectNotFound, type ObjectReader, type StoredObject } from './object-reader.ts';
export type {
  ColumnOperand,
  ComparisonOp,
  LiteralOperand,
  Operand,
  Predicate,
  ValueType,
} from './predicate/predicate.ts';
export type { Protocol } from './protocol.ts';
export type { ScannedFile, ScanOptions } from './scan.ts';
export { type DataType, type PrimitiveName, parseSchema, type StructField, type StructType } from './schema.ts';
export type { Snapshot } from './snapshot.ts';
export { openSnapshots, type Snapshots, type SnapshotsOptions, type TableRef } from './snapshots.ts';
