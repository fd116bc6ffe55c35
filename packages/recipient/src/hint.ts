import type { BoundLeaf, BoundPredicate } from './bound-predicate.ts';
import type { ComparisonOp, Predicate, ValueType } from './predicate.ts';
import { formatScalar } from './scalar.ts';
import { isScalar, type ScalarType } from './schema.ts';

/** A bound comparison, and its hint. */
type Comparison = Extract<BoundPredicate, { readonly kind: 'compare' }>;

const longestHint = 1024 * 1024;

const complements: Readonly<Record<Exclude<ComparisonOp, 'equal'>, ComparisonOp>> = {
  lessThan: 'greaterThanOrEqual',
  lessThanOrEqual: 'greaterThan',
  greaterThan: 'lessThanOrEqual',
  greaterThanOrEqual: 'lessThan',
};

const mirrored: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  equal: 'equal',
  lessThan: 'greaterThan',
  lessThanOrEqual: 'greaterThanOrEqual',
  greaterThan: 'lessThan',
  greaterThanOrEqual: 'lessThanOrEqual',
};

/**
 * The `jsonPredicateHints` for a predicate: as much of it as a server may use to leave out data files without losing a
 * row. It is weaker than the predicate or the same, and exact filtering stays with the client. Some servers judge `not` and
 * `isNull` by a file's smallest and largest value and so drop files that hold matches; hence `not` is carried
 * inward until it is gone, and `isNull` is only sent for partition columns.
 *
 * @returns JSON text, or undefined when nothing can be said
 */
export function hintOf(predicate: BoundPredicate, partitionColumns: readonly string[]): string | undefined {
  const hint = weaken(predicate, false, new Set(partitionColumns));
  const text = hint && JSON.stringify(hint);
  return text !== undefined && text.length <= longestHint ? text : undefined;
}

/** The hint for a predicate, or for its negation; undefined where there is none. */
function weaken(predicate: BoundPredicate, negated: boolean, partitions: ReadonlySet<string>): Predicate | undefined {
  switch (predicate.kind) {
    case 'not':
      return weaken(predicate.child, !negated, partitions);
    case 'isNull': {
      const { column: name, type } = predicate;
      const valueType = isScalar(type) ? valueTypeOf(type) : undefined;
      if (valueType === undefined || !partitions.has(name)) return undefined;
      const test: Predicate = { op: 'isNull', children: [{ op: 'column', name, valueType }] };
      return negated ? { op: 'not', children: [test] } : test;
    }
    case 'compare':
      return negated ? negatedComparison(predicate) : comparison(predicate, predicate.op);
    case 'and':
    case 'or': {
      const children = predicate.children.map(child => weaken(child, negated, partitions));
      return junction((predicate.kind === 'and') !== negated ? 'and' : 'or', children);
    }
  }
}

/** Leaving a child out of `and` weakens it. Of `or` it would not, so there all or nothing. */
function junction(op: 'and' | 'or', children: readonly (Predicate | undefined)[]): Predicate | undefined {
  const known = children.filter(child => child !== undefined);
  if (known.length === 0 || (op === 'or' && known.length < children.length)) return undefined;
  const [first] = known;
  return known.length === 1 ? first : { op, children: known };
}

function negatedComparison(predicate: Comparison): Predicate | undefined {
  if (predicate.op !== 'equal') return comparison(predicate, complements[predicate.op]);
  return junction('or', [comparison(predicate, 'lessThan'), comparison(predicate, 'greaterThan')]);
}

function comparison(predicate: Comparison, op: ComparisonOp): Predicate | undefined {
  const { type, left, right } = predicate;
  if (left.kind === 'column') return right.kind === 'literal' ? hint(op, left.name, type, right) : undefined;
  return right.kind === 'column' ? hint(mirrored[op], right.name, type, left) : undefined;
}

type BoundLiteral = Extract<BoundLeaf, { readonly kind: 'literal' }>;

function hint(op: ComparisonOp, name: string, type: ScalarType, { value }: BoundLiteral): Predicate | undefined {
  const valueType = valueTypeOf(type);
  if (valueType === undefined || (typeof value === 'number' && !Number.isFinite(value))) return undefined;
  let text = formatScalar(type, value);
  let sent = op;
  if (valueType === 'timestamp') {
    // Statistics hold timestamps cut to milliseconds: the largest may be a little more than they say.
    if (typeof value !== 'bigint' || value % 1000n !== 0n) return undefined;
    text = text.replace(/000Z$/, 'Z');
    if (op === 'greaterThan') sent = 'greaterThanOrEqual';
  }
  return {
    op: sent,
    children: [
      { op: 'column', name, valueType },
      { op: 'literal', value: text, valueType },
    ],
  };
}

function valueTypeOf(type: ScalarType): ValueType | undefined {
  switch (type.kind) {
    case 'boolean':
      return 'bool';
    case 'byte':
    case 'short':
    case 'integer':
      return 'int';
    case 'long':
    case 'string':
    case 'date':
    case 'float':
    case 'double':
    case 'timestamp':
      return type.kind;
    default:
      return undefined;
  }
}
