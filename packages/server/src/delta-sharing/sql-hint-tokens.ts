/** A piece of the SQL of a predicate hint. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol';
  /** Words in upper case; names, strings and numbers without their quotes and escapes. */
  readonly text: string;
  /** As it was written: a word may be the name of a column. */
  readonly source: string;
}

/** Thrown by whatever reads hints, and caught where hints are read: the hint is not understood. */
export class HintNotUnderstood extends Error {}

/**
 * Strings with a backslash are not understood: in Spark it escapes, in standard SQL it stands for itself. Nor are double
 * quotes, which are a string's in Spark and a name's in standard SQL. No part can be matched in two ways: a long text that
 * is no token would take for ever.
 */
const pattern =
  /\s+|(?<word>[\p{L}_][\p{L}\p{N}_]*)|`(?<name>(?:[^`]|``)+)`|'(?<string>(?:[^'\\]|'')*)'|(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?(?:bd|[lsydf])?)(?![\p{L}\p{N}_.])|(?<symbol><=>|<>|!=|<=|>=|==|[=<>(),.+-])/iuy;

const unescapes = {
  word: (text: string) => text.toUpperCase(),
  name: (text: string) => text.replaceAll('``', '`'),
  string: (text: string) => text.replaceAll("''", "'"),
  number: (text: string) => text.toUpperCase(),
  symbol: (text: string) => text,
} as const;

const kinds = Object.keys(unescapes) as readonly Token['kind'][];

/**
 * Cuts the SQL of a hint into tokens.
 *
 * @throws HintNotUnderstood
 */
export const tokensOf = (sql: string): readonly Token[] => {
  const tokens: Token[] = [];
  const scanner = new RegExp(pattern);
  while (scanner.lastIndex < sql.length) {
    const { groups } = scanner.exec(sql) ?? {};
    if (groups === undefined) throw new HintNotUnderstood();
    const kind = kinds.find(name => groups[name] !== undefined);
    const source = kind === undefined ? undefined : groups[kind];
    if (kind !== undefined && source !== undefined) tokens.push({ kind, text: unescapes[kind](source), source });
  }
  return tokens;
};
