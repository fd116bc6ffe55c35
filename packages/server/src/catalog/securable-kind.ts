import type { Queries } from '../database/database.ts';
import { ApiError } from '../http/api-error.ts';
import type { Context } from '../http/context.ts';
import type { Privilege, SecurableType } from './privilege-table.ts';

/** One privilege of one principal on a securable. */
export interface Grant {
  /** Empty when the principal was deleted. */
  readonly principal: string;
  readonly principalId?: number;
  readonly privilege: Privilege;
  /** Where it was granted, when that was on a container. */
  readonly from?: { readonly type: SecurableType; readonly name: string };
}

/** What a caller asks to grant to a principal, and to revoke. */
export interface GrantChange {
  readonly principal?: string;
  /** Names a deleted principal, to revoke what it held. */
  readonly principal_id?: number;
  readonly add?: readonly Privilege[];
  readonly remove?: readonly Privilege[];
}

/**
 * How grants on one type of securable are kept. Domains above the catalog have types of their own; `rooms.ts` hands them
 * to the `grants` service.
 */
export interface SecurableKind {
  readonly type: SecurableType;
  /**
   * The grants on a securable and those that it inherits, as far as the caller may see them.
   *
   * @param principal only of this one
   * @throws ApiError the type's own 404; PERMISSION_DENIED; PRINCIPAL_DOES_NOT_EXIST
   */
  readonly read: (context: Context, name: string, principal: string | undefined) => Promise<readonly Grant[]>;
  /**
   * Changes the grants on a securable, in the transaction of the call.
   *
   * @returns all grants on it afterwards
   * @throws ApiError the type's own 404; PERMISSION_DENIED; PRINCIPAL_DOES_NOT_EXIST; INVALID_PARAMETER_VALUE
   */
  readonly change: (
    transaction: Queries,
    context: Context,
    name: string,
    changes: readonly GrantChange[],
  ) => Promise<readonly Grant[]>;
}

/** @throws ApiError INVALID_PARAMETER_VALUE when a privilege is to be granted to a principal and revoked at once */
export const refuseDuplicates = (principal: string, add: ReadonlySet<string>, remove: ReadonlySet<string>): void => {
  if (![...add].some(privilege => remove.has(privilege))) return;
  throw new ApiError('INVALID_PARAMETER_VALUE', `Duplicate privileges to add and delete for principal ${principal}.`);
};
