import type { deltaSharing, RequestOf } from '@boathouse/contract';
import type { ScannedFile, Snapshot } from '@boathouse/delta';
import { Answer } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { toApiError } from '../http/known-errors.ts';
import { chooseFormat } from './capabilities.ts';
import { metadataLine, protocolLine } from './lines.ts';
import { type OpenedTable, openSnapshot, withTable } from './open-table.ts';
import { readPredicateHints } from './predicate-hints.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;
type QueryRequest = RequestOf<(typeof deltaSharing)['operations']['queryTable']>;

/** What the protocol knows and the workspace does not do yet. It says so, instead of answering something else. */
const refuseUnsupported = (request: QueryRequest): void => {
  const field = (['startingVersion', 'endingVersion', 'pageToken', 'refreshToken'] as const).find(
    name => request[name] !== undefined,
  );
  if (field !== undefined) throw new ApiError('INVALID_PARAMETER_VALUE', `Field '${field}' is not supported yet.`);
};

/** What came of a query, for the audit trail. */
interface Tally {
  files: number;
  bytes: number;
}

const sizePattern = /"size":(\d+)/;

/** One batch of files as lines, with a signed URL each. Strings are joined, not built as objects: there may be a million. */
const toLines = (files: readonly ScannedFile[], sign: (path: string) => string, end: string): string => {
  let lines = '';
  for (const { path, id, json } of files) {
    lines += `{"file":{"url":${JSON.stringify(sign(path))},"id":"${id}",${json}${end}}}\n`;
  }
  return lines;
};

const tallyOf = (files: readonly ScannedFile[]): Tally => ({
  files: files.length,
  bytes: files.reduce((sum, file) => sum + Number(sizePattern.exec(file.json)?.[1] ?? 0), 0),
});

/** How the files of an answer are signed, and what ends each line. */
const signing = (
  context: Context<RecipientCaller>,
  { share, table, store }: OpenedTable,
  snapshot: Snapshot,
  showVersion: boolean,
) => {
  const { workspace, principal } = context;
  const now = workspace.now();
  const expiresAt = now + workspace.config.signed_url_seconds * 1000;
  const options = {
    now,
    expiresAt,
    recipientId: principal.id,
    shareId: share.id,
    tableId: table.tableId,
    publicUrl: workspace.publicUrl(),
    signingKey: workspace.signingKeys.current,
  };
  const version = showVersion ? `,"version":${snapshot.version}` : '';
  return { sign: (path: string) => store.sign(path, options), end: `${version},"expirationTimestamp":${expiresAt}` };
};

/** Streams the answer, and leaves a second audit record when it ends, however it ends. */
async function* answerLines(
  context: Context<RecipientCaller>,
  opened: OpenedTable,
  snapshot: Snapshot,
  request: QueryRequest,
): AsyncGenerator<string> {
  const predicate = readPredicateHints(request.jsonPredicateHints);
  const limit = request.limitHint;
  const { sign, end } = signing(context, opened, snapshot, request.version !== undefined);
  const tally = { files: 0, bytes: 0 };
  let failure: unknown = new ApiError('CANCELLED', 'The client went away before the answer ended.');
  try {
    yield protocolLine + metadataLine(snapshot);
    const scan = snapshot.scan({
      ...(predicate === undefined ? {} : { predicate }),
      ...(limit === undefined ? {} : { limit }),
    });
    for await (const files of scan) {
      yield toLines(files, sign, end);
      const batch = tallyOf(files);
      tally.files += batch.files;
      tally.bytes += batch.bytes;
    }
    failure = undefined;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await recordEnd(context, snapshot, tally, failure);
  }
}

const recordEnd = async (
  context: Context<RecipientCaller>,
  snapshot: Snapshot,
  tally: Tally,
  failure: unknown,
): Promise<void> => {
  const result = { tableVersion: snapshot.version, numAddFiles: tally.files, scannedAddFileSize: tally.bytes };
  const error = failure === undefined ? undefined : toApiError(failure);
  await context.audit('deltaSharingQueriedTable', {
    status: error?.status ?? 200,
    ...(error === undefined ? {} : { error: `${error.code}: ${error.message}` }),
    result,
  });
};

/** Answers `query`: the data files of a snapshot, one line each. */
export const queryTable: All['queryTable'] = (request, context) => {
  refuseUnsupported(request);
  const format = chooseFormat(context.request.header('delta-sharing-capabilities'));
  return withTable(context, request, async opened => {
    const snapshot = await openSnapshot(context, opened, request);
    const headers = { ...format, 'delta-table-version': String(snapshot.version) };
    return new Answer(headers, answerLines(context, opened, snapshot, request));
  });
};
