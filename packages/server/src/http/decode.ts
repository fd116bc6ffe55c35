import { type FieldPlace, type Operation, placeOf } from '@boathouse/contract';
import type { TSchema } from 'typebox';
import { ApiError } from './api-error.ts';

type Fields = Record<string, unknown>;

/** The parts of a JSON Schema that decoding looks at. */
interface SchemaFacts {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly enum?: readonly string[];
  readonly 'x-lenient'?: boolean;
}

const facts = (schema: TSchema): SchemaFacts => schema as SchemaFacts;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ownEntries = (value: Fields): [string, unknown][] => Object.entries(value).filter(([, field]) => field !== null);

/** One official client sends an empty text for a choice that was not made. */
const isUnchosen = (schema: TSchema, value: unknown): boolean =>
  value === '' && (schema as { enum?: readonly string[] }).enum?.includes('') === false;

const isLenient = (schema: TSchema): boolean => facts(schema)['x-lenient'] === true;

/** `use catalog` and `USE_CATALOG` are the same. */
const spelling = (text: string): string => text.toLowerCase().replaceAll(' ', '_');

/** The listed string that a value spells, in whatever case, words parted as they may be; the value itself when there is none. */
const listedValue = (schema: TSchema, value: unknown): unknown =>
  facts(schema).enum?.find(listed => typeof value === 'string' && spelling(listed) === spelling(value)) ?? value;

/**
 * Brings a value into the form that its schema asks for, as far as old clients need it: nulls count as absent, numbers
 * and truth values may be strings, a single value may stand for a list. Fields that the schema does not name are left out.
 */
export const coerce = (schema: TSchema, value: unknown): unknown => {
  const { type, properties, items, patternProperties } = facts(schema);
  if (facts(schema).enum !== undefined) return listedValue(schema, value);
  if (type === 'object' && isRecord(value)) {
    if (properties !== undefined) {
      const known = ownEntries(value).filter(
        ([name, field]) => Object.hasOwn(properties, name) && !isUnchosen(properties[name] as TSchema, field),
      );
      return Object.fromEntries(known.map(([name, field]) => [name, coerce(properties[name] as TSchema, field)]));
    }
    const element = Object.values(patternProperties ?? {})[0];
    return element === undefined
      ? value
      : Object.fromEntries(ownEntries(value).map(([name, field]) => [name, coerce(element, field)]));
  }
  if (type === 'array' && items !== undefined) {
    const coerced = (Array.isArray(value) ? value : [value]).map(item => coerce(items, item));
    return isLenient(items) ? coerced.filter(item => facts(items).enum?.includes(item as string)) : coerced;
  }
  if (typeof value === 'string') return coerceText(type, value);
  if (type === 'string' && typeof value === 'number') return String(value);
  return value;
};

const coerceText = (type: string | undefined, text: string): unknown => {
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return type === 'integer' && !Number.isSafeInteger(number) ? text : number;
  }
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
};

const parseForm = (text: string): Fields => Object.fromEntries(new URLSearchParams(text));

/**
 * Reads a body whatever its content type says: official and home-made clients label JSON as text, as a form or not at all.
 *
 * @throws ApiError MALFORMED_REQUEST when it is neither a JSON object nor a form
 */
export const parseBody = (body: Buffer | undefined, contentType: string): Fields => {
  const text = body?.toString('utf8').trim() ?? '';
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    if (contentType.startsWith('application/x-www-form-urlencoded') && !/^[{[]/.test(text)) return parseForm(text);
    throw new ApiError('MALFORMED_REQUEST', `The request body is not valid JSON: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (value === null) return {};
  if (!isRecord(value)) throw new ApiError('MALFORMED_REQUEST', 'The request body must be a JSON object.');
  return value;
};

/** What a request brings, before decoding. */
export interface RawRequest {
  readonly path: Readonly<Record<string, string>>;
  /** Query parameters; one that is repeated has a list. */
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Fields;
}

/** A nested query field arrives as `filter_by.is_pinned=true`. */
const nestedQuery = (query: RawRequest['query'], field: string): Fields | undefined => {
  const prefix = `${field}.`;
  const nested = Object.entries(query).filter(([name]) => name.startsWith(prefix));
  return nested.length === 0
    ? undefined
    : Object.fromEntries(nested.map(([name, value]) => [name.slice(prefix.length), value]));
};

const pick = (place: FieldPlace, field: string, raw: RawRequest): unknown => {
  switch (place) {
    case 'path':
      return raw.path[field];
    case 'whole-body':
      return raw.body;
    case 'body':
      return raw.body[field];
    case 'query':
      // Some clients send the parameters of a GET or DELETE as a JSON body.
      return raw.query[field] ?? nestedQuery(raw.query, field) ?? raw.body[field];
  }
};

/** Gathers the fields of an operation's flat request from where they travel, coerced but not yet validated. */
export const gatherer = (operation: Operation): ((raw: RawRequest) => Fields) => {
  const places = Object.keys(operation.request.properties).map(name => [name, placeOf(operation, name)] as const);
  return raw => {
    const fields = places.map(([name, place]) => [name, pick(place, name, raw)] as const);
    const present = fields.filter(([, value]) => value !== undefined && value !== null);
    return coerce(operation.request, Object.fromEntries(present)) as Fields;
  };
};
