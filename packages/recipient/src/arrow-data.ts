import { type DataType as ArrowType, type Data, makeData } from 'apache-arrow';
import { arrowType, entriesType } from './arrow-type.ts';
import { isTyped } from './batch.ts';
import { ByteColumn } from './byte-column.ts';
import type { Cell } from './cell.ts';
import { type DataType, type Field, isScalar, type ScalarType, unreadable } from './schema.ts';

/** `undefined` is the place of a cell that is not there, in a null struct. */
type Cells = ArrayLike<Cell | undefined>;

/** The cells of one column, or of one member of it. */
export interface ArrowColumn {
  /** Names the column in errors. */
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly cells: Cells;
}

/**
 * Lays cells out as Arrow does.
 *
 * @throws {ColumnTooLong}
 */
export function arrowData(column: ArrowColumn): Data {
  const type = arrowType(column.type, column.name);
  return makeData<ArrowType>({ type, length: column.cells.length, ...nullsOf(column), ...layoutOf(column) });
}

/** What Arrow keeps of a column beside its nulls; which of these depends on the type. */
interface Layout {
  readonly data?: ArrayBufferView;
  readonly valueOffsets?: Int32Array;
  readonly children?: Data[];
  readonly child?: Data;
}

function layoutOf({ name, type, cells }: ArrowColumn): Layout {
  if (isScalar(type)) {
    return type.kind === 'string' || type.kind === 'binary' ? bytesOf(cells) : { data: numbersOf(type, cells) };
  }
  if (type.kind === 'struct') {
    const members = (field: Field) => Array.from(cells, cell => memberOf(cell, field.name));
    return { children: type.fields.map(field => arrowData({ ...field, cells: members(field) })) };
  }
  const { valueOffsets, items } = listOf(cells);
  if (type.kind === 'map') return { valueOffsets, child: entriesOf(type, name, items) };
  if (type.kind !== 'array') throw unreadable(type, name);
  return { valueOffsets, child: arrowData({ name, type: type.element, nullable: type.containsNull, cells: items }) };
}

/** The entries of all maps of a column, as one struct of keys and values. */
function entriesOf(type: Extract<DataType, { readonly kind: 'map' }>, name: string, pairs: readonly Cell[]): Data {
  const side = (index: 0 | 1) => pairs.map(pair => (Array.isArray(pair) ? pair[index] : null));
  const children = [
    arrowData({ name, type: type.key, nullable: false, cells: side(0) }),
    arrowData({ name, type: type.value, nullable: type.valueContainsNull, cells: side(1) }),
  ];
  return makeData({ type: entriesType(type, name), length: pairs.length, nullCount: 0, children });
}

/** One bit for each cell, set where it is not null. */
function nullsOf({ cells, nullable }: ArrowColumn): { nullCount: number; nullBitmap?: Uint8Array } {
  if (isTyped(cells)) return { nullCount: 0 };
  const nullBitmap = new Uint8Array((cells.length + 7) >> 3);
  let nullCount = 0;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (cell === null || cell === undefined) nullCount += 1;
    else nullBitmap[i >> 3] = (nullBitmap[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return nullCount === 0 || !nullable ? { nullCount: 0 } : { nullCount, nullBitmap };
}

function numbersOf(type: ScalarType, cells: Cells): ArrayBufferView {
  const { length } = cells;
  switch (type.kind) {
    case 'byte':
      return copyNumbers(new Int8Array(length), cells);
    case 'short':
      return copyNumbers(new Int16Array(length), cells);
    case 'integer':
    case 'date':
      return cells instanceof Int32Array ? cells : copyNumbers(new Int32Array(length), cells);
    case 'float':
      return cells instanceof Float32Array ? cells : copyNumbers(new Float32Array(length), cells);
    case 'double':
      return cells instanceof Float64Array ? cells : copyNumbers(new Float64Array(length), cells);
    case 'boolean':
      return bits(cells);
    case 'decimal':
      return decimals(cells);
    default:
      return cells instanceof BigInt64Array ? cells : longs(cells);
  }
}

function copyNumbers<T extends Int8Array | Int16Array | Int32Array | Float32Array | Float64Array>(
  target: T,
  cells: Cells,
): T {
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (typeof cell === 'number') target[i] = cell;
  }
  return target;
}

function longs(cells: Cells): BigInt64Array {
  const target = new BigInt64Array(cells.length);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (typeof cell === 'bigint') target[i] = cell;
  }
  return target;
}

function bits(cells: Cells): Uint8Array {
  const target = new Uint8Array((cells.length + 7) >> 3);
  for (let i = 0; i < cells.length; i += 1) {
    if (cells[i] === true) target[i >> 3] = (target[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return target;
}

/** 128 bits each, the lower half first. */
function decimals(cells: Cells): Uint32Array {
  const halves = new BigUint64Array(cells.length * 2);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (typeof cell !== 'bigint') continue;
    halves[2 * i] = BigInt.asUintN(64, cell);
    halves[2 * i + 1] = BigInt.asUintN(64, cell >> 64n);
  }
  return new Uint32Array(halves.buffer);
}

function bytesOf(cells: Cells): { valueOffsets: Int32Array; data: Uint8Array } {
  const column = new ByteColumn(cells.length);
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (typeof cell === 'string') column.appendText(cell);
    else if (cell instanceof Uint8Array) column.appendBytes(cell);
    else column.appendNothing();
  }
  return { valueOffsets: column.offsets, data: column.bytes() };
}

function listOf(cells: Cells): { valueOffsets: Int32Array; items: Cell[] } {
  const valueOffsets = new Int32Array(cells.length + 1);
  const items: Cell[] = [];
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i];
    if (Array.isArray(cell)) for (const item of cell) items.push(item);
    valueOffsets[i + 1] = items.length;
  }
  return { valueOffsets, items };
}

function memberOf(cell: Cell | undefined, name: string): Cell | undefined {
  if (typeof cell !== 'object' || cell === null) return undefined;
  return (cell as { readonly [name: string]: Cell })[name];
}
