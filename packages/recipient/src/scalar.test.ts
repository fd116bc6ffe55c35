import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatScalar, parseScalar, type Scalar } from './scalar.ts';
import type { ScalarType } from './schema.ts';
import { valueReader } from './value.ts';

const cents: ScalarType = { kind: 'decimal', precision: 5, scale: 2 };

describe('the text of a value', () => {
  const day = fc.integer({ min: -700_000, max: 2_900_000 });
  const micros = fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n });
  test.each<[ScalarType['kind'], ScalarType, fc.Arbitrary<Scalar>]>([
    ['boolean', { kind: 'boolean' }, fc.boolean()],
    ['byte', { kind: 'byte' }, fc.integer({ min: -128, max: 127 })],
    ['short', { kind: 'short' }, fc.integer({ min: -32_768, max: 32_767 })],
    ['integer', { kind: 'integer' }, fc.integer()],
    ['long', { kind: 'long' }, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
    ['float', { kind: 'float' }, fc.float().filter(value => !Object.is(value, -0))],
    ['double', { kind: 'double' }, fc.double().filter(value => !Object.is(value, -0))],
    ['decimal', cents, fc.bigInt({ min: -99_999n, max: 99_999n })],
    ['date', { kind: 'date' }, day],
    ['timestamp', { kind: 'timestamp' }, micros],
    ['string', { kind: 'string' }, fc.string({ unit: 'grapheme' })],
  ])('of type %s is read back as the same value', (_, type, values) => {
    fc.assert(
      fc.property(values, value => {
        expect(parseScalar(type, formatScalar(type, value))).toBe(value);
      }),
    );
  });

  test.each<[ScalarType, string, unknown]>([
    [{ kind: 'timestamp' }, '2024-02-29', 1_709_164_800_000_000n],
    [{ kind: 'timestamp' }, '2024-02-29 12:30:00', 1_709_209_800_000_000n],
    [{ kind: 'timestamp' }, '2024-02-29T12:30:00.1234567Z', 1_709_209_800_123_456n],
    [{ kind: 'timestamp' }, '2024-02-29T14:30:00+02:00', 1_709_209_800_000_000n],
    [{ kind: 'timestamp' }, '1969-12-31 23:59:59.999999', -1n],
    [{ kind: 'timestamp' }, '2024-02-30 12:30:00', undefined],
    [{ kind: 'timestamp' }, 'yesterday', undefined],
    [{ kind: 'date' }, '2023-02-29', undefined],
    [{ kind: 'date' }, '2024-2-9', undefined],
    [{ kind: 'byte' }, '128', undefined],
    [{ kind: 'long' }, '9223372036854775808', undefined],
    [{ kind: 'integer' }, '1.0', undefined],
    [{ kind: 'integer' }, '', undefined],
    [{ kind: 'boolean' }, 'TRUE', true],
    [{ kind: 'boolean' }, '1', undefined],
    [{ kind: 'double' }, '1e400', Number.POSITIVE_INFINITY],
    [{ kind: 'double' }, 'NaN', Number.NaN],
    [{ kind: 'double' }, '0x10', undefined],
    [{ kind: 'float' }, '0.1', Math.fround(0.1)],
    [cents, '-0.5', -50n],
    [cents, '12.500', 1250n],
    [cents, '.5', 50n],
    [cents, '1000', undefined],
    [cents, '0.005', undefined],
    [cents, '.', undefined],
  ])('in a form of its own, %j %s', (type, text, value) => {
    expect(parseScalar(type, text)).toEqual(value);
  });
});

describe('the value of a row', () => {
  test('of type long is a number as long as that is exact', () => {
    const long: ScalarType = { kind: 'long' };
    expect(valueReader(long, 'c')(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(valueReader(long, 'c')(2n ** 53n)).toBe(2n ** 53n);
    expect(valueReader(long, 'c')(-(2n ** 63n))).toBe(-(2n ** 63n));
  });

  test('of type decimal keeps its digits', () => {
    const wide: ScalarType = { kind: 'decimal', precision: 38, scale: 18 };
    expect(valueReader(wide, 'c')(-12_345_678_901_234_567_890_123_456_789_012_345_678n)).toBe(
      '-12345678901234567890.123456789012345678',
    );
    expect(valueReader({ kind: 'decimal', precision: 3, scale: 0 }, 'c')(-7n)).toBe('-7');
    expect(valueReader(cents, 'c')(-5n)).toBe('-0.05');
  });

  test('of type timestamp is rounded down to milliseconds, before 1970 too', () => {
    expect(valueReader({ kind: 'timestamp' }, 'c')(1999n)).toEqual(new Date(1));
    expect(valueReader({ kind: 'timestamp' }, 'c')(-1n)).toEqual(new Date(-1));
    expect(valueReader({ kind: 'timestamp_ntz' }, 'c')(-1n)).toBe('1969-12-31T23:59:59.999999');
  });

  test('beyond the range of dates is an error, not a wrong date', () => {
    expect(() => valueReader({ kind: 'timestamp' }, 'c')(2n ** 63n - 1n)).toThrow('outside the range');
    expect(() => valueReader({ kind: 'date' }, 'c')(2 ** 31 - 1)).toThrow('outside the range');
  });
});
