import { type Privilege, requireGrantable } from '../catalog/privilege-table.ts';
import { refuseDuplicates } from '../catalog/securable-kind.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { requireMayGrant, requireVisible } from './access.ts';
import { getRecipient, getShare, granteesOf, type Recipient, type Share } from './store.ts';

/** What a recipient is to get and to lose. A share knows one privilege, SELECT. */
interface Change {
  readonly principal?: string;
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
}

/** @throws ApiError SHARE_DOES_NOT_EXIST, also for a share that the caller may not see */
export const getVisibleShare = async (context: Context, name: string): Promise<Share> => {
  const share = await getShare(context.workspace.database.read, name);
  await requireVisible(context, 'SHARE', share);
  return share;
};

/** `select` and `SELECT` are the same privilege. */
const privilegesIn = (texts: readonly string[]): ReadonlySet<string> => {
  const privileges = new Set(texts.map(text => text.toUpperCase().replaceAll(' ', '_')));
  // What is no privilege at all is told like one that a share does not take.
  for (const privilege of privileges) requireGrantable(privilege as Privilege, 'SHARE');
  return privileges;
};

/**
 * Changes who may read a share. Adding what is held and removing what is not are no change.
 *
 * @returns who may read it afterwards, in order of name
 * @throws ApiError SHARE_DOES_NOT_EXIST, RECIPIENT_DOES_NOT_EXIST, PERMISSION_DENIED, INVALID_PARAMETER_VALUE
 */
export const changeGrants = async (
  transaction: Queries,
  context: Context,
  name: string,
  changes: readonly Change[],
): Promise<readonly Recipient[]> => {
  const share = await getShare(transaction, name);
  const requireMayGrantTo = await requireMayGrant(context, share, transaction);
  for (const { principal = '', add = [], remove = [] } of changes) {
    if (principal === '') throw new ApiError('INVALID_PARAMETER_VALUE', 'Missing required field: changes[].principal.');
    const [adds, removes] = [privilegesIn(add), privilegesIn(remove)];
    refuseDuplicates(principal, adds, removes);
    const recipient = await getRecipient(context.workspace.database, principal, transaction);
    if (adds.size > 0) {
      requireMayGrantTo(recipient);
      await grant(transaction, context, share.id, recipient.id);
    }
    if (removes.size > 0) await revoke(transaction, share.id, recipient.id);
  }
  return granteesOf(transaction, share.id).execute();
};

const grant = async (transaction: Queries, context: Context, shareId: string, recipientId: string): Promise<void> => {
  const stamp = { created_at: context.workspace.now(), created_by: context.principal.name };
  await transaction
    .insertInto('share_grants')
    .values({ share_id: shareId, recipient_id: recipientId, ...stamp })
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

const revoke = async (transaction: Queries, shareId: string, recipientId: string): Promise<void> => {
  await transaction
    .deleteFrom('share_grants')
    .where('share_id', '=', shareId)
    .where('recipient_id', '=', recipientId)
    .execute();
};
