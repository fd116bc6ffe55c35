export type { Batch } from './batch.ts';
export type { Cell } from './cell.ts';
export {
  type ClientOptions,
  type ListOptions,
  openProfile,
  type Share,
  type SharedSchema,
  SharingClient,
  type TableEntry,
} from './client.ts';
export { type ClientErrorCode, ProfileError, type ProfileErrorCode, QueryError, SharingError } from './errors.ts';
export type { FileLine, Metadata, Protocol } from './lines.ts';
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
export { type Profile, parseProfile, parseTableName, parseTableUrl, type TableName } from './profile.ts';
export type { Progress } from './progress.ts';
export type { TableMetadata } from './query.ts';
export type { Scalar } from './scalar.ts';
export type { DataType, Field, ScalarType, StructType } from './schema.ts';
export { type CallOptions, type FileOptions, type RowOptions, SharedTable } from './table.ts';
export type { Row, Value } from './value.ts';
