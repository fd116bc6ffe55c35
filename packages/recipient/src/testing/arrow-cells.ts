import type { Data, RecordBatch } from 'apache-arrow';
import type { Cell } from '../cell.ts';
import type { DataType, StructType } from '../schema.ts';

/** The cells of a record batch, by the values in its buffers: the Arrow library's own getters round times. */
export function cellsOf(batch: RecordBatch, schema: StructType): Cell[][] {
  return schema.fields.map(({ type }, column) => {
    const data = batch.data.children[column];
    if (data === undefined) throw new Error(`The batch has no column ${column}.`);
    return Array.from({ length: batch.numRows }, (_, row) => cellAt(data, type, row));
  });
}

function cellAt(data: Data, type: DataType, row: number): Cell {
  if (!data.getValid(row)) return null;
  const { values, valueOffsets, children } = data;
  switch (type.kind) {
    case 'string':
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesAt(data, row));
    case 'binary':
      return Uint8Array.from(bytesAt(data, row));
    case 'boolean':
      return ((values[row >> 3] >> (row & 7)) & 1) === 1;
    case 'decimal': {
      const halves = new BigUint64Array(values.buffer, values.byteOffset, data.length * 2);
      return BigInt.asIntN(128, ((halves[2 * row + 1] ?? 0n) << 64n) | (halves[2 * row] ?? 0n));
    }
    case 'struct':
      return Object.fromEntries(
        type.fields.map((field, i) => [field.name, cellAt(childOf(children, i), field.type, row)]),
      );
    case 'array':
    case 'map': {
      const items = childOf(children, 0);
      const [start, end] = [valueOffsets[row], valueOffsets[row + 1]];
      const [keys, entries] = items.children;
      return Array.from({ length: end - start }, (_, i) =>
        type.kind === 'array'
          ? cellAt(items, type.element, start + i)
          : [cellAt(childOf([keys], 0), type.key, start + i), cellAt(childOf([entries], 0), type.value, start + i)],
      );
    }
    default:
      return values[row];
  }
}

function bytesAt({ values, valueOffsets }: Data, row: number): Uint8Array {
  return values.subarray(valueOffsets[row], valueOffsets[row + 1]);
}

function childOf(children: readonly (Data | undefined)[], index: number): Data {
  const child = children[index];
  if (child === undefined) throw new Error(`A member ${index} is missing.`);
  return child;
}
