import { type RawBuilder, sql } from 'kysely';
import type { Queries } from '../database/database.ts';

/** Entitlements that let a principal use the workspace at all. */
const accessEntitlements = ['workspace-access', 'databricks-sql-access', 'workspace-consume'];

/** Whether a JSON list of entitlements holds one that gives access. */
const givesAccess = (column: string): RawBuilder<boolean> =>
  sql`(${sql.join(
    accessEntitlements.map(name => sql`${sql.ref(column)} like ${`%"${name}"%`}`),
    sql` or `,
  )})`;

/** Everybody who is in one of the groups that `start` selects, directly or through others, and those groups. */
const within = (start: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with recursive inside(id) as (
    ${start}
    union
    select group_members.member_id from group_members inner join inside on group_members.group_id = inside.id
  )
  select id from inside`;

const truth = (condition: RawBuilder<unknown>) => sql`case when ${condition} then 1 else 0 end`;

/**
 * Works out anew who is an administrator and who may use the workspace. Both follow from memberships and entitlements;
 * they are kept beside each principal, because every request asks. Whoever changes memberships or entitlements calls
 * this, in the same transaction.
 *
 * @param principalId only for this principal, when nobody else can be affected
 */
export const refreshStanding = async (transaction: Queries, principalId?: number): Promise<void> => {
  const which = principalId === undefined ? sql`1 = 1` : sql`id = ${principalId}`;
  const admins = within(sql`select id from principals where system = 1 and name_key = 'admins'`);
  const isAdmin = truth(sql`id in (${admins})`);
  await sql`update principals set admin = ${isAdmin} where ${which} and admin <> ${isAdmin}`.execute(transaction);
  const entitledGroups = within(sql`select id from principals where kind = 'GROUP' and ${givesAccess('entitlements')}`);
  const everybody = sql`exists (
    select 1 from principals as all_users
    where all_users.system = 1 and all_users.name_key = 'users' and ${givesAccess('all_users.entitlements')}
  )`;
  const isEntitled = truth(sql`${givesAccess('entitlements')} or id in (${entitledGroups}) or ${everybody}`);
  await sql`update principals set entitled = ${isEntitled} where ${which} and entitled <> ${isEntitled}`.execute(
    transaction,
  );
};
