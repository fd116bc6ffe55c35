import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindPredicate } from './bound-predicate.ts';
import { compareScalars, evaluate } from './evaluate.ts';
import { hintOf } from './hint.ts';
import { and, equal, greaterThan, isNull, type Leaf, lessThan, not, or, type Predicate } from './predicate.ts';
import type { Scalar } from './scalar.ts';
import type { Field, ScalarType, StructType } from './schema.ts';

const field = (name: string, type: ScalarType): Field => ({ name, type, nullable: true, metadata: {} });
const schema: StructType = {
  kind: 'struct',
  fields: [
    field('p', { kind: 'integer' }),
    field('a', { kind: 'integer' }),
    field('b', { kind: 'integer' }),
    field('t', { kind: 'timestamp' }),
    field('d', { kind: 'decimal', precision: 9, scale: 2 }),
    field('x', { kind: 'double' }),
    field('s', { kind: 'string' }),
  ],
};

type Cells = Readonly<Record<string, number | null>>;

const comparison = fc
  .tuple(
    fc.constantFrom('equal', 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'),
    fc.constantFrom('p', 'a', 'b'),
    fc.integer({ min: 0, max: 4 }),
    fc.boolean(),
  )
  .map(([op, name, value, flipped]): Predicate => {
    const leaves: [Leaf, Leaf] = [
      { op: 'column', name },
      { op: 'literal', value: String(value) },
    ];
    return { op, children: flipped ? [leaves[1], leaves[0]] : leaves };
  });

const { predicate } = fc.letrec<{ predicate: Predicate }>(tie => ({
  predicate: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.constantFrom('p', 'a', 'b').map(isNull),
    tie('predicate').map(not),
    fc.array(tie('predicate'), { maxLength: 3 }).map(children => and(...children)),
    fc.array(tie('predicate'), { maxLength: 3 }).map(children => or(...children)),
  ),
}));

const cell = fc.option(fc.integer({ min: 0, max: 4 }), { nil: null });
const row: fc.Arbitrary<Cells> = fc.record({ p: cell, a: cell, b: cell });

const truthOf = (tested: Predicate, cells: Cells) =>
  evaluate(bindPredicate(tested, schema), name => cells[name] ?? null);

/** SQL's logic in its textbook form: 1 true, 0 false, ½ null. */
function textbook(tested: Predicate, cells: Cells): number {
  switch (tested.op) {
    case 'not':
      return 1 - textbook(tested.children[0], cells);
    case 'and':
      return Math.min(1, ...tested.children.map(child => textbook(child, cells)));
    case 'or':
      return Math.max(0, ...tested.children.map(child => textbook(child, cells)));
    case 'isNull':
      return cells[tested.children[0].name] === null ? 1 : 0;
    default: {
      const [left, right] = tested.children.map(leaf => (leaf.op === 'column' ? cells[leaf.name] : Number(leaf.value)));
      if (left === null || left === undefined || right === null || right === undefined) return 0.5;
      const outcome = {
        equal: left === right,
        lessThan: left < right,
        lessThanOrEqual: left <= right,
        greaterThan: left > right,
        greaterThanOrEqual: left >= right,
      };
      return Number(outcome[tested.op]);
    }
  }
}

/**
 * A server that judges a file by the smallest and largest value of each column and gets two things wrong, as one that is
 * in wide use does: `not` turns "may match" round, and `isNull` holds for no column that has values.
 */
function mayMatch(hint: Predicate, rows: readonly Cells[]): boolean {
  if (hint.op === 'not') return !mayMatch(hint.children[0], rows);
  if (hint.op === 'and') return hint.children.every(child => mayMatch(child, rows));
  if (hint.op === 'or') return hint.children.some(child => mayMatch(child, rows));
  const [left, right] = hint.children;
  const values = rows.map(cells => (left.op === 'column' ? cells[left.name] : null)).filter(value => value !== null);
  if (hint.op === 'isNull') return values.length === 0;
  const literal = right?.op === 'literal' ? Number(right.value) : Number.NaN;
  const [low, high] = [Math.min(...values.map(Number)), Math.max(...values.map(Number))];
  const outcome = {
    equal: low <= literal && literal <= high,
    lessThan: low < literal,
    lessThanOrEqual: low <= literal,
    greaterThan: high > literal,
    greaterThanOrEqual: high >= literal,
  };
  return outcome[hint.op];
}

