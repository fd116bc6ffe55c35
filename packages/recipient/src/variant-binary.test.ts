import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyVariant } from './testing/any-variant.ts';
import { metadataBytes, namesIn, variantBytes, type Widths } from './testing/variant-bytes.ts';
import type { Variant } from './variant.ts';
import { readFieldNames, readVariant } from './variant-binary.ts';

const anyWidths: fc.Arbitrary<Widths> = fc.record({
  size: fc.constantFrom<Widths['size']>(2, 3, 4),
  isLarge: fc.boolean(),
});
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const long = (value: bigint): string => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(value);
  return buffer.toString('hex');
};

describe('a variant', () => {
  test('is read as it was written, whatever the widths of its numbers', () => {
    fc.assert(
      fc.property(anyVariant, anyWidths, (variant, widths) => {
        const names = readFieldNames(metadataBytes(namesIn(variant), widths));
        expect(readVariant(variantBytes(variant, names, widths), names)).toEqual(variant);
      }),
      { numRuns: 500 },
    );
  });

  test('that is damaged is read or refused, and becomes no more than its bytes hold', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(anyVariant, anyWidths, damage, (variant, widths, faults) => {
        const names = namesIn(variant);
        const damaged = variantBytes(variant, names, widths);
        for (const [at, byte] of faults) damaged[at % damaged.length] = byte;
        const read = attempt(() => readVariant(damaged, names));
        if (read !== undefined) expect(valuesIn(read)).toBeLessThanOrEqual(damaged.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('has times of day and UUIDs as text, and nanoseconds cut to microseconds', () => {
    const value = (hex: string) => readVariant(bytes(hex), []);
    expect(value(`44${long(86_399_999_999n)}`)).toMatchObject({ type: { kind: 'string' }, value: '23:59:59.999999' });
    expect(value('50 00112233445566778899aabbccddeeff')).toMatchObject({
      type: { kind: 'string' },
      value: '00112233-4455-6677-8899-aabbccddeeff',
    });
    expect(value(`48${long(-1n)}`)).toMatchObject({ type: { kind: 'timestamp' }, value: -1n });
    expect(value(`4c${long(1999n)}`)).toMatchObject({ type: { kind: 'timestamp_ntz' }, value: 1n });
  });

  test.each([
    ['nothing', '', 'ends too early'],
    ['half a number', '0c', 'ends too early'],
    ['a type that nobody knows', '54', 'unknown type 21'],
    ['a text beyond its end', '40 ff ff ff ff', 'ends too early'],
    ['four billion values', '13 ff ff ff ff', 'ends too early'],
    ['a name that there is none for', '02 01 07 00 01 00', 'its metadata do not have'],
    ['two fields of one name', '02 02 00 00 00 01 02 00 00', 'two fields of one name'],
    ['a decimal of 39 places', '20 27 00 00 00 00', '39 decimal places'],
    ['a time after the end of the day', `44${long(86_400_000_000n)}`, 'outside of the day'],
    // Each of its lists holds the next one over and over.
    ['lists that overlap', '03 04 00 00 00 00 0c 03 04 00 00 00 00 0c 00', 'overlap'],
  ])('of %s is refused', (_, hex, message) => {
    expect(() => readVariant(bytes(hex), ['a'])).toThrow(RangeError);
    expect(() => readVariant(bytes(hex), ['a'])).toThrow(message);
  });

  test('is nested 500 deep at most', () => {
    const nested = (depth: number): Variant =>
      Array.from({ length: depth }).reduce<Variant>(item => ({ kind: 'array', items: [item] }), { kind: 'null' });
    const read = (depth: number) => readVariant(variantBytes(nested(depth), [], { size: 2, isLarge: false }), []);
    expect(read(500)).toEqual(nested(500));
    expect(() => read(501)).toThrow('nested deeper than 500');
  });
});

describe('metadata', () => {
  test.each([
    ['of another version', '02 00 00', 'unknown version'],
    ['that end too early', '01 02 00', 'ends too early'],
    ['whose names overlap', '01 02 00 02 01 61 62', 'not in order'],
    ['whose names are beyond their end', '01 01 00 09 61', 'not in order'],
  ])('%s are refused', (_, hex, message) => {
    expect(() => readFieldNames(bytes(hex))).toThrow(message);
  });
});

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return undefined;
  }
}

function valuesIn(variant: Variant): number {
  if (variant.kind === 'array') return variant.items.reduce((sum, item) => sum + valuesIn(item), 1);
  if (variant.kind !== 'object') return 1;
  return [...variant.fields.values()].reduce((sum, field) => sum + valuesIn(field), 1);
}
