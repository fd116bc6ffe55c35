import fc from 'fast-check';
import type { SchemaElement, SchemaTree } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { anyVariant } from './testing/any-variant.ts';
import { metadataBytes, namesIn, variantBytes, type Widths } from './testing/variant-bytes.ts';
import type { Variant } from './variant.ts';
import { variantDecoder } from './variant-decoder.ts';

const widths: Widths = { size: 2, isLarge: false };

const node = (element: SchemaElement, ...children: SchemaTree[]): SchemaTree => ({
  children,
  count: 1,
  path: [element.name],
  element,
});
const binary = (name: string): SchemaTree => node({ name, type: 'BYTE_ARRAY' });
/** A place for variants, with a column for those of one shape. */
const part = (name: string, typed?: SchemaTree): SchemaTree =>
  node({ name }, binary('value'), ...(typed === undefined ? [] : [typed]));
const column = (typed?: SchemaTree): SchemaTree =>
  node({ name: 'v' }, binary('metadata'), ...part('v', typed).children);
const typed = (fields: Partial<SchemaElement>, ...children: SchemaTree[]): SchemaTree =>
  node({ name: 'typed_value', ...fields }, ...children);

/** The columns of one shape that variants are taken apart into here. */
const text = typed({ type: 'BYTE_ARRAY', converted_type: 'UTF8' });
const number = typed({ type: 'INT64' });
const list = typed({ converted_type: 'LIST' }, node({ name: 'list' }, part('element', text)));
const shape = typed({}, part('a', number), part('b', list), part('', typed({}, part('a', text), part('b'))));

/** Takes a variant apart as a writer does: what fits a column goes there, the rest into `value`. */
function shred(variant: Variant | undefined, place: SchemaTree, names: readonly string[]): Record<string, unknown> {
  if (variant === undefined) return { value: null, typed_value: undefined };
  const own = place.children.find(child => child.element.name === 'typed_value');
  const whole = { value: variantBytes(variant, names, widths), typed_value: null };
  if (own === undefined) return { value: whole.value };
  if (own.children.length === 0) {
    const fits = variant.kind === 'scalar' && variant.type.kind === (own.element.type === 'INT64' ? 'long' : 'string');
    return fits ? { value: null, typed_value: variant.value } : whole;
  }
  const item = own.children[0]?.children[0];
  if (own.element.converted_type === 'LIST' && item !== undefined) {
    return variant.kind === 'array'
      ? { value: null, typed_value: variant.items.map(one => shred(one, item, names)) }
      : whole;
  }
  if (variant.kind !== 'object') return whole;
  const rest = [...variant.fields].filter(([name]) => !own.children.some(child => child.element.name === name));
  const fields = own.children.map(child => [
    child.element.name,
    shred(variant.fields.get(child.element.name), child, names),
  ]);
  const value = rest.length > 0 ? variantBytes({ kind: 'object', fields: new Map(rest) }, names, widths) : null;
  return { value, typed_value: Object.fromEntries(fields) };
}

const long = (value: bigint): Variant => ({ kind: 'scalar', type: { kind: 'long' }, value });
const object = (fields: Record<string, Variant>): Variant => ({
  kind: 'object',
  fields: new Map(Object.entries(fields)),
});
const empty = metadataBytes([], widths);
const bytes = (variant: Variant): Uint8Array => variantBytes(variant, ['a', 'z'], widths);

