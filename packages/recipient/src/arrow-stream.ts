import { AsyncByteQueue, makeData, RecordBatch, RecordBatchStreamWriter, type Schema, Struct } from 'apache-arrow';
import { arrowData } from './arrow-data.ts';
import { arrowSchema } from './arrow-type.ts';
import { type Batch, resizeBatches, sliceBatch } from './batch.ts';
import { ColumnTooLong } from './byte-column.ts';
import { nullChecker } from './null-check.ts';
import type { StructType } from './schema.ts';
import { variantsAsText } from './variant-text.ts';

/** Rows of a record batch. */
const batchRows = 65_536;

/**
 * Writes batches as an Arrow IPC stream: a schema, a record batch for every 65 536 rows or 128 MB, and the end.
 * Variants are JSON text.
 *
 * @throws {SharingError} and what the batches throw; {@link QueryError} for a type that cannot be read
 */
export async function* arrowStream(schema: StructType, batches: AsyncIterable<Batch>): AsyncGenerator<Uint8Array> {
  const texts = variantsAsText(schema);
  const arrow = arrowSchema(texts.schema);
  const outbox = new Outbox();
  const writer = new RecordBatchStreamWriter();
  writer.reset(outbox, arrow);
  yield* outbox.take();
  const check = nullChecker(texts.schema);
  for await (const batch of resizeBatches(batches, batchRows)) {
    for (const part of recordBatches(arrow, check(texts.convert(batch)))) {
      writer.write(part);
      yield* outbox.take();
    }
  }
  writer.close();
  yield* outbox.take();
}

/** One record batch, or several where texts are so long that one cannot hold them. */
function* recordBatches(schema: Schema, batch: Batch): Generator<RecordBatch> {
  try {
    yield recordBatch(schema, batch);
  } catch (error) {
    if (!(error instanceof ColumnTooLong) || batch.numRows < 2) throw error;
    const middle = Math.ceil(batch.numRows / 2);
    yield* recordBatches(schema, sliceBatch(batch, 0, middle));
    yield* recordBatches(schema, sliceBatch(batch, middle, batch.numRows));
  }
}

function recordBatch(schema: Schema, batch: Batch): RecordBatch {
  const children = batch.schema.fields.map((field, i) => arrowData({ ...field, cells: batch.columns[i] ?? [] }));
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({ type, length: batch.numRows, nullCount: 0, children }));
}

/** Keeps what the writer has written until it is taken: the writer itself has no end to what it buffers. */
class Outbox extends AsyncByteQueue {
  #chunks: Uint8Array[] = [];

  override write(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  /** What was written since the last time. */
  take(): readonly Uint8Array[] {
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }
}
