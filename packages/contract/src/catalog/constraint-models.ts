import { described, Type } from '../schema.ts';

export const ForeignKeyConstraint = Type.Object(
  {
    name: Type.String({ description: 'Name of the constraint.' }),
    child_columns: Type.Array(Type.String(), { description: 'Columns of this table.' }),
    parent_table: Type.String({ description: 'Full name of the table that is referred to.' }),
    parent_columns: Type.Array(Type.String(), { description: 'Columns of that table, in the same order.' }),
    rely: Type.Optional(Type.Boolean({ description: 'Whether an optimizer may rely on it.' })),
  },
  {
    title: 'ForeignKeyConstraint',
    description: 'A reference to the key of another table; informs and is not enforced.',
  },
);

export const NamedTableConstraint = Type.Object(
  { name: Type.String({ description: 'Name of the constraint.' }) },
  { title: 'NamedTableConstraint', description: 'A constraint of which only the name is known.' },
);

export const PrimaryKeyConstraint = Type.Object(
  {
    name: Type.String({ description: 'Name of the constraint.' }),
    child_columns: Type.Array(Type.String(), { description: 'Columns of the key.' }),
    rely: Type.Optional(Type.Boolean({ description: 'Whether an optimizer may rely on it.' })),
    timeseries_columns: Type.Optional(
      Type.Array(Type.String(), { description: 'Columns of the key that hold the time of a time series.' }),
    ),
  },
  { title: 'PrimaryKeyConstraint', description: 'The key of a table; informs and is not enforced.' },
);

export const TableConstraint = Type.Object(
  {
    foreign_key_constraint: Type.Optional(described(ForeignKeyConstraint, 'A reference to another table.')),
    named_table_constraint: Type.Optional(
      described(NamedTableConstraint, 'A constraint of which only the name is known.'),
    ),
    primary_key_constraint: Type.Optional(described(PrimaryKeyConstraint, 'The key of the table.')),
  },
  { title: 'TableConstraint', description: 'A constraint of a table: exactly one of its fields is set.' },
);
