import { mapColumns } from './column-mapping.ts';
import { invalidResponse, SharingError } from './errors.ts';
import type { FileLine, Line, Metadata, Protocol, ResponseFormat, StreamEnd } from './lines.ts';
import { readLines } from './ndjson.ts';
import { parseLine } from './parse-line.ts';
import { capabilities } from './reader-features.ts';
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

/** An answered query: the table first, then its files while they arrive. */
export interface QueryAnswer extends TableMetadata {
  /** To be read once. */
  readonly files: AsyncGenerator<FileLine>;
  /** What has the server renew the URLs of this very answer; undefined before its end, and where the server gives none. */
  refreshToken(): string | undefined;
  /** Ends the exchange, wherever it is; needed unless `files` was read. */
  close(): Promise<void>;
}

/** How to read the answer to a query. */
export interface AnswerOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether it tells changes: then files that were removed belong to it too. */
  readonly tellsChanges?: boolean | undefined;
}

/**
 * Sends a query and reads the head of its answer. Pages follow each other without a seam.
 *
 * @throws {SharingError} also later, from `files`: `INCOMPLETE_RESPONSE` for an answer without its end, `STREAM_FAILED` when
 * the server reports a failure in it
 */
export async function runQuery(connection: Connection, call: Call, options: AnswerOptions = {}): Promise<QueryAnswer> {
  const first = await openPage(connection, call, options.signal);
  let refreshToken: string | undefined;
  const onEnd = (end: StreamEnd) => {
    refreshToken ??= end.refreshToken;
  };
  const files = filesOf(connection, call, first, { ...options, onEnd });
  const close = async () => {
    await files.return(undefined);
    // A generator that was never begun has nothing to end, but its first page is open.
    await first.lines.return(undefined);
  };
  return { ...first.table, files, refreshToken: () => refreshToken, close };
}

/**
 * Sends a metadata request.
 *
 * @throws {SharingError}
 */
export async function readMetadata(connection: Connection, call: Call, signal?: AbortSignal): Promise<TableMetadata> {
  const page = await openPage(connection, call, signal);
  await page.lines.return(undefined);
  return page.table;
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

interface Page {
  readonly table: TableMetadata;
  /** What follows the head. */
  readonly lines: AsyncGenerator<Line>;
  /** Whether the server promised an end line. */
  readonly endPromised: boolean;
}

async function openPage(connection: Connection, call: Call, signal: AbortSignal | undefined): Promise<Page> {
  const what = nameOf(call);
  const response = await connection.send({ ...call, headers: capabilities }, signal);
  refuseHtml(response, what);
  const lines = linesOf(connection, response, what, signal);
  try {
    const protocol = await nextKnown(lines);
    const head = await nextKnown(lines);
    if (protocol?.kind !== 'protocol' || head?.kind !== 'metaData') throw headError(protocol ?? head, what);
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

async function* filesOf(
  connection: Connection,
  call: Call,
  first: Page,
  options: AnswerOptions & { readonly onEnd: (end: StreamEnd) => void },
): AsyncGenerator<FileLine> {
  const what = nameOf(call);
  const seen = new Set<string>();
  let page = first;
  for (;;) {
    const end = yield* filesOfPage(page, options.tellsChanges === true, what);
    if (end !== undefined) options.onEnd(end);
    const token = end?.nextPageToken;
    if (!token) return;
    if (seen.has(token)) throw invalidResponse(`${what}: the server's pages go in a circle.`);
    seen.add(token);
    page = await openPage(connection, pageOf(call, token), options.signal);
    if (page.table.version !== first.table.version) {
      await page.lines.return(undefined);
      throw invalidResponse(
        `${what}: a later page is of version ${page.table.version}, the first of ${first.table.version}.`,
      );
    }
  }
}

/** The call for a later page. A page token and a refresh token exclude each other. */
function pageOf(call: Call, pageToken: string): Call {
  if (call.method === 'GET') return { ...call, query: { ...call.query, pageToken } };
  const { includeRefreshToken: _, refreshToken: __, ...body } = call.body ?? {};
  return { ...call, body: { ...body, pageToken } };
}

async function* filesOfPage(
  page: Page,
  tellsChanges: boolean,
  what: string,
): AsyncGenerator<FileLine, StreamEnd | undefined> {
  let end: StreamEnd | undefined;
  for await (const line of page.lines) {
    if (line.kind === 'file' && (line.inTable || tellsChanges)) yield line.file;
    if (line.kind === 'queryStatus') throw headError(line, what);
    if (line.kind === 'end') {
      if (line.end.errorMessage !== undefined) throw streamFailed(line.end, line.end.errorMessage, what);
      end = line.end;
    }
  }
  if (end !== undefined || !page.endPromised) return end;
  throw new SharingError(`${what}: the answer ended before its last line; files are missing.`, {
    status: 200,
    errorCode: 'INCOMPLETE_RESPONSE',
  });
}

function streamFailed(end: StreamEnd, message: string, what: string): SharingError {
  return new SharingError(`${what}: the server failed while it answered: ${message}`, {
    status: end.httpStatusErrorCode,
    errorCode: 'STREAM_FAILED',
  });
}

async function nextKnown(lines: AsyncGenerator<Line>): Promise<Line | undefined> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return undefined;
    if (value.kind !== 'other') return value;
  }
}

function headError(line: Line | undefined, what: string): SharingError {
  if (line?.kind === 'end' && line.end.errorMessage !== undefined) {
    return streamFailed(line.end, line.end.errorMessage, what);
  }
  if (line?.kind === 'queryStatus') {
    return invalidResponse(`${what}: the server answered with an asynchronous query, which was not asked for.`);
  }
  return invalidResponse(`${what}: the answer does not begin with a protocol line and a metaData line.`);
}
