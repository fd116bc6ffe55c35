// Made by `npm run generate` from packages/contract. Change it there.

/** A reference to the key of another table; informs and is not enforced. */
export interface ForeignKeyConstraint {
  /** Name of the constraint. */
  name: string;
  /** Columns of this table. */
  child_columns: readonly string[];
  /** Full name of the table that is referred to. */
  parent_table: string;
  /** Columns of that table, in the same order. */
  parent_columns: readonly string[];
  /** Whether an optimizer may rely on it. */
  rely?: boolean;
}

/** A constraint of which only the name is known. */
export interface NamedTableConstraint {
  /** Name of the constraint. */
  name: string;
}

/** The key of a table; informs and is not enforced. */
export interface PrimaryKeyConstraint {
  /** Name of the constraint. */
  name: string;
  /** Columns of the key. */
  child_columns: readonly string[];
  /** Whether an optimizer may rely on it. */
  rely?: boolean;
  /** Columns of the key that hold the time of a time series. */
  timeseries_columns?: readonly string[];
}

/** A constraint of a table: exactly one of its fields is set. */
export interface TableConstraint {
  /** A reference to another table. */
  foreign_key_constraint?: ForeignKeyConstraint;
  /** A constraint of which only the name is known. */
  named_table_constraint?: NamedTableConstraint;
  /** The key of the table. */
  primary_key_constraint?: PrimaryKeyConstraint;
}
