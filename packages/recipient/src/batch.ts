import type { Cell } from './cell.ts';
import { cellBytes } from './cell-bytes.ts';
import type { StructType } from './schema.ts';
import { type Row, valueReader } from './value.ts';

/** Some rows of a table, column by column. */
export interface Batch {
  /** The columns that were asked for, in that order. */
  readonly schema: StructType;
  readonly numRows: number;
  /**
   * One for each field of the schema, with `numRows` cells: an array, or a typed array where nothing is null. {@link Cell}
   * says what the cells are.
   */
  readonly columns: readonly ArrayLike<Cell>[];
}

/** Makes the function that gives the rows of a table's batches as objects. */
export function rowReader(schema: StructType): (batch: Batch) => Generator<Row> {
  const readers = schema.fields.map(({ name, type }) => ({ name, toValue: valueReader(type, name) }));
  return function* ({ numRows, columns }) {
    const sources = readers.map(({ name, toValue }, i) => ({ name, toValue, cells: columns[i] ?? [] }));
    for (let i = 0; i < numRows; i += 1) {
      const row: Row = {};
      for (const { name, toValue, cells } of sources) row[name] = toValue(cells[i] ?? null);
      yield row;
    }
  };
}

/** A part of a batch; the batch itself when that is all of it. */
export function sliceBatch(batch: Batch, start: number, end: number): Batch {
  if (start === 0 && end >= batch.numRows) return batch;
  const last = Math.min(end, batch.numRows);
  const columns = batch.columns.map(cells => sliceCells(cells, start, last));
  return { schema: batch.schema, numRows: last - start, columns };
}

/** Batches of so many bytes are joined with no further one: rows may hold whole documents. */
const mostBytes = 128 * 1024 * 1024;

/**
 * Cuts batches and joins them, so that each but the last has `size` rows, or fewer where they are long: a filter leaves small
 * ones, and a data file may hold all of its rows in one.
 */
export async function* resizeBatches(batches: AsyncIterable<Batch>, size: number): AsyncGenerator<Batch> {
  let parts: Batch[] = [];
  let held = 0;
  let bytes = 0;
  for await (const batch of batches) {
    for (let start = 0; start < batch.numRows; ) {
      const part = sliceBatch(batch, start, start + size - held);
      parts.push(part);
      start += part.numRows;
      held += part.numRows;
      bytes += part.columns.reduce((sum, cells) => sum + cellBytes(cells), 0);
      if (held < size && bytes < mostBytes) continue;
      yield joinBatches(parts);
      parts = [];
      held = 0;
      bytes = 0;
    }
  }
  if (held > 0) yield joinBatches(parts);
}

function joinBatches(parts: readonly Batch[]): Batch {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError('There is nothing to join.');
  if (others.length === 0) return first;
  const columns = first.columns.map((_, column) => {
    const cells: Cell[] = [];
    for (const part of parts) {
      const source = part.columns[column] ?? [];
      for (let i = 0; i < source.length; i += 1) cells.push(source[i] ?? null);
    }
    return cells;
  });
  return { schema: first.schema, numRows: parts.reduce((sum, part) => sum + part.numRows, 0), columns };
}

function sliceCells(cells: ArrayLike<Cell>, start: number, end: number): ArrayLike<Cell> {
  if (Array.isArray(cells)) return cells.slice(start, end);
  return isTyped(cells) ? cells.subarray(start, end) : Array.from(cells).slice(start, end);
}

/** The arrays that the columns of a batch may be, beside ordinary ones. */
export type TypedCells = Int32Array | Float32Array | Float64Array | BigInt64Array;

/** Whether cells are in a typed array; then none is null. */
export function isTyped(cells: unknown): cells is TypedCells {
  return (
    cells instanceof Int32Array ||
    cells instanceof Float32Array ||
    cells instanceof Float64Array ||
    cells instanceof BigInt64Array
  );
}
