/**
 * The types that a predicate's values are of. Names and meaning are those of the Delta Sharing protocol's
 * `jsonPredicateHints`; a predicate of this package has the same shape as the JSON there.
 */
export type ValueType = 'bool' | 'int' | 'long' | 'string' | 'date' | 'float' | 'double' | 'timestamp';

/** A column of the table, by the name that the schema gives it. */
export interface ColumnOperand {
  readonly op: 'column';
  readonly name: string;
  readonly valueType: ValueType;
}

/** A constant, always as text: `true`, `42`, `2021-04-28`, `2021-04-28T23:36:47.599Z`. */
export interface LiteralOperand {
  readonly op: 'literal';
  readonly value: string;
  readonly valueType: ValueType;
}

/** What a comparison compares. */
export type Operand = ColumnOperand | LiteralOperand;

/** The comparisons of two operands. */
export type ComparisonOp = 'equal' | 'lessThan' | 'lessThanOrEqual' | 'greaterThan' | 'greaterThanOrEqual';

/** A condition on rows, with SQL's three truth values. */
export type Predicate =
  | { readonly op: ComparisonOp; readonly children: readonly [Operand, Operand] }
  | { readonly op: 'isNull'; readonly children: readonly [ColumnOperand] }
  | { readonly op: 'not'; readonly children: readonly [Predicate] }
  | { readonly op: 'and' | 'or'; readonly children: readonly Predicate[] };
