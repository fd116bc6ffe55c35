import type { FileFormat, Predicate, ScannedFile, ScanOptions, Snapshot } from '@boathouse/delta';
import type { Answer } from '../http/answer.ts';
import { directoryFacts } from './directory-access.ts';
import { type EndOfStream, endStreamAction } from './end-stream-action.ts';
import { fileIdHashOf } from './file-id-hash.ts';
import { fileLines } from './file-lines.ts';
import { type FileSigner, fileSigner } from './file-signer.ts';
import { headLines } from './head-lines.ts';
import { linesAnswer } from './lines-answer.ts';
import { predicateOf, type QueryPaging, type QueryParameters } from './query-request.ts';
import { readAhead, withFirst } from './read-ahead.ts';
import { Tally } from './recorded-lines.ts';
import { chooseFormat } from './response-format.ts';
import { makeToken, pageTokenLife, refreshTokenLife } from './sharing-token.ts';
import type { TableCall } from './table-call.ts';

/** Which part of which version a query is answered with. */
export interface SnapshotPart {
  readonly version: number;
  /** Number of the first file, of those that the share lets the recipient see. */
  readonly from: number;
  /** How many rows of data are still wanted at most. */
  readonly limit?: number;
  /** The format that the answer began in, when it is not its beginning. */
  readonly format?: FileFormat;
}

/** A query for the files of one version. */
export interface SnapshotQuery {
  readonly parameters: QueryParameters;
  readonly paging: QueryPaging;
  readonly part: SnapshotPart;
}

/** One answer in the making. */
interface Page {
  readonly call: TableCall;
  readonly query: SnapshotQuery;
  readonly snapshot: Snapshot;
  readonly format: FileFormat;
  readonly predicate: Predicate | undefined;
  /** The number after the last one of the page, and how many there are. */
  readonly to: number;
  readonly total: number;
}

const scanOptions = ({ call, query: { part }, format, predicate, to }: Page): ScanOptions => {
  const { filter } = call.opened.table;
  return {
    format,
    fileIdHash: fileIdHashOf(call.fileIdHash, format),
    from: part.from,
    to,
    ...(filter !== undefined && { filter }),
    ...(predicate !== undefined && { predicate }),
    ...(part.limit !== undefined && { limit: part.limit }),
  };
};

/** Statistics within a file's JSON; nothing that a partition value holds can look like it, its quotes being escaped. */
const recordsPattern = /,"stats":"\{\\"numRecords\\":(\d+)/;

/** Rows that a file surely adds to what is wanted. Some of them may be deleted, or not match. */
const rowsOf = ({ json, deletionVector }: ScannedFile): number =>
  deletionVector === undefined ? Number(recordsPattern.exec(json)?.[1] ?? 0) : 0;

const nextPageToken = (page: Page, rows: number): string | undefined => {
  const { query, snapshot, format, predicate, to, total } = page;
  const { limit } = query.part;
  const left = limit === undefined || predicate !== undefined ? limit : limit - rows;
  if (to >= total || (left !== undefined && left <= 0)) return undefined;
  const claims: SnapshotPart = {
    version: snapshot.version,
    from: to,
    format,
    ...(left !== undefined && { limit: left }),
  };
  return makeToken('page', page.call, { request: query.parameters, claims, life: pageTokenLife });
};

const refreshToken = ({ call, query, snapshot, format }: Page): string | undefined => {
  const { parameters, paging } = query;
  // Who names a version gets the same files by naming it again.
  if (paging.includeRefreshToken !== true) return undefined;
  if (parameters.version !== undefined || parameters.timestamp !== undefined) return undefined;
  const claims = { version: snapshot.version, format };
  const life = refreshTokenLife(call.context.workspace.config);
  return makeToken('refresh', call, { request: parameters, claims, life });
};

/** The last line; empty when the client did not ask for one and there is nothing that it needs to know. */
const endLine = (page: Page, signer: FileSigner, rows: number): string => {
  const [next, refresh] = [nextPageToken(page, rows), refreshToken(page)];
  const end: EndOfStream = {
    ...(refresh !== undefined && { refreshToken: refresh }),
    ...(next !== undefined && { nextPageToken: next }),
    minUrlExpirationTimestamp: signer.expiresAt,
  };
  const isWanted = page.call.capabilities.endStreamAction || next !== undefined || refresh !== undefined;
  return isWanted ? endStreamAction(end) : '';
};

/** The lines of the files. Returns how many rows they surely add to what is wanted. */
async function* filesOfPage(page: Page, signer: FileSigner, tally: Tally): AsyncGenerator<string, number> {
  const { query, snapshot, format } = page;
  const { parameters, part } = query;
  const isPast = parameters.version !== undefined || parameters.timestamp !== undefined;
  const style = { format, expiresAt: signer.expiresAt, ...(isPast && { at: snapshot }) };
  let rows = 0;
  for await (const files of snapshot.scan(scanOptions(page))) {
    yield fileLines(await signer.sign(files), style, () => 'file');
    tally.add(files);
    for (const file of files) rows += part.limit === undefined ? 0 : rowsOf(file);
  }
  return rows;
}

async function* pageLines(page: Page, tally: Tally): AsyncGenerator<string> {
  const { call, snapshot, format } = page;
  const { version, protocol, metadata } = snapshot;
  const signer = fileSigner(call.context, call.opened);
  await signer.admit(snapshot.absolutePaths);
  const files = await readAhead(filesOfPage(page, signer, tally));
  // With a filter, the figures of the whole table would tell of what it hides.
  const figures = call.opened.table.filter === undefined ? { figures: snapshot } : {};
  const directory = directoryFacts(call.opened, snapshot, call.context.workspace.config);
  const head = headLines({ format, version, protocol, metadata, ...figures, directory });
  const rows = yield* withFirst(head, files);
  const end = endLine(page, signer, rows ?? 0);
  if (end !== '') yield end;
}

/** How many files there are to page through. What a filter hides is not counted: its number would tell of it. */
const totalOf = async ({ opened }: TableCall, { maxFiles }: QueryPaging, snapshot: Snapshot): Promise<number> => {
  const { filter } = opened.table;
  return filter === undefined || maxFiles === undefined ? snapshot.numFiles : snapshot.countFiles(filter);
};

/**
 * Answers a query for the files of one version, or a page of it: a range of the files that the recipient may see, of which
 * a predicate may leave out some.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when the client cannot read the table; DeltaError
 */
export const answerSnapshot = async (call: TableCall, query: SnapshotQuery, snapshot: Snapshot): Promise<Answer> => {
  const { part, paging, parameters } = query;
  const format = chooseFormat(call.capabilities, snapshot.requiredFeatures, part.format);
  const total = await totalOf(call, paging, snapshot);
  const to = Math.min(total, part.from + Math.min(paging.maxFiles ?? Infinity, total));
  const page: Page = {
    call,
    query,
    snapshot,
    format,
    predicate: predicateOf(parameters, snapshot.metadata.schemaString),
    to,
    total,
  };
  const tally = new Tally();
  const answer = { version: snapshot.version, lines: pageLines(page, tally), tally };
  return linesAnswer(call, format, answer);
};
