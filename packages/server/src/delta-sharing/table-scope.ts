import { createHash } from 'node:crypto';
import type { SharedTable } from './shared-objects.ts';

/** What a recipient may see of a table, beside that it is shared with them. */
type Shared = Pick<SharedTable, 'filter' | 'historySharing' | 'startVersion' | 'feedShared'>;

/**
 * A few characters that stand for what a recipient may see of a table, and are others once that changes: its partitions,
 * which may hang on the recipient's properties, its history and its change data feed. URLs of the workspace's own say it, so
 * that they do not outlive what they were made under.
 */
export const scopeOf = ({ filter, historySharing, startVersion, feedShared }: Shared): string => {
  const history = historySharing === 1 ? [startVersion, feedShared] : null;
  return createHash('sha256')
    .update(JSON.stringify([filter ?? null, history]))
    .digest('base64url')
    .slice(0, 12);
};
