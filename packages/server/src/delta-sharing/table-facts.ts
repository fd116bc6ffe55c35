import type { deltaSharing } from '@boathouse/contract';
import { Answer } from '../http/answer.ts';
import type { Context, RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { noteChangeFeed } from '../sharing/change-feed.ts';
import { directoryFacts } from './directory-access.ts';
import { findVersion } from './find-version.ts';
import { headLines } from './head-lines.ts';
import { textLines, versionHeader } from './lines-answer.ts';
import { type OpenedTable, type TableName, withTable } from './open-table.ts';
import { checkMoments } from './query-request.ts';
import { chooseFormat, formatHeader } from './response-format.ts';
import { readWishes } from './table-call.ts';
import { requireHistory, requireSharedVersion } from './table-history.ts';
import { readTimestamp } from './timestamp.ts';

type All = Handlers<typeof deltaSharing, RecipientCaller>;

/** The first version from a time on, of a table that is shared with its history. */
const versionSince = async (
  { workspace }: Context<RecipientCaller>,
  opened: OpenedTable,
  startingTimestamp: string,
): Promise<number> => {
  requireHistory(opened);
  const time = readTimestamp('startingTimestamp', startingTimestamp);
  return requireSharedVersion(opened, await workspace.snapshots.versionAt(opened.ref, time, 'at-or-after'));
};

/** Answers a version of a table, in a header: the latest, or the first one since a time. */
const answerVersion = (
  request: TableName & { readonly startingTimestamp?: string },
  context: Context<RecipientCaller>,
): Promise<Answer> =>
  withTable(context, request, async opened => {
    const { startingTimestamp } = request;
    const version =
      startingTimestamp === undefined
        ? await findVersion(context.workspace, opened, {})
        : await versionSince(context, opened, startingTimestamp);
    return new Answer(versionHeader(version));
  });

const getTableMetadata: All['getTableMetadata'] = (request, context) => {
  checkMoments(request);
  const { capabilities } = readWishes(context);
  return withTable(context, request, async opened => {
    const found = await findVersion(context.workspace, opened, request);
    const snapshot = await context.workspace.snapshots.open(opened.ref, found);
    const { version, protocol, metadata, requiredFeatures } = snapshot;
    if (request.version === undefined && request.timestamp === undefined) {
      await noteChangeFeed(context.workspace, opened.table, metadata);
    }
    const format = chooseFormat(capabilities, requiredFeatures);
    // With a filter, the figures of the whole table would tell of what it hides.
    const figures = opened.table.filter === undefined ? { figures: snapshot } : {};
    const directory = directoryFacts(opened, snapshot, context.workspace.config);
    const lines = headLines({ format, version, protocol, metadata, directory, ...figures });
    return new Answer({ ...formatHeader(format), ...versionHeader(version) }, textLines(lines));
  });
};

/** What a recipient can ask of a table without reading it. */
export const tableFacts = { getTableVersion: answerVersion, headTable: answerVersion, getTableMetadata };
