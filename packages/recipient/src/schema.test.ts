import { describe, expect, test } from 'vitest';
import { SharingError } from './errors.ts';
import { parseSchema } from './schema.ts';

const schemaOf = (...types: readonly unknown[]): string =>
  JSON.stringify({ type: 'struct', fields: types.map((type, i) => ({ name: `c${i}`, type })) });

const typesOf = (...types: readonly unknown[]) =>
  parseSchema(schemaOf(...types), 'GET /metadata').fields.map(field => field.type);

/** A list of lists of … of text. */
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce(inner => ({ type: 'array', elementType: inner, containsNull: true }), 'string');

describe('a schema', () => {
  test('has decimals with and without spaces, as Spark reads them', () => {
    const decimal = { kind: 'decimal', precision: 12, scale: 2 };
    expect(typesOf('decimal(12,2)', 'decimal(12, 2)', 'decimal( 12 , 2 )')).toEqual([decimal, decimal, decimal]);
  });

  test('may have types that are not known, for they can be listed', () => {
    expect(typesOf('void', 'geometry(4326)')).toEqual([
      { kind: 'unsupported', name: 'void' },
      { kind: 'unsupported', name: 'geometry(4326)' },
    ]);
  });

  test('takes for possible what does not say whether there are nulls', () => {
    const { fields } = parseSchema(schemaOf({ type: 'array', elementType: 'long' }), 'GET /metadata');
    expect(fields).toEqual([
      {
        name: 'c0',
        type: { kind: 'array', element: { kind: 'long' }, containsNull: true },
        nullable: true,
        metadata: {},
      },
    ]);
  });

  test('is nested up to 100 levels deep', () => {
    expect(typesOf(nested(99))).toHaveLength(1);
  });

  test.each([
    ['{', 'cannot be read'],
    ['"string"', 'is not a struct'],
    [schemaOf('decimal(39,0)'), 'decimal(39,0) is no decimal type'],
    [schemaOf('decimal(5,6)'), 'decimal(5,6) is no decimal type'],
    [schemaOf(nested(100)), 'nested deeper than 100'],
    [schemaOf(null), 'neither a name nor an object'],
    [schemaOf({ type: 'list' }), 'A nested type is unknown'],
    [JSON.stringify({ type: 'struct', fields: [{ type: 'long' }] }), 'A column has no name'],
    [JSON.stringify({ type: 'struct', fields: [{ name: '__proto__', type: 'long' }] }), 'named __proto__'],
  ])('%j is refused', (text, reason) => {
    expect(() => parseSchema(text, 'GET /metadata')).toThrow(SharingError);
    expect(() => parseSchema(text, 'GET /metadata')).toThrow(reason);
  });
});
