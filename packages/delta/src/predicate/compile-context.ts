import { wasWidened } from '../schema.ts';
import { findColumn, type TableColumn } from '../table-columns.ts';
import { type ColumnBounds, partitionBounds, statisticsBounds } from './bounds.ts';
import { pointerSegment } from './json-pointer.ts';
import { domainOf } from './literal.ts';
import type { ColumnOperand } from './predicate.ts';
import { SqlParameters } from './sql-parameters.ts';

/** Collects what the expressions of one predicate read, and the values that they bind. */
export class CompileContext {
  readonly parameters = new SqlParameters();
  readonly #columns: readonly TableColumn[];
  readonly #pointers = { partition_values: new SqlParameters(), stats: new SqlParameters() };
  /** SQL of a bound → the name of its column. */
  readonly #bounds = new Map<string, string>();

  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns;
  }

  /** The column that is meant; `undefined` if the table has none of that name. */
  column({ name }: ColumnOperand): TableColumn | undefined {
    return findColumn(this.#columns, name);
  }

  /** What the files tell of a column, as names of columns; `undefined` if the table has none of that name. */
  bounds(operand: ColumnOperand): ColumnBounds | undefined {
    const column = this.column(operand);
    if (column === undefined) return undefined;
    const { someNull, someValue, lower, upper, ...rest } = this.#boundsOf(column);
    return {
      someNull: this.#define(someNull),
      someValue: this.#define(someValue),
      lower: this.#define(lower),
      upper: this.#define(upper),
      ...rest,
    };
  }

  /** The select list that computes the bounds. */
  boundList(): readonly string[] {
    return [...this.#bounds].map(([sql, name]) => `${sql} AS ${name}`);
  }

  /** The select list that parses each JSON text once and takes out all that is needed of it. */
  textList(): readonly string[] {
    return (['partition_values', 'stats'] as const)
      .filter(column => this.#pointers[column].values.length > 0)
      .map(column => {
        const pointers = this.#pointers[column].values.map(pointer => this.parameters.add(pointer)).join(', ');
        return `TRY(json_extract_string(${column}, [${pointers}])) AS ${column}_texts`;
      });
  }

  #boundsOf(column: TableColumn): ColumnBounds {
    const domain = domainOf(column);
    const key = pointerSegment(column.physicalName);
    if (column.isPartition) {
      return partitionBounds(domain, this.#text('partition_values', `/${key}`));
    }
    const texts = {
      numRecords: this.#text('stats', '/numRecords'),
      nullCount: this.#text('stats', `/nullCount/${key}`),
      min: this.#text('stats', `/minValues/${key}`),
      max: this.#text('stats', `/maxValues/${key}`),
    };
    return statisticsBounds(domain, texts, domain === 'double' && wasWidened(column, 'float'));
  }

  #define(sql: string): string {
    const name = this.#bounds.get(sql) ?? `bound${this.#bounds.size + 1}`;
    this.#bounds.set(sql, name);
    return name;
  }

  #text(column: 'partition_values' | 'stats', pointer: string): string {
    return `${column}_texts[${this.#pointers[column].add(pointer).slice(1)}]`;
  }
}
