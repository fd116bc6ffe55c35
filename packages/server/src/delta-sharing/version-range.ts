import { ApiError } from '../http/api-error.ts';
import type { VersionRange } from './changes-answer.ts';
import type { TableCall } from './table-call.ts';

const refused = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/**
 * A range of versions that the table has.
 *
 * @param end the last version wanted, undefined for the latest; later ones than that are not there yet
 * @throws ApiError INVALID_PARAMETER_VALUE when nothing is in the range
 */
export const versionRange = async (
  { context, opened }: Pick<TableCall, 'context' | 'opened'>,
  from: number,
  end: number | undefined,
): Promise<VersionRange> => {
  const latest = await context.workspace.snapshots.latestVersion(opened.ref);
  if (from > latest)
    throw refused(`The changes from version ${from} on are not there yet: the latest version is ${latest}.`);
  if (end !== undefined && end < from)
    throw refused(`The changes end with version ${end}, before they begin with version ${from}.`);
  return { from, to: Math.min(end ?? latest, latest) };
};
