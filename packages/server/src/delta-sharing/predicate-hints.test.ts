import { describe, expect, it } from 'vitest';
import { readPredicateHints } from './predicate-hints.ts';

const column = { op: 'column', name: 'month', valueType: 'int' };
const three = { op: 'literal', value: '3', valueType: 'int' };
const isThree = { op: 'equal', children: [column, three] };

const read = (value: unknown) => readPredicateHints(JSON.stringify(value));

describe('predicate hints', () => {
  it('are read as the protocol writes them', () => {
    const predicate = {
      op: 'and',
      children: [isThree, { op: 'not', children: [{ op: 'isNull', children: [column] }] }],
    };
    expect(read(predicate)).toEqual(predicate);
  });

  it.each([
    ['an unknown operation', { op: 'like', children: [column, three] }],
    ['an unknown type of value', { op: 'equal', children: [column, { ...three, valueType: 'interval' }] }],
    ['a type of value that is no text', { op: 'equal', children: [{ ...column, valueType: ['int'] }, three] }],
    [
      'a type of value that is no text either',
      { op: 'equal', children: [column, { ...three, valueType: { toString: 1 } }] },
    ],
    ['a value that is no text', { op: 'equal', children: [column, { ...three, value: 3 }] }],
    ['a comparison of three', { op: 'equal', children: [column, three, three] }],
    ['a condition of one child', { op: 'and', children: [isThree] }],
    ['a child that is no condition', { op: 'or', children: [isThree, column] }],
    ['isNull of a constant', { op: 'isNull', children: [three] }],
    ['no object', 'month = 3'],
    ['null', null],
  ])('are ignored when they hold %s', (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it('are ignored when they are not JSON, too long or too deep', () => {
    expect(readPredicateHints('{"op":')).toBeUndefined();
    expect(readPredicateHints(`"${'x'.repeat(1_048_576)}"`)).toBeUndefined();
    const deep = (levels: number): unknown => (levels === 0 ? isThree : { op: 'not', children: [deep(levels - 1)] });
    expect(read(deep(101))).toBeUndefined();
    expect(read(deep(50))).toEqual(deep(50));
  });

  it('are ignored without exhausting the stack, however deep', () => {
    const text = `${'{"op":"not","children":['.repeat(40_000)}${JSON.stringify(isThree)}${']}'.repeat(40_000)}`;
    expect(() => readPredicateHints(text)).not.toThrow();
  });
});
