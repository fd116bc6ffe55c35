import type { Context } from '../../http/context.ts';
import { attributeName } from './filter.ts';
import { applyPatch, type PatchOperations } from './patch.ts';
import { isObject } from './patch-value.ts';
import type { Found } from './read.ts';
import type { ResourceType } from './resource-type.ts';
import { updatePrincipal } from './update.ts';

const isPassword = (path: string): boolean => attributeName(path) === 'password';

/** Identity providers may send passwords, which nobody asked for. They are not kept, in the audit trail either. */
const withoutPasswords = (operations: PatchOperations): PatchOperations =>
  operations.map(({ value, ...operation }) => {
    if (operation.path !== undefined && isPassword(operation.path)) return operation;
    if (!isObject(value)) return { ...operation, ...(value === undefined ? {} : { value }) };
    return { ...operation, value: Object.fromEntries(Object.entries(value).filter(([name]) => !isPassword(name))) };
  });

/**
 * Answers a PATCH: applies all of its operations or none.
 *
 * @throws ApiError as `applyPatch` and `updatePrincipal` do
 */
export const patchPrincipal = (
  context: Context,
  type: ResourceType,
  { id, Operations = [] }: { readonly id: string; readonly Operations?: PatchOperations },
): Promise<Found> => {
  context.note({ Operations: withoutPasswords(Operations) });
  return updatePrincipal(context, type, id, draft => applyPatch(type, draft, Operations));
};
