import { type BoundPredicate, bindPredicate, columnsOf, unknownColumn } from './bound-predicate.ts';
import { invalidResponse, QueryError } from './errors.ts';
import type { FileLine } from './lines.ts';
import type { Predicate } from './predicate.ts';
import type { TableMetadata } from './query-page.ts';
import { nameOf } from './range-source.ts';
import { parseScalar, type Scalar } from './scalar.ts';
import { type DataType, type Field, isScalar, type StructType, typeName, typesIn, unreadable } from './schema.ts';

/** What to make of each data file of a table. */
export interface ReadPlan {
  /** The columns to give, in order. */
  readonly output: StructType;
  readonly predicate: BoundPredicate | undefined;
  /** Columns whose values come with the file's line. */
  readonly partitions: readonly Field[];
  /** Columns to read from the file: for the output, for the predicate, or both. */
  readonly stored: readonly Field[];
}

/**
 * Fits the wishes of a caller to a table.
 *
 * @param columns the columns to give, in this order; all of the table's when absent
 * @throws {QueryError} a column that the table does not have, that is named twice or that cannot be read, or a predicate
 * that does not fit
 */
export function planRead(
  table: TableMetadata,
  predicate: Predicate | undefined,
  columns: readonly string[] | undefined,
): ReadPlan {
  const { schema, partitionColumns } = table;
  const names = columns ?? schema.fields.map(field => field.name);
  if (new Set(names).size < names.length) throw new QueryError('A column is named twice in columns.');
  const output = names.map(name => {
    const field = schema.fields.find(candidate => candidate.name === name);
    if (field === undefined) throw unknownColumn(name, schema);
    checkReadable(field.type, name);
    return field;
  });
  const bound = predicate && bindPredicate(predicate, schema);
  const needed = new Set([...names, ...(bound ? columnsOf(bound) : [])]);
  const partitionNames = new Set(partitionColumns);
  const fields = schema.fields.filter(field => needed.has(field.name));
  return {
    output: { kind: 'struct', fields: output },
    predicate: bound,
    partitions: fields.filter(field => partitionNames.has(field.name)),
    stored: fields.filter(field => !partitionNames.has(field.name)),
  };
}

/**
 * The values of a file's partition columns.
 *
 * @throws {SharingError} `INVALID_RESPONSE` for one that is no value of its column's type
 */
export function partitionValues(fields: readonly Field[], file: FileLine): ReadonlyMap<string, Scalar | null> {
  return new Map(
    fields.map(({ name, type, physical }) => {
      const key = physical?.name ?? name;
      const text = Object.hasOwn(file.partitionValues, key) ? file.partitionValues[key] : null;
      // The protocol writes a null as empty text; servers also send JSON's null, or leave the key out.
      if (text === undefined || text === null || text === '') return [name, null];
      const value = isScalar(type) ? parseScalar(type, text) : undefined;
      if (value !== undefined) return [name, value];
      throw invalidResponse(`${nameOf(file)}: the partition value of "${name}" is no ${typeName(type)}.`);
    }),
  );
}

function checkReadable(type: DataType, column: string): void {
  if (type.kind === 'unsupported') throw unreadable(type, column);
  for (const inner of typesIn(type)) checkReadable(inner, column);
}
