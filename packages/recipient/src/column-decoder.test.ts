import type { SchemaElement, SchemaTree } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { scalarDecoder, valueDecoder } from './column-decoder.ts';
import type { DataType, ScalarType } from './schema.ts';

const element = (fields: Partial<SchemaElement>): SchemaElement => ({ name: 'c', ...fields });
const leaf = (fields: Partial<SchemaElement>): SchemaTree => ({
  children: [],
  count: 1,
  path: ['c'],
  element: element(fields),
});
const group = (name: string, ...children: SchemaTree[]): SchemaTree => ({
  children,
  count: children.length + 1,
  path: [name],
  element: { name },
});
const named = (name: string, node: SchemaTree): SchemaTree => ({ ...node, element: { ...node.element, name } });

const decimal = (precision: number, scale: number): ScalarType => ({ kind: 'decimal', precision, scale });

describe('a decimal', () => {
  test.each<[string, Partial<SchemaElement>, unknown, bigint]>([
    ['bytes', { type: 'FIXED_LEN_BYTE_ARRAY' }, Uint8Array.of(0xff, 0x38), -200n],
    ['bytes of any length', { type: 'BYTE_ARRAY' }, Uint8Array.of(0x00, 0xc8), 200n],
    ['32 bits', { type: 'INT32' }, -200, -200n],
    ['64 bits', { type: 'INT64' }, 2n ** 60n, 2n ** 60n],
  ])('stored as %s is exact', (_, fields, raw, unscaled) => {
    const annotated = element({ ...fields, converted_type: 'DECIMAL', scale: 2, precision: 18 });
    expect(scalarDecoder(decimal(38, 2), annotated)(raw)).toBe(unscaled);
  });

  test('from a file with fewer decimal places gets the table’s', () => {
    const annotated = element({ type: 'INT32', logical_type: { type: 'DECIMAL', precision: 5, scale: 1 } });
    expect(scalarDecoder(decimal(10, 3), annotated)(15)).toBe(1500n);
    expect(() => scalarDecoder(decimal(10, 0), annotated)).toThrow('1 decimal places in the data file');
  });
});

describe('a column', () => {
  test('may be narrower in an old file than in the table', () => {
    expect(scalarDecoder({ kind: 'long' }, element({ type: 'INT32' }))(7)).toBe(7);
    expect(scalarDecoder({ kind: 'double' }, element({ type: 'FLOAT' }))(0.5)).toBe(0.5);
    expect(scalarDecoder(decimal(10, 2), element({ type: 'INT32' }))(7)).toBe(700n);
  });

  test('of text is text with an annotation and without', () => {
    const decode = scalarDecoder({ kind: 'string' }, element({ type: 'BYTE_ARRAY' }));
    expect(decode(new TextEncoder().encode('é'))).toBe('é');
    expect(decode('é')).toBe('é');
  });

  test.each<[DataType, Partial<SchemaElement>]>([
    [{ kind: 'integer' }, { type: 'INT64' }],
    [{ kind: 'integer' }, { type: 'INT32', converted_type: 'DATE' }],
    [{ kind: 'long' }, { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } }],
    [{ kind: 'float' }, { type: 'DOUBLE' }],
    [{ kind: 'timestamp' }, { type: 'INT64' }],
    [{ kind: 'date' }, { type: 'INT32' }],
    [{ kind: 'string' }, { type: 'INT32' }],
    [{ kind: 'string' }, {}],
    [{ kind: 'array', element: { kind: 'string' } }, { type: 'BYTE_ARRAY' }],
    [{ kind: 'map', key: { kind: 'string' }, value: { kind: 'string' } }, { type: 'BYTE_ARRAY' }],
  ])('of type %j that is %j in the file is refused', (type, fields) => {
    expect(() => valueDecoder(type, leaf(fields))).toThrow(expect.objectContaining({ errorCode: 'INVALID_DATA_FILE' }));
  });

  test('of a type that this client does not know is refused by name', () => {
    expect(() => valueDecoder({ kind: 'unsupported', name: 'variant' }, leaf({}))).toThrow('Column "c" is variant');
  });
});

describe('a nested column', () => {
  const text = leaf({ type: 'BYTE_ARRAY', converted_type: 'UTF8' });
  const day = leaf({ type: 'INT32', converted_type: 'DATE' });

  test('of structs has null for members that its file does not have', () => {
    const struct: DataType = {
      kind: 'struct',
      fields: ['old', 'new'].map(name => ({ name, type: { kind: 'date' }, nullable: true, metadata: {} })),
    };
    const decode = valueDecoder(struct, group('s', named('old', day)));
    expect(decode({ old: 1 })).toEqual({ old: '1970-01-02', new: null });
    expect(decode(undefined)).toBeNull();
  });

  test('of arrays is read from files with three levels and with two', () => {
    const array: DataType = { kind: 'array', element: { kind: 'date' } };
    expect(valueDecoder(array, group('a', group('list', day)))([0, null])).toEqual(['1970-01-01', null]);
    expect(valueDecoder(array, group('a', day))([0, 1])).toEqual(['1970-01-01', '1970-01-02']);
    expect(valueDecoder(array, group('a', day))(null)).toBeNull();
  });

  test('of maps has its keys as text', () => {
    const map = (key: DataType): DataType => ({ kind: 'map', key, value: { kind: 'date' } });
    const entries = (key: SchemaTree) => group('m', group('entries', key, day));
    expect(valueDecoder(map({ kind: 'date' }), entries(day))({ 1: 2 })).toEqual({ '1970-01-02': '1970-01-03' });
    expect(valueDecoder(map({ kind: 'string' }), entries(text))({ a: 0 })).toEqual({ a: '1970-01-01' });
    const bytes = leaf({ type: 'BYTE_ARRAY' });
    expect(() => valueDecoder(map({ kind: 'binary' }), entries(bytes))).toThrow('keys of type binary');
  });
});
