import { isRequired, type Operation, pathFields, schemaOf } from '@boathouse/contract';
import { UsageError } from '../failures.ts';
import { parseWord } from './options.ts';
import { type Positional, placeholder } from './positionals.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What was given on the command line for a request. */
export interface Given {
  /** In the order of the positionals; undefined for one that was left out. */
  readonly words: readonly (string | undefined)[];
  /** By field. */
  readonly flags: Fields;
  readonly json: Fields;
}

/**
 * Puts a request together.
 *
 * @returns the request, and the fields of `--json` that the operation does not know
 * @throws UsageError for a field that is given twice, missing, or of the wrong form
 */
export const requestOf = (
  operation: Operation,
  positionals: readonly Positional[],
  given: Given,
): { readonly request: Fields; readonly unknown: readonly string[] } => {
  const schema = schemaOf(operation.request);
  const properties = schema.properties ?? {};
  const words: Record<string, unknown> = {};
  for (const [index, { field }] of positionals.entries()) {
    const word = given.words[index];
    if (word !== undefined) words[field] = parseWord(placeholder(field), properties[field] ?? {}, word);
  }
  const twice = Object.keys(given.json).filter(field => field in words || field in given.flags);
  if (twice.length > 0) throw new UsageError(`Given twice, by --json and beside it: ${twice.join(', ')}.`);
  const request: Fields = { ...given.json, ...words, ...given.flags };
  const missing = Object.keys(properties).filter(field => isRequired(schema, field) && request[field] === undefined);
  if (missing.length > 0)
    throw new UsageError(`Missing: ${missing.map(field => howToGive(field, positionals)).join(', ')}.`);
  const empty = pathFields(operation.path).filter(field => request[field] === '');
  if (empty.length > 0) throw new UsageError(`${empty.map(placeholder).join(', ')} must not be empty.`);
  return { request, unknown: Object.keys(given.json).filter(field => properties[field] === undefined) };
};

const howToGive = (field: string, positionals: readonly Positional[]): string =>
  positionals.some(positional => positional.field === field) ? placeholder(field) : `"${field}" in --json`;
