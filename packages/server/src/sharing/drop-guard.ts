import type { DropGuard } from '../catalog/drop-guards.ts';
import { ApiError } from '../http/api-error.ts';

/** Refuses to drop a table, schema or volume that a share still holds: its recipients would lose it without a word. */
export const keepShared: DropGuard = async (transaction, { type, id, fullName }) => {
  const shares = await transaction
    .selectFrom('share_objects')
    .innerJoin('shares', 'shares.id', 'share_objects.share_id')
    .select('shares.name')
    .where('share_objects.object_id', '=', id)
    .orderBy('shares.name')
    .execute();
  if (shares.length === 0) return;
  const names = shares.map(share => `'${share.name}'`).join(', ');
  throw new ApiError('INVALID_STATE', `${type} '${fullName}' is shared. Remove it from these shares first: ${names}.`);
};
