import { describe, expect, it } from 'vitest';
import { type DataType, parseSchema } from './schema.ts';

const field = (name: string, type: unknown) => ({ name, type, nullable: true, metadata: {} });
const struct = (...fields: readonly unknown[]) => ({ type: 'struct', fields });
const parse = (value: unknown) => parseSchema(JSON.stringify(value));

/** The type of the only column. */
function typeOf(type: unknown): DataType | undefined {
  return parse(struct(field('x', type))).fields[0]?.type;
}

describe('parseSchema', () => {
  it.each([
    'string',
    'long',
    'integer',
    'short',
    'byte',
    'float',
    'double',
    'boolean',
    'binary',
    'date',
    'timestamp',
    'timestamp_ntz',
    'variant',
    'void',
  ])('knows %s', name => {
    expect(typeOf(name)).toEqual({ kind: 'primitive', name });
  });

  it('knows decimals', () => {
    expect(typeOf('decimal(38,10)')).toEqual({ kind: 'decimal', precision: 38, scale: 10 });
    expect(typeOf('decimal( 5 , 0 )')).toEqual({ kind: 'decimal', precision: 5, scale: 0 });
    expect(typeOf('decimal')).toEqual({ kind: 'decimal', precision: 10, scale: 0 });
  });

  it('knows what nests', () => {
    const nested = {
      type: 'map',
      keyType: 'string',
      valueType: { type: 'array', elementType: struct(field('y', 'long')), containsNull: false },
      valueContainsNull: true,
    };
    expect(typeOf(nested)).toEqual({
      kind: 'map',
      key: { kind: 'primitive', name: 'string' },
      value: {
        kind: 'array',
        element: {
          kind: 'struct',
          fields: [{ name: 'y', type: { kind: 'primitive', name: 'long' }, nullable: true, metadata: {} }],
        },
        containsNull: false,
      },
      valueContainsNull: true,
    });
  });

  it('takes a user-defined type for what it is stored as', () => {
    const udt = { type: 'udt', class: 'org.example.VectorUDT', sqlType: struct(field('size', 'integer')) };
    expect(typeOf(udt)).toMatchObject({ kind: 'struct', fields: [{ name: 'size' }] });
  });

  it('keeps nullability and metadata', () => {
    const [own] = parse(struct({ name: 'x', type: 'long', nullable: false, metadata: { comment: 'key' } })).fields;
    expect(own).toEqual({
      name: 'x',
      type: { kind: 'primitive', name: 'long' },
      nullable: false,
      metadata: { comment: 'key' },
    });
  });

  it.each<[string, unknown, string, RegExp]>([
    [
      'a type of the future',
      struct(field('g', 'geometry(4326)')),
      'UNSUPPORTED_FEATURE',
      /column "g" .*"geometry\(4326\)"/,
    ],
    ['a decimal too wide', struct(field('d', 'decimal(39,0)')), 'CORRUPT_LOG', /column "d" .*decimal\(39,0\)/],
    ['a decimal with too large a scale', struct(field('d', 'decimal(3,4)')), 'CORRUPT_LOG', /column "d"/],
    ['a column without a type', struct({ name: 'x' }), 'CORRUPT_LOG', /column "x" .*has no type/],
    [
      'a type that is an unknown object',
      struct(field('x', { type: 'set' })),
      'CORRUPT_LOG',
      /column "x" .*"\\"set\\""/,
    ],
    [
      'a field without a name',
      struct(field('a', struct({ type: 'long' }))),
      'CORRUPT_LOG',
      /column "a" .*without a name/,
    ],
    ['a struct without fields', { type: 'struct' }, 'CORRUPT_LOG', /schema is a struct without/],
    ['a schema that is no struct', 'long', 'CORRUPT_LOG', /not a struct/],
    ['null', null, 'CORRUPT_LOG', /has no type/],
  ])('refuses %s', (_, value, code, message) => {
    expect(() => parse(value)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it('refuses what is not JSON', () => {
    expect(() => parseSchema('{"type":')).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG' }));
  });

  it('refuses a schema that nests too deep to be real', () => {
    let type: unknown = 'long';
    for (let depth = 0; depth < 200; depth++) type = { type: 'array', elementType: type, containsNull: true };
    expect(() => typeOf(type)).toThrow(expect.objectContaining({ code: 'CORRUPT_LOG' }));
  });
});
