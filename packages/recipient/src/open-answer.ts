import { type ClientErrorCode, SharingError } from './errors.ts';
import { openPage, type QueryPage, unexpectedStatus } from './query-page.ts';
import { asyncCapabilities, capabilities } from './reader-features.ts';
import { type Call, type Connection, nameOf, pathOf, withSignal } from './request.ts';
import { backoff, pause } from './retry.ts';

/** The longest pause between two questions for an answer, in milliseconds. Spark's client asks so often, too. */
const longestPause = 10_000;

/** Where a server may be asked for the answer to a query later, and for how long. */
export interface Patience {
  /** Of the table's queries, below the profile's endpoint. */
  readonly path: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/** How to open an answer. */
export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Without it the server has to answer at once. */
  readonly patience?: Patience | undefined;
}

/** An answer, and the call that gave it: further pages are asked for in the same way. */
export interface OpenedAnswer extends QueryPage {
  readonly call: Call;
}

/**
 * Sends a query and reads the head of its answer. A server that answers later is asked for the answer now and again, with
 * pauses that become longer, as the Delta Sharing Protocol has it for asynchronous queries.
 *
 * @throws {SharingError} `QUERY_PENDING` when the answer is not there in time; `QUERY_FAILED` when the server gave the query up
 */
export async function openAnswer(connection: Connection, call: Call, options: OpenOptions): Promise<OpenedAnswer> {
  const { patience } = options;
  const headers = patience === undefined ? capabilities : asyncCapabilities;
  const { retryDelay, signal } = withSignal(connection.transport, options.signal);
  const end = Date.now() + (patience?.timeout ?? 0);
  let asked = call;
  for (let times = 0; ; times += 1) {
    const opened = await openPage(connection, { ...asked, headers }, options.signal);
    if ('table' in opened) return { ...opened, call: asked };
    if (patience === undefined) throw unexpectedStatus(nameOf(call));
    if (opened.isFailed) throw queryFailed(call, opened.message && connection.quote(opened.message));
    const left = end - Date.now();
    if (left <= 0) throw tooLate(call, patience);
    await pause(Math.min(left, longestPause, backoff(retryDelay, times)), signal);
    asked = laterCall(call, `${patience.path}${pathOf(opened.queryId)}`);
  }
}

/** The call for the answer to a query, or for the same page of it. */
function laterCall({ body }: Call, path: string): Call {
  const pageToken = body?.['pageToken'];
  return { method: 'POST', path, body: pageToken === undefined ? {} : { pageToken } };
}

function queryFailed(call: Call, message: string | undefined): SharingError {
  const reason = message === undefined ? 'It gave no reason.' : message;
  return new SharingError(`${nameOf(call)}: the server failed while it prepared the answer: ${reason}`, {
    errorCode: 'QUERY_FAILED' satisfies ClientErrorCode,
  });
}

function tooLate(call: Call, { timeout }: Patience): SharingError {
  return new SharingError(
    `${nameOf(call)}: the server still prepares the answer after ${timeout / 1000} s. Try again later, or wait longer.`,
    { errorCode: 'QUERY_PENDING' satisfies ClientErrorCode },
  );
}
