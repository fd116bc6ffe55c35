import { type Domain, decimalSlack, zoneSlack } from './literal.ts';

/** What a file tells of the values of one column, as SQL over a row of the snapshot's files. */
export interface ColumnBounds {
  /** Whether some row may be null. True or false, never NULL. */
  readonly someNull: string;
  /** Whether some row may have a value. True or false, never NULL. */
  readonly someValue: string;
  /** No value is below this; NULL when it is not known. */
  readonly lower: string;
  /** No value is above this; NULL when it is not known. */
  readonly upper: string;
  /** The upper bound may be cut off: values that begin with it may be above it. */
  readonly upperIsPrefix: boolean;
  /** There may be NaN besides, which no bound accounts for. */
  readonly mayHoldNaN: boolean;
}

const unknown = 'CAST(NULL AS DOUBLE)';

/** The SQL type that bounds and constants of a domain are compared in. Timestamps are microseconds since 1970. */
export const sqlType: Readonly<Record<Domain, string>> = {
  integral: 'BIGINT',
  boolean: 'BIGINT',
  timestamp: 'BIGINT',
  timestamp_ntz: 'BIGINT',
  float: 'DOUBLE',
  double: 'DOUBLE',
  decimal: 'DOUBLE',
  string: 'VARCHAR',
  date: 'DATE',
};

/**
 * The bounds of a partition column: every row of the file has the same value.
 *
 * @param value SQL of the partition value as the log has it; the protocol makes the empty string a null
 */
export function partitionBounds(domain: Domain | undefined, value: string): ColumnBounds {
  const someNull = `(coalesce(${value}, '') = '')`;
  const bounds = domain === undefined ? { lower: unknown, upper: unknown } : parse(domain, value, 0);
  return { ...bounds, someNull, someValue: `(NOT ${someNull})`, upperIsPrefix: false, mayHoldNaN: false };
}

/** SQL of the texts of a column's statistics and of the file's number of rows. */
export interface StatisticsTexts {
  readonly numRecords: string;
  readonly nullCount: string;
  readonly min: string;
  readonly max: string;
}

/**
 * The bounds of a data column, by the statistics that its writer left. What is missing or not readable is unknown.
 *
 * @param wasFloat whether the column is a double that older files have as a float, whose `0.1` is another number
 */
export function statisticsBounds(domain: Domain | undefined, texts: StatisticsTexts, wasFloat: boolean): ColumnBounds {
  const nulls = integer(texts.nullCount);
  // Writers leave NaN out of min and max, and to most clients NaN is above everything: such a max bounds nothing.
  const mayHoldNaN = domain === 'float' || domain === 'double';
  return {
    someNull: `coalesce(${nulls} <> 0, true)`,
    someValue: `coalesce(${nulls} <> ${integer(texts.numRecords)}, true)`,
    lower: wasFloat
      ? leastNumber(texts.min)
      : domain === undefined
        ? unknown
        : parse(domain, texts.min, millisecond).lower,
    upper: domain === undefined || mayHoldNaN ? unknown : parse(domain, texts.max, millisecond).upper,
    upperIsPrefix: domain === 'string',
    mayHoldNaN,
  };
}

/** Microseconds: statistics of timestamps are cut to milliseconds. */
const millisecond = 1000;

const timePattern = '\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}.*';
const leastNumber = (text: string) => `least(${finite(text, 'DOUBLE')}, ${finite(text, 'FLOAT')})`;

/** The range that a text stands for; NULL when it cannot be read strictly, for DuckDB's casts are lenient. */
function parse(
  domain: Domain,
  text: string,
  timestampSlack: number,
): { readonly lower: string; readonly upper: string } {
  switch (domain) {
    case 'integral':
      return same(integer(text));
    case 'double':
      return same(finite(text, 'DOUBLE'));
    case 'float':
      return same(finite(text, 'FLOAT'));
    case 'decimal':
      return around(finite(text, 'DOUBLE'), `abs(${finite(text, 'DOUBLE')}) * ${decimalSlack}`);
    case 'string':
      return same(text);
    case 'boolean':
      return same(`CASE ${text} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`);
    case 'date':
      return same(strictly(text, '\\d{4}-\\d{2}-\\d{2}', 'DATE'));
    case 'timestamp_ntz':
      // Clients compare it with a constant in the time zone of either: a day apart at the most.
      return around(`epoch_us(${strictly(text, timePattern, 'TIMESTAMP')})`, String(zoneSlack));
    case 'timestamp': {
      const micros = `epoch_us(${strictly(text, timePattern, 'TIMESTAMPTZ')})`;
      const zoned = `regexp_matches(${text}, '(Z|[+-]\\d{2}:?\\d{2})$')`;
      return around(micros, `CASE WHEN ${zoned} THEN ${timestampSlack} ELSE ${zoneSlack} END`);
    }
  }
}

const same = (value: string) => ({ lower: value, upper: value });
const around = (value: string, slack: string) => ({ lower: `(${value} - ${slack})`, upper: `(${value} + ${slack})` });
const integer = (text: string) => strictly(text, '-?\\d+', 'BIGINT');

/** SQL: a text cast to a type if it is written as the pattern says, else NULL: DuckDB's casts are lenient. */
export function strictly(text: string, pattern: string, type: string): string {
  return `CASE WHEN regexp_full_match(${text}, '${pattern}') THEN TRY_CAST(${text} AS ${type}) END`;
}

function finite(text: string, type: 'FLOAT' | 'DOUBLE'): string {
  const value = strictly(text, '[-+0-9.eE]+', type);
  return `(CASE WHEN isfinite(${value}) THEN CAST(${value} AS DOUBLE) END)`;
}
