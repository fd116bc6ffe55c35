import type { TableColumn } from '../table-columns.ts';
import { type ColumnBounds, sqlType } from './bounds.ts';
import { CompileContext } from './compile-context.ts';
import { domainOf, literalRange } from './literal.ts';
import type { ColumnOperand, ComparisonOp, LiteralOperand, Predicate } from './predicate.ts';

/**
 * A predicate as SQL over a snapshot's files. Each step is one select list further in: `texts` reads the columns
 * `partition_values` and `stats` (both JSON text; `stats` may be NULL or not even JSON), `bounds` reads those, and the
 * tests read these. Evaluated in one step, DuckDB would parse the JSON for each comparison again.
 */
export interface CompiledPredicate {
  /** True unless no row of the file can match. Never NULL. */
  readonly mayMatch: string;
  /** True only if every row of the file matches. Never NULL. Only where it was asked for: all values must be used. */
  readonly matchesAll?: string;
  readonly bounds: readonly string[];
  readonly texts: readonly string[];
  /** What to bind to `$1`, `$2`, …: texts. */
  readonly values: readonly string[];
}

/** What a predicate can be for a row. A file may hold rows of each. */
type Truth = 'true' | 'false' | 'null';

/** Beyond this a predicate is not worth evaluating: planning it takes longer than it saves. */
const maxNodes = 250;
const maxDepth = 100;

/**
 * Compiles a predicate to tests of whole files. For each node it asks which truth values some row of the file may
 * have; negation swaps two of the answers, so that it is sound at any depth, where inverting "may match" is not.
 * Whatever is unclear (a column or type that is not known, an odd constant, missing statistics) may be anything.
 */
export function compilePredicate(
  predicate: Predicate,
  columns: readonly TableColumn[],
  { matchesAll: isWanted }: { readonly matchesAll: boolean },
): CompiledPredicate {
  if (!isSmall(predicate)) return { mayMatch: 'true', matchesAll: 'false', bounds: [], texts: [], values: [] };
  const context = new CompileContext(columns);
  const mayMatch = may(predicate, 'true', context);
  const mayNot = () => `(${may(predicate, 'false', context)} OR ${may(predicate, 'null', context)})`;
  const matchesAll = isWanted ? `(NOT ${mayNot()})` : undefined;
  const [bounds, texts] = [context.boundList(), context.textList()];
  return { mayMatch, ...(matchesAll && { matchesAll }), bounds, texts, values: context.parameters.values };
}

/** SQL that is true if some row of the file may make the predicate `truth`. */
function may(predicate: Predicate, truth: Truth, context: CompileContext): string {
  switch (predicate.op) {
    case 'not':
      return may(predicate.children[0], truth === 'null' ? 'null' : truth === 'true' ? 'false' : 'true', context);
    case 'and':
    case 'or': {
      // An `and` is true only if all of its children are, an `or` false only if all are.
      const allNeeded = truth === (predicate.op === 'and' ? 'true' : 'false');
      const children = predicate.children.map(child => may(child, truth, context));
      if (children.length === 0) return 'true';
      return `(${children.join(allNeeded ? ' AND ' : ' OR ')})`;
    }
    case 'isNull': {
      const bounds = context.bounds(predicate.children[0]);
      if (truth === 'null') return 'false';
      return bounds === undefined ? 'true' : truth === 'true' ? bounds.someNull : bounds.someValue;
    }
    default:
      return mayCompare(predicate, truth, context);
  }
}

const mirrored: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  equal: 'equal',
  lessThan: 'greaterThan',
  lessThanOrEqual: 'greaterThanOrEqual',
  greaterThan: 'lessThan',
  greaterThanOrEqual: 'lessThanOrEqual',
};

type Comparison = Extract<Predicate, { op: ComparisonOp }>;

function mayCompare({ op, children: [left, right] }: Comparison, truth: Truth, context: CompileContext): string {
  if (left.op === 'column' && right.op === 'literal') return compareColumn(op, left, right, truth, context);
  if (left.op === 'literal' && right.op === 'column') return compareColumn(mirrored[op], right, left, truth, context);
  return 'true';
}

function compareColumn(
  op: ComparisonOp,
  operand: ColumnOperand,
  literal: LiteralOperand,
  truth: Truth,
  context: CompileContext,
): string {
  const bounds = context.bounds(operand);
  if (bounds === undefined) return 'true';
  if (truth === 'null') return bounds.someNull;
  const column = context.column(operand);
  const domain = column && domainOf(column);
  const range = domain && literalRange(domain, literal);
  if (domain === undefined || range === undefined) return bounds.someValue;
  // NaN is outside all bounds, and for some clients no comparison with it is true.
  if (truth === 'false' && bounds.mayHoldNaN) return bounds.someValue;
  const constant = (value: string) => `TRY_CAST(${context.parameters.add(value)} AS ${sqlType[domain]})`;
  const impossible = impossibleWhen(op, truth, bounds, {
    low: () => constant(range.low),
    high: () => constant(range.high),
  });
  return `(${bounds.someValue} AND NOT coalesce(${impossible}, false))`;
}

/** A constant as the SQL of its ends, made when it is needed: a value that is bound must also be used. */
interface ConstantRange {
  readonly low: () => string;
  readonly high: () => string;
}

/** When no value within the bounds can compare so with any constant of the range. NULL: it is not known. */
function impossibleWhen(
  op: ComparisonOp,
  truth: 'true' | 'false',
  { lower, upper, upperIsPrefix }: ColumnBounds,
  { low, high }: ConstantRange,
): string {
  const cutOff = () => (upperIsPrefix ? ` AND NOT starts_with(${low()}, ${upper})` : '');
  const allAbove = () => `${lower} > ${high()}`;
  const allAtLeast = () => `${lower} >= ${high()}`;
  const allBelow = () => `(${upper} < ${low()}${cutOff()})`;
  const allAtMost = () => `(${upper} <= ${low()}${cutOff()})`;
  const isTrue = truth === 'true';
  switch (op) {
    case 'equal':
      return isTrue ? `(${allAbove()} OR ${allBelow()})` : `(${allAtLeast()} AND ${allAtMost()})`;
    case 'lessThan':
      return isTrue ? allAtLeast() : allBelow();
    case 'lessThanOrEqual':
      return isTrue ? allAbove() : allAtMost();
    case 'greaterThan':
      return isTrue ? allAtMost() : allAbove();
    case 'greaterThanOrEqual':
      return isTrue ? allBelow() : allAtLeast();
  }
}

function isSmall(predicate: Predicate): boolean {
  const open: (readonly [Predicate, number])[] = [[predicate, 1]];
  for (let nodes = 1; open.length > 0; nodes++) {
    const [node, depth] = open.pop() ?? [predicate, 0];
    if (nodes > maxNodes || depth > maxDepth) return false;
    if (node.op === 'and' || node.op === 'or' || node.op === 'not') {
      for (const child of node.children) open.push([child, depth + 1]);
    }
  }
  return true;
}
