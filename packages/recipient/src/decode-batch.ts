import type { SchemaTree } from 'hyparquet';
import type { Batch } from './batch.ts';
import { columnsOf } from './bound-predicate.ts';
import type { Cell } from './cell.ts';
import { type ColumnDecoder, columnDecoder } from './column-decoder.ts';
import { nodeOf } from './column-mapping.ts';
import { evaluate } from './evaluate.ts';
import type { RawGroup } from './parquet.ts';
import type { ReadPlan } from './plan.ts';
import type { Scalar } from './scalar.ts';
import { type Field, isScalar } from './schema.ts';
import type { SkippedRows } from './skipped-rows.ts';

/** What a data file has beside its row groups. */
export interface FileFacts {
  /** The columns that the file has, with its own types. */
  readonly nodes: ReadonlyMap<string, SchemaTree>;
  /** Values that all rows have, by the names of their columns. */
  readonly constants: ReadonlyMap<string, Scalar | null>;
  readonly skipped?: SkippedRows | undefined;
}

/** Which rows of a group are taken. */
interface Selection {
  readonly count: number;
  /** The indexes of the rows, ascending; undefined: all of them. */
  readonly rows: Int32Array | undefined;
}

/**
 * Makes the function that turns a data file's row groups into batches of the rows that are taken. The columns
 * that the predicate needs are decoded first, the others only for the rows that are taken.
 *
 * @throws {SharingError} `INVALID_DATA_FILE` as {@link columnDecoder}, also from the function
 */
export function batchDecoder(plan: ReadPlan, facts: FileFacts): (group: RawGroup) => Batch {
  const { output } = plan;
  const select = selector(plan, facts);
  const sources = output.fields.map(field => {
    const constant = facts.constants.get(field.name);
    const node = nodeOf(field, facts.nodes);
    // A file that was written before the column was added has nulls in it.
    if (constant !== undefined || node === undefined) return { constant: constant ?? null };
    return { name: node.element.name, decode: columnDecoder(field.type, node) };
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

/** Makes the function that finds the rows of a group that are taken: those not skipped that fulfil the predicate. */
function selector(plan: ReadPlan, facts: FileFacts): (group: RawGroup) => Selection {
  const { skipped } = facts;
  const tester = rowTester(plan, facts);
  return group => {
    const { rowStart, rowCount } = group;
    const all: Selection = { count: rowCount, rows: undefined };
    if (skipped === undefined && tester === undefined) return all;
    const mask = skipped?.maskOf(rowStart, rowCount);
    const isTaken = tester?.(group);
    const rows = new Int32Array(rowCount);
    let count = 0;
    for (let row = 0; row < rowCount; row += 1) {
      if (mask?.[row] === 1 || isTaken?.(row) === false) continue;
      rows[count] = row;
      count += 1;
    }
    return count === rowCount ? all : { count, rows: rows.subarray(0, count) };
  };
}

/** Makes the function that makes the test for the rows of a group; undefined when all fulfil the predicate. */
function rowTester(plan: ReadPlan, facts: FileFacts): ((group: RawGroup) => (row: number) => boolean) | undefined {
  const { predicate } = plan;
  if (predicate === undefined) return undefined;
  const tested = columnsOf(predicate);
  const decoders = plan.stored
    .filter(({ name }) => tested.has(name) && !facts.constants.has(name))
    .map(field => ({ name: field.name, ...testDecoder(field, nodeOf(field, facts.nodes)) }));
  return ({ rowCount, columns }) => {
    const all: Selection = { count: rowCount, rows: undefined };
    const cells = new Map(
      decoders.map(({ name, stored, decode }) => [name, decode(gather(columns.get(stored) ?? [], all))]),
    );
    let tried = 0;
    const lookup = (name: string): Scalar | null => {
      const column = cells.get(name);
      return column ? scalarOf(column[tried]) : (facts.constants.get(name) ?? null);
    };
    return row => {
      tried = row;
      return evaluate(predicate, lookup) === true;
    };
  };
}

/** Reads a column for the predicate; of a nested one only whether it is null matters. */
function testDecoder(
  { type }: Field,
  node: SchemaTree | undefined,
): { readonly stored: string; readonly decode: ColumnDecoder } {
  if (node === undefined) return { stored: '', decode: () => [] };
  const stored = node.element.name;
  if (isScalar(type)) return { stored, decode: columnDecoder(type, node) };
  return { stored, decode: raw => Array.from(raw, value => (value === null || value === undefined ? null : true)) };
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
