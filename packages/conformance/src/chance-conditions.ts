import { compare, type IntegerColumn, type Node, over } from './hint-columns.ts';

/** A condition, and whether a row with this value meets it. */
interface Condition {
  readonly node: Node;
  readonly meets: (value: number) => boolean;
}

/** Numbers between 0 and 1 that look like chance, and are the same in every run: what was found can be found again. */
const chance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

type Comparison = readonly [op: string, holds: (value: number, literal: number) => boolean];

const comparisons: readonly [Comparison, ...Comparison[]] = [
  ['equal', (value, literal) => value === literal],
  ['lessThan', (value, literal) => value < literal],
  ['lessThanOrEqual', (value, literal) => value <= literal],
  ['greaterThan', (value, literal) => value > literal],
  ['greaterThanOrEqual', (value, literal) => value >= literal],
];

const oneOf = <Item>(items: readonly [Item, ...Item[]], next: () => number): Item =>
  items[Math.floor(next() * items.length)] ?? items[0];

const leaf = (column: IntegerColumn, next: () => number): Condition => {
  const { least, greatest } = column;
  const literal = oneOf([least, least - 1, least + 1, greatest - 1, greatest, greatest + 1], next);
  const [op, holds] = oneOf(comparisons, next);
  return { node: compare(op, column, String(literal)), meets: value => holds(value, literal) };
};

const condition = (column: IntegerColumn, next: () => number, depth: number): Condition => {
  const kind = depth === 0 ? 0 : next();
  if (kind < 0.25) return leaf(column, next);
  const one = condition(column, next, depth - 1);
  if (kind < 0.5) return { node: over('not', one.node), meets: value => !one.meets(value) };
  const other = condition(column, next, depth - 1);
  return kind < 0.75
    ? { node: over('and', one.node, other.node), meets: value => one.meets(value) && other.meets(value) }
    : { node: over('or', one.node, other.node), meets: value => one.meets(value) || other.meets(value) };
};

/** How many are made; about two thirds of them are met by a value. */
const made = 100;

/** Conditions on a column, made by chance, that one of the values meets. The same in every run. */
export const conditionsMet = (column: IntegerColumn, values: readonly number[]): readonly Node[] => {
  const next = chance(20_260_610);
  return Array.from({ length: made }, () => condition(column, next, 3))
    .filter(({ meets }) => values.some(meets))
    .map(({ node }) => node);
};
