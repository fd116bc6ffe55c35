import type { ChangedFile, Changes, ChangesOptions, FileFormat, VersionChanges } from '@boathouse/delta';
import type { Answer } from '../http/answer.ts';
import { endStreamAction } from './end-stream-action.ts';
import { fileIdHashOf } from './file-id-hash.ts';
import { fileLines } from './file-lines.ts';
import { type FileSigner, fileSigner } from './file-signer.ts';
import { headLines, metadataLine, protocolLine } from './head-lines.ts';
import { linesAnswer } from './lines-answer.ts';
import type { QueryPaging } from './query-request.ts';
import { readAhead, withFirst } from './read-ahead.ts';
import { Tally } from './recorded-lines.ts';
import { chooseFormat } from './response-format.ts';
import { makeToken, pageTokenLife, readToken } from './sharing-token.ts';
import type { TableCall } from './table-call.ts';
import { requireSharedVersion } from './table-history.ts';

/** The versions whose changes are wanted: both ends are. */
export interface VersionRange {
  readonly from: number;
  readonly to: number;
}

/** A query for changes. */
export interface ChangesQuery {
  readonly kind: ChangesOptions['kind'];
  /** What was asked for, without how the answer is parted: page tokens are bound to it. */
  readonly parameters: object;
  readonly paging: Pick<QueryPaging, 'maxFiles' | 'pageToken'>;
  /** Whether metadata, and in the delta format the protocol, is told wherever it changes. */
  readonly history: { readonly metadata: boolean; readonly protocol: boolean };
}

/** Where a page of changes begins: after so many files of a version. */
type Resume = NonNullable<ChangesOptions['resume']>;

/** Which part of which changes a query is answered with: what a page token says. */
interface ChangesPart extends VersionRange {
  readonly format?: FileFormat;
  readonly resume?: Resume;
}

/** One answer in the making. */
interface ChangesPage {
  readonly call: TableCall;
  readonly query: ChangesQuery;
  readonly changes: Changes;
  readonly format: FileFormat;
  readonly resume: Resume | undefined;
  readonly signer: FileSigner;
  readonly tally: Tally;
}

const openChanges = async (
  call: TableCall,
  { kind }: ChangesQuery,
  { format: begun, ...range }: ChangesPart,
): Promise<{ readonly changes: Changes; readonly format: FileFormat }> => {
  const { snapshots } = call.context.workspace;
  const { ref, table } = call.opened;
  const open = (format: FileFormat): Promise<Changes> =>
    snapshots.changes(ref, {
      ...range,
      kind,
      format,
      fileIdHash: fileIdHashOf(call.fileIdHash, format),
      ...(table.filter !== undefined && { filter: table.filter }),
    });
  const likely = begun ?? (call.capabilities.formats?.includes('parquet') === false ? 'delta' : 'parquet');
  const changes = await open(likely);
  const format = chooseFormat(call.capabilities, changes.requiredFeatures, begun);
  return { changes: format === likely ? changes : await open(format), format };
};

/** The table as the answer begins with it. Where changes of it are not told, the schema of the end has all columns. */
const headOf = async ({ call, query, changes, format }: ChangesPage): Promise<string> => {
  const { from, to, start } = changes;
  if (query.history.metadata || from === to) return headLines({ ...start, format });
  const { snapshots } = call.context.workspace;
  const { start: end } = await snapshots.changes(call.opened.ref, { from: to, to, kind: query.kind, format });
  return headLines({ ...end, format });
};

/** What a version says of the table itself. The first lines have said it of the first version. */
const factLines = (
  { query, changes, format }: ChangesPage,
  { version, protocol, metadata }: VersionChanges,
): string => {
  if (version <= changes.from) return '';
  const { history } = query;
  const showsProtocol = history.protocol && protocol !== undefined && format === 'delta';
  return [
    showsProtocol ? protocolLine(format, protocol, version) : '',
    history.metadata && metadata !== undefined ? metadataLine({ format, metadata, version }) : '',
  ].join('');
};

/**
 * The lines of one version, as many files of it as there is room for.
 *
 * @param skipped files of the version that came on an earlier page, with what it says of the table
 * @returns where the next page begins, if it is in this version
 */
async function* versionLines(
  page: ChangesPage,
  change: VersionChanges,
  skipped: number,
): AsyncGenerator<string, Resume | undefined> {
  const { format, signer, tally, query } = page;
  const room = query.paging.maxFiles ?? Infinity;
  const style = { format, expiresAt: signer.expiresAt, at: change };
  const facts = skipped === 0 ? factLines(page, change) : '';
  if (facts !== '') yield facts;
  let sent = skipped;
  for await (const files of change.files()) {
    const fitting: readonly ChangedFile[] = files.slice(0, room - tally.files);
    if (fitting.length > 0) yield fileLines(await signer.sign(fitting), style, ({ file }) => file.action);
    tally.add(fitting);
    sent += fitting.length;
    if (fitting.length < files.length) return { version: change.version, files: sent };
  }
  return undefined;
}

/** The lines of a page. Returns where the next one begins. */
async function* filesOfPage(page: ChangesPage): AsyncGenerator<string, Resume | undefined> {
  const { changes, query, resume, tally } = page;
  for await (const change of changes.versions()) {
    if (tally.files >= (query.paging.maxFiles ?? Infinity)) return { version: change.version, files: 0 };
    const skipped = change.version === resume?.version ? resume.files : 0;
    const next = yield* versionLines(page, change, skipped);
    if (next !== undefined) return next;
  }
  return undefined;
}

async function* pageLines(page: ChangesPage): AsyncGenerator<string> {
  const { call, query, changes, format } = page;
  const head = await headOf(page);
  const files = await readAhead(filesOfPage(page));
  const resume = yield* withFirst(head, files);
  const claims = { from: changes.from, to: changes.to, format, resume };
  const next = resume && makeToken('page', call, { request: query.parameters, claims, life: pageTokenLife });
  if (next === undefined && !call.capabilities.endStreamAction) return;
  const minUrlExpirationTimestamp = page.signer.expiresAt;
  yield endStreamAction({ ...(next !== undefined && { nextPageToken: next }), minUrlExpirationTimestamp });
}

/**
 * Answers a query for changes, or a page of it.
 *
 * @param findRange the versions that are asked for; on later pages the token has them
 * @throws ApiError INVALID_PARAMETER_VALUE; DeltaError
 */
export const answerChanges = async (
  call: TableCall,
  query: ChangesQuery,
  findRange: () => Promise<VersionRange>,
): Promise<Answer> => {
  const { pageToken: token } = query.paging;
  const part: ChangesPart =
    token === undefined
      ? await findRange()
      : await readToken<ChangesPart>('page', call, { request: query.parameters, token });
  requireSharedVersion(call.opened, part.from);
  const { changes, format } = await openChanges(call, query, part);
  const tally = new Tally();
  const signer = fileSigner(call.context, call.opened);
  const page = { call, query, changes, format, resume: part.resume, signer, tally };
  return linesAnswer(call, format, { version: part.from, lines: pageLines(page), tally });
};
