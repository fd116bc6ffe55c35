import type { ScannedFile } from '@boathouse/delta';
import { ApiError } from '../http/api-error.ts';
import { toApiError } from '../http/known-errors.ts';
import { failedStreamAction } from './end-stream-action.ts';
import { explainFailure } from './open-table.ts';
import type { TableCall } from './table-call.ts';

/** What came of a query, for the audit trail. */
export class Tally {
  files = 0;
  bytes = 0;

  /** Counts files that were sent. */
  add(files: readonly Pick<ScannedFile, 'size'>[]): void {
    this.files += files.length;
    for (const { size } of files) this.bytes += size;
  }
}

/** The lines of an answer. */
export interface LinesToSend {
  /** The version that the answer says it is of. */
  readonly version: number;
  readonly lines: AsyncIterable<string>;
  readonly tally: Tally;
}

const nameOf = ({ opened: { share, table } }: TableCall) => ({
  share: share.name,
  schema: table.schema,
  table: table.name,
});

const recordEnd = ({ context }: TableCall, { version, tally }: LinesToSend, failure: unknown): Promise<void> => {
  const error = failure === undefined ? undefined : toApiError(failure);
  return context.audit('deltaSharingQueriedTable', {
    status: error?.status ?? 200,
    ...(error === undefined ? {} : { error: `${error.code}: ${error.message}` }),
    result: { tableVersion: version, numAddFiles: tally.files, scannedAddFileSize: tally.bytes },
  });
};

/**
 * Sends lines, and leaves a second audit record when they end, however they end. A failure is told in a last line when
 * the client asked for that; otherwise it cuts the connection, for a part must not be taken for the whole. What fails
 * before the first line is as if the answer had never been tried.
 */
export async function* recordedLines(call: TableCall, answer: LinesToSend): AsyncGenerator<string> {
  const { workspace, request } = call.context;
  let begun = false;
  let failure: unknown = new ApiError('CANCELLED', 'The client went away before the answer ended.');
  try {
    for await (const lines of answer.lines) {
      begun = true;
      yield lines;
    }
    failure = undefined;
  } catch (error) {
    if (!begun) throw error;
    failure = explainFailure(call.context, nameOf(call), error);
    workspace.log.error({ err: error, requestId: request.id }, 'an answer failed after it had begun');
    if (!call.capabilities.endStreamAction) throw failure;
    yield failedStreamAction(toApiError(failure));
  } finally {
    if (begun) await recordEnd(call, answer, failure);
  }
}
