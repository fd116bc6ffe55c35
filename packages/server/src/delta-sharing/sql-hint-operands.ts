import type { ColumnOperand, DataType, LiteralOperand, StructField, StructType, ValueType } from '@boathouse/delta';
import { HintNotUnderstood, type Token } from './sql-hint-tokens.ts';
import type { TokenReader } from './token-reader.ts';

/** What a comparison of a hint compares. */
export type HintOperand = LiteralOperand | (ColumnOperand & { readonly type: DataType });

/** Types by their names in SQL; those of one size only. */
const typeNames: Readonly<Record<string, string>> = {
  TINYINT: 'byte',
  BYTE: 'byte',
  SMALLINT: 'short',
  SHORT: 'short',
  INT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'long',
  LONG: 'long',
  FLOAT: 'float',
  REAL: 'float',
  DOUBLE: 'double',
  BOOLEAN: 'boolean',
  STRING: 'string',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_LTZ: 'timestamp',
};

/** Bits of the whole numbers, from the narrowest. */
const widths: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

/** The type after `AS`, as Delta names it: `integer`, `decimal(10,2)`. */
const readTypeName = (tokens: TokenReader): string => {
  const name = tokens.take('word').text;
  if (name !== 'DECIMAL') {
    const type = typeNames[name];
    if (type === undefined) throw new HintNotUnderstood();
    return type;
  }
  tokens.take('symbol', '(');
  const precision = tokens.take('number').text;
  tokens.take('symbol', ',');
  const scale = tokens.take('number').text;
  tokens.take('symbol', ')');
  return `decimal(${precision},${scale})`;
};

const nameOf = (type: DataType): string =>
  type.kind === 'primitive'
    ? type.name
    : type.kind === 'decimal'
      ? `decimal(${type.precision},${type.scale})`
      : type.kind;

/** Whether a cast leaves every value as it is. Any other cast can make values equal that are not. */
const keepsValues = (from: string, to: string): boolean => from === to || (widths[from] ?? 65) <= (widths[to] ?? 0);

/** The columns of a table by their names in lower case: a hint may name thousands. */
export type ColumnsByName = ReadonlyMap<string, readonly StructField[]>;

/** Makes the columns of a table ready for hints that name them. */
export const columnsByName = ({ fields }: StructType): ColumnsByName =>
  Map.groupBy(fields, ({ name }) => name.toLowerCase());

/** The field that a name means: the exact one, or else the only one but for case, as where predicates are compiled. */
const fieldOf = (columns: ColumnsByName, name: string): StructField => {
  const alike = columns.get(name.toLowerCase()) ?? [];
  const exact = alike.find(field => field.name === name);
  const field = exact ?? (alike.length === 1 ? alike[0] : undefined);
  if (field === undefined) throw new HintNotUnderstood();
  return field;
};

const columnOf = ({ name, type }: StructField): HintOperand => ({ op: 'column', name, valueType: 'string', type });

/** What Spark's connector calls a partition column: it casts all of them. */
const partitionPrefix = 'partitionValues';

const literal = (value: string, valueType: ValueType): LiteralOperand => ({ op: 'literal', value, valueType });

const readNumber = (sign: string, { text }: Token): LiteralOperand => {
  const [, digits = '', suffix = ''] = /^(.*?)(BD|[LSYDF])?$/.exec(text) ?? [];
  if (suffix === 'F') return literal(sign + digits, 'float');
  const whole = /^\d+$/.test(digits) && suffix !== 'D' && suffix !== 'BD';
  return literal(sign + digits, whole ? 'long' : 'double');
};

/** A constant that is cast, where every client makes the same of it. */
const castLiteral = ({ value, valueType }: LiteralOperand, to: string): LiteralOperand => {
  const isText = valueType === 'string';
  if (isText && (to === 'string' || to === 'date' || to === 'timestamp')) return literal(value, to);
  if (valueType === to) return literal(value, valueType);
  const width = widths[to];
  if (width !== undefined && (isText || valueType === 'long') && /^-?\d{1,19}$/.test(value)) {
    if (BigInt.asIntN(width, BigInt(value)) === BigInt(value)) return literal(value, 'long');
  }
  const isNumber = /^-?\d+(\.\d+)?$/.test(value) && (isText || valueType === 'long' || valueType === 'double');
  if (isNumber && (to === 'double' || to === 'float')) return literal(value, to);
  throw new HintNotUnderstood();
};

const readCast = (tokens: TokenReader, columns: ColumnsByName): HintOperand => {
  tokens.take('symbol', '(');
  const operand = readCastOperand(tokens, columns);
  tokens.take('word', 'AS');
  const to = readTypeName(tokens);
  tokens.take('symbol', ')');
  if (operand.op === 'literal') return castLiteral(operand, to);
  if (!keepsValues(nameOf(operand.type), to)) throw new HintNotUnderstood();
  return operand;
};

const readCastOperand = (tokens: TokenReader, columns: ColumnsByName): HintOperand => {
  const [first, second] = [tokens.peek(), tokens.peek(1)];
  // Casts within casts could go on for ever.
  if (first?.text === 'CAST' && second?.text === '(') throw new HintNotUnderstood();
  if (first?.source !== partitionPrefix || second?.text !== '.') return readOperand(tokens, columns);
  // A struct of that name may have a field of this name.
  if (columns.has(partitionPrefix.toLowerCase())) throw new HintNotUnderstood();
  tokens.take('word');
  tokens.take('symbol', '.');
  return columnOf(fieldOf(columns, tokens.takeName()));
};

const readWord = (tokens: TokenReader, columns: ColumnsByName, { text, source }: Token): HintOperand => {
  const next = tokens.peek();
  if (text === 'CAST' && next?.text === '(') return readCast(tokens, columns);
  if (next?.kind === 'string' && (text === 'DATE' || text === 'TIMESTAMP')) {
    return literal(tokens.take('string').text, text === 'DATE' ? 'date' : 'timestamp');
  }
  if (text === 'TRUE' || text === 'FALSE') return literal(text.toLowerCase(), 'bool');
  return columnOf(fieldOf(columns, source));
};

/**
 * Reads one side of a comparison: a column, a constant, or a cast of either that leaves the value as it is.
 *
 * @throws HintNotUnderstood
 */
export const readOperand = (tokens: TokenReader, columns: ColumnsByName): HintOperand => {
  const sign = tokens.takeIf('symbol', '-') ? '-' : '';
  if (sign !== '') return readNumber(sign, tokens.take('number'));
  const token = tokens.peek();
  if (token?.kind === 'name') return columnOf(fieldOf(columns, tokens.takeName()));
  if (token?.kind === 'word') return readWord(tokens, columns, tokens.take('word'));
  if (token?.kind === 'string') return literal(tokens.take('string').text, 'string');
  return readNumber('', tokens.take('number'));
};
