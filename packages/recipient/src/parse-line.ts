import { invalidResponse } from './errors.ts';
import { isObject, type JsonObject, kindOf } from './json.ts';
import { countOf, missing, optional, partitionsOf, tableFacts, textOf } from './line-fields.ts';
import type { FileLine, Line, Metadata, Protocol, QueryStatus, StreamEnd } from './lines.ts';
import { deltaFile, deltaProtocol } from './parse-delta-line.ts';

/** The keys of changed files in the parquet response format. */
const changes = { add: 'add', remove: 'remove', cdf: 'cdc' } as const;

/**
 * Reads one line of an NDJSON answer, in either response format. Unknown fields and unknown kinds are ignored, as the
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
  if ('protocol' in line) return protocolLine(fields('protocol'), what);
  if ('metaData' in line) return { kind: 'metaData', metadata: metadata(fields('metaData'), what) };
  if ('file' in line) return fileLine(fields('file'), what);
  if ('endStreamAction' in line) return { kind: 'end', end: streamEnd(fields('endStreamAction')) };
  for (const [key, action] of Object.entries(changes)) {
    if (key in line) return { kind: 'file', file: { ...file(fields(key), what), action }, inTable: false };
  }
  if ('queryStatus' in line) return { kind: 'queryStatus', status: queryStatus(fields('queryStatus'), what) };
  return { kind: 'other' };
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

function protocolLine(fields: JsonObject, what: string): Line {
  const { deltaProtocol: inner } = fields;
  if (isObject(inner)) return { kind: 'protocol', protocol: deltaProtocol(inner, what), format: 'delta' };
  return { kind: 'protocol', protocol: protocol(fields, what), format: 'parquet' };
}

function protocol(fields: JsonObject, what: string): Protocol {
  const minReaderVersion = fields['minReaderVersion'];
  if (typeof minReaderVersion !== 'number') throw missing('protocol.minReaderVersion', what);
  if (minReaderVersion > 1) {
    throw invalidResponse(
      `${what}: the table needs reader version ${minReaderVersion}, for which the parquet response format has no place.`,
    );
  }
  return { minReaderVersion };
}

function metadata(fields: JsonObject, what: string): Metadata {
  const { deltaMetadata: inner } = fields;
  const facts = tableFacts(isObject(inner) ? inner : fields, what);
  return { ...facts, ...optional(fields, ['size', 'numFiles'], 'number') };
}

function fileLine(fields: JsonObject, what: string): Line {
  if (!('deltaSingleAction' in fields)) return { kind: 'file', file: file(fields, what), inTable: true };
  const changed = deltaFile(fields, what);
  return { kind: 'file', file: changed, inTable: changed.action === 'add' };
}

function file(fields: JsonObject, what: string): FileLine {
  return {
    url: textOf(fields, 'url', 'file', what),
    id: textOf(fields, 'id', 'file', what),
    size: countOf(fields, 'size', 'file', what),
    partitionValues: partitionsOf(fields['partitionValues']),
    ...optional(fields, ['stats'], 'string'),
    ...optional(fields, ['version', 'timestamp', 'expirationTimestamp'], 'number'),
  };
}

function streamEnd(fields: JsonObject): StreamEnd {
  return {
    ...optional(fields, ['errorMessage', 'nextPageToken', 'refreshToken'], 'string'),
    ...optional(fields, ['httpStatusErrorCode'], 'number'),
  };
}

/** A status that is not known is taken for pending, as Spark's client takes it. */
function queryStatus(fields: JsonObject, what: string): QueryStatus {
  const messages = [fields['errorMessage'], fields['message'], fields['error']];
  const queryId = textOf(fields, 'queryId', 'queryStatus', what);
  // It becomes a part of a path.
  if (/^\.{0,2}$/.test(queryId)) throw missing('queryStatus.queryId', what);
  return {
    queryId,
    isFailed: /^failed$/i.test(String(fields['status'])),
    message: messages.find(message => typeof message === 'string'),
  };
}
