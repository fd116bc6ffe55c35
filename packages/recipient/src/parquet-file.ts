import { type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { type Batch, isTyped, resizeBatches } from './batch.ts';
import { nullChecker } from './null-check.ts';
import { ParquetOutbox } from './parquet-outbox.ts';
import { parquetSchemaOf } from './parquet-schema.ts';
import { type DataType, type StructType, typesIn } from './schema.ts';
import { variantsAsText } from './variant-text.ts';

/** Rows of a row group: what DuckDB's vectors come in, and few enough to hold. */
const groupRows = 122_880;

/**
 * Writes batches as one Parquet file, a row group for every 122 880 rows or 128 MB. Variants are JSON text.
 *
 * @throws {SharingError} and what the batches throw; {@link QueryError} for columns that Parquet has no form for
 */
export async function* parquetFile(schema: StructType, batches: AsyncIterable<Batch>): AsyncGenerator<Uint8Array> {
  const texts = variantsAsText(schema);
  const outbox = new ParquetOutbox();
  const writer = new ParquetWriter({ writer: outbox, schema: parquetSchemaOf(texts.schema), createdBy: 'boathouse' });
  const check = nullChecker(texts.schema);
  for await (const batch of resizeBatches(batches, groupRows)) {
    await writer.write({ columnData: columnsOf(check(texts.convert(batch))), rowGroupSize: batch.numRows });
    yield outbox.take();
  }
  await writer.finish();
  yield outbox.take();
}

function columnsOf({ schema, columns }: Batch): ColumnSource[] {
  return schema.fields.map(({ name, type }, i) => {
    const cells = columns[i] ?? [];
    const data = isTyped(cells) ? cells : Array.from(cells);
    // In the writer's dictionaries -0 is 0.
    return hasFloats(type) ? { name, data, encoding: 'PLAIN' } : { name, data };
  });
}

function hasFloats(type: DataType): boolean {
  return type.kind === 'float' || type.kind === 'double' || typesIn(type).some(hasFloats);
}
