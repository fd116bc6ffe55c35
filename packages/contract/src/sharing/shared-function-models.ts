import { described, Enum, Int64, Type } from '../schema.ts';
import { TagKeyValue } from './providers-models.ts';

export const RegisteredModelAlias = Type.Object(
  {
    alias_name: Type.Optional(Type.String({ description: 'The name, such as `champion`.' })),
    version_num: Type.Optional(Int64({ description: 'Number of the version.' })),
  },
  { title: 'RegisteredModelAlias', description: 'A name for a version of a model.' },
);

export const ColumnTypeName = Enum(
  [
    'ARRAY',
    'BINARY',
    'BOOLEAN',
    'BYTE',
    'CHAR',
    'DATE',
    'DECIMAL',
    'DOUBLE',
    'FLOAT',
    'GEOGRAPHY',
    'GEOMETRY',
    'INT',
    'INTERVAL',
    'LONG',
    'MAP',
    'NULL',
    'SHORT',
    'STRING',
    'STRUCT',
    'TABLE_TYPE',
    'TIMESTAMP',
    'TIMESTAMP_NTZ',
    'USER_DEFINED_TYPE',
    'VARIANT',
  ],
  { title: 'ColumnTypeName', description: 'Name of a SQL type without its parameters.' },
);

export const DeltaSharingFunctionDependency = Type.Object(
  {
    function_name: Type.Optional(Type.String({ description: 'Name of the function.' })),
    schema_name: Type.Optional(Type.String({ description: 'Schema that it is in.' })),
  },
  { title: 'DeltaSharingFunctionDependency', description: 'A function that is called.' },
);

export const DeltaSharingTableDependency = Type.Object(
  {
    schema_name: Type.Optional(Type.String({ description: 'Schema that it is in.' })),
    table_name: Type.Optional(Type.String({ description: 'Name of the table.' })),
  },
  { title: 'DeltaSharingTableDependency', description: 'A table that is read.' },
);

export const DeltaSharingDependency = Type.Object(
  {
    function: Type.Optional(described(DeltaSharingFunctionDependency, 'A function.')),
    table: Type.Optional(described(DeltaSharingTableDependency, 'A table.')),
  },
  { title: 'DeltaSharingDependency', description: 'An object that a shared function uses: exactly one field is set.' },
);

export const DeltaSharingDependencyList = Type.Object(
  {
    dependencies: Type.Optional(
      Type.Array(DeltaSharingDependency, { description: 'The objects, in no particular order.' }),
    ),
  },
  { title: 'DeltaSharingDependencyList', description: 'What a shared function uses.' },
);

export const FunctionParameterMode = Enum(['IN', 'INOUT', 'OUT'], {
  title: 'FunctionParameterMode',
  description: 'Direction of a parameter.',
});

export const FunctionParameterType = Enum(['COLUMN', 'PARAM'], {
  title: 'FunctionParameterType',
  description: 'What a parameter stands for: a parameter, or a column of the result.',
});

export const FunctionParameterInfo = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    name: Type.Optional(Type.String({ description: 'Name of the parameter.' })),
    parameter_default: Type.Optional(Type.String({ description: 'Default value as SQL text.' })),
    parameter_mode: Type.Optional(described(FunctionParameterMode, 'Whether it takes or gives a value.')),
    parameter_type: Type.Optional(
      described(FunctionParameterType, 'Whether it is a parameter or a column of the result.'),
    ),
    position: Type.Optional(Int64({ description: 'Position, from 0.' })),
    type_interval_type: Type.Optional(Type.String({ description: 'Range of an INTERVAL type.' })),
    type_json: Type.Optional(Type.String({ description: 'The type as JSON of a Spark struct field.' })),
    type_name: Type.Optional(described(ColumnTypeName, 'Name of the type without its parameters.')),
    type_precision: Type.Optional(Int64({ description: 'Digits of a DECIMAL in all.' })),
    type_scale: Type.Optional(Int64({ description: 'Digits of a DECIMAL after the point.' })),
    type_text: Type.Optional(Type.String({ description: 'The full type in SQL.' })),
  },
  { title: 'FunctionParameterInfo', description: 'A parameter of a function.' },
);

export const FunctionParameterInfos = Type.Object(
  { parameters: Type.Optional(Type.Array(FunctionParameterInfo, { description: 'The parameters in order.' })) },
  { title: 'FunctionParameterInfos', description: 'Parameters of a function.' },
);

export const SharedSecurableKind = Enum(['FUNCTION_FEATURE_SPEC', 'FUNCTION_REGISTERED_MODEL', 'FUNCTION_STANDARD'], {
  title: 'SharedSecurableKind',
  description: 'What a shared function is.',
});

export const DeltaSharingFunction = Type.Object(
  {
    aliases: Type.Optional(Type.Array(RegisteredModelAlias, { description: 'Aliases of versions of a model.' })),
    comment: Type.Optional(Type.String({ description: 'Free text for people, from the provider.' })),
    data_type: Type.Optional(described(ColumnTypeName, 'Type of what the function returns.')),
    dependency_list: Type.Optional(described(DeltaSharingDependencyList, 'What the function uses.')),
    full_data_type: Type.Optional(Type.String({ description: 'Full type of what the function returns, in SQL.' })),
    id: Type.Optional(Type.String({ description: 'Id of the function at the provider.' })),
    input_params: Type.Optional(described(FunctionParameterInfos, 'Parameters of the function.')),
    name: Type.Optional(Type.String({ description: 'Name of the function.' })),
    properties: Type.Optional(Type.String({ description: 'Properties as JSON text.' })),
    routine_definition: Type.Optional(Type.String({ description: 'SQL text of the function.' })),
    schema: Type.Optional(Type.String({ description: 'Schema that it is in, as recipients see it.' })),
    securable_kind: Type.Optional(
      described(SharedSecurableKind, 'Whether it is a function, a model or a feature specification.'),
    ),
    share: Type.Optional(Type.String({ description: 'Name of the share.' })),
    share_id: Type.Optional(Type.String({ description: 'Id of the share at the provider.' })),
    storage_location: Type.Optional(Type.String({ description: 'URL of the files of a model.' })),
    tags: Type.Optional(Type.Array(TagKeyValue, { description: 'Tags that the provider set.' })),
  },
  { title: 'DeltaSharingFunction', description: 'A shared function or model.' },
);
