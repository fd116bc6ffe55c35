import type { Queries } from '../../database/database.ts';
import { invalidValue } from './errors.ts';

/**
 * Makes sure that a change has left somebody who can undo it. Changes come one after the other, so that no two of them
 * can each count on the other's administrator.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when there is no active administrator any more
 */
export const requireAdministrator = async (transaction: Queries): Promise<void> => {
  const found = await transaction
    .selectFrom('principals')
    .select('id')
    .where('admin', '=', 1)
    .where('active', '=', 1)
    .where('kind', '!=', 'GROUP')
    .limit(1)
    .executeTakeFirst();
  if (found === undefined) {
    throw invalidValue(
      'The workspace would have no active administrator left. Put somebody else into the group admins first.',
    );
  }
};
