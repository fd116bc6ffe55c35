import { randomUUID } from 'node:crypto';
import { invalidResponse, SharingError } from './errors.ts';
import type { FileLine, StreamEnd } from './lines.ts';
import { type OpenedAnswer, type OpenOptions, openAnswer } from './open-answer.ts';
import { streamFailed, type TableMetadata, unexpectedStatus } from './query-page.ts';
import { type Call, type Connection, nameOf } from './request.ts';

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
export interface AnswerOptions extends OpenOptions {
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
  const first = await openAnswer(connection, options.patience === undefined ? call : withKey(call), options);
  let refreshToken: string | undefined;
  const onEnd = (end: StreamEnd) => {
    refreshToken ??= end.refreshToken;
  };
  const files = filesOf(connection, first, { ...options, onEnd });
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
  const page = await openAnswer(connection, call, { signal });
  await page.lines.return(undefined);
  return page.table;
}

/** A query that is sent again under the same key is the same query. */
function withKey(call: Call): Call {
  return { ...call, body: { ...call.body, idempotencyKey: randomUUID() } };
}

async function* filesOf(
  connection: Connection,
  first: OpenedAnswer,
  options: AnswerOptions & { readonly onEnd: (end: StreamEnd) => void },
): AsyncGenerator<FileLine> {
  const what = nameOf(first.call);
  const seen = new Set<string>();
  let page = first;
  for (;;) {
    const end = yield* filesOfPage(connection, page, options.tellsChanges === true);
    if (end !== undefined) options.onEnd(end);
    const token = end?.nextPageToken;
    if (!token) return;
    if (seen.has(token)) throw invalidResponse(`${what}: the server's pages go in a circle.`);
    seen.add(token);
    page = await openAnswer(connection, pageOf(page.call, token), options);
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
  const { includeRefreshToken: _, refreshToken: __, idempotencyKey: ___, ...body } = call.body ?? {};
  return { ...call, body: { ...body, pageToken } };
}

async function* filesOfPage(
  connection: Connection,
  page: OpenedAnswer,
  tellsChanges: boolean,
): AsyncGenerator<FileLine, StreamEnd | undefined> {
  const what = nameOf(page.call);
  let end: StreamEnd | undefined;
  for await (const line of page.lines) {
    if (line.kind === 'file' && (line.inTable || tellsChanges)) yield line.file;
    if (line.kind === 'queryStatus') throw unexpectedStatus(what);
    if (line.kind === 'end') {
      if (line.end.errorMessage !== undefined) throw streamFailed(connection, line.end, what);
      end = line.end;
    }
  }
  if (end !== undefined || !page.endPromised) return end;
  throw new SharingError(`${what}: the answer ended before its last line; files are missing.`, {
    status: 200,
    errorCode: 'INCOMPLETE_RESPONSE',
  });
}
