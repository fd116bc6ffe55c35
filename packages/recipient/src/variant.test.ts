import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scalar } from './scalar.ts';
import type { ScalarType } from './schema.ts';
import { anyVariant } from './testing/any-variant.ts';
import { valueReader } from './value.ts';
import { type Variant, variantJson } from './variant.ts';

const scalar = (type: ScalarType, value: Scalar): Variant => ({ kind: 'scalar', type, value });
const decimal = (scale: number): ScalarType => ({ kind: 'decimal', precision: 38, scale });
const micros = BigInt(Date.parse('2024-02-29T12:34:56.789Z')) * 1000n + 12n;

const values: readonly [Variant, string, unknown][] = [
  [{ kind: 'null' }, 'null', null],
  [scalar({ kind: 'boolean' }, true), 'true', true],
  [scalar({ kind: 'byte' }, -1), '-1', -1],
  [scalar({ kind: 'long' }, 7n), '7', 7],
  [scalar({ kind: 'long' }, 2n ** 53n + 1n), '9007199254740993', 2n ** 53n + 1n],
  [scalar(decimal(2), 1250n), '12.50', '12.50'],
  [scalar(decimal(3), -5n), '-0.005', '-0.005'],
  [scalar({ kind: 'double' }, 1e300), '1e+300', 1e300],
  [scalar({ kind: 'double' }, Number.NaN), '"NaN"', Number.NaN],
  [scalar({ kind: 'float' }, -Infinity), '"-Infinity"', -Infinity],
  [scalar({ kind: 'string' }, 'a "b"\n'), '"a \\"b\\"\\n"', 'a "b"\n'],
  [scalar({ kind: 'binary' }, Uint8Array.of(0, 255)), '"AP8="', Uint8Array.of(0, 255)],
  [scalar({ kind: 'date' }, -1), '"1969-12-31"', '1969-12-31'],
  [scalar({ kind: 'timestamp' }, micros), '"2024-02-29T12:34:56.789012Z"', new Date('2024-02-29T12:34:56.789Z')],
  [scalar({ kind: 'timestamp_ntz' }, micros), '"2024-02-29T12:34:56.789012"', '2024-02-29T12:34:56.789012'],
  [{ kind: 'array', items: [{ kind: 'null' }, { kind: 'array', items: [] }] }, '[null,[]]', [null, []]],
  [
    { kind: 'object', fields: new Map([['__proto__', scalar({ kind: 'byte' }, 1)]]) },
    '{"__proto__":1}',
    JSON.parse('{"__proto__":1}'),
  ],
];

describe('a variant', () => {
  const read = valueReader({ kind: 'variant' }, 'v');

  test.each(values.map(([variant, json, value]) => ({ json, variant, value })))(
    'is $json in JSON, and in a row what other columns have',
    ({ variant, json, value }) => {
      expect(variantJson(variant)).toBe(json);
      expect(read(variant)).toEqual(value);
      expect(read({ kind: 'array', items: [variant] })).toEqual([value]);
    },
  );

  test('is JSON that parsers read, whatever is in it', () => {
    fc.assert(
      fc.property(anyVariant, variant => {
        expect(shapeOf(JSON.parse(variantJson(variant)))).toEqual(shapeOf(read(variant)));
      }),
    );
  });

  test('that is missing is null in a row', () => {
    expect(read(null)).toBeNull();
  });

  test('of a time that no Date can hold is refused', () => {
    const late = scalar({ kind: 'timestamp' }, 2n ** 63n - 1n);
    expect(() => read(late)).toThrow(expect.objectContaining({ errorCode: 'INVALID_DATA_FILE' }));
    expect(() => variantJson(late)).toThrow(RangeError);
  });
});

/** The lists and the names in a value; nothing of what is not nested. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date) return '';
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, shapeOf(field)]));
}
