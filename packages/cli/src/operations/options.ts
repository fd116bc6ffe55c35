import { type JsonSchema, type Operation, schemaOf } from '@boathouse/contract';
import { Option } from 'commander';
import { UsageError } from '../failures.ts';
import { toFlag } from '../names.ts';

const scalarTypes = ['string', 'integer', 'number', 'boolean'];

/** Whether a value of the schema can be written as one word. */
export const isScalar = ({ type = '' }: JsonSchema): boolean => scalarTypes.includes(type);

const isListOfScalars = ({ items }: JsonSchema): boolean => items !== undefined && isScalar(items);

/**
 * Reads one word as the value that a field takes.
 *
 * @throws UsageError for a word that is no such value
 */
export const parseWord = (field: string, schema: JsonSchema, word: string): string | number | boolean => {
  if (schema.type === 'integer' || schema.type === 'number') return parseNumber(field, schema.type, word);
  if (schema.type !== 'boolean') return word;
  if (word === 'true' || word === 'false') return word === 'true';
  throw new UsageError(`${field} must be true or false, not "${word}".`);
};

const parseNumber = (field: string, type: string, word: string): number => {
  const value = word.trim() === '' ? Number.NaN : Number(word);
  if (type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
  throw new UsageError(`${field} must be a ${type === 'integer' ? 'whole ' : ''}number, not "${word}".`);
};

/** A field of a request that is given by a flag. */
export interface FieldOption {
  readonly field: string;
  readonly option: Option;
}

/**
 * The flags of an operation: one for each field that can be written in a word, or is a list of such, and is no positional.
 * A list's flag is repeated. A truth's flag takes no value; `--no-…` and `=false` say no.
 *
 * @param positionals the fields that are given by their place
 */
export const optionsOf = ({ request }: Operation, positionals: readonly string[]): readonly FieldOption[] =>
  Object.entries(schemaOf(request).properties ?? {})
    .filter(([field]) => !positionals.includes(field))
    .flatMap(([field, schema]) => optionsOfField(field, schema).map(option => ({ field, option })));

const optionsOfField = (field: string, schema: JsonSchema): readonly Option[] => {
  const flag = `--${toFlag(field)}`;
  const text = schema.description ?? '';
  if (schema.type === 'boolean') {
    return [new Option(flag, text), new Option(`--no-${flag.slice(2)}`).hideHelp()];
  }
  if (isScalar(schema)) {
    const option = withValues(new Option(`${flag} <${wordFor(schema)}>`, text), schema);
    return [option.argParser(word => parseWord(flag, schema, word))];
  }
  const { items } = schema;
  if (items === undefined || !isListOfScalars(schema)) return [];
  const option = withValues(new Option(`${flag} <${wordFor(items)}>`, `${text} Repeat it for more than one.`), items);
  const add = (word: string, before: readonly unknown[] | undefined) => [
    ...(before ?? []),
    parseWord(flag, items, word),
  ];
  return [option.argParser(add)];
};

const wordFor = ({ type }: JsonSchema): string => (type === 'integer' || type === 'number' ? 'number' : 'text');

/** Closed lists are shown and completed, not enforced: a newer workspace may know more values. */
export const withValues = <Target extends { argChoices?: string[] | undefined }>(
  target: Target,
  schema: JsonSchema,
): Target => {
  if (schema.enum !== undefined) target.argChoices = [...schema.enum];
  return target;
};
