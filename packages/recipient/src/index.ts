export type { Batch } from './batch.ts';
export type { Cell } from './cell.ts';
export { type ChangeRange, TableChanges } from './changes.ts';
export {
  type ClientOptions,
  openProfile,
  type Share,
  type SharedSchema,
  SharingClient,
  type TableEntry,
} from './client.ts';
export { type ClientErrorCode, ProfileError, type ProfileErrorCode, QueryError, SharingError } from './errors.ts';
export type { DeletionVector, FileLine, Metadata, Protocol, ResponseFormat } from './lines.ts';
export type { ListOptions } from './list-items.ts';
export {
  and,
  type ColumnLeaf,
  type ComparisonOp,
  column,
  equal,
  greaterThan,
  greaterThanOrEqual,
  isIn,
  isNotNull,
  isNull,
  type Leaf,
  type LiteralLeaf,
  type LiteralValue,
  lessThan,
  lessThanOrEqual,
  literal,
  not,
  or,
  type Predicate,
  type ValueType,
} from './predicate.ts';
export {
  type BasicProfile,
  type BearerProfile,
  type ClientCredentialsProfile,
  type Profile,
  parseProfile,
  parseTableName,
  parseTableUrl,
  type TableName,
} from './profile.ts';
export type { Progress } from './progress.ts';
export type { TableMetadata } from './query-page.ts';
export type { Scalar } from './scalar.ts';
export type { DataType, Field, PhysicalColumn, ScalarType, StructType } from './schema.ts';
export { type FileOptions, type RowOptions, SharedTable, type TableDefaults, type VersionOptions } from './table.ts';
export { type CallOptions, type ReadOptions, TableReader } from './table-reader.ts';
export type { Row, Value } from './value.ts';
export { type Variant, variantJson } from './variant.ts';
export { SharedVolume, type VolumeEntry, type VolumeFile, type VolumeFileOptions, type VolumeName } from './volume.ts';
