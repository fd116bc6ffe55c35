import type { BoundLeaf, BoundPredicate } from './bound-predicate.ts';
import type { ComparisonOp } from './predicate.ts';
import type { Scalar } from './scalar.ts';

/** SQL's three values (null: not known because something is null), and undefined: not known yet. */
export type Truth = boolean | null | undefined;

/** The value of a column; undefined when it is not known yet. */
export type Lookup = (column: string) => Scalar | null | undefined;

/**
 * Evaluates a predicate. With a lookup that knows only some columns it gives `undefined` where they do not decide, so that
 * a data file can be skipped by its partition values alone.
 */
export function evaluate(predicate: BoundPredicate, lookup: Lookup): Truth {
  switch (predicate.kind) {
    case 'compare':
      return compare(predicate.op, sideOf(predicate.left, lookup), sideOf(predicate.right, lookup));
    case 'isNull': {
      const value = lookup(predicate.column);
      return value === undefined ? undefined : value === null;
    }
    case 'not': {
      const truth = evaluate(predicate.child, lookup);
      return typeof truth === 'boolean' ? !truth : truth;
    }
    case 'and':
      return junction(predicate.children, lookup, false);
    case 'or':
      return junction(predicate.children, lookup, true);
  }
}

/**
 * The order of two values of one type, below, at or above 0: text by code point, as UTF-8 bytes sort; NaN above all numbers.
 */
export function compareScalars(left: Scalar, right: Scalar): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

/** `decisive` is what one child suffices for: false for and, true for or. Null and unknown children leave room for it. */
function junction(children: readonly BoundPredicate[], lookup: Lookup, decisive: boolean): Truth {
  let result: Truth = !decisive;
  for (const child of children) {
    const truth = evaluate(child, lookup);
    if (truth === decisive) return decisive;
    if (truth === undefined || (truth === null && result !== undefined)) result = truth;
  }
  return result;
}

function compare(op: ComparisonOp, left: Scalar | null | undefined, right: Scalar | null | undefined): Truth {
  if (left === null || right === null) return null;
  if (left === undefined || right === undefined) return undefined;
  const order = compareScalars(left, right);
  switch (op) {
    case 'equal':
      return order === 0;
    case 'lessThan':
      return order < 0;
    case 'lessThanOrEqual':
      return order <= 0;
    case 'greaterThan':
      return order > 0;
    case 'greaterThanOrEqual':
      return order >= 0;
  }
}

function sideOf(leaf: BoundLeaf, lookup: Lookup): Scalar | null | undefined {
  return leaf.kind === 'literal' ? leaf.value : lookup(leaf.name);
}

/** JavaScript orders by UTF-16 units, in which surrogates come before U+E000 to U+FFFF. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
