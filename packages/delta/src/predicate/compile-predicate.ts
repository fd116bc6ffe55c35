import type { StructField, StructType } from '../schema.ts';
import { type ColumnBounds, partitionBounds, sqlType, statisticsBounds } from './bounds.ts';
import { domainOf, literalRange } from './literal.ts';
import type { ColumnOperand, ComparisonOp, LiteralOperand, Predicate } from './predicate.ts';
import { SqlParameters } from './sql-parameters.ts';

/** What a predicate is compiled against. */
export interface PredicateTable {
  readonly schema: StructType;
  readonly partitionColumns: readonly string[];
}

/**
 * A predicate as SQL over a snapshot's files. Each step is one select list further in: `texts` reads the columns
 * `partition_values` and `stats` (both JSON text; `stats` may be NULL or not even JSON), `bounds` reads those, and the
 * tests read these. Evaluated in one step, DuckDB would parse the JSON for each comparison again.
 */
export interface CompiledPredicate {
  /** True unless no row of the file can match. Never NULL. */
  readonly mayMatch: string;
  /** True only if every row of the file matches. Never NULL. */
  readonly matchesAll: string;
  readonly bounds: readonly string[];
  readonly texts: readonly string[];
  /** What to bind to `$1`, `$2`, …: texts. */
  readonly values: readonly string[];
}

/** What a predicate can be for a row. A file may hold rows of each. */
type Truth = 'true' | 'false' | 'null';

/** Beyond this a predicate is not worth evaluating: planning it takes longer than it saves. */
const maxNodes = 250;
const maxDepth = 100;

/**
 * Compiles a predicate to tests of whole files. For each node it asks which truth values some row of the file may
 * have; negation swaps two of the answers, so that it is sound at any depth, where inverting "may match" is not.
 * Whatever is unclear (a column or type that is not known, an odd constant, missing statistics) may be anything.
 */
export function compilePredicate(predicate: Predicate, table: PredicateTable): CompiledPredicate {
  if (!isSmall(predicate)) return { mayMatch: 'true', matchesAll: 'false', bounds: [], texts: [], values: [] };
  const context = new CompileContext(table);
  const mayMatch = may(predicate, 'true', context);
  const matchesAll = `(NOT ${may(predicate, 'false', context)} AND NOT ${may(predicate, 'null', context)})`;
  const [bounds, texts] = [context.boundList(), context.textList()];
  return { mayMatch, matchesAll, bounds, texts, values: context.parameters.values };
}

/** SQL that is true if some row of the file may make the predicate `truth`. */
function may(predicate: Predicate, truth: Truth, context: CompileContext): string {
  switch (predicate.op) {
    case 'not':
      return may(predicate.children[0], truth === 'null' ? 'null' : truth === 'true' ? 'false' : 'true', context);
    case 'and':
    case 'or': {
      // An `and` is true only if all of its children are, an `or` false only if all are.
      const allNeeded = truth === (predicate.op === 'and' ? 'true' : 'false');
      const children = predicate.children.map(child => may(child, truth, context));
      if (children.length === 0) return 'true';
      return `(${children.join(allNeeded ? ' AND ' : ' OR ')})`;
    }
    case 'isNull': {
      const bounds = context.bounds(predicate.children[0]);
      if (truth === 'null') return 'false';
      return bounds === undefined ? 'true' : truth === 'true' ? bounds.someNull : bounds.someValue;
    }
    default:
      return mayCompare(predicate, truth, context);
  }
}

const mirrored: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  equal: 'equal',
  lessThan: 'greaterThan',
  lessThanOrEqual: 'greaterThanOrEqual',
  greaterThan: 'lessThan',
  greaterThanOrEqual: 'lessThanOrEqual',
};

type Comparison = Extract<Predicate, { op: ComparisonOp }>;

function mayCompare({ op, children: [left, right] }: Comparison, truth: Truth, context: CompileContext): string {
  if (left.op === 'column' && right.op === 'literal') return compareColumn(op, left, right, truth, context);
  if (left.op === 'literal' && right.op === 'column') return compareColumn(mirrored[op], right, left, truth, context);
  return 'true';
}

function compareColumn(
  op: ComparisonOp,
  column: ColumnOperand,
  literal: LiteralOperand,
  truth: Truth,
  context: CompileContext,
): string {
  const bounds = context.bounds(column);
  if (bounds === undefined) return 'true';
  if (truth === 'null') return bounds.someNull;
  const field = context.field(column);
  const domain = field && domainOf(field);
  const range = domain && literalRange(domain, literal);
  if (domain === undefined || range === undefined) return bounds.someValue;
  // NaN is outside all bounds, and for some clients no comparison with it is true.
  if (truth === 'false' && bounds.mayHoldNaN) return bounds.someValue;
  const constant = (value: string) => `TRY_CAST(${context.parameters.add(value)} AS ${sqlType[domain]})`;
  const impossible = impossibleWhen(op, truth, bounds, constant(range.low), constant(range.high));
  return `(${bounds.someValue} AND NOT coalesce(${impossible}, false))`;
}

/** When no value within the bounds can compare so with any constant from `low` to `high`. NULL: it is not known. */
function impossibleWhen(
  op: ComparisonOp,
  truth: 'true' | 'false',
  bounds: ColumnBounds,
  low: string,
  high: string,
): string {
  const { lower, upper } = bounds;
  const cutOff = bounds.upperIsPrefix ? ` AND NOT starts_with(${low}, ${upper})` : '';
  const allAbove = `${lower} > ${high}`;
  const allAtLeast = `${lower} >= ${high}`;
  const allBelow = `(${upper} < ${low}${cutOff})`;
  const allAtMost = `(${upper} <= ${low}${cutOff})`;
  const cases: Readonly<Record<ComparisonOp, readonly [whenTrue: string, whenFalse: string]>> = {
    equal: [`(${allAbove} OR ${allBelow})`, `(${allAtLeast} AND ${allAtMost})`],
    lessThan: [allAtLeast, allBelow],
    lessThanOrEqual: [allAbove, allAtMost],
    greaterThan: [allAtMost, allAbove],
    greaterThanOrEqual: [allBelow, allAtLeast],
  };
  return cases[op][truth === 'true' ? 0 : 1];
}

function isSmall(predicate: Predicate): boolean {
  const open: (readonly [Predicate, number])[] = [[predicate, 1]];
  for (let nodes = 1; open.length > 0; nodes++) {
    const [node, depth] = open.pop() ?? [predicate, 0];
    if (nodes > maxNodes || depth > maxDepth) return false;
    if (node.op === 'and' || node.op === 'or' || node.op === 'not') {
      for (const child of node.children) open.push([child, depth + 1]);
    }
  }
  return true;
}

/** Collects what the expressions of one predicate read, and the values that they bind. */
class CompileContext {
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

  boundList(): readonly string[] {
    return [...this.#bounds].map(([sql, name]) => `${sql} AS ${name}`);
  }

  /** Parses each JSON text once and takes out all that is needed of it. */
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
