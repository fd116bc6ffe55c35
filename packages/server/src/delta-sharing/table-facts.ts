import type { deltaSharing } from '@boathouse/contract';
import { Answer } from '../http/answer.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { chooseFormat } from './capabilities.ts';
import { metadataLine, protocolLine } from './lines.ts';
import { openSnapshot, type TableName, withTable } from './open-table.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

const versionHeader = (version: number) => ({ 'delta-table-version': String(version) });

/** Answers the newest version of a table, in a header. */
const answerVersion = (
  request: TableName & { readonly startingTimestamp?: string },
  context: Context<RecipientCaller>,
): Promise<Answer> => {
  if (request.startingTimestamp !== undefined) {
    throw new ApiError('INVALID_PARAMETER_VALUE', "Field 'startingTimestamp' is not supported yet.");
  }
  return withTable(context, request, async ({ table, store }) => {
    const version = await context.workspace.snapshots.latestVersion({ id: table.tableId, reader: store });
    return new Answer(versionHeader(version));
  });
};

async function* twoLines(metadata: string): AsyncGenerator<string> {
  yield protocolLine + metadata;
}

const getTableMetadata: All['getTableMetadata'] = (request, context) => {
  const format = chooseFormat(context.request.header('delta-sharing-capabilities'));
  return withTable(context, request, async opened => {
    const snapshot = await openSnapshot(context, opened, request);
    return new Answer({ ...format, ...versionHeader(snapshot.version) }, twoLines(metadataLine(snapshot)));
  });
};

/** What a recipient can ask of a table without reading it. */
export const tableFacts = { getTableVersion: answerVersion, headTable: answerVersion, getTableMetadata };
