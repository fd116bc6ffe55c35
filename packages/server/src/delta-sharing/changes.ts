import type { deltaSharing, RequestOf } from '@boathouse/contract';
import { ApiError } from '../http/api-error.ts';
import type { RecipientCaller } from '../http/context.ts';
import type { Handlers } from '../http/handlers.ts';
import { answerChanges, type VersionRange } from './changes-answer.ts';
import { type OpenedTable, withTable } from './open-table.ts';
import { pagingOf } from './query-request.ts';
import { readWishes, type TableCall } from './table-call.ts';
import { requireHistory, sharedName } from './table-history.ts';
import { readTimestamp } from './timestamp.ts';
import { versionRange } from './version-range.ts';

type ChangesRequest = RequestOf<(typeof deltaSharing)['operations']['queryTableChanges']>;

const refused = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** Refuses bounds that contradict each other. */
const checkBounds = (request: ChangesRequest): void => {
  const { startingVersion, startingTimestamp, endingVersion, endingTimestamp } = request;
  if ((startingVersion === undefined) === (startingTimestamp === undefined)) {
    throw refused("Give one of the fields 'startingVersion' and 'startingTimestamp', and not both.");
  }
  if (endingVersion !== undefined && endingTimestamp !== undefined) {
    throw refused("Fields 'endingVersion' and 'endingTimestamp' exclude each other: give one of them.");
  }
};

const requireFeed = (opened: OpenedTable): void => {
  if (opened.table.feedShared === 1) return;
  throw refused(`The change data feed of table '${sharedName(opened)}' is not shared. Ask your provider for it.`);
};

/** The versions that the bounds mean. A time means the first version from then on, or the last one until then. */
const findRange = async (call: TableCall, request: ChangesRequest): Promise<VersionRange> => {
  const { startingVersion, startingTimestamp, endingVersion, endingTimestamp } = request;
  const { snapshots } = call.context.workspace;
  const at = (field: string, time: string, side: 'at-or-before' | 'at-or-after') =>
    snapshots.versionAt(call.opened.ref, readTimestamp(field, time), side);
  const from = startingVersion ?? (await at('startingTimestamp', startingTimestamp ?? '', 'at-or-after'));
  const end =
    endingTimestamp === undefined ? endingVersion : await at('endingTimestamp', endingTimestamp, 'at-or-before');
  return versionRange(call, from, end);
};

/** Answers `changes`: the change data feed of a table that is shared with it and with its history. */
export const queryTableChanges: Handlers<typeof deltaSharing, RecipientCaller>['queryTableChanges'] = (
  request,
  context,
) => {
  checkBounds(request);
  const wishes = readWishes(context);
  return withTable(context, request, async opened => {
    requireHistory(opened);
    requireFeed(opened);
    const { share, schema, table, maxFiles, pageToken, ...parameters } = request;
    const { includeHistoricalMetadata, includeHistoricalProtocol } = parameters;
    const query = {
      kind: 'feed',
      parameters: { feed: parameters },
      paging: pagingOf(request),
      history: { metadata: includeHistoricalMetadata === true, protocol: includeHistoricalProtocol === true },
    } as const;
    const call = { context, opened, ...wishes };
    return answerChanges(call, query, () => findRange(call, request));
  });
};
