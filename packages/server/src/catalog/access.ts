import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/context.ts';

/** What has an owner. */
export interface Owned {
  readonly owner: string;
}

/**
 * Whether the caller owns one of the objects or is metastore administrator. An owner of a catalog or schema owns what is
 * in it, so callers pass an object with its parents.
 */
export const owns = (caller: Caller, ...objects: readonly Owned[]): boolean =>
  caller.admin || objects.some(object => object.owner === caller.name);

/**
 * Refuses a change to those who own neither the object nor a parent of it.
 *
 * @param what the object in words, such as `Catalog 'main'`
 * @throws ApiError PERMISSION_DENIED
 */
export const requireOwner = (caller: Caller, what: string, ...objects: readonly Owned[]): void => {
  if (!owns(caller, ...objects)) throw new ApiError('PERMISSION_DENIED', `User is not an owner of ${what}.`);
};

/**
 * @param privilege what is missing, in words: `CREATE CATALOG`
 * @throws ApiError PERMISSION_DENIED unless the caller is metastore administrator
 */
export const requireMetastoreAdmin = (caller: Caller, privilege: string): void => {
  if (!caller.admin) throw new ApiError('PERMISSION_DENIED', `User does not have ${privilege} on the metastore.`);
};

type OwnedTable = 'catalogs' | 'schemas' | 'tables' | 'shares' | 'recipients';

/** The condition that keeps a list to what the caller owns; a metastore administrator sees all. */
export const ownedBy =
  (caller: Caller) =>
  <Table extends OwnedTable>(where: ExpressionBuilder<Tables, Table>): Expression<SqlBool> =>
    caller.admin ? where.lit(true) : where('owner' as never, '=', caller.name as never);
