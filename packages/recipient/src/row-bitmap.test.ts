import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRowBitmap } from './row-bitmap.ts';
import { rowBitmapBytes } from './testing/row-bitmap-bytes.ts';

const range = (start: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, i) => start + i * step);

/** The rows among `count` from `start` on that a bitmap has. */
const rowsIn = (bytes: Uint8Array, start: number, count: number): number[] => {
  const places = new Uint8Array(count);
  readRowBitmap(bytes).mark(places, start, 1);
  return range(0, count)
    .filter(i => places[i] === 1)
    .map(i => start + i);
};

describe('a bitmap of rows', () => {
  test.each([
    ['nothing', []],
    ['single rows', [0, 7, 65_535, 65_536, 200_000]],
    ['runs', [...range(10, 500), ...range(65_530, 20)]],
    ['more rows than are listed', range(3, 9000, 7)],
    ['rows beyond 32 bits', [1, 2 ** 32, 2 ** 32 + 70_000]],
    ['many parts', range(0, 6, 65_536)],
  ])('has %s, however it is written', (_, rows) => {
    for (const kind of ['numbers', 'runs'] as const) {
      const bytes = rowBitmapBytes(rows, () => kind);
      expect(readRowBitmap(bytes).size).toBe(rows.length);
      expect([...rowsIn(bytes, 0, 400_000), ...rowsIn(bytes, 2 ** 32 - 5, 80_000)]).toEqual(
        rows.filter(row => row < 400_000 || row >= 2 ** 32 - 5),
      );
    }
  });

  test('tells of any window exactly the rows in it', () => {
    const rows = fc.uniqueArray(fc.nat(300_000), { maxLength: 200 }).map(all => all.toSorted((a, b) => a - b));
    const window = fc.record({ start: fc.nat(300_000), count: fc.nat(100_000), runs: fc.boolean() });
    fc.assert(
      fc.property(rows, window, (all, { start, count, runs }) => {
        const bytes = rowBitmapBytes(all, key => (runs && key % 2 === 0 ? 'runs' : 'numbers'));
        expect(rowsIn(bytes, start, count)).toEqual(all.filter(row => row >= start && row < start + count));
      }),
      { numRuns: 60 },
    );
  });

  test('that is cut off anywhere is refused', () => {
    const bytes = rowBitmapBytes([1, 2, 3, 70_000, ...range(131_072, 5000, 2)], key =>
      key === 0 ? 'runs' : 'numbers',
    );
    for (const length of [0, 3, 4, 11, 12, 20, 30, bytes.length - 1]) {
      expect(() => readRowBitmap(bytes.subarray(0, length))).toThrow(RangeError);
    }
  });

  test('that claims what it does not have is refused', () => {
    const bytes = rowBitmapBytes([1, 70_000]);
    const changed = (offset: number, value: number) => {
      const copy = Buffer.from(bytes);
      copy.writeUInt32LE(value, offset);
      return () => readRowBitmap(copy);
    };
    expect(changed(0, 1_681_511_376)).toThrow('portable bitmap');
    expect(changed(4, 0xffffffff)).toThrow('too early');
    expect(changed(16, 99)).toThrow('no known way');
    expect(changed(20, 0xffffffff)).toThrow('too many containers');
    // Its second container under the key of the first.
    expect(changed(28, 0)).toThrow('not in order');
  });
});
