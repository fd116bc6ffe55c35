import type { Queries } from '../database/database.ts';
import type { Workspace } from '../workspace.ts';
import { fullName, type PlacedSchema } from './store.ts';

/**
 * Asked before a catalog object goes, in the transaction that drops it: how a domain that stands above the catalog keeps
 * what it holds. Throws ApiError to refuse.
 */
export type DropGuard = (
  transaction: Queries,
  object: { readonly type: 'Table' | 'Schema' | 'Volume'; readonly id: string; readonly fullName: string },
) => Promise<void>;

/** A schema as drop guards are told of it. */
export const schemaToDrop = (placed: PlacedSchema): Parameters<DropGuard>[1] => ({
  type: 'Schema',
  id: placed.schema.id,
  fullName: fullName(placed),
});

/** Asks every guard that the workspace has. */
export const askDropGuards = async (
  { dropGuards }: Workspace,
  transaction: Queries,
  object: Parameters<DropGuard>[1],
): Promise<void> => {
  for (const guard of dropGuards) await guard(transaction, object);
};
