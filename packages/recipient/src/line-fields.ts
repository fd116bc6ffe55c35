import { invalidResponse } from './errors.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Metadata } from './lines.ts';

/**
 * What both response formats say of a table in the same words.
 *
 * @throws {SharingError} `INVALID_RESPONSE`
 */
export function tableFacts(fields: JsonObject, what: string): Metadata {
  const { id, schemaString, partitionColumns, configuration } = fields;
  if (typeof schemaString !== 'string') throw missing('metaData.schemaString', what);
  const columns = partitionColumns ?? [];
  if (!Array.isArray(columns) || !columns.every(column => typeof column === 'string')) {
    throw missing('metaData.partitionColumns', what);
  }
  return {
    id: typeof id === 'string' ? id : '',
    schemaString,
    partitionColumns: columns,
    configuration: isObject(configuration) ? strings(configuration) : {},
    ...optional(fields, ['name', 'description'], 'string'),
  };
}

/**
 * A count of bytes or rows.
 *
 * @throws {SharingError} `INVALID_RESPONSE`
 */
export function countOf(fields: JsonObject, name: string, owner: string, what: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw missing(`${owner}.${name}`, what);
}

/**
 * A text.
 *
 * @throws {SharingError} `INVALID_RESPONSE`
 */
export function textOf(fields: JsonObject, name: string, owner: string, what: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw missing(`${owner}.${name}`, what);
}

/** Partition values are text or null; some servers send plain numbers and booleans, or leave them out. */
export function partitionsOf(fields: unknown): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(isObject(fields) ? fields : {}).map(([name, value]) => [
      name,
      value === null || value === undefined ? null : String(value),
    ]),
  );
}

/** Those of the named fields that are there and of the type. */
export function optional<Name extends string>(
  fields: JsonObject,
  names: readonly Name[],
  type: 'string',
): { readonly [Key in Name]?: string };
export function optional<Name extends string>(
  fields: JsonObject,
  names: readonly Name[],
  type: 'number',
): { readonly [Key in Name]?: number };
export function optional(fields: JsonObject, names: readonly string[], type: 'string' | 'number'): object {
  return Object.fromEntries(names.filter(name => typeof fields[name] === type).map(name => [name, fields[name]]));
}

/** The error for a line that lacks what it must have. */
export function missing(field: string, what: string): Error {
  return invalidResponse(`${what}: ${field} is missing or unusable.`);
}

/** The entries whose value is text. */
function strings(fields: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
