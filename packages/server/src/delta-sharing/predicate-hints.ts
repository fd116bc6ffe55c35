import type { ColumnOperand, LiteralOperand, Operand, Predicate, ValueType } from '@boathouse/delta';

/** A longer hint is not read: 1 MiB, as in the reference server. */
const maxLength = 1_048_576;

/** Conditions nested deeper are not read: a hint comes from outside, and must not exhaust the stack. */
const maxDepth = 100;

const valueTypes: readonly string[] = ['bool', 'int', 'long', 'string', 'date', 'float', 'double', 'timestamp'];

const comparisons: readonly string[] = ['equal', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'];

type Fields = Readonly<Record<string, unknown>>;

/** Thrown and caught here: the hint is not understood. */
class NotUnderstood extends Error {}

const fieldsOf = (node: unknown): Fields => {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) throw new NotUnderstood();
  return node as Fields;
};

const childrenOf = ({ children }: Fields): readonly unknown[] => {
  if (!Array.isArray(children)) throw new NotUnderstood();
  return children;
};

const pairOf = (node: Fields): readonly [unknown, unknown] => {
  const [left, right, ...more] = childrenOf(node);
  if (right === undefined || more.length > 0) throw new NotUnderstood();
  return [left, right];
};

const onlyChildOf = (node: Fields): unknown => {
  const [child, ...more] = childrenOf(node);
  if (child === undefined || more.length > 0) throw new NotUnderstood();
  return child;
};

const readOperand = (node: unknown): Operand => {
  const { op, name, value, valueType } = fieldsOf(node);
  if (typeof valueType !== 'string' || !valueTypes.includes(valueType)) throw new NotUnderstood();
  const type = valueType as ValueType;
  if (op === 'column' && typeof name === 'string') return { op, name, valueType: type } satisfies ColumnOperand;
  if (op === 'literal' && typeof value === 'string') return { op, value, valueType: type } satisfies LiteralOperand;
  throw new NotUnderstood();
};

const readColumn = (node: unknown): ColumnOperand => {
  const operand = readOperand(node);
  if (operand.op !== 'column') throw new NotUnderstood();
  return operand;
};

const readPredicate = (node: unknown, depth: number): Predicate => {
  if (depth > maxDepth) throw new NotUnderstood();
  const fields = fieldsOf(node);
  const { op } = fields;
  if (typeof op === 'string' && comparisons.includes(op)) {
    const [left, right] = pairOf(fields);
    return { op: op as 'equal', children: [readOperand(left), readOperand(right)] };
  }
  if (op === 'isNull') return { op, children: [readColumn(onlyChildOf(fields))] };
  if (op === 'not') return { op, children: [readPredicate(onlyChildOf(fields), depth + 1)] };
  if (op === 'and' || op === 'or') {
    const children = childrenOf(fields).map(child => readPredicate(child, depth + 1));
    if (children.length < 2) throw new NotUnderstood();
    return { op, children };
  }
  throw new NotUnderstood();
};

/**
 * Reads the `jsonPredicateHints` of a query. A hint that is not understood, for whatever reason, is as good as none: the
 * protocol makes hints best effort, and the client filters rows itself.
 *
 * @param hints JSON text
 * @returns undefined when there is nothing to prune by
 */
export const readPredicateHints = (hints: string | undefined): Predicate | undefined => {
  if (hints === undefined || hints.length > maxLength) return undefined;
  try {
    return readPredicate(JSON.parse(hints), 0);
  } catch (error) {
    if (error instanceof NotUnderstood || error instanceof SyntaxError) return undefined;
    throw error;
  }
};
