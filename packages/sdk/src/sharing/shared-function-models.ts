// Made by `npm run generate` from packages/contract. Change it there.

import type { Open } from '../open.ts';
import type { TagKeyValue } from './providers-models.ts';

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
  | 'TABLE_TYPE'
  | 'TIMESTAMP'
  | 'TIMESTAMP_NTZ'
  | 'USER_DEFINED_TYPE'
  | 'VARIANT';

/** An object that a shared function uses: exactly one field is set. */
export interface DeltaSharingDependency {
  /** A function. */
  function?: DeltaSharingFunctionDependency;
  /** A table. */
  table?: DeltaSharingTableDependency;
}

/** What a shared function uses. */
export interface DeltaSharingDependencyList {
  /** The objects, in no particular order. */
  dependencies?: readonly DeltaSharingDependency[];
}

/** A shared function or model. */
export interface DeltaSharingFunction {
  /** Aliases of versions of a model. */
  aliases?: readonly RegisteredModelAlias[];
  /** Free text for people, from the provider. */
  comment?: string;
  /** Type of what the function returns. */
  data_type?: Open<ColumnTypeName>;
  /** What the function uses. */
  dependency_list?: DeltaSharingDependencyList;
  /** Full type of what the function returns, in SQL. */
  full_data_type?: string;
  /** Id of the function at the provider. */
  id?: string;
  /** Parameters of the function. */
  input_params?: FunctionParameterInfos;
  /** Name of the function. */
  name?: string;
  /** Properties as JSON text. */
  properties?: string;
  /** SQL text of the function. */
  routine_definition?: string;
  /** Schema that it is in, as recipients see it. */
  schema?: string;
  /** Whether it is a function, a model or a feature specification. */
  securable_kind?: Open<SharedSecurableKind>;
  /** Name of the share. */
  share?: string;
  /** Id of the share at the provider. */
  share_id?: string;
  /** URL of the files of a model. */
  storage_location?: string;
  /** Tags that the provider set. */
  tags?: readonly TagKeyValue[];
}

/** A function that is called. */
export interface DeltaSharingFunctionDependency {
  /** Name of the function. */
  function_name?: string;
  /** Schema that it is in. */
  schema_name?: string;
}

/** A table that is read. */
export interface DeltaSharingTableDependency {
  /** Schema that it is in. */
  schema_name?: string;
  /** Name of the table. */
  table_name?: string;
}

/** A parameter of a function. */
export interface FunctionParameterInfo {
  /** Free text for people. */
  comment?: string;
  /** Name of the parameter. */
  name?: string;
  /** Default value as SQL text. */
  parameter_default?: string;
  /** Whether it takes or gives a value. */
  parameter_mode?: Open<FunctionParameterMode>;
  /** Whether it is a parameter or a column of the result. */
  parameter_type?: Open<FunctionParameterType>;
  /** Position, from 0. */
  position?: number;
  /** Range of an INTERVAL type. */
  type_interval_type?: string;
  /** The type as JSON of a Spark struct field. */
  type_json?: string;
  /** Name of the type without its parameters. */
  type_name?: Open<ColumnTypeName>;
  /** Digits of a DECIMAL in all. */
  type_precision?: number;
  /** Digits of a DECIMAL after the point. */
  type_scale?: number;
  /** The full type in SQL. */
  type_text?: string;
}

/** Parameters of a function. */
export interface FunctionParameterInfos {
  /** The parameters in order. */
  parameters?: readonly FunctionParameterInfo[];
}

/** Direction of a parameter. */
export type FunctionParameterMode = 'IN' | 'INOUT' | 'OUT';

/** What a parameter stands for: a parameter, or a column of the result. */
export type FunctionParameterType = 'COLUMN' | 'PARAM';

/** A name for a version of a model. */
export interface RegisteredModelAlias {
  /** The name, such as `champion`. */
  alias_name?: string;
  /** Number of the version. */
  version_num?: number;
}

/** What a shared function is. */
export type SharedSecurableKind = 'FUNCTION_FEATURE_SPEC' | 'FUNCTION_REGISTERED_MODEL' | 'FUNCTION_STANDARD';
