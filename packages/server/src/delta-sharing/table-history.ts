import { ApiError } from '../http/api-error.ts';
import type { OpenedTable } from './open-table.ts';

const refused = (message: string) => new ApiError('INVALID_PARAMETER_VALUE', message);

/** The name that a recipient knows a table by. */
export const sharedName = ({ share, table }: OpenedTable): string => `${share.name}.${table.schema}.${table.name}`;

/**
 * Past versions are open to recipients of tables that are shared with their history.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE
 */
export const requireHistory = (opened: OpenedTable): void => {
  if (opened.table.historySharing === 1) return;
  throw refused(
    `Reading table '${sharedName(opened)}' by version or time is not supported because history sharing is not enabled on it.`,
  );
};

/**
 * The history that is shared begins with a version.
 *
 * @returns the version
 * @throws ApiError INVALID_PARAMETER_VALUE for a version before that
 */
export const requireSharedVersion = (opened: OpenedTable, version: number): number => {
  const { startVersion } = opened.table;
  if (startVersion === null || version >= startVersion) return version;
  throw refused(
    `Table '${sharedName(opened)}' can be read from version ${startVersion} on, not at version ${version}.`,
  );
};
