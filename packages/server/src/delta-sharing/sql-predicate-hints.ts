import { type ComparisonOp, type Predicate, parseSchema } from '@boathouse/delta';
import { type ColumnsByName, columnsByName, type HintOperand, readOperand } from './sql-hint-operands.ts';
import { HintNotUnderstood, tokensOf } from './sql-hint-tokens.ts';
import { TokenReader } from './token-reader.ts';

/**
 * Longer hints, all together, and more of them are not read. Of conditions that long, none is evaluated: see
 * `compilePredicate`. Reading them would keep all other recipients waiting.
 */
const maxLength = 65_536;
const maxHints = 1000;

/** Conditions nested deeper are not read: a hint comes from outside, and must not exhaust the stack. */
const maxDepth = 100;

const comparisons: Readonly<Record<string, ComparisonOp>> = {
  '=': 'equal',
  '==': 'equal',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
};

/** Where a condition is read: what of, for which table, and how deep inside others. */
interface Place {
  readonly tokens: TokenReader;
  readonly columns: ColumnsByName;
  readonly depth: number;
}

const not = (child: Predicate): Predicate => ({ op: 'not', children: [child] });

/** A constant of 32 bits compared with another type than float stands for another value than its text says. */
const requireComparable = (left: HintOperand, right: HintOperand): void => {
  const isFloat = (operand: HintOperand): boolean =>
    operand.op === 'column' ? operand.type.kind === 'primitive' && operand.type.name === 'float' : false;
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.op === 'literal' && one.valueType === 'float' && !isFloat(other)) throw new HintNotUnderstood();
  }
};

const toOperand = (operand: HintOperand) => {
  if (operand.op === 'literal') return operand;
  const { op, name, valueType } = operand;
  return { op, name, valueType };
};

const compare = (op: ComparisonOp, left: HintOperand, right: HintOperand): Predicate => {
  requireComparable(left, right);
  return { op, children: [toOperand(left), toOperand(right)] };
};

const isNull = (operand: HintOperand): Predicate => {
  if (operand.op !== 'column') throw new HintNotUnderstood();
  return { op: 'isNull', children: [{ op: 'column', name: operand.name, valueType: operand.valueType }] };
};

/** `<=>` with a constant is false for null, where `=` is null: inside a NOT that matters. */
const compareNullSafely = (left: HintOperand, right: HintOperand): Predicate => {
  // Two columns are equal so when both are null.
  if (left.op === right.op) throw new HintNotUnderstood();
  const column = left.op === 'column' ? left : right;
  return { op: 'and', children: [compare('equal', left, right), not(isNull(column))] };
};

const readList = ({ tokens, columns }: Place, left: HintOperand): Predicate => {
  tokens.take('symbol', '(');
  const children: Predicate[] = [];
  do children.push(compare('equal', left, readOperand(tokens, columns)));
  while (tokens.takeIf('symbol', ','));
  tokens.take('symbol', ')');
  return { op: 'or', children };
};

const readComparison = (place: Place): Predicate => {
  const { tokens, columns } = place;
  const left = readOperand(tokens, columns);
  if (tokens.takeIf('word', 'IS')) {
    const isNegated = tokens.takeIf('word', 'NOT');
    tokens.take('word', 'NULL');
    return isNegated ? not(isNull(left)) : isNull(left);
  }
  if (tokens.takeIf('word', 'IN')) return readList(place, left);
  if (tokens.takeIf('word', 'NOT')) {
    tokens.take('word', 'IN');
    return not(readList(place, left));
  }
  const operator = tokens.take('symbol').text;
  const right = readOperand(tokens, columns);
  if (operator === '<>' || operator === '!=') return not(compare('equal', left, right));
  if (operator === '<=>') return compareNullSafely(left, right);
  const op = comparisons[operator];
  if (op === undefined) throw new HintNotUnderstood();
  return compare(op, left, right);
};

const readNot = (place: Place): Predicate => {
  const { tokens } = place;
  const isNegated = tokens.takeIf('word', 'NOT');
  if (!isNegated && !tokens.takeIf('symbol', '(')) return readComparison(place);
  const inside = { ...place, depth: place.depth + 1 };
  if (inside.depth > maxDepth) throw new HintNotUnderstood();
  if (isNegated) return not(readNot(inside));
  const condition = readOr(inside);
  tokens.take('symbol', ')');
  return condition;
};

const readJoined = (place: Place, op: 'and' | 'or', readPart: (place: Place) => Predicate): Predicate => {
  const first = readPart(place);
  const children = [first];
  while (place.tokens.takeIf('word', op.toUpperCase())) children.push(readPart(place));
  return children.length === 1 ? first : { op, children };
};

const readAnd = (place: Place): Predicate => readJoined(place, 'and', readNot);
const readOr = (place: Place): Predicate => readJoined(place, 'or', readAnd);

const readHint = (hint: string, columns: ColumnsByName): Predicate | undefined => {
  try {
    const tokens = new TokenReader(tokensOf(hint));
    const predicate = readOr({ tokens, columns, depth: 0 });
    return tokens.peek() === undefined ? predicate : undefined;
  } catch (error) {
    if (error instanceof HintNotUnderstood) return undefined;
    throw error;
  }
};

/**
 * Reads the `predicateHints` of a query: SQL conditions that all hold. Beside what the protocol names (a column compared
 * with a constant, `IS NULL`, `IS NOT NULL`) it takes what Spark makes of a query's filters: `AND`, `OR`, `NOT`, `IN`,
 * `<=>`, and partition columns as `CAST(partitionValues.month AS INT)`. Whatever is not understood for sure is skipped:
 * the client filters rows itself, and a hint must never hide one.
 *
 * @param schemaString schema of the snapshot that is queried, JSON: a cast of a column counts only if it leaves the values
 *   as they are
 * @returns undefined when there is nothing to prune by
 * @throws DeltaError CORRUPT_LOG, UNSUPPORTED_FEATURE for a schema that cannot be read
 */
export const readSqlPredicateHints = (hints: readonly string[], schemaString: string): Predicate | undefined => {
  const length = hints.reduce((sum, hint) => sum + hint.length, 0);
  if (length === 0 || length > maxLength || hints.length > maxHints) return undefined;
  const columns = columnsByName(parseSchema(schemaString));
  const [first, ...more] = hints.flatMap(hint => readHint(hint, columns) ?? []);
  return first === undefined || more.length === 0 ? first : { op: 'and', children: [first, ...more] };
};
