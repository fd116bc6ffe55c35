import { described, Enum, Int64, Type } from '../schema.ts';

export const PolicyFunctionArgument = Type.Object(
  {
    column: Type.Optional(Type.String({ description: 'Name of a column.' })),
    constant: Type.Optional(Type.String({ description: 'Text of a constant.' })),
  },
  { title: 'PolicyFunctionArgument', description: 'An argument of a mask or row filter: a column or a constant.' },
);

export const ColumnMask = Type.Object(
  {
    function_name: Type.Optional(Type.String({ description: 'Full name of the function.' })),
    using_arguments: Type.Optional(
      Type.Array(PolicyFunctionArgument, { description: 'Further arguments of the function: columns or constants.' }),
    ),
    using_column_names: Type.Optional(
      Type.Array(Type.String(), { description: 'Columns of the same table that the function also gets.' }),
    ),
  },
  { title: 'ColumnMask', description: 'A function that replaces the values of a column.' },
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
    'FILE',
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
    'TABLEREF_TYPE',
    'TABLE_TYPE',
    'TIME',
    'TIMESTAMP',
    'TIMESTAMP_NTZ',
    'USER_DEFINED_TYPE',
    'VARIANT',
  ],
  { title: 'ColumnTypeName', description: 'Name of a SQL type without its parameters.' },
);

export const ColumnInfo = Type.Object(
  {
    comment: Type.Optional(Type.String({ description: 'Free text for people.' })),
    mask: Type.Optional(described(ColumnMask, 'Function that replaces the values which a reader sees.')),
    name: Type.Optional(Type.String({ description: 'Name of the column; keeps its case.' })),
    nullable: Type.Optional(Type.Boolean({ description: 'Whether NULL may occur; true when absent.' })),
    partition_index: Type.Optional(
      Int64({ description: 'Position among the partition columns, from 0; absent for other columns.' }),
    ),
    position: Type.Optional(Int64({ description: 'Position in the table, from 0.' })),
    type_interval_type: Type.Optional(
      Type.String({ description: 'Range of an INTERVAL type, such as `DAY TO SECOND`.' }),
    ),
    type_json: Type.Optional(Type.String({ description: 'The field as JSON of a Spark struct field.' })),
    type_name: Type.Optional(described(ColumnTypeName, 'Name of the type without its parameters.')),
    type_precision: Type.Optional(Int64({ description: 'Digits of a DECIMAL in all.' })),
    type_scale: Type.Optional(Int64({ description: 'Digits of a DECIMAL after the point.' })),
    type_text: Type.Optional(Type.String({ description: 'The full type in SQL, such as `decimal(10,2)`.' })),
  },
  { title: 'ColumnInfo', description: 'A column of a table.' },
);
