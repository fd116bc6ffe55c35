import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Batch, resizeBatches, rowReader, sliceBatch } from './batch.ts';
import type { Cell } from './cell.ts';
import type { StructType } from './schema.ts';
import { collect } from './testing/collect.ts';

const schema: StructType = {
  kind: 'struct',
  fields: [
    { name: 'n', type: { kind: 'double' }, nullable: false, metadata: {} },
    { name: 't', type: { kind: 'string' }, nullable: true, metadata: {} },
  ],
};

/** A batch of numbers, and of the same as text. */
function batchOf(numbers: readonly number[], typed: boolean): Batch {
  const texts: Cell[] = numbers.map(number => (number === 0 ? null : String(number)));
  return { schema, numRows: numbers.length, columns: [typed ? Float64Array.from(numbers) : [...numbers], texts] };
}

describe('batches', () => {
  test('cut and joined to one size hold the same rows in the same order', async () => {
    const lists = fc.array(fc.tuple(fc.array(fc.nat(99), { maxLength: 9 }), fc.boolean()), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 10 }), async (parts, size) => {
        const all = parts.flatMap(([numbers]) => numbers);
        const source = (async function* () {
          for (const [numbers, typed] of parts) yield batchOf(numbers, typed);
        })();
        const resized = await collect(resizeBatches(source, size));
        expect(resized.slice(0, -1).every(batch => batch.numRows === size)).toBe(true);
        expect(resized.length).toBe(Math.ceil(all.length / size));
        expect(resized.flatMap(({ columns }) => Array.from(columns[0] ?? []))).toEqual(all);
        expect(resized.flatMap(batch => [...rowReader(schema)(batch)])).toEqual([
          ...rowReader(schema)(batchOf(all, true)),
        ]);
      }),
    );
  });

  test.each<[string, Cell]>([
    ['text', 'x'.repeat(2 ** 20)],
    ['bytes', new Uint8Array(2 ** 20)],
    ['a list in a struct', { list: ['x'.repeat(2 ** 19), new Uint8Array(2 ** 19)] }],
    ['a variant', { kind: 'object', fields: new Map([['a', 'x'.repeat(2 ** 20)]]) } as never],
  ])('are joined to no more than 128 MB of %s', async (_, cell) => {
    const columns = [Array.from({ length: 10 }, () => cell)];
    const source = (async function* () {
      for (let i = 0; i < 100; i += 1) yield { schema, numRows: 10, columns };
    })();
    const resized = await collect(resizeBatches(source, 65_536));
    expect(resized.reduce((sum, { numRows }) => sum + numRows, 0)).toBe(1000);
    for (const { numRows } of resized.slice(0, -1)) expect(numRows).toBe(130);
  });

  test('that are cut past their end end there', () => {
    expect(sliceBatch(batchOf([1, 2, 3], true), 1, 9)).toEqual({
      schema,
      numRows: 2,
      columns: [Float64Array.of(2, 3), ['2', '3']],
    });
  });
});
