import { describe, expect, it } from 'vitest';
import { conditionsMet } from './chance-conditions.ts';
import { dataFilesOf } from './data-files.ts';
import type { IntegerColumn, Node } from './hint-columns.ts';

const [file] = dataFilesOf([{ kind: 'file', fields: { id: 'f', url: 'https://s.example/f', size: 1 }, text: '' }]);

const column = (least: number, greatest: number): IntegerColumn => {
  if (file === undefined) throw new Error('There is no file.');
  const bounds = { min: String(least), max: String(greatest), least, greatest };
  return { path: '/t', name: 'n', valueType: 'int', file, nulls: 0, ...bounds };
};

const symbols: Readonly<Record<string, string>> = {
  equal: '===',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  and: '&&',
  or: '||',
};

/** The condition as JavaScript has it: another judge than the one that made it. */
const script = (node: Node): string => {
  const [one = {}, other = {}] = node['children'] as readonly Node[];
  if (node['op'] === 'not') return `!(${script(one)})`;
  const symbol = symbols[String(node['op'])];
  return one['op'] === 'column' ? `(n ${symbol} ${other['value']})` : `(${script(one)} ${symbol} ${script(other)})`;
};

describe('conditions made by chance', () => {
  it('are met by one of the values, and are the same in every run', () => {
    const nodes = conditionsMet(column(-3, 12), [-3, 12]);
    expect(nodes.length).toBeGreaterThan(40);
    for (const node of nodes) {
      const meets = new Function('n', `return ${script(node)}`);
      expect(meets(-3) || meets(12), script(node)).toBe(true);
    }
    expect(conditionsMet(column(-3, 12), [-3, 12])).toEqual(nodes);
  });

  it('have all operators, also within each other', () => {
    const text = JSON.stringify(conditionsMet(column(0, 5), [0, 5]));
    for (const op of [...Object.keys(symbols), 'not']) expect(text).toContain(`"op":"${op}"`);
    expect(text).toMatch(/"not","children":\[\{"op":"(and|or)"/);
  });
});
