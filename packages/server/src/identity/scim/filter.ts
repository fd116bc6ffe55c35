import { ApiError } from '../../http/api-error.ts';

/** How a filter compares: equal, not equal, contains, starts with. */
export type Operator = 'eq' | 'ne' | 'co' | 'sw';

/** One attribute beside a value. */
export interface Comparison {
  readonly kind: 'compare';
  /** In lower case, without the URN of its schema: `username`, `emails.value`. */
  readonly attribute: string;
  readonly operator: Operator;
  /** Truth values and numbers as their text. */
  readonly value: string;
}

/** A SCIM filter (RFC 7644 §3.4.2.2), as far as Databricks documents it. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'present'; readonly attribute: string }
  | Comparison;

/** Databricks' limit: comparisons, the words that join them, and parentheses. */
const maxNodes = 200;

/** @returns the error of a filter that cannot be understood or used */
export const invalidFilter = (message: string): ApiError =>
  new ApiError('INVALID_PARAMETER_VALUE', message, { scimType: 'invalidFilter' });

const tooLong = () => invalidFilter(`The filter has more than ${maxNodes} nodes. Split it into several requests.`);

interface Token {
  readonly kind: 'word' | 'string' | '(' | ')';
  readonly text: string;
}

const unquote = (quoted: string): string => {
  let text: string;
  try {
    text = JSON.parse(quoted);
  } catch {
    throw invalidFilter(
      `The filter has ${quoted}, which is no JSON string. Escape quotes and backslashes in it by \\.`,
    );
  }
  // PostgreSQL has no texts with this character.
  if (text.includes('\0')) throw invalidFilter('The filter has a value with the character U+0000, which none has.');
  return text;
};

const toToken = (text: string): Token => {
  if (text === '(' || text === ')') return { kind: text, text };
  return text.startsWith('"') ? { kind: 'string', text: unquote(text) } : { kind: 'word', text };
};

const tokenPattern = /\s*(?:([()]|"(?:[^"\\]|\\.)*"|[^\s()"]+)|$)/y;

const tokensOf = (filter: string): readonly Token[] => {
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < filter.length) {
    const at = tokenPattern.lastIndex;
    const found = tokenPattern.exec(filter);
    if (found === null)
      throw invalidFilter(`The filter has a quote at position ${filter.indexOf('"', at) + 1} that is not closed.`);
    if (found[1] !== undefined) tokens.push(toToken(found[1]));
    // No node takes more tokens.
    if (tokens.length > maxNodes * 4) throw tooLong();
  }
  return tokens;
};

/** `urn:…:2.0:User:userName` → `username`. */
export const attributeName = (path: string): string => path.replace(/^urn:.*:\d\.\d:\w+:/i, '').toLowerCase();

/** What is left to read of a filter, and how many nodes it has so far. */
interface Reader {
  readonly tokens: readonly Token[];
  position: number;
  nodes: number;
}

const countNode = (reader: Reader): void => {
  reader.nodes += 1;
  if (reader.nodes > maxNodes) throw tooLong();
};

const nextToken = (reader: Reader, expected: string): Token => {
  const token = reader.tokens[reader.position];
  if (token === undefined) throw invalidFilter(`The filter ends where ${expected} should be.`);
  reader.position += 1;
  return token;
};

const isNextWord = ({ tokens, position }: Reader, word: string): boolean => {
  const token = tokens[position];
  return token?.kind === 'word' && token.text.toLowerCase() === word;
};

const readTerm = (reader: Reader): Filter => {
  countNode(reader);
  const first = nextToken(reader, 'an attribute');
  if (first.kind === '(') {
    const inner = readJoined(reader, 'or');
    if (nextToken(reader, '")"').kind !== ')') throw invalidFilter('The filter has a "(" that is not closed.');
    return inner;
  }
  if (first.kind !== 'word' || !/^[a-z][\w$.:-]*$/i.test(first.text)) {
    throw invalidFilter(`The filter has ${JSON.stringify(first.text)} where an attribute should be.`);
  }
  const attribute = attributeName(first.text);
  const operator = nextToken(reader, 'an operator').text.toLowerCase();
  if (operator === 'pr') return { kind: 'present', attribute };
  if (operator !== 'eq' && operator !== 'ne' && operator !== 'co' && operator !== 'sw') {
    throw invalidFilter(`The filter has the operator ${operator}. There are eq, ne, co, sw and pr.`);
  }
  const value = nextToken(reader, 'a value');
  if (value.kind === '(' || value.kind === ')') {
    throw invalidFilter(`The filter has "${value.kind}" where a value should be. Put the value in quotes.`);
  }
  return { kind: 'compare', attribute, operator, value: value.text };
};

/** Terms joined by a word; `and` binds closer than `or`. */
const readJoined = (reader: Reader, kind: 'and' | 'or'): Filter => {
  const readOne = () => (kind === 'or' ? readJoined(reader, 'and') : readTerm(reader));
  const first = readOne();
  const terms = [first];
  while (isNextWord(reader, kind)) {
    reader.position += 1;
    countNode(reader);
    terms.push(readOne());
  }
  return terms.length === 1 ? first : { kind, terms };
};

/**
 * Reads a SCIM filter. Operators and attributes may be in any case, values quoted or bare.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE (invalidFilter) for anything else, and for more than 200 nodes
 */
export const parseFilter = (text: string): Filter => {
  const reader: Reader = { tokens: tokensOf(text), position: 0, nodes: 0 };
  const filter = readJoined(reader, 'or');
  const rest = reader.tokens[reader.position];
  if (rest !== undefined) {
    throw invalidFilter(`The filter has ${JSON.stringify(rest.text)} where "and", "or" or its end should be.`);
  }
  return filter;
};

/** Every attribute that a filter names. */
export const attributesOf = (filter: Filter): readonly string[] =>
  'terms' in filter ? filter.terms.flatMap(attributesOf) : [filter.attribute];

/**
 * Evaluates a filter against plain values.
 *
 * @param valuesOf the values of an attribute; of one that is absent: none
 */
export const matches = (filter: Filter, valuesOf: (attribute: string) => readonly string[]): boolean => {
  if ('terms' in filter) {
    const isTrue = (term: Filter) => matches(term, valuesOf);
    return filter.kind === 'and' ? filter.terms.every(isTrue) : filter.terms.some(isTrue);
  }
  const values = valuesOf(filter.attribute);
  if (filter.kind === 'present') return values.length > 0;
  const { operator, value } = filter;
  switch (operator) {
    case 'eq':
      return values.includes(value);
    case 'ne':
      return !values.includes(value);
    case 'co':
      return values.some(candidate => candidate.includes(value));
    case 'sw':
      return values.some(candidate => candidate.startsWith(value));
  }
};
