import { setTimeout as wait } from 'node:timers/promises';
import type { deltaSharing } from '@boathouse/contract';
import type { Snapshot } from '@boathouse/delta';
import { Answer } from '../http/answer.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { findRepeated, getAsyncQuery, isKeepable, keepQuery, type NamedQuery } from './async-queries.ts';
import { capabilitiesHeader } from './capabilities.ts';
import { findPart } from './find-version.ts';
import { textLines, versionHeader } from './lines-answer.ts';
import { withTable } from './open-table.ts';
import { checkQuery, pagingOf, parametersOf, type QueryRequest } from './query-request.ts';
import { answerSnapshot } from './snapshot-answer.ts';
import { answerStream } from './stream-answer.ts';
import { readWishes, type TableCall } from './table-call.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

const openSnapshot = ({ context, opened }: TableCall, version: number): Promise<Snapshot> =>
  context.workspace.snapshots.open(opened.ref, version);

/** The snapshot, if it can be had within the time that an asynchronous query waits; it is made all the same. */
const openSoon = (call: TableCall, version: number): Promise<Snapshot | undefined> => {
  const opening = openSnapshot(call, version);
  const patience = call.context.workspace.config.async_query_milliseconds;
  const end = new AbortController();
  const timeout = wait(patience, undefined, { signal: end.signal }).catch(() => undefined);
  return Promise.race([opening, timeout]).finally(() => {
    end.abort();
    // Whoever asks again hears of the failure.
    opening.catch(() => undefined);
  });
};

/** Tells the client to ask again. The version and the format are not certain yet: clients want to see both all the same. */
const pending = ({ capabilities }: TableCall, queryId: string): Answer => {
  const format = capabilities.formats?.includes('parquet') === false ? 'delta' : 'parquet';
  const headers = { [capabilitiesHeader]: `responseformat=${format};asyncquery=true`, ...versionHeader(0) };
  return new Answer(headers, textLines(`${JSON.stringify({ queryStatus: { queryId, status: 'pending' } })}\n`));
};

/** A query for the files of one version. It is answered at once, unless the table takes long and the client can wait. */
const answerLatestOrPast = async (call: TableCall, request: QueryRequest): Promise<Answer> => {
  const [parameters, paging] = [parametersOf(request), pagingOf(request)];
  const named: NamedQuery = { key: request.idempotencyKey ?? request.idempotency_key, parameters, paging };
  const isBegun = paging.pageToken !== undefined || paging.refreshToken !== undefined;
  const canWait = call.capabilities.asyncQuery && !isBegun && isKeepable(parameters);
  const { read } = call.context.workspace.database;
  const repeated = canWait ? await findRepeated(read, call, named) : undefined;
  const part = await findPart(call, { parameters, paging }, repeated?.version);
  const snapshot = await (canWait ? openSoon : openSnapshot)(call, part.version);
  if (snapshot !== undefined) return answerSnapshot(call, { parameters, paging, part }, snapshot);
  return pending(call, repeated?.id ?? (await keepQuery(call, named, part.version)));
};

/** Answers `query`: the data files of a version, or of the changes since one. */
const queryTable: All['queryTable'] = (request, context) => {
  checkQuery(request);
  const wishes = readWishes(context);
  return withTable(context, request, opened => {
    const call = { context, opened, ...wishes };
    const { startingVersion, ...rest } = request;
    if (startingVersion === undefined) return answerLatestOrPast(call, rest);
    return answerStream(call, { ...rest, startingVersion });
  });
};

/** Answers `queries/{queryId}`: what the query asked for, as it was sent, once its table has been read. */
const getQuery: All['getQuery'] = (request, context) =>
  withTable(context, request, async opened => {
    const query = await getAsyncQuery({ context, opened }, request.queryId);
    const call: TableCall = { context, opened, ...query.wishes };
    const { parameters } = query;
    const paging = { ...query.paging, ...pagingOf(request) };
    const part = await findPart(call, { parameters, paging }, query.version);
    const snapshot = await openSoon(call, part.version);
    return snapshot === undefined
      ? pending(call, query.id)
      : answerSnapshot(call, { parameters, paging, part }, snapshot);
  });

/** How a recipient reads a table. */
export const queries = { queryTable, getQuery };
