import type { Cell } from './cell.ts';

/** What a cell takes that is neither text nor bytes. */
const plainBytes = 8;

/** About how many bytes of memory cells take: enough to tell much from little. */
export function cellBytes(cells: ArrayLike<Cell>): number {
  if (ArrayBuffer.isView(cells)) return cells.byteLength;
  let bytes = 0;
  for (let i = 0; i < cells.length; i += 1) bytes += bytesOf(cells[i]);
  return bytes;
}

function bytesOf(cell: unknown): number {
  if (typeof cell === 'string') return plainBytes + cell.length;
  if (typeof cell !== 'object' || cell === null) return plainBytes;
  if (ArrayBuffer.isView(cell)) return plainBytes + cell.byteLength;
  let bytes = plainBytes;
  // Lists are arrays, structs and variants objects, and the fields of a variant are a map.
  const items = cell instanceof Map ? cell.values() : Array.isArray(cell) ? cell : Object.values(cell);
  for (const item of items) bytes += bytesOf(item);
  return bytes;
}
