/** The types that the protocol names in predicates. */
export type ValueType = 'bool' | 'int' | 'long' | 'string' | 'date' | 'float' | 'double' | 'timestamp';

/** A column of the table, by its name in the schema. */
export interface ColumnLeaf {
  readonly op: 'column';
  readonly name: string;
  /** Not needed and not trusted: the table's schema decides. It is here so that a predicate in the protocol's own form fits. */
  readonly valueType?: ValueType;
}

/** A constant, as text; it is read as a value of the type of the column that it is compared with. */
export interface LiteralLeaf {
  readonly op: 'literal';
  readonly value: string;
  readonly valueType?: ValueType;
}

/** What a comparison compares. */
export type Leaf = ColumnLeaf | LiteralLeaf;

/** The comparisons. Each is null when one side is null. */
export type ComparisonOp = 'equal' | 'lessThan' | 'lessThanOrEqual' | 'greaterThan' | 'greaterThanOrEqual';

/**
 * A condition on rows, as plain data in the protocol's JSON form. It has SQL's three values: a row is taken when the
 * condition is true, and not when it is false or null. Text compares by code point; NaN equals itself and is greater than
 * every other number.
 */
export type Predicate =
  | { readonly op: ComparisonOp; readonly children: readonly [Leaf, Leaf] }
  | { readonly op: 'isNull'; readonly children: readonly [ColumnLeaf] }
  | { readonly op: 'not'; readonly children: readonly [Predicate] }
  | { readonly op: 'and' | 'or'; readonly children: readonly Predicate[] };

/** A constant in a predicate. A Date is a timestamp; dates are text, `YYYY-MM-DD`; decimals may be text or number. */
export type LiteralValue = string | number | bigint | boolean | Date;

/** A column of the table. */
export function column(name: string): ColumnLeaf {
  return { op: 'column', name };
}

/** A constant. */
export function literal(value: LiteralValue): LiteralLeaf {
  return { op: 'literal', value: value instanceof Date ? value.toISOString() : String(value) };
}

/** `column = value`. The column by name or leaf, the value as a constant or leaf; the same for the other comparisons. */
export function equal(left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  return comparison('equal', left, right);
}

/** `column < value` */
export function lessThan(left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  return comparison('lessThan', left, right);
}

/** `column <= value` */
export function lessThanOrEqual(left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  return comparison('lessThanOrEqual', left, right);
}

/** `column > value` */
export function greaterThan(left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  return comparison('greaterThan', left, right);
}

/** `column >= value` */
export function greaterThanOrEqual(left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  return comparison('greaterThanOrEqual', left, right);
}

/** `column IS NULL` */
export function isNull(name: string): Predicate {
  return { op: 'isNull', children: [column(name)] };
}

/** `column IS NOT NULL` */
export function isNotNull(name: string): Predicate {
  return not(isNull(name));
}

/** `column IN (values)`: one of them at least. */
export function isIn(name: string, values: readonly LiteralValue[]): Predicate {
  return or(...values.map(value => equal(name, value)));
}

/** True when the condition is false; null when it is null. */
export function not(predicate: Predicate): Predicate {
  return { op: 'not', children: [predicate] };
}

/** All conditions; true when there are none. */
export function and(...predicates: readonly Predicate[]): Predicate {
  return { op: 'and', children: predicates };
}

/** Any condition; false when there are none. */
export function or(...predicates: readonly Predicate[]): Predicate {
  return { op: 'or', children: predicates };
}

function comparison(op: ComparisonOp, left: string | Leaf, right: LiteralValue | Leaf): Predicate {
  const isLeaf = typeof right === 'object' && !(right instanceof Date);
  return { op, children: [typeof left === 'string' ? column(left) : left, isLeaf ? right : literal(right)] };
}
