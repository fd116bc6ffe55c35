// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';

/** A column of a table. */
export interface ColumnInfo {
  /** Free text for people. */
  comment?: string;
  /** Function that replaces the values which a reader sees. */
  mask?: ColumnMask;
  /** Name of the column; keeps its case. */
  name?: string;
  /** Whether NULL may occur; true when absent. */
  nullable?: boolean;
  /** Position among the partition columns, from 0; absent for other columns. */
  partition_index?: number;
  /** Position in the table, from 0. */
  position?: number;
  /** Range of an INTERVAL type, such as `DAY TO SECOND`. */
  type_interval_type?: string;
  /** The field as JSON of a Spark struct field. */
  type_json?: string;
  /** Name of the type without its parameters. */
  type_name?: Open<ColumnTypeName>;
  /** Digits of a DECIMAL in all. */
  type_precision?: number;
  /** Digits of a DECIMAL after the point. */
  type_scale?: number;
  /** The full type in SQL, such as `decimal(10,2)`. */
  type_text?: string;
}

/** A function that replaces the values of a column. */
export interface ColumnMask {
  /** Full name of the function. */
  function_name?: string;
  /** Further arguments of the function: columns or constants. */
  using_arguments?: readonly PolicyFunctionArgument[];
  /** Columns of the same table that the function also gets. */
  using_column_names?: readonly string[];
}

/** Name of a SQL type without its parameters. */
export type ColumnTypeName =
  | 'ARRAY'
  | 'BINARY'
  | 'BOOLEAN'
  | 'BYTE'
  | 'CHAR'
  | 'DATE'
  | 'DECIMAL'
  | 'DOUBLE'
  | 'FILE'
  | 'FLOAT'
  | 'GEOGRAPHY'
  | 'GEOMETRY'
  | 'INT'
  | 'INTERVAL'
  | 'LONG'
  | 'MAP'
  | 'NULL'
  | 'SHORT'
  | 'STRING'
  | 'STRUCT'
  | 'TABLEREF_TYPE'
  | 'TABLE_TYPE'
  | 'TIME'
  | 'TIMESTAMP'
  | 'TIMESTAMP_NTZ'
  | 'USER_DEFINED_TYPE'
  | 'VARIANT';

/** An argument of a mask or row filter: a column or a constant. */
export interface PolicyFunctionArgument {
  /** Name of a column. */
  column?: string;
  /** Text of a constant. */
  constant?: string;
}
