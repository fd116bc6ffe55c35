import type { StructField } from '../schema.ts';
import type { LiteralOperand } from './predicate.ts';

/** How values are compared. Values of one domain are ordered alike by every client; across domains nothing is said. */
export type Domain =
  | 'integral'
  | 'float'
  | 'double'
  | 'decimal'
  | 'string'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'timestamp_ntz';

/**
 * A constant as the range that it may stand for, as text to be cast to the domain's SQL type: most are a point, but
 * clients differ in how they widen a float and in which time zone they read a timestamp without one.
 */
export interface LiteralRange {
  readonly low: string;
  readonly high: string;
}

const integralTypes: ReadonlySet<string> = new Set(['byte', 'short', 'integer', 'long']);
const ownDomainTypes = ['float', 'double', 'string', 'boolean', 'date', 'timestamp', 'timestamp_ntz'] as const;

/** The domain of a column, or `undefined` for one that cannot be compared with a constant for sure. */
export function domainOf({ type, metadata }: StructField): Domain | undefined {
  if (type.kind === 'decimal') return 'decimal';
  if (type.kind !== 'primitive') return undefined;
  // Spark pads values of CHAR(n) before it compares them, and compares those with a collation by its rules.
  if (String(metadata['__CHAR_VARCHAR_TYPE_STRING'] ?? '').startsWith('char')) return undefined;
  if (metadata['__COLLATIONS'] !== undefined) return undefined;
  if (integralTypes.has(type.name)) return 'integral';
  return ownDomainTypes.find(name => name === type.name);
}

/** What a domain makes of a constant; `undefined` when it is unclear what a client means by the comparison. */
export function literalRange(domain: Domain, { value, valueType }: LiteralOperand): LiteralRange | undefined {
  switch (domain) {
    case 'integral':
      return valueType === 'int' || valueType === 'long' ? integer(value) : undefined;
    case 'float':
    case 'double':
    case 'decimal':
      return numericTypes.has(valueType) ? number(domain, value) : undefined;
    case 'string':
      return valueType === 'string' ? text(value) : undefined;
    case 'boolean':
      return valueType === 'bool' ? boolean(value) : undefined;
    case 'date':
      return valueType === 'date' || valueType === 'string' ? date(value) : undefined;
    case 'timestamp':
    case 'timestamp_ntz':
      return valueType === 'timestamp' || valueType === 'string' ? timestamp(value) : undefined;
  }
}

const numericTypes: ReadonlySet<string> = new Set(['int', 'long', 'float', 'double']);
const point = (value: string): LiteralRange => ({ low: value, high: value });

function integer(value: string): LiteralRange | undefined {
  if (!/^[-+]?\d{1,19}$/.test(value)) return undefined;
  const exact = BigInt(value.replace('+', ''));
  return BigInt.asIntN(64, exact) === exact ? point(String(exact)) : undefined;
}

function number(domain: 'float' | 'double' | 'decimal', value: string): LiteralRange | undefined {
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value)) return undefined;
  const exact = Number(value);
  if (!Number.isFinite(exact) || Math.abs(exact) > Number.MAX_SAFE_INTEGER) return undefined;
  if (domain === 'double') return point(String(exact));
  if (domain === 'float') {
    const narrow = Math.fround(exact);
    return { low: String(Math.min(exact, narrow)), high: String(Math.max(exact, narrow)) };
  }
  const slack = Math.abs(exact) * decimalSlack;
  return { low: String(exact - slack), high: String(exact + slack) };
}

/** Decimals are compared as doubles, and some writers round their statistics to doubles: far more than both errors. */
export const decimalSlack = 1e-14;

function text(value: string): LiteralRange | undefined {
  return value.isWellFormed() && !value.includes('\0') ? point(value) : undefined;
}

function boolean(value: string): LiteralRange | undefined {
  const truth = ['false', 'true'].indexOf(value.toLowerCase());
  return truth < 0 ? undefined : point(String(truth));
}

function date(value: string): LiteralRange | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value < '0001') return undefined;
  return new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) ? point(value) : undefined;
}

/** Microseconds: a local time may be up to a day away from the same time in UTC. */
export const zoneSlack = 86_400_000_000;

const timestampPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[-+]\d{2}:\d{2})?$/;

function timestamp(value: string): LiteralRange | undefined {
  const [, day, time, fraction = '', zone] = timestampPattern.exec(value) ?? [];
  const seconds = Date.parse(`${day}T${time}${zone ?? 'Z'}`);
  if (day === undefined || Number.isNaN(seconds)) return undefined;
  const digits = fraction.padEnd(9, '0');
  const micros = BigInt(seconds) * 1000n + BigInt(digits.slice(0, 6));
  const slack = zone === undefined ? BigInt(zoneSlack) : 0n;
  const rest = digits.endsWith('000') ? 0n : 1n;
  return { low: String(micros - slack), high: String(micros + slack + rest) };
}