describe('a predicate', () => {
  test('has the three values of SQL', () => {
    fc.assert(
      fc.property(predicate, row, (tested, cells) => {
        expect(truthOf(tested, cells)).toBe([false, null, true][textbook(tested, cells) * 2]);
      }),
      { numRuns: 1000 },
    );
  });

  test('is not decided by some columns unless the others cannot change it', () => {
    fc.assert(
      fc.property(predicate, row, fc.constantFrom('a', 'b', 'p'), (tested, cells, hidden) => {
        const bound = bindPredicate(tested, schema);
        const early = evaluate(bound, name => (name === hidden ? undefined : (cells[name] ?? null)));
        if (early === false || early === null) expect(truthOf(tested, cells)).not.toBe(true);
        if (early === true) expect(truthOf(tested, cells)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('orders text by code point and NaN above all numbers', () => {
    const byBytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareScalars(a, b))).toBe(byBytes(a, b));
      }),
    );
    expect(compareScalars('\uffff', '🛬')).toBeLessThan(0);
    const sorted = [Number.NaN, 1, Number.POSITIVE_INFINITY, -1].sort(
      compareScalars as (a: Scalar, b: Scalar) => number,
    );
    expect(sorted).toEqual([-1, 1, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(compareScalars(Number.NaN, Number.NaN)).toBe(0);
  });

  test('nested without end is refused', () => {
    let deep: Predicate = isNull('a');
    for (let i = 0; i < 200; i += 1) deep = not(deep);
    expect(() => bindPredicate(deep, schema)).toThrow('nested deeper');
  });
});

describe('the hint for a predicate', () => {
  const hint = (tested: Predicate): Predicate | undefined => {
    const text = hintOf(bindPredicate(tested, schema), ['p']);
    return text === undefined ? undefined : JSON.parse(text);
  };

  test('never takes away a file with a matching row, not even from a server that judges not and isNull wrongly', () => {
    const file = fc.record({ p: cell, rows: fc.array(row, { minLength: 1, maxLength: 4 }) });
    fc.assert(
      fc.property(predicate, file, (tested, { p, rows }) => {
        const cells = rows.map(one => ({ ...one, p }));
        const sent = hint(tested);
        const matches = cells.some(one => truthOf(tested, one) === true);
        if (sent !== undefined && matches) expect(mayMatch(sent, cells)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('leaves out what the protocol has no word for, where that is safe', () => {
    expect(hint(and(equal('a', 1), equal('d', '1.5')))).toMatchObject({ op: 'equal', children: [{ name: 'a' }, {}] });
    expect(hint(or(equal('a', 1), equal('d', '1.5')))).toBeUndefined();
    expect(hint(isNull('a'))).toBeUndefined();
    expect(hint(greaterThan('x', Number.NaN))).toBeUndefined();
    expect(hint(and())).toBeUndefined();
  });

  test('allows for statistics that hold timestamps cut to milliseconds', () => {
    expect(hint(greaterThan('t', new Date(1000)))).toEqual({
      op: 'greaterThanOrEqual',
      children: [
        { op: 'column', name: 't', valueType: 'timestamp' },
        { op: 'literal', value: '1970-01-01T00:00:01.000Z', valueType: 'timestamp' },
      ],
    });
    expect(hint(lessThan('t', '1970-01-01 00:00:01.000001'))).toBeUndefined();
  });

  test('longer than servers take is not sent', () => {
    expect(hint(equal('s', 'x'.repeat(2 ** 20)))).toBeUndefined();
  });
});
