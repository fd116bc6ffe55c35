import type { Node } from '../hint-columns.ts';
import { isObject } from '../table-lines.ts';
import type { Oddity } from './odd-proxy.ts';

interface Bounds {
  readonly minValues: Readonly<Record<string, number>>;
  readonly maxValues: Readonly<Record<string, number>>;
}

const childrenOf = (node: Node): readonly Node[] => node['children'] as readonly Node[];

const comparison = (op: unknown, min: number, max: number, literal: number): boolean => {
  if (op === 'equal') return min <= literal && literal <= max;
  if (op === 'lessThan') return min < literal;
  if (op === 'lessThanOrEqual') return min <= literal;
  return op === 'greaterThan' ? max > literal : max >= literal;
};

/** Whether rows within bounds may meet a condition, by the mistake that is easily made: what may be is not what may not. */
const mayMeet = (node: Node, bounds: Bounds): boolean => {
  const [one = {}, other = {}] = childrenOf(node);
  if (node['op'] === 'not') return !mayMeet(one, bounds);
  if (node['op'] === 'and') return childrenOf(node).every(child => mayMeet(child, bounds));
  if (node['op'] === 'or') return childrenOf(node).some(child => mayMeet(child, bounds));
  const column = String(one['name']);
  const [min, max] = [bounds.minValues[column], bounds.maxValues[column]];
  if (min === undefined || max === undefined) return true;
  return comparison(node['op'], min, max, Number(other['value']));
};

/** A server that turns "may match" around for `not`, and so leaves out files of which only some rows match. */
export const invertedHints: Oddity = {
  say: (answered, { body }) => {
    if (!body.includes('jsonPredicateHints')) return answered;
    const condition: Node = JSON.parse(JSON.parse(body).jsonPredicateHints);
    const isKept = (line: string): boolean => {
      const { file } = JSON.parse(line);
      return !isObject(file) || mayMeet(condition, JSON.parse(String(file['stats'])));
    };
    const kept = answered.body.trimEnd().split('\n').filter(isKept);
    return { ...answered, body: kept.map(line => `${line}\n`).join('') };
  },
};
