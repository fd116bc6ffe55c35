import type { StructField, StructType } from '../schema.ts';
import { type ColumnBounds, partitionBounds, statisticsBounds } from './bounds.ts';
import { domainOf } from './literal.ts';
import type { ColumnOperand } from './predicate.ts';
import { SqlParameters } from './sql-parameters.ts';

/** What a predicate is compiled against. */
export interface PredicateTable {
  readonly schema: StructType;
  readonly partitionColumns: readonly string[];
}

/** Collects what the expressions of one predicate read, and the values that they bind. */
export class CompileContext {
  readonly parameters = new SqlParameters();
  readonly #table: PredicateTable;
  readonly #pointers = { partition_values: new SqlParameters(), stats: new SqlParameters() };
  /** SQL of a bound → the name of its column. */
  readonly #bounds = new Map<string, string>();

  constructor(table: PredicateTable) {
    this.#table = table;
  }

  /** The column of the schema that is meant: the exact name, or else the only one but for case. */
  field({ name }: ColumnOperand): StructField | undefined {
    const { fields } = this.#table.schema;
    const exact = fields.find(field => field.name === name);
    if (exact !== undefined) return exact;
    const alike = fields.filter(field => field.name.toLowerCase() === name.toLowerCase());
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** What the files tell of a column, as names of columns; `undefined` if the table has none of that name. */
  bounds(column: ColumnOperand): ColumnBounds | undefined {
    const field = this.field(column);
    if (field === undefined) return undefined;
    const { someNull, someValue, lower, upper, ...rest } = this.#boundsOf(field);
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

  #boundsOf(field: StructField): ColumnBounds {
    const domain = domainOf(field);
    const key = pointerSegment(field.name);
    if (this.#table.partitionColumns.includes(field.name)) {
      return partitionBounds(domain, this.#text('partition_values', `/${key}`));
    }
    return statisticsBounds(domain, {
      numRecords: this.#text('stats', '/numRecords'),
      nullCount: this.#text('stats', `/nullCount/${key}`),
      min: this.#text('stats', `/minValues/${key}`),
      max: this.#text('stats', `/maxValues/${key}`),
    });
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

/** A name as a segment of a JSON pointer (RFC 6901). */
function pointerSegment(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