describe('a column of variants', () => {
  test('is put together from whatever columns its file keeps parts of it in', () => {
    const decoders = [undefined, text, number, list, shape].map(own => ({
      place: column(own),
      decode: variantDecoder(column(own)),
    }));
    fc.assert(
      fc.property(
        fc.array(anyVariant, { maxLength: 3 }),
        fc.constantFrom(...decoders),
        (variants, { place, decode }) => {
          const rows = variants.map(variant => {
            const names = namesIn(variant);
            return { metadata: metadataBytes(names, widths), ...shred(variant, place, names) };
          });
          expect(rows.map(decode)).toEqual(variants);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('has no value where the row has none, and JSON’s null where only the value is missing', () => {
    const decode = variantDecoder(column(number));
    expect(decode(undefined)).toBeNull();
    expect(decode({ metadata: empty, value: null, typed_value: null })).toEqual({ kind: 'null' });
  });

  test('has null for an item of a list that is missing, and not the fields that are', () => {
    const missing = { value: null, typed_value: null };
    expect(variantDecoder(column(list))({ metadata: empty, value: null, typed_value: [missing] })).toEqual({
      kind: 'array',
      items: [{ kind: 'null' }],
    });
    const fields = { a: missing, b: missing, '': missing };
    expect(variantDecoder(column(shape))({ metadata: empty, value: null, typed_value: fields })).toEqual(object({}));
  });

  test('has the shredded fields where its value has them too, or is no object', () => {
    const decode = variantDecoder(column(typed({}, part('a', number))));
    const metadata = metadataBytes(['a', 'z'], widths);
    const twice = { metadata, typed_value: { a: { value: null, typed_value: 1n } } };
    expect(decode({ ...twice, value: bytes(object({ a: long(2n), z: long(3n) })) })).toEqual(
      object({ z: long(3n), a: long(1n) }),
    );
    expect(decode({ ...twice, value: bytes(long(4n)) })).toEqual(object({ a: long(1n) }));
  });

  test.each<[Partial<SchemaElement>, unknown, Variant]>([
    [{ type: 'BOOLEAN' }, true, { kind: 'scalar', type: { kind: 'boolean' }, value: true }],
    [{ type: 'INT32', converted_type: 'INT_8' }, -1, { kind: 'scalar', type: { kind: 'byte' }, value: -1 }],
    [
      { type: 'INT32', logical_type: { type: 'INTEGER', bitWidth: 16, isSigned: true } },
      300,
      { kind: 'scalar', type: { kind: 'short' }, value: 300 },
    ],
    [{ type: 'INT32' }, 7, { kind: 'scalar', type: { kind: 'integer' }, value: 7 }],
    [{ type: 'FLOAT' }, 0.5, { kind: 'scalar', type: { kind: 'float' }, value: 0.5 }],
    [{ type: 'DOUBLE' }, 0.1, { kind: 'scalar', type: { kind: 'double' }, value: 0.1 }],
    [
      { type: 'INT32', converted_type: 'DECIMAL', precision: 5, scale: 2 },
      1250,
      { kind: 'scalar', type: { kind: 'decimal', precision: 5, scale: 2 }, value: 1250n },
    ],
    [
      { type: 'FIXED_LEN_BYTE_ARRAY', logical_type: { type: 'DECIMAL', precision: 20, scale: 1 } },
      Uint8Array.of(255, 251),
      { kind: 'scalar', type: { kind: 'decimal', precision: 20, scale: 1 }, value: -5n },
    ],
    [{ type: 'INT32', converted_type: 'DATE' }, 19_782, { kind: 'scalar', type: { kind: 'date' }, value: 19_782 }],
    [
      { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
      1n,
      { kind: 'scalar', type: { kind: 'timestamp' }, value: 1n },
    ],
    [
      { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'NANOS' } },
      -1n,
      { kind: 'scalar', type: { kind: 'timestamp_ntz' }, value: -1n },
    ],
    [
      { type: 'INT64', logical_type: { type: 'TIME', isAdjustedToUTC: false, unit: 'MICROS' } },
      1n,
      { kind: 'scalar', type: { kind: 'string' }, value: '00:00:00.000001' },
    ],
    [{ type: 'BYTE_ARRAY' }, Uint8Array.of(1), { kind: 'scalar', type: { kind: 'binary' }, value: Uint8Array.of(1) }],
    [
      { type: 'FIXED_LEN_BYTE_ARRAY', logical_type: { type: 'UUID' } },
      '00112233-4455-6677-8899-aabbccddeeff',
      { kind: 'scalar', type: { kind: 'string' }, value: '00112233-4455-6677-8899-aabbccddeeff' },
    ],
  ])('has the type that a column of its own has: %j', (element, raw, expected) => {
    expect(variantDecoder(column(typed(element)))({ metadata: empty, value: null, typed_value: raw })).toEqual(
      expected,
    );
  });

  test.each<[string, SchemaTree, object]>([
    ['without metadata', column(), { metadata: null, value: Uint8Array.of(0) }],
    ['whose bytes end too early', column(), { metadata: empty, value: Uint8Array.of(0x0c) }],
    [
      'with a time of day in milliseconds',
      column(typed({ type: 'INT32', logical_type: { type: 'TIME', isAdjustedToUTC: false, unit: 'MILLIS' } })),
      { metadata: empty, typed_value: 5 },
    ],
    ['with two values for one place', column(number), { metadata: empty, value: Uint8Array.of(0), typed_value: 1n }],
  ])('%s is refused by its name', (_, place, raw) => {
    expect(() => variantDecoder(place)(raw)).toThrow(
      expect.objectContaining({ errorCode: 'INVALID_DATA_FILE', message: expect.stringContaining('Column "v"') }),
    );
  });

  test('that is kept in columns within columns without end is refused', () => {
    const deep = { ...part('a'), path: Array<string>(1001).fill('v') };
    expect(() => variantDecoder(column(typed({}, deep)))).toThrow('Column "v" is nested deeper than 1000');
  });

  test('that is something else in the file is refused', () => {
    expect(() => variantDecoder(binary('v'))).toThrow(
      'Column "v" is a variant in the table and none in the data file.',
    );
  });
});
