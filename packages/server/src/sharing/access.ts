import { requireOwner } from '../catalog/access.ts';
import type { PlacedTable } from '../catalog/store.ts';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';
import { type Recipient, recipientMissing, type Share, shareMissing } from './store.ts';

/** A share is seen by its owner and the metastore administrators; for others it does not exist. */
export const requireVisibleShare = (caller: Caller, share: Share): void => {
  if (!caller.admin && share.owner !== caller.name) throw shareMissing(share.name);
};

export const requireVisibleRecipient = (caller: Caller, recipient: Recipient): void => {
  if (!caller.admin && recipient.owner !== caller.name) throw recipientMissing(recipient.name);
};

/**
 * Changes to a share are its owner's alone, except that a metastore administrator may give it another owner.
 *
 * @throws ApiError PERMISSION_DENIED
 */
export const requireShareOwner = (caller: Caller, share: Share): void => {
  if (share.owner !== caller.name) {
    throw new ApiError('PERMISSION_DENIED', `User is not an owner of Share '${share.name}'.`);
  }
};

/** @throws ApiError PERMISSION_DENIED */
export const requireRecipientOwner = (caller: Caller, recipient: Recipient): void => {
  if (recipient.owner !== caller.name) {
    throw new ApiError('PERMISSION_DENIED', `User is not an owner of Recipient '${recipient.name}'.`);
  }
};

/** @throws ApiError PERMISSION_DENIED unless the caller owns the recipient or is metastore administrator */
export const requireRecipientManager = (caller: Caller, recipient: Recipient): void =>
  requireOwner(caller, `Recipient '${recipient.name}'`, recipient);

/** Whether a principal may read a table: shares show what their owner may read. */
export const mayRead = async (queries: Queries, principalName: string, placed: PlacedTable): Promise<boolean> => {
  if ([placed.table, placed.schema, placed.catalog].some(object => object.owner === principalName)) return true;
  const principal = await queries
    .selectFrom('principals')
    .select('admin')
    .where('name_key', '=', principalName.toLowerCase())
    .where('active', '=', 1)
    .executeTakeFirst();
  return principal?.admin === 1;
};
