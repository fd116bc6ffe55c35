import type { RequestOf, shares } from '@boathouse/contract';
import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import { getRecipient, granteesOf, type Share } from './store.ts';

type Change = NonNullable<RequestOf<(typeof shares)['operations']['updatePermissions']>['changes']>[number];

/** Who may read a share, as its permissions tell it. */
export const describeGrants = async (queries: Queries, share: Share) =>
  (await granteesOf(queries, share.id)).map(recipient => ({
    principal: recipient.name,
    privileges: ['SELECT' as const],
  }));

/** `select` and `SELECT` are the same privilege; a share knows no other. */
const requireSelect = (principal: string, privileges: readonly string[]): boolean => {
  const other = privileges.find(privilege => privilege.toUpperCase() !== 'SELECT');
  if (other !== undefined) {
    throw new ApiError(
      'INVALID_PARAMETER_VALUE',
      `Privilege ${other} cannot be given to '${principal}' on a share: only SELECT can.`,
    );
  }
  return privileges.length > 0;
};

/**
 * Applies changes to a share's grants. Adding what is held and removing what is not are no change.
 *
 * @throws ApiError RECIPIENT_DOES_NOT_EXIST, INVALID_PARAMETER_VALUE
 */
export const changeGrants = async (
  transaction: Queries,
  context: Context,
  share: Share,
  changes: readonly Change[],
): Promise<void> => {
  for (const { principal, add = [], remove = [] } of changes) {
    if (principal === undefined)
      throw new ApiError('INVALID_PARAMETER_VALUE', 'Missing required field: changes[].principal.');
    const adds = requireSelect(principal, add);
    const removes = requireSelect(principal, remove);
    if (adds && removes) {
      throw new ApiError(
        'INVALID_PARAMETER_VALUE',
        `Duplicate privileges to add and delete for principal ${principal}.`,
      );
    }
    const recipient = await getRecipient(context.workspace.database, principal, transaction);
    const grant = { share_id: share.id, recipient_id: recipient.id };
    if (adds) {
      const row = { ...grant, created_at: context.workspace.now(), created_by: context.principal.name };
      await transaction
        .insertInto('share_grants')
        .values(row)
        .onConflict(conflict => conflict.doNothing())
        .execute();
    }
    if (removes) {
      await transaction
        .deleteFrom('share_grants')
        .where('share_id', '=', grant.share_id)
        .where('recipient_id', '=', grant.recipient_id)
        .execute();
    }
  }
};
