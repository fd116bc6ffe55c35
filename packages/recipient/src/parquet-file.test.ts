import fc from 'fast-check';
import { parquetMetadataAsync } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Batch } from './batch.ts';
import type { Cell } from './cell.ts';
import { batchDecoder } from './decode-batch.ts';
import { openProfile, type SharingClient } from './index.ts';
import { openParquet } from './parquet.ts';
import { parquetFile } from './parquet-file.ts';
import type { Field, StructType } from './schema.ts';
import { anyBatch } from './testing/any-batch.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, sampleTables, startSharingServer } from './testing/sharing-server.ts';

async function* each<T>(...items: T[]): AsyncGenerator<T> {
  yield* items;
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(await collect(chunks))).buffer;
}

/** Reads a file as a data file of a table is read, row group by row group. */
async function read(file: ArrayBuffer, schema: StructType): Promise<Batch[]> {
  const parquet = await openParquet(file, 'The file');
  const plan = { output: schema, predicate: undefined, partitions: [], stored: schema.fields };
  const toBatch = batchDecoder(plan, { nodes: parquet.nodes, constants: new Map() });
  const names = schema.fields.map(({ name }) => name);
  const batches: Batch[] = [];
  for await (const group of parquet.groups(names, Number.POSITIVE_INFINITY))
    batches.push(toBatch(await group.decode()));
  return batches;
}

/** Joins the columns of batches. */
function columnsOf(batches: readonly Batch[], schema: StructType): Cell[][] {
  return schema.fields.map((_, i) => batches.flatMap(({ columns }) => Array.from(columns[i] ?? [])));
}

const field = (name: string, type: Field['type'], nullable = true): Field => ({ name, type, nullable, metadata: {} });
const struct = (...fields: Field[]): StructType => ({ kind: 'struct', fields });

describe('a Parquet file', () => {
  test('holds the cells of any columns exactly', async () => {
    await fc.assert(
      fc.asyncProperty(anyBatch, async batch => {
        const file = await bytesOf(parquetFile(batch.schema, each(batch)));
        expect(columnsOf(await read(file, batch.schema), batch.schema)).toEqual(batch.columns);
      }),
      { numRuns: 300 },
    );
  });

  test('says of each column what readers need to know', async () => {
    const decimal = (precision: number) => ({ kind: 'decimal' as const, precision, scale: 2 });
    const schema = struct(
      field('ts', { kind: 'timestamp' }),
      field('ntz', { kind: 'timestamp_ntz' }),
      field('day', { kind: 'date' }, false),
      field('d9', decimal(9)),
      field('d18', decimal(18)),
      field('d38', decimal(38)),
      field('small', { kind: 'byte' }),
      field('list', { kind: 'array', element: { kind: 'string' }, containsNull: false }),
    );
    const metadata = await parquetMetadataAsync(await bytesOf(parquetFile(schema, each())));
    expect(metadata.schema.slice(1)).toMatchObject([
      { name: 'ts', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' } },
      { name: 'ntz', type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
      { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
      { name: 'd9', type: 'INT32', converted_type: 'DECIMAL', precision: 9, scale: 2 },
      { name: 'd18', type: 'INT64', converted_type: 'DECIMAL' },
      { name: 'd38', type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL' },
      { name: 'small', type: 'INT32', converted_type: 'INT_8' },
      { name: 'list', converted_type: 'LIST', repetition_type: 'OPTIONAL' },
      { name: 'list', repetition_type: 'REPEATED' },
      { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
    ]);
    expect(metadata.num_rows).toBe(0n);
  });

  test('has row groups of one size, whatever the batches are', async () => {
    const schema = struct(field('n', { kind: 'integer' }));
    const numRows = 100_000;
    const batch = { schema, numRows, columns: [Int32Array.from({ length: numRows }, (_, i) => i)] };
    const batches = await read(await bytesOf(parquetFile(schema, each(batch, batch))), schema);
    expect(batches.map(part => part.numRows)).toEqual([122_880, 77_120]);
    expect(columnsOf(batches, schema)[0]?.[100_001]).toBe(1);
  });

  test('with a null inside of a struct that may have none is refused', async () => {
    const schema = struct(field('s', struct(field('x', { kind: 'long' }, false))));
    const batch = (cell: Cell) => ({ schema, numRows: 1, columns: [[cell]] });
    const error = await failureOf(collect(parquetFile(schema, each(batch({ x: null })))));
    expect(error).toMatchObject({
      errorCode: 'INVALID_DATA_FILE',
      message: expect.stringContaining('"s.x" holds a null'),
    });
    expect(await bytesOf(parquetFile(schema, each(batch(null))))).toBeInstanceOf(ArrayBuffer);
  });

  test.each<[string, StructType]>([
    ['no columns', struct()],
    ['a struct of nothing', struct(field('s', struct()))],
  ])('of %s is refused', async (_, schema) => {
    expect(await failureOf(collect(parquetFile(schema, each())))).toMatchObject({ name: 'QueryError' });
  });
});

describe('the Parquet file of a shared table', () => {
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
    const batches = await read(await bytesOf(table.parquet()), schema);
    expect(columnsOf(batches, schema)).toEqual(columnsOf(await collect(table.batches()), schema));
  });
});
