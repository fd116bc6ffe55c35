import { DeltaError, quoted } from './errors.ts';
import type { TableMetadata } from './metadata.ts';
import { likePattern, type PartitionType, partitionType } from './partition-value.ts';
import { pointerSegment } from './predicate/json-pointer.ts';
import { SqlParameters } from './predicate/sql-parameters.ts';
import type { Protocol } from './protocol.ts';
import { findColumn, type TableColumn, tableColumns } from './table-columns.ts';

/**
 * Which files of a partitioned table are wanted. Exact: a file passes if and only if every condition of some clause
 * holds for it, so a filter without clauses passes nothing.
 */
export interface PartitionFilter {
  readonly clauses: readonly (readonly PartitionCondition[])[];
}

/** A condition on one partition column. */
export interface PartitionCondition {
  /** By its name in the schema, whatever the case. */
  readonly column: string;
  /**
   * `EQUAL` compares by the type of the column: `07` is the integer 7. `LIKE` is for strings: `%` is any text, `_` any
   * character, and a backslash takes the meaning from the character after it.
   */
  readonly op: 'EQUAL' | 'LIKE';
  /** `null`, with `EQUAL` alone: the file's value is null. */
  readonly value: string | null;
}

/**
 * A filter as SQL over rows with a column `partition_values` (JSON text). Each step is one select list further in:
 * `texts` reads that column, `typed` reads those, and `passes` both.
 */
export interface CompiledFilter {
  /** Never NULL. */
  readonly passes: string;
  readonly typed: readonly string[];
  readonly texts: readonly string[];
  /** What to bind to its parameters: texts. */
  readonly values: readonly string[];
}

/**
 * Compiles a filter.
 *
 * @param offset how many parameters the statement has before those of the filter
 * @throws DeltaError FILTER_MISMATCH for a column that is not a partition column of the table, or a value that the
 *   column cannot have: to pass over such a condition might show more than is allowed
 */
export function compilePartitionFilter(
  { clauses }: PartitionFilter,
  columns: readonly TableColumn[],
  offset = 0,
): CompiledFilter {
  const context = new FilterContext(columns, new SqlParameters(offset));
  const tests = clauses.map(conditions => allOf(conditions.map(condition => holds(condition, context))));
  const texts = context.textList();
  const passes = tests.length === 0 ? 'false' : `(${tests.join(' OR ')})`;
  return { passes, typed: context.typedList(), texts, values: context.parameters.values };
}

/**
 * Checks that a filter fits a table as it is at one version, without reading its files.
 *
 * @throws DeltaError FILTER_MISMATCH, as a scan with it would; CORRUPT_LOG, UNSUPPORTED_FEATURE for the schema
 */
export function checkPartitionFilter(
  filter: PartitionFilter,
  { protocol, metadata }: { readonly protocol: Protocol; readonly metadata: TableMetadata },
): void {
  compilePartitionFilter(filter, tableColumns(protocol, metadata));
}

const allOf = (tests: readonly string[]) => (tests.length === 0 ? 'true' : `(${tests.join(' AND ')})`);

/** SQL of one condition: true or false, never NULL. */
function holds({ column: name, op, value }: PartitionCondition, context: FilterContext): string {
  const column = context.column(name);
  if (value === null && op === 'EQUAL') return `${context.text(column)} IS NULL`;
  const type = partitionType(column.type);
  const complain = (problem: string) =>
    new DeltaError('FILTER_MISMATCH', `The partition filter on the column ${quoted(column.name)} ${problem}`);
  if (type === undefined) throw complain('cannot be checked: its type is none that can be compared');
  if (op === 'LIKE') {
    if (type.name !== 'string')
      throw complain(`uses LIKE, which is for strings; the column is of the type ${type.name}`);
    const pattern = value === null ? undefined : likePattern(value);
    if (pattern === undefined) throw complain(`has the LIKE pattern ${quoted(String(value))}, which cannot be read`);
    return `coalesce(regexp_full_match(${context.text(column)}, ${context.parameters.add(pattern)}, 's'), false)`;
  }
  const constant = type.constant(value ?? '');
  if (constant === undefined)
    throw complain(`compares with ${quoted(String(value))}, which is not of the type ${type.name}`);
  if (constant === 'none') return 'false';
  const bound = `CAST(${context.parameters.add(constant.text)} AS ${type.sqlType})`;
  return `coalesce(${context.typed(column, type)} = ${bound}, false)`;
}

/** Collects what the conditions of one filter read, each value once. */
class FilterContext {
  readonly parameters: SqlParameters;
  readonly #columns: readonly TableColumn[];
  readonly #read: TableColumn[] = [];
  readonly #typed = new Map<string, string>();

  constructor(columns: readonly TableColumn[], parameters: SqlParameters) {
    this.#columns = columns;
    this.parameters = parameters;
  }

  column(name: string): TableColumn {
    const column = findColumn(this.#columns, name);
    if (column?.isPartition) return column;
    const partitions = this.#columns.filter(({ isPartition }) => isPartition).map(own => quoted(own.name));
    const has = partitions.length === 0 ? 'is not partitioned' : `is partitioned by ${partitions.join(', ')}`;
    throw new DeltaError(
      'FILTER_MISMATCH',
      `The partition filter names the column ${quoted(name)}, but the table ${has}`,
    );
  }

  /** SQL of a file's value as text, NULL for null: the protocol writes null as the empty text, too. */
  text(column: TableColumn): string {
    const known = this.#read.indexOf(column);
    return `nullif(filter_texts[${known < 0 ? this.#read.push(column) : known + 1}], '')`;
  }

  /** SQL of a file's value as a value of its type, NULL if it is none. */
  typed(column: TableColumn, { value }: PartitionType): string {
    const sql = value(this.text(column));
    const name = this.#typed.get(sql) ?? `filter_value${this.#typed.size + 1}`;
    this.#typed.set(sql, name);
    return name;
  }

  typedList(): readonly string[] {
    return [...this.#typed].map(([sql, name]) => `${sql} AS ${name}`);
  }

  textList(): readonly string[] {
    if (this.#read.length === 0) return [];
    const pointers = this.#read.map(column => this.parameters.add(`/${pointerSegment(column.physicalName)}`));
    return [`json_extract_string(partition_values, [${pointers.join(', ')}]) AS filter_texts`];
  }
}
