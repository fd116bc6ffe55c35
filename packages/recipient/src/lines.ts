import { invalidResponse } from './errors.ts';
import { isObject, type JsonObject, kindOf } from './json.ts';

/** What a reader must support. In the parquet response format always version 1. */
export interface Protocol {
  readonly minReaderVersion: number;
}

/** The `metaData` line of a table, as the provider sent it. */
export interface Metadata {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  /** The columns in Delta's JSON; `TableMetadata.schema` has them parsed. */
  readonly schemaString: string;
  readonly partitionColumns: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
  /** Bytes of all data files, when the provider says. */
  readonly size?: number;
  readonly numFiles?: number;
}

/** A `file` line: one Parquet file of a table, and a URL that opens it for a while. */
export interface FileLine {
  /** Signed: whoever has it can read the file until it expires. */
  readonly url: string;
  /** The same for the same file in every answer. */
  readonly id: string;
  readonly partitionValues: Readonly<Record<string, string | null>>;
  /** Bytes of the file. */
  readonly size: number;
  /** Delta statistics as JSON text: numRecords, minValues, maxValues, nullCount. */
  readonly stats?: string;
  /** The table version and the commit time (ms since 1970) that added the file, when the provider says. */
  readonly version?: number;
  readonly timestamp?: number;
  /** When the URL stops working, in ms since 1970. */
  readonly expirationTimestamp?: number;
}

/** The `endStreamAction` line: the answer is whole, or failed after it had begun. */
export interface StreamEnd {
  readonly errorMessage?: string;
  readonly httpStatusErrorCode?: number;
  readonly nextPageToken?: string;
}

/** One line of an answer. Kinds that this client does not know are `other`. */
export type Line =
  | { readonly kind: 'protocol'; readonly protocol: Protocol }
  | { readonly kind: 'metaData'; readonly metadata: Metadata }
  | { readonly kind: 'file'; readonly file: FileLine }
  | { readonly kind: 'end'; readonly end: StreamEnd }
  | { readonly kind: 'queryStatus' }
  | { readonly kind: 'other' };

/**
 * Reads one line of an NDJSON answer in the parquet response format. Unknown fields and unknown kinds are ignored, as the
 * protocol asks.
 *
 * @param what names the exchange in errors
 * @throws {SharingError} `INVALID_RESPONSE` for what is no JSON object and for a known kind without its required fields
 */
export function parseLine(text: string, what: string): Line {
  const line = parseJson(text, what);
  const fields = (kind: string): JsonObject => {
    const value = line[kind];
    if (!isObject(value)) throw invalidResponse(`${what}: the line "${kind}" is ${kindOf(value)}.`);
    return value;
  };
  if ('protocol' in line) return { kind: 'protocol', protocol: protocol(fields('protocol'), what) };
  if ('metaData' in line) return { kind: 'metaData', metadata: metadata(fields('metaData'), what) };
  if ('file' in line) return { kind: 'file', file: file(fields('file'), what) };
  if ('endStreamAction' in line) return { kind: 'end', end: streamEnd(fields('endStreamAction')) };
  return 'queryStatus' in line ? { kind: 'queryStatus' } : { kind: 'other' };
}

function parseJson(text: string, what: string): JsonObject {
  try {
    const line: unknown = JSON.parse(text);
    if (isObject(line)) return line;
  } catch {
    // Said below, with what was expected.
  }
  throw invalidResponse(`${what}: a line of the answer is not a JSON object.`);
}

function protocol(fields: JsonObject, what: string): Protocol {
  if ('deltaProtocol' in fields) {
    throw invalidResponse(`${what}: the answer is in the delta response format, and parquet was asked for.`);
  }
  const minReaderVersion = fields['minReaderVersion'];
  if (typeof minReaderVersion !== 'number') throw missing('protocol.minReaderVersion', what);
  if (minReaderVersion > 1) {
    throw invalidResponse(
      `${what}: the table needs reader version ${minReaderVersion}, and this client has version 1.`,
    );
  }
  return { minReaderVersion };
}

function metadata(fields: JsonObject, what: string): Metadata {
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
    ...optional(fields, ['size', 'numFiles'], 'number'),
  };
}

function file(fields: JsonObject, what: string): FileLine {
  const { url, id, size, partitionValues } = fields;
  if (typeof url !== 'string') throw missing('file.url', what);
  if (typeof id !== 'string') throw missing('file.id', what);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw missing('file.size', what);
  return {
    url,
    id,
    size,
    partitionValues: partitions(isObject(partitionValues) ? partitionValues : {}),
    ...optional(fields, ['stats'], 'string'),
    ...optional(fields, ['version', 'timestamp', 'expirationTimestamp'], 'number'),
  };
}

function streamEnd(fields: JsonObject): StreamEnd {
  return {
    ...optional(fields, ['errorMessage', 'nextPageToken'], 'string'),
    ...optional(fields, ['httpStatusErrorCode'], 'number'),
  };
}

/** Partition values are text or null; some servers send plain numbers and booleans. */
function partitions(fields: JsonObject): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null || value === undefined ? null : String(value)]),
  );
}

/** The entries whose value is text. */
function strings(fields: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function optional<Name extends string>(
  fields: JsonObject,
  names: readonly Name[],
  type: 'string',
): { readonly [Key in Name]?: string };
function optional<Name extends string>(
  fields: JsonObject,
  names: readonly Name[],
  type: 'number',
): { readonly [Key in Name]?: number };
function optional(fields: JsonObject, names: readonly string[], type: 'string' | 'number'): object {
  return Object.fromEntries(names.filter(name => typeof fields[name] === type).map(name => [name, fields[name]]));
}

function missing(field: string, what: string): Error {
  return invalidResponse(`${what}: ${field} is missing or unusable.`);
}
