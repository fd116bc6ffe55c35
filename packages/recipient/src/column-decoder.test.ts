import type { SchemaElement, SchemaTree } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { cellDecoder } from './column-decoder.ts';
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
    const annotated = leaf({ ...fields, converted_type: 'DECIMAL', scale: 2, precision: 18 });
    expect(cellDecoder(decimal(38, 2), annotated)(raw)).toBe(unscaled);
  });

  test('from a file with fewer decimal places gets the table’s', () => {
    const annotated = leaf({ type: 'INT32', logical_type: { type: 'DECIMAL', precision: 5, scale: 1 } });
    expect(cellDecoder(decimal(10, 3), annotated)(15)).toBe(1500n);
    expect(() => cellDecoder(decimal(10, 0), annotated)).toThrow('1 decimal places in the data file');
  });
});

describe('a column', () => {
  test('may be narrower in an old file than in the table', () => {
    expect(cellDecoder({ kind: 'long' }, leaf({ type: 'INT32' }))(7)).toBe(7n);
    expect(cellDecoder({ kind: 'double' }, leaf({ type: 'FLOAT' }))(0.5)).toBe(0.5);
    expect(cellDecoder(decimal(10, 2), leaf({ type: 'INT32' }))(7)).toBe(700n);
  });

  test('of text is text with an annotation and without', () => {
    const decode = cellDecoder({ kind: 'string' }, leaf({ type: 'BYTE_ARRAY' }));
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
    [{ kind: 'array', element: { kind: 'string' }, containsNull: true }, { type: 'BYTE_ARRAY' }],
    [
      { kind: 'map', key: { kind: 'string' }, value: { kind: 'string' }, valueContainsNull: true },
      { type: 'BYTE_ARRAY' },
    ],
  ])('of type %j that is %j in the file is refused', (type, fields) => {
    expect(() => cellDecoder(type, leaf(fields))).toThrow(expect.objectContaining({ errorCode: 'INVALID_DATA_FILE' }));
  });

  test('of a type that this client does not know is refused by name', () => {
    expect(() => cellDecoder({ kind: 'unsupported', name: 'geometry' }, leaf({}))).toThrow('Column "c" is geometry');
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
    const decode = cellDecoder(struct, group('s', named('old', day)));
    expect(decode({ old: 1 })).toEqual({ old: 1, new: null });
    expect(decode(undefined)).toBeNull();
  });

  test('of arrays is read from files with three levels and with two', () => {
    const array: DataType = { kind: 'array', element: { kind: 'date' }, containsNull: true };
    expect(cellDecoder(array, group('a', group('list', day)))([0, null])).toEqual([0, null]);
    expect(cellDecoder(array, group('a', day))([0, 1])).toEqual([0, 1]);
    expect(cellDecoder(array, group('a', day))(null)).toBeNull();
  });

  test('of maps has its entries in order, with keys of their type', () => {
    const map = (key: DataType): DataType => ({ kind: 'map', key, value: { kind: 'date' }, valueContainsNull: true });
    const entries = (key: SchemaTree) => group('m', group('entries', named('k', key), named('v', day)));
    const decode = cellDecoder(map({ kind: 'date' }), entries(day));
    expect(
      decode({
        entries: [
          { k: 2, v: 1 },
          { k: 1, v: null },
        ],
      }),
    ).toEqual([
      [2, 1],
      [1, null],
    ]);
    expect(decode({ entries: [] })).toEqual([]);
    expect(decode(null)).toBeNull();
    expect(cellDecoder(map({ kind: 'string' }), entries(text))({ entries: [{ k: '__proto__', v: 0 }] })).toEqual([
      ['__proto__', 0],
    ]);
  });
});
