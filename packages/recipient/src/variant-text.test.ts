import { RecordBatchReader, tableFromIPC } from 'apache-arrow';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { arrowStream } from './arrow-stream.ts';
import type { Batch } from './batch.ts';
import { parquetFile } from './parquet-file.ts';
import type { DataType, Field, StructType } from './schema.ts';
import { collect, failureOf } from './testing/collect.ts';
import type { Variant } from './variant.ts';
import { variantsAsText } from './variant-text.ts';

async function* each<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

const field = (name: string, type: DataType): Field => ({ name, type, nullable: true, metadata: {} });
const variant: DataType = { kind: 'variant' };
const schema: StructType = {
  kind: 'struct',
  fields: [
    field('id', { kind: 'integer' }),
    field('v', variant),
    field('list', { kind: 'array', element: variant, containsNull: true }),
    field('map', { kind: 'map', key: { kind: 'string' }, value: variant, valueContainsNull: true }),
    field('inside', { kind: 'struct', fields: [field('v', variant), field('n', { kind: 'integer' })] }),
  ],
};
const one: Variant = { kind: 'scalar', type: { kind: 'decimal', precision: 9, scale: 1 }, value: 25n };
const two: Variant = { kind: 'object', fields: new Map([['a', one]]) };
const batch: Batch = {
  schema,
  numRows: 2,
  columns: [
    Int32Array.of(1, 2),
    [two, null],
    [[one, { kind: 'null' }, null], null],
    [[['k', one]], null],
    [{ v: two, n: 5 }, null],
  ],
};
const texts = [
  { id: 1, v: '{"a":2.5}', list: ['2.5', 'null', null], map: { k: '2.5' }, inside: { v: '{"a":2.5}', n: 5 } },
  { id: 2, v: null, list: null, map: null, inside: null },
];

describe('variants in files for other programs', () => {
  test('are JSON text in an Arrow stream, wherever they are', async () => {
    const bytes = Buffer.concat(await collect(arrowStream(schema, each(batch))));
    expect(JSON.parse(JSON.stringify(tableFromIPC(bytes).toArray()))).toEqual(texts);
    expect(String(RecordBatchReader.from(bytes).open().schema.fields[1]?.type)).toBe('Utf8');
  });

  test('are JSON text in a Parquet file, wherever they are', async () => {
    const file = Uint8Array.from(Buffer.concat(await collect(parquetFile(schema, each(batch))))).buffer;
    const read = await parquetReadObjects({ file });
    expect(read.map(row => JSON.parse(JSON.stringify(row, (_, value) => value ?? null)))).toEqual(texts);
    const { schema: elements } = await parquetMetadataAsync(file);
    expect(elements.find(({ name }) => name === 'v')).toMatchObject({ type: 'BYTE_ARRAY', converted_type: 'UTF8' });
  });

  test('cost a table without them nothing', () => {
    const plain = { ...schema, fields: schema.fields.slice(0, 1) };
    const { schema: same, convert } = variantsAsText(plain);
    expect(same).toBe(plain);
    expect(convert(batch)).toBe(batch);
  });

  test('with a date that no Date can hold are refused', async () => {
    const late: Variant = { kind: 'scalar', type: { kind: 'date' }, value: 2 ** 31 - 1 };
    const { schema: asText, convert } = variantsAsText({ kind: 'struct', fields: [field('v', variant)] });
    expect(asText.fields[0]?.type).toEqual({ kind: 'string' });
    const converting = async () => convert({ schema: asText, numRows: 1, columns: [[late]] });
    expect(await failureOf(converting())).toMatchObject({ errorCode: 'INVALID_DATA_FILE' });
  });
});
