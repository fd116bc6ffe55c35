import { type BoundPredicate, bindPredicate, columnsOf, unknownColumn } from './bound-predicate.ts';
import { scalarDecoder, valueDecoder } from './column-decoder.ts';
import { invalidResponse, QueryError } from './errors.ts';
import { evaluate } from './evaluate.ts';
import type { FileLine } from './lines.ts';
import { type ColumnBatch, openParquet, type ParquetFile } from './parquet.ts';
import type { Predicate } from './predicate.ts';
import type { TableMetadata } from './query.ts';
import { nameOf, openRange } from './range-source.ts';
import { parseScalar, type Scalar } from './scalar.ts';
import { type Field, isScalar, typeName } from './schema.ts';
import type { Transport } from './transport.ts';
import { type Row, toValue, type Value } from './value.ts';

/** What to make of each data file of a table. */
export interface RowPlan {
  /** The columns of a row, in order. */
  readonly output: readonly Field[];
  readonly predicate: BoundPredicate | undefined;
  /** Columns whose values come with the file's line. */
  readonly partitions: readonly Field[];
  /** Columns to read from the file: for the output, for the predicate, or both. */
  readonly stored: readonly Field[];
}

/**
 * Fits the wishes of a caller to a table.
 *
 * @param columns the columns of a row, in this order; all of the table's when absent
 * @throws {QueryError} a column that the table does not have or that is named twice, or a predicate that does not fit
 */
export function planRows(
  table: TableMetadata,
  predicate: Predicate | undefined,
  columns: readonly string[] | undefined,
): RowPlan {
  const { schema, partitionColumns } = table;
  const names = columns ?? schema.fields.map(field => field.name);
  if (new Set(names).size < names.length) throw new QueryError('A column is named twice in columns.');
  const output = names.map(name => {
    const field = schema.fields.find(candidate => candidate.name === name);
    if (field === undefined) throw unknownColumn(name, schema);
    return field;
  });
  const bound = predicate && bindPredicate(predicate, schema);
  const needed = new Set([...names, ...(bound ? columnsOf(bound) : [])]);
  const partitionNames = new Set(partitionColumns);
  const fields = schema.fields.filter(field => needed.has(field.name));
  return {
    output,
    predicate: bound,
    partitions: fields.filter(field => partitionNames.has(field.name)),
    stored: fields.filter(field => !partitionNames.has(field.name)),
  };
}

/**
 * The rows of one data file that fulfil the predicate.
 *
 * @param limit the most rows that the caller will take
 */
export async function* readRows(
  transport: Transport,
  file: FileLine,
  plan: RowPlan,
  limit: number,
): AsyncGenerator<Row> {
  const partitions = partitionValues(plan.partitions, file);
  if (plan.predicate) {
    const truth = evaluate(plan.predicate, name => partitions.get(name));
    if (truth === false || truth === null) return;
  }
  const parquet = await openParquet(openRange(transport, file), nameOf(file));
  const names = plan.stored.map(field => field.name).filter(name => parquet.nodes.has(name));
  const bindBatch = batchReader(plan, parquet, partitions);
  // Without a predicate every row counts, so the first ones suffice.
  for await (const batch of parquet.batches(names, plan.predicate ? Number.POSITIVE_INFINITY : limit)) {
    const { matches, rowAt } = bindBatch(batch);
    for (let i = 0; i < batch.rowCount; i += 1) {
      if (matches(i)) yield rowAt(i);
    }
  }
}

interface BatchReader {
  readonly matches: (index: number) => boolean;
  readonly rowAt: (index: number) => Row;
}

/** Prepares what is the same for all row groups of a file. */
function batchReader(
  plan: RowPlan,
  parquet: ParquetFile,
  partitions: ReadonlyMap<string, Scalar | null>,
): (batch: ColumnBatch) => BatchReader {
  const { predicate } = plan;
  const outputs = plan.output.map(field => ({ name: field.name, ...source(field, parquet, partitions) }));
  const tested = predicate ? columnsOf(predicate) : new Set<string>();
  const scalars = new Map(
    plan.stored.filter(field => tested.has(field.name)).map(field => [field.name, storedScalar(field, parquet)]),
  );
  return ({ columns }) => {
    const readers = outputs.map(({ name, constant, decode }) => {
      const values = columns.get(name);
      return { name, read: (i: number): Value => (decode && values ? decode(values[i]) : constant) };
    });
    const lookup = (name: string, i: number): Scalar | null => {
      const decode = scalars.get(name);
      return decode ? decode(columns.get(name)?.[i]) : (partitions.get(name) ?? null);
    };
    return {
      matches: i => predicate === undefined || evaluate(predicate, name => lookup(name, i)) === true,
      rowAt: i => {
        const row: Row = {};
        for (const { name, read } of readers) row[name] = read(i);
        return row;
      },
    };
  };
}

interface Source {
  /** The value in every row, where `decode` is absent. */
  readonly constant: Value;
  readonly decode?: (raw: unknown) => Value;
}

function source(field: Field, parquet: ParquetFile, partitions: ReadonlyMap<string, Scalar | null>): Source {
  const { name, type } = field;
  const partition = partitions.get(name);
  if (partition !== undefined) return { constant: isScalar(type) ? toValue(type, partition) : null };
  const node = parquet.nodes.get(name);
  // A file that was written before the column was added has nulls in it.
  return node ? { constant: null, decode: valueDecoder(type, node) } : { constant: null };
}

/** Reads a column for the predicate; of a nested one only whether it is null matters. */
function storedScalar(field: Field, parquet: ParquetFile): (raw: unknown) => Scalar | null {
  const node = parquet.nodes.get(field.name);
  if (node === undefined) return () => null;
  if (isScalar(field.type)) return scalarDecoder(field.type, node.element);
  return raw => (raw === null || raw === undefined ? null : true);
}

function partitionValues(fields: readonly Field[], file: FileLine): ReadonlyMap<string, Scalar | null> {
  return new Map(
    fields.map(({ name, type }) => {
      const text = Object.hasOwn(file.partitionValues, name) ? file.partitionValues[name] : null;
      // The protocol writes a null as empty text; servers also send JSON's null, or leave the key out.
      if (text === undefined || text === null || text === '') return [name, null];
      const value = isScalar(type) ? parseScalar(type, text) : undefined;
      if (value !== undefined) return [name, value];
      throw invalidResponse(`${nameOf(file)}: the partition value of "${name}" is no ${typeName(type)}.`);
    }),
  );
}
