import { type RecordBatch, RecordBatchReader } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrowStream } from './arrow-stream.ts';
import type { Batch } from './batch.ts';
import type { Cell } from './cell.ts';
import { openProfile, type SharingClient } from './index.ts';
import { type DataType, parseSchema, type StructType } from './schema.ts';
import { anyBatch } from './testing/any-batch.ts';
import { cellsOf } from './testing/arrow-cells.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, sampleTables, startSharingServer } from './testing/sharing-server.ts';

async function* each<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

/** Reads a stream by the Arrow library. */
async function read(chunks: AsyncIterable<Uint8Array>): Promise<{ schema: string; batches: RecordBatch[] }> {
  const reader = RecordBatchReader.from(Buffer.concat(await collect(chunks))).open();
  const schema = String(reader.schema);
  const batches = [...reader];
  return { schema, batches: batches.filter(batch => batch.numRows > 0) };
}

const one = (type: DataType, ...cells: Cell[]): Batch => ({
  schema: { kind: 'struct', fields: [{ name: 'c', type, nullable: true, metadata: {} }] },
  numRows: cells.length,
  columns: [cells],
});

describe('an Arrow stream', () => {
  test('holds the cells of any columns exactly', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatch, async batch => {
        const { batches } = await read(arrowStream(batch.schema, each(batch)));
        const columns = batches.map(part => cellsOf(part, batch.schema));
        expect(columns[0] ?? batch.columns.map(() => [])).toEqual(batch.columns);
      }),
      { numRuns: 300 },
    );
  });

  test('has for each Delta type the type that readers expect', async () => {
    const kinds =
      'string,long,integer,short,byte,float,double,boolean,binary,date,timestamp,timestamp_ntz,decimal(12,3)';
    const fields = kinds.split(/,(?!3)/).map(type => ({ name: type, type, nullable: type !== 'long' }));
    const nested = [
      { name: 'a', type: { type: 'array', elementType: 'string', containsNull: false }, nullable: true },
      { name: 'm', type: { type: 'map', keyType: 'long', valueType: 'date', valueContainsNull: true }, nullable: true },
      { name: 's', type: { type: 'struct', fields: [{ name: 'x', type: 'byte', nullable: false }] }, nullable: true },
    ];
    const schema = parseSchema(JSON.stringify({ type: 'struct', fields: [...fields, ...nested] }), 'test');
    const reader = RecordBatchReader.from(Buffer.concat(await collect(arrowStream(schema, each())))).open();
    expect(reader.schema.fields.map(field => [field.name, String(field.type), field.nullable])).toEqual([
      ['string', 'Utf8', true],
      ['long', 'Int64', false],
      ['integer', 'Int32', true],
      ['short', 'Int16', true],
      ['byte', 'Int8', true],
      ['float', 'Float32', true],
      ['double', 'Float64', true],
      ['boolean', 'Bool', true],
      ['binary', 'Binary', true],
      ['date', 'Date32<DAY>', true],
      ['timestamp', 'Timestamp<MICROSECOND, UTC>', true],
      ['timestamp_ntz', 'Timestamp<MICROSECOND>', true],
      ['decimal(12,3)', 'Decimal[12e+3]', true],
      ['a', 'List<Utf8>', true],
      ['m', 'Map<{key:Int64, value:Date32<DAY>}>', true],
      ['s', 'Struct<{x:Int8}>', true],
    ]);
    expect(reader.schema.fields.at(-3)?.type.children[0]).toMatchObject({ name: 'element', nullable: false });
  });

  test('comes in record batches of one size, whatever the batches are', async () => {
    const batch = one({ kind: 'integer' }, ...Array.from({ length: 50_000 }, (_, i) => i));
    const { batches } = await read(arrowStream(batch.schema, each(batch, batch, batch)));
    expect(batches.map(part => part.numRows)).toEqual([65_536, 65_536, 18_928]);
  });

  test('with a null in a column that may have none is refused', async () => {
    const schema: StructType = {
      kind: 'struct',
      fields: [{ name: 'id', type: { kind: 'long' }, nullable: false, metadata: {} }],
    };
    const batch = { schema, numRows: 2, columns: [[1n, null]] };
    const error = await failureOf(collect(arrowStream(schema, each(batch))));
    expect(error).toMatchObject({
      errorCode: 'INVALID_DATA_FILE',
      message: expect.stringContaining('"id" holds a null'),
    });
  });

  test('cuts a batch whose texts are too long for one', async () => {
    const text = 'x'.repeat(12 * 1024 * 1024);
    const batch = one({ kind: 'string' }, text, text, text, text);
    const reader = await RecordBatchReader.from(arrowStream(batch.schema, each(batch)));
    const rows: number[] = [];
    for await (const part of reader) rows.push(part.numRows);
    expect(rows).toEqual([2, 2]);
  });
});

describe('the Arrow stream of a shared table', () => {
  let server: SharingServer;
  let client: SharingClient;

  beforeAll(async () => {
    server = await startSharingServer();
    client = await openProfile(server.profile);
  });
  afterAll(() => server.close());

  test.each(sampleTables)('of %s holds what its batches hold', async name => {
    const table = client.table(`samples.nyc.${name}`);
    const { schema } = await table.metadata();
    const expected = schema.fields.map((): Cell[] => []);
    for await (const { columns } of table.batches()) {
      for (const [i, cells] of columns.entries()) for (const cell of Array.from(cells)) expected[i]?.push(cell);
    }
    const { batches } = await read(table.arrow());
    const parts = batches.map(part => cellsOf(part, schema));
    expect(schema.fields.map((_, i) => parts.flatMap(part => part[i] ?? []))).toEqual(expected);
  });

  test('of no rows has a schema and an end', async () => {
    const { schema, batches } = await read(client.table('samples.nyc.airlines').arrow({ limit: 0 }));
    expect(batches).toEqual([]);
    expect(schema).toBe('Schema<{ 0: carrier: Utf8, 1: name: Utf8 }>');
  });

  test('of no columns still counts its rows', async () => {
    const { batches } = await read(client.table('samples.nyc.airlines').arrow({ columns: [] }));
    expect(batches.map(part => part.numRows)).toEqual([16]);
  });
});
