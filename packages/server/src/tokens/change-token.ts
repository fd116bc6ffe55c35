import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { TokenContent } from './token-rows.ts';
import { requireApiScopes, writeScopes } from './token-scopes.ts';

/** The columns that a field of the mask stands for, with their new values. */
const changeable = {
  comment: ({ comment }: TokenContent) => ({ comment: comment ?? null }),
  scopes: ({ scopes }: TokenContent) => ({ scopes: writeScopes(requireApiScopes(scopes)) }),
  autoscope_state: ({ autoscope_state: state = 'AUTOSCOPE_STATE_DISABLED' }: TokenContent) => ({
    autoscope_enabled: state === 'AUTOSCOPE_STATE_DISABLED' ? 0 : 1,
  }),
} as const;

type Field = keyof typeof changeable;

const fields = Object.keys(changeable) as Field[];

const requireField = (name: string): Field => {
  const field = fields.find(known => known === name);
  if (field !== undefined) return field;
  throw new ApiError(
    'INVALID_PARAMETER_VALUE',
    `update_mask has '${name}', which cannot be changed. It may have ${fields.join(', ')}, separated by commas, or be *.`,
  );
};

const fieldsOf = (mask: string): readonly Field[] => (mask === '*' ? fields : mask.split(',').map(requireField));

/**
 * Changes what a mask names of a token. What it names and the content does not have is cleared.
 *
 * @param mask field names with commas between, or `*` for all
 * @throws ApiError INVALID_PARAMETER_VALUE for a field that cannot be changed or a scope that does not exist
 */
export const changeToken = async (
  transaction: Queries,
  id: string,
  content: TokenContent,
  mask: string,
): Promise<void> => {
  const change = Object.assign({}, ...fieldsOf(mask).map(field => changeable[field](content))) as object;
  await transaction.updateTable('tokens').set(change).where('id', '=', id).execute();
};
