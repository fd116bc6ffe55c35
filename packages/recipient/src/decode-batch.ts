import type { SchemaTree } from 'hyparquet';
import type { Batch } from './batch.ts';
import { columnsOf } from './bound-predicate.ts';
import type { Cell } from './cell.ts';
import { type ColumnDecoder, columnDecoder } from './column-decoder.ts';
import { evaluate } from './evaluate.ts';
import type { RawGroup } from './parquet.ts';
import type { ReadPlan } from './plan.ts';
import type { Scalar } from './scalar.ts';
import { type Field, isScalar } from './schema.ts';

/** What a data file has beside its row groups. */
export interface FileFacts {
  /** The columns that the file has, with its own types. */
  readonly nodes: ReadonlyMap<string, SchemaTree>;
  readonly partitions: ReadonlyMap<string, Scalar | null>;
}

/** Which rows of a group are taken. */
interface Selection {
  readonly count: number;
  /** The indexes of the rows, ascending; undefined: all of them. */
  readonly rows: Int32Array | undefined;
}

/**
 * Makes the function that turns a data file's row groups into batches of the rows that fulfil the predicate. The columns
 * that the predicate needs are decoded first, the others only for the rows that are taken.
 *
 * @throws {SharingError} `INVALID_DATA_FILE` as {@link columnDecoder}, also from the function
 */
export function batchDecoder(plan: ReadPlan, facts: FileFacts): (group: RawGroup) => Batch {
  const { output } = plan;
  const select = selector(plan, facts);
  const sources = output.fields.map(field => {
    const partition = facts.partitions.get(field.name);
    const node = facts.nodes.get(field.name);
    // A file that was written before the column was added has nulls in it.
    if (partition !== undefined || node === undefined) return { constant: partition ?? null };
    return { name: field.name, decode: columnDecoder(field.type, node) };
  });
  return group => {
    const selection = select(group);
    const columns = sources.map(source => {
      if (source.decode === undefined) return new Array<Cell>(selection.count).fill(source.constant);
      return source.decode(gather(group.columns.get(source.name) ?? [], selection));
    });
    return { schema: output, numRows: selection.count, columns };
  };
}

/** Makes the function that finds the rows of a group that fulfil the predicate. */
function selector(plan: ReadPlan, facts: FileFacts): (group: RawGroup) => Selection {
  const { predicate } = plan;
  if (predicate === undefined) return ({ rowCount }) => ({ count: rowCount, rows: undefined });
  const tested = columnsOf(predicate);
  const decoders = plan.stored
    .filter(({ name }) => tested.has(name))
    .map(field => ({ name: field.name, decode: testDecoder(field, facts.nodes.get(field.name)) }));
  return ({ rowCount, columns }) => {
    const all: Selection = { count: rowCount, rows: undefined };
    const cells = new Map(decoders.map(({ name, decode }) => [name, decode(gather(columns.get(name) ?? [], all))]));
    const rows = new Int32Array(rowCount);
    let count = 0;
    let row = 0;
    const lookup = (name: string): Scalar | null => {
      const column = cells.get(name);
      return column ? scalarOf(column[row]) : (facts.partitions.get(name) ?? null);
    };
    for (; row < rowCount; row += 1) {
      if (evaluate(predicate, lookup) !== true) continue;
      rows[count] = row;
      count += 1;
    }
    return count === rowCount ? all : { count, rows: rows.subarray(0, count) };
  };
}

/** Reads a column for the predicate; of a nested one only whether it is null matters. */
function testDecoder(field: Field, node: SchemaTree | undefined): ColumnDecoder {
  if (node === undefined) return () => [];
  if (isScalar(field.type)) return columnDecoder(field.type, node);
  return raw => Array.from(raw, value => (value === null || value === undefined ? null : true));
}

function scalarOf(cell: Cell | undefined): Scalar | null {
  if (cell === undefined || cell === null) return null;
  return typeof cell !== 'object' || cell instanceof Uint8Array ? cell : true;
}

/** The selected values of a column that came in parts. */
function gather(parts: readonly ArrayLike<unknown>[], { count, rows }: Selection): ArrayLike<unknown> {
  const [first] = parts;
  if (rows === undefined && parts.length === 1 && first?.length === count) return first;
  const values = new Array<unknown>(count);
  let taken = 0;
  let start = 0;
  for (const part of parts) {
    const end = start + part.length;
    for (; taken < count; taken += 1) {
      const row = rows === undefined ? taken : (rows[taken] ?? 0);
      if (row >= end) break;
      values[taken] = part[row - start];
    }
    start = end;
  }
  return values;
}
