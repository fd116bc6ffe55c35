import type { Workspace } from '../workspace.ts';
import type { OpenedTable } from './open-table.ts';
import { readToken } from './sharing-token.ts';
import type { SnapshotPart, SnapshotQuery } from './snapshot-answer.ts';
import type { TableCall } from './table-call.ts';
import { requireHistory, requireSharedVersion } from './table-history.ts';
import { readTimestamp } from './timestamp.ts';

/** Which version a recipient asks for. */
export interface Moment {
  readonly version?: number;
  /** ISO 8601. */
  readonly timestamp?: string;
}

/**
 * The version that a recipient asks for: the latest, or a past one of a table that is shared with its history.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE; DeltaError TIMESTAMP_TOO_EARLY, TIMESTAMP_TOO_LATE
 */
export const findVersion = async (
  { snapshots }: Workspace,
  opened: OpenedTable,
  { version, timestamp }: Moment,
): Promise<number> => {
  if (version === undefined && timestamp === undefined) return snapshots.latestVersion(opened.ref);
  requireHistory(opened);
  if (version !== undefined) return requireSharedVersion(opened, version);
  const time = readTimestamp('timestamp', timestamp ?? '');
  // The future is not the present: what would be read then is not known yet.
  await snapshots.versionAt(opened.ref, time, 'at-or-after');
  return requireSharedVersion(opened, await snapshots.versionAt(opened.ref, time, 'at-or-before'));
};

/**
 * Where the answer to a query begins: at the first row of the version that is asked for, or where a token says. A token
 * grants nothing by itself. The grant was checked on the way here, history and its beginning are now, and the filter of
 * the share is put to every page.
 *
 * @param pinned the version that the query was found to be about earlier
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const findPart = async (
  call: TableCall,
  { parameters, paging }: Omit<SnapshotQuery, 'part'>,
  pinned?: number,
): Promise<SnapshotPart> => {
  const { context, opened } = call;
  if (parameters.version !== undefined || parameters.timestamp !== undefined) requireHistory(opened);
  const kind = paging.pageToken === undefined ? 'refresh' : 'page';
  const token = paging.pageToken ?? paging.refreshToken;
  const begun: Partial<SnapshotPart> =
    token === undefined ? {} : await readToken<SnapshotPart>(kind, call, { request: parameters, token });
  const known = begun.version ?? pinned;
  if (known !== undefined) requireSharedVersion(opened, known);
  const version = known ?? (await findVersion(context.workspace, opened, parameters));
  const limit = begun.limit ?? parameters.limitHint;
  return { from: 0, ...begun, version, ...(limit !== undefined && { limit }) };
};
