import type { TableMetadata } from '@boathouse/delta';
import type { Workspace } from '../workspace.ts';

/** Whether a table writes a change data feed. */
export const hasChangeFeed = ({ configuration }: Pick<TableMetadata, 'configuration'>): boolean =>
  configuration['delta.enableChangeDataFeed']?.toLowerCase() === 'true';

/** What shares know of a table's change data feed. */
export interface KnownFeed {
  readonly tableId: string;
  /** 1 or 0, as it was when the log was last read for a share; null for tables that are shared with their schema. */
  readonly feedSeen: number | null;
}

/**
 * Keeps what shares show of a change data feed true to the table. Reading the logs of all tables whenever somebody looks
 * at a share would take too long; recipients read them anyway.
 *
 * @param metadata of the table's newest version
 */
export const noteChangeFeed = async (
  { database }: Pick<Workspace, 'database'>,
  { tableId, feedSeen }: KnownFeed,
  metadata: TableMetadata,
): Promise<void> => {
  const cdf_enabled = hasChangeFeed(metadata) ? 1 : 0;
  if (feedSeen === null || feedSeen === cdf_enabled) return;
  await database.write(transaction =>
    transaction.updateTable('share_objects').set({ cdf_enabled }).where('object_id', '=', tableId).execute(),
  );
};
