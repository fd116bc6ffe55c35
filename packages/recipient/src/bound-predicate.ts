import { QueryError } from './errors.ts';
import { isObject, type JsonObject, kindOf } from './json.ts';
import type { ComparisonOp, Predicate } from './predicate.ts';
import { parseScalar, type Scalar } from './scalar.ts';
import { type DataType, type Field, isScalar, type ScalarType, type StructType, typeName } from './schema.ts';

/** One side of a bound comparison. */
export type BoundLeaf =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Scalar };

/** A predicate whose columns exist and whose literals are values of their types. */
export type BoundPredicate =
  | {
      readonly kind: 'compare';
      readonly op: ComparisonOp;
      readonly type: ScalarType;
      readonly left: BoundLeaf;
      readonly right: BoundLeaf;
    }
  | { readonly kind: 'isNull'; readonly column: string; readonly type: DataType }
  | { readonly kind: 'not'; readonly child: BoundPredicate }
  | { readonly kind: 'and' | 'or'; readonly children: readonly BoundPredicate[] };

const comparisonOps: ReadonlySet<string> = new Set<ComparisonOp>([
  'equal',
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
]);

const deepest = 100;

/**
 * Checks a predicate against a table. It is checked as data from outside: its type may be a promise only.
 *
 * @throws {QueryError} unknown operators and columns, nested columns, literals that are no value of the column's type
 */
export function bindPredicate(predicate: Predicate, schema: StructType): BoundPredicate {
  return bind(predicate, schema, 0);
}

/** The columns that a predicate looks at. */
export function columnsOf(predicate: BoundPredicate): ReadonlySet<string> {
  switch (predicate.kind) {
    case 'compare': {
      const leaves = [predicate.left, predicate.right];
      return new Set(leaves.flatMap(leaf => (leaf.kind === 'column' ? [leaf.name] : [])));
    }
    case 'isNull':
      return new Set([predicate.column]);
    case 'not':
      return columnsOf(predicate.child);
    case 'and':
    case 'or':
      return new Set(predicate.children.flatMap(child => [...columnsOf(child)]));
  }
}

function bind(predicate: unknown, schema: StructType, depth: number): BoundPredicate {
  if (depth > deepest) throw new QueryError(`The predicate is nested deeper than ${deepest}.`);
  if (!isObject(predicate))
    throw new QueryError(`A predicate is an object with op and children, not ${kindOf(predicate)}.`);
  const { op } = predicate;
  if (typeof op !== 'string') throw new QueryError('A predicate has no op.');
  if (op === 'and' || op === 'or') {
    return { kind: op, children: childrenOf(predicate, op).map(child => bind(child, schema, depth + 1)) };
  }
  if (op === 'not') {
    const [child] = childrenOf(predicate, op, 1);
    return { kind: 'not', child: bind(child, schema, depth + 1) };
  }
  if (op === 'isNull') {
    const [leaf] = childrenOf(predicate, op, 1);
    if (!isObject(leaf) || leaf['op'] !== 'column') throw new QueryError('isNull takes a column.');
    const { name, type } = fieldOf(leaf, schema);
    return { kind: 'isNull', column: name, type };
  }
  if (isComparison(op)) return bindComparison(op, childrenOf(predicate, op, 2), schema);
  throw new QueryError(`A predicate has the unknown op "${op}".`);
}

function bindComparison(op: ComparisonOp, children: readonly unknown[], schema: StructType): BoundPredicate {
  const [left, right] = children.map(leaf => resolve(leaf, op, schema));
  if (left === undefined || right === undefined) throw new QueryError(`${op} takes 2 children.`);
  const type = left.kind === 'column' ? left.type : right.kind === 'column' ? right.type : undefined;
  if (type === undefined) throw new QueryError(`${op} compares two literals; one side must be a column.`);
  if (left.kind === 'column' && right.kind === 'column' && typeName(left.type) !== typeName(right.type)) {
    throw new QueryError(
      `${op} compares "${left.name}" (${typeName(left.type)}) with "${right.name}" (${typeName(right.type)}).`,
    );
  }
  if (type.kind === 'binary') throw new QueryError(`${op} cannot compare binary columns.`);
  return { kind: 'compare', op, type, left: literalOf(left, type), right: literalOf(right, type) };
}

type Resolved =
  | { readonly kind: 'column'; readonly name: string; readonly type: ScalarType }
  | { readonly kind: 'literal'; readonly text: string };

function resolve(leaf: unknown, op: string, schema: StructType): Resolved {
  if (isObject(leaf) && leaf['op'] === 'literal' && typeof leaf['value'] === 'string') {
    return { kind: 'literal', text: leaf['value'] };
  }
  if (!isObject(leaf) || leaf['op'] !== 'column') throw new QueryError(`${op} takes columns and literals.`);
  const { name, type } = fieldOf(leaf, schema);
  if (!isScalar(type)) throw new QueryError(`${op} cannot compare column "${name}" of type ${typeName(type)}.`);
  return { kind: 'column', name, type };
}

function literalOf(side: Resolved, type: ScalarType): BoundLeaf {
  if (side.kind === 'column') return { kind: 'column', name: side.name };
  const value = parseScalar(type, side.text);
  if (value === undefined) throw new QueryError(`The literal "${side.text}" is no ${typeName(type)}.`);
  return { kind: 'literal', value };
}

function fieldOf(leaf: JsonObject, schema: StructType): Field {
  const field = schema.fields.find(candidate => candidate.name === leaf['name']);
  if (field === undefined) throw unknownColumn(String(leaf['name']), schema);
  return field;
}

/** The error for a column that the table does not have. */
export function unknownColumn(name: string, schema: StructType): QueryError {
  const names = schema.fields.slice(0, 50).map(field => field.name);
  return new QueryError(`The table has no column "${name}". It has: ${names.join(', ')}.`);
}

function childrenOf(predicate: JsonObject, op: string, count?: number): readonly unknown[] {
  const children = predicate['children'];
  if (!Array.isArray(children) || (count !== undefined && children.length !== count)) {
    throw new QueryError(`${op} takes ${count ?? 'a list of'} ${count === 1 ? 'child' : 'children'}.`);
  }
  return children;
}

function isComparison(op: string): op is ComparisonOp {
  return comparisonOps.has(op);
}
