import { strictly } from './predicate/bounds.ts';
import { type Domain, literalRange } from './predicate/literal.ts';
import type { LiteralOperand } from './predicate/predicate.ts';
import type { DataType } from './schema.ts';

/** How the values of a partition column are compared for equality. */
export interface PartitionType {
  /** As the schema has it. */
  readonly name: string;
  readonly sqlType: string;
  /** SQL of the value that the text of a log stands for, in the SQL type; NULL if it is none. */
  readonly value: (text: string) => string;
  /** The text of a constant to be cast to the SQL type; `none` if no value equals it; `undefined` if it is no constant. */
  readonly constant: (text: string) => { readonly text: string } | 'none' | undefined;
}

/** How a type is compared; `undefined` for types that are not. */
export function partitionType(type: DataType): PartitionType | undefined {
  if (type.kind === 'decimal') return decimalType(type.precision, type.scale);
  return type.kind === 'primitive' ? primitiveTypes[type.name] : undefined;
}

const integral = (name: string): PartitionType => ({
  name,
  sqlType: 'BIGINT',
  value: text => strictly(text, '[-+]?\\d+', 'BIGINT'),
  constant: text => exactly('integral', 'long', text),
});

const floating = (name: 'float' | 'double'): PartitionType => ({
  name,
  sqlType: name,
  value: text => strictly(text, floatPattern, name),
  constant: text => (new RegExp(`^(?:${floatPattern})$`).test(text) ? { text } : undefined),
});
const floatPattern = '[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?|NaN|[-+]?Infinity';

const primitiveTypes: Readonly<Record<string, PartitionType>> = {
  byte: integral('byte'),
  short: integral('short'),
  integer: integral('integer'),
  long: integral('long'),
  float: floating('float'),
  double: floating('double'),
  string: {
    name: 'string',
    sqlType: 'VARCHAR',
    value: text => text,
    // The empty text is how a log writes null, which equals nothing.
    constant: text => (text === '' ? 'none' : exactly('string', 'string', text)),
  },
  boolean: {
    name: 'boolean',
    sqlType: 'BIGINT',
    value: text => `CASE lower(${text}) WHEN 'true' THEN 1 WHEN 'false' THEN 0 END`,
    constant: text => exactly('boolean', 'bool', text),
  },
  date: {
    name: 'date',
    sqlType: 'DATE',
    value: text => strictly(text, '\\d{4}-\\d{2}-\\d{2}', 'DATE'),
    constant: text => exactly('date', 'date', text),
  },
  timestamp: {
    name: 'timestamp',
    sqlType: 'BIGINT',
    value: text => `epoch_us(${strictly(text, `${dayAndTime}(Z|[-+]\\d{2}(:?\\d{2})?)?`, 'TIMESTAMPTZ')})`,
    constant: text => exactly('timestamp', 'timestamp', /(Z|[-+]\d{2}:\d{2})$/.test(text) ? text : inUtc(text)),
  },
  timestamp_ntz: {
    name: 'timestamp_ntz',
    sqlType: 'BIGINT',
    value: text => `epoch_us(${strictly(text, dayAndTime, 'TIMESTAMP')})`,
    constant: text => exactly('timestamp', 'timestamp', inUtc(text)),
  },
};

const dayAndTime = '\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?)?';
/** Times without a zone are in UTC, as the worker reads those of the log. */
const inUtc = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00:00Z` : `${text}Z`);

/** A constant that is one value of the domain, not a range of what it may mean. */
function exactly(
  domain: Domain,
  valueType: LiteralOperand['valueType'],
  value: string,
): { text: string } | 'none' | undefined {
  const range = literalRange(domain, { op: 'literal', value, valueType });
  if (range === undefined) return undefined;
  return range.low === range.high ? { text: range.low } : 'none';
}

/** Decimals are compared as texts with all digits of the scale, because no number of SQL holds every constant. */
function decimalType(precision: number, scale: number): PartitionType {
  return {
    name: `decimal(${precision},${scale})`,
    sqlType: 'VARCHAR',
    value: text =>
      `CAST(${strictly(text, '[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?', `DECIMAL(${precision}, ${scale})`)} AS VARCHAR)`,
    constant: text => decimalText(text, precision, scale),
  };
}

function decimalText(text: string, precision: number, scale: number): { text: string } | 'none' | undefined {
  const [, sign, digits = '', fraction = '', exponent = '0'] =
    /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d{1,3}))?$/.exec(text) ?? [];
  if (sign === undefined || digits + fraction === '' || text.length > 100) return undefined;
  const places = fraction.length - Number(exponent);
  const unscaled = BigInt(digits + fraction) * 10n ** BigInt(Math.max(0, scale - places));
  const divisor = 10n ** BigInt(Math.max(0, places - scale));
  if (unscaled % divisor !== 0n) return 'none';
  const all = String(unscaled / divisor).padStart(scale + 1, '0');
  if (unscaled / divisor >= 10n ** BigInt(precision)) return 'none';
  const whole = scale === 0 ? all : `${all.slice(0, -scale)}.${all.slice(-scale)}`;
  return { text: sign === '-' && unscaled !== 0n ? `-${whole}` : whole };
}

/** Longer ones the engine may refuse to compile. */
const maxPattern = 1000;

/** A pattern of LIKE as a regular expression of RE2; `undefined` if it ends within an escape or cannot be text. */
export function likePattern(pattern: string): string | undefined {
  if (!pattern.isWellFormed() || pattern.includes('\0') || pattern.length > maxPattern) return undefined;
  const tokens: readonly string[] = pattern.match(/\\.?|[^\\]/gsu) ?? [];
  if (tokens.includes('\\')) return undefined;
  return tokens
    .map(token =>
      token === '%'
        ? '.*'
        : token === '_'
          ? '.'
          : escaped(token.length > 1 && token[0] === '\\' ? token.slice(1) : token),
    )
    .join('');
}

const escaped = (character: string) => (/[\\^$.|?*+()[\]{}]/.test(character) ? `\\${character}` : character);
