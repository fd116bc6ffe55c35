import { sql } from 'kysely';
import type { Database, Queries } from '../database/database.ts';
import { prepared } from '../database/prepared.ts';
import type { Context } from '../http/context.ts';
import { accountUsers } from './grantees.ts';
import { withIdentity } from './identity-sql.ts';
import type { Privilege } from './privilege-table.ts';
import { lineOf, type Rights, type Securable } from './privileges.ts';

/** Whose rights are looked up. */
export interface Subject {
  readonly id: number;
  /** Whether the principal is in the group `admins`, which is metastore administrator. */
  readonly admin: boolean;
}

interface Parameters {
  readonly principal: number;
  readonly first: string;
  readonly second: string;
  readonly third: string;
}

/** A row for each grant of each identity; for identities without any, one with nulls. */
const rightsRows = prepared((database, { principal, first, second, third }: Parameters) =>
  withIdentity(database.read, sql<number>`${principal}`)
    .selectFrom('identity')
    .leftJoin('principals', 'principals.id', 'identity.id')
    .leftJoin('privilege_grants', join =>
      join.onRef('principal_id', '=', 'identity.id').on('securable_id', 'in', [first, second, third]),
    )
    .select(({ selectFrom }) => [
      'principals.name',
      'securable_id',
      'privilege',
      selectFrom('metastores').select('owner').as('metastore_owner'),
    ]),
);

/**
 * Looks up what a principal brings to an object, its containers included, by one query.
 *
 * @param queries where it runs: `read`, or the transaction of a write
 */
export const readRights = async (
  database: Database,
  { id, admin }: Subject,
  securable: Securable,
  queries: Queries = database.read,
): Promise<Rights> => {
  const [first = '', second = '', third = ''] = lineOf(securable).map(level => level.id);
  const rows = await database.execute(rightsRows(database, { principal: id, first, second, third }), queries);
  const names = new Set([accountUsers.name]);
  const granted = new Map<string, Set<Privilege>>();
  for (const { name, securable_id: securableId, privilege } of rows) {
    if (name !== null) names.add(name);
    if (securableId === null || privilege === null) continue;
    // Only privileges of the contract are ever written.
    const known = privilege as Privilege;
    const privileges = granted.get(securableId);
    if (privileges === undefined) granted.set(securableId, new Set([known]));
    else privileges.add(known);
  }
  const metastoreOwner = rows[0]?.metastore_owner;
  return { admin: admin || (typeof metastoreOwner === 'string' && names.has(metastoreOwner)), names, granted };
};

/** {@link readRights} of whoever calls. */
export const callerRights = (
  { workspace, principal }: Pick<Context, 'workspace' | 'principal'>,
  securable: Securable,
  queries?: Queries,
): Promise<Rights> => readRights(workspace.database, principal, securable, queries);
