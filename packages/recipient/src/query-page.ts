import { mapColumns } from './column-mapping.ts';
import { invalidResponse, SharingError } from './errors.ts';
import type { Line, Metadata, Protocol, QueryStatus, ResponseFormat, StreamEnd } from './lines.ts';
import { readLines } from './ndjson.ts';
import { parseLine } from './parse-line.ts';
import { type Call, type Connection, nameOf, refuseHtml, withSignal } from './request.ts';
import { parseSchema, type StructType } from './schema.ts';
import { bodyChunks } from './transport.ts';

/** A table at one version. */
export interface TableMetadata extends Metadata {
  readonly version: number;
  /** The form in which the server told of it. */
  readonly responseFormat: ResponseFormat;
  readonly protocol: Protocol;
  /** The columns, partition columns among them, in order. */
  readonly schema: StructType;
}

/** An answer whose head has been read, or a page of one. */
export interface QueryPage {
  readonly table: TableMetadata;
  /** What follows the head. */
  readonly lines: AsyncGenerator<Line>;
  /** Whether the server promised an end line. */
  readonly endPromised: boolean;
}

/**
 * Sends a call and reads the head of its answer.
 *
 * @param call with the capabilities of this client
 * @returns a status instead, when the server answers later
 * @throws {SharingError}
 */
export async function openPage(
  connection: Connection,
  call: Call,
  signal: AbortSignal | undefined,
): Promise<QueryPage | QueryStatus> {
  const what = nameOf(call);
  const response = await connection.send(call, signal);
  refuseHtml(response, what);
  const lines = linesOf(connection, response, what, signal);
  try {
    const protocol = await nextKnown(lines);
    if (protocol?.kind === 'queryStatus') {
      await lines.return(undefined);
      return protocol.status;
    }
    const head = await nextKnown(lines);
    if (protocol?.kind !== 'protocol' || head?.kind !== 'metaData') throw headError(connection, protocol ?? head, what);
    const table = tableOf(head.metadata, protocol.format, what);
    const version = versionOf(response, what);
    const endPromised = /(^|;)\s*includeendstreamaction\s*=\s*true\s*(;|$)/i.test(
      response.headers.get('delta-sharing-capabilities') ?? '',
    );
    return { table: { ...table, version, protocol: protocol.protocol }, lines, endPromised };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

/**
 * The `Delta-Table-Version` of an answer.
 *
 * @throws {SharingError} `INVALID_RESPONSE` when there is none
 */
export function versionOf(response: Response, what: string): number {
  const header = response.headers.get('delta-table-version');
  const version = header === null || header.trim() === '' ? Number.NaN : Number(header);
  if (Number.isSafeInteger(version) && version >= 0) return version;
  throw invalidResponse(`${what}: the answer has no Delta-Table-Version.`, response.status);
}

/** The error for a status where an answer should be. */
export function unexpectedStatus(what: string): SharingError {
  return invalidResponse(`${what}: the server answered with an asynchronous query, which was not asked for.`);
}

/** The error for a failure that a server reports in an answer that had begun well. */
export function streamFailed({ quote }: Connection, end: StreamEnd, what: string): SharingError {
  return new SharingError(`${what}: the server failed while it answered: ${quote(end.errorMessage ?? '')}`, {
    status: end.httpStatusErrorCode,
    errorCode: 'STREAM_FAILED',
  });
}

/** In the parquet format a table has no column mapping, whatever its properties say. */
function tableOf(metadata: Metadata, responseFormat: ResponseFormat, what: string) {
  const schema = parseSchema(metadata.schemaString, what);
  const mode = metadata.configuration['delta.columnMapping.mode'];
  return { ...metadata, responseFormat, schema: responseFormat === 'delta' ? mapColumns(schema, mode, what) : schema };
}

async function* linesOf(connection: Connection, response: Response, what: string, signal: AbortSignal | undefined) {
  const chunks = bodyChunks(withSignal(connection.transport, signal), response, what);
  for await (const line of readLines(chunks, what)) yield parseLine(line, what);
}

async function nextKnown(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return undefined;
    if (value.kind !== 'other') return value;
  }
}

function headError(connection: Connection, line: Line | undefined, what: string): SharingError {
  if (line?.kind === 'end' && line.end.errorMessage !== undefined) return streamFailed(connection, line.end, what);
  return invalidResponse(`${what}: the answer does not begin with a protocol line and a metaData line.`);
}
