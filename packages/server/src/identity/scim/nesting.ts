import { sql } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { invalidValue } from './errors.ts';

/** How many groups deep a group may lie in others. */
const maxDepth = 10;

/** The longest way from a group to the groups in it, or to those that it is in, as far as it matters. */
const longestWay = async (transaction: Queries, groupId: number, direction: 'in' | 'out'): Promise<number> => {
  const [from, to] = direction === 'in' ? ['group_id', 'member_id'] : ['member_id', 'group_id'];
  const { rows } = await sql<{ depth: number }>`
    with recursive way(id, depth) as (
      select cast(${groupId} as bigint), 0
      union
      select group_members.${sql.raw(to ?? '')}, way.depth + 1
      from way
      inner join group_members on group_members.${sql.raw(from ?? '')} = way.id
      inner join principals on principals.id = group_members.member_id and principals.kind = 'GROUP'
      where way.depth <= ${maxDepth}
    )
    select max(depth) as depth from way`.execute(transaction);
  return Number(rows[0]?.depth ?? 0);
};

const isInItself = async (transaction: Queries, groupId: number): Promise<boolean> => {
  const { rows } = await sql`
    with recursive inside(id) as (
      select group_members.member_id from group_members where group_members.group_id = ${groupId}
      union
      select group_members.member_id from group_members inner join inside on group_members.group_id = inside.id
    )
    select id from inside where id = ${groupId}`.execute(transaction);
  return rows.length > 0;
};

/**
 * Looks at a group after groups have become its members.
 *
 * @throws ApiError INVALID_PARAMETER_VALUE when it is now in itself, or lies too deep
 */
export const checkNesting = async (transaction: Queries, group: { readonly id: number; readonly name: string }) => {
  if (await isInItself(transaction, group.id)) {
    throw invalidValue(`Group ${group.name} would be a member of itself, directly or through others.`);
  }
  const depth = (await longestWay(transaction, group.id, 'in')) + (await longestWay(transaction, group.id, 'out'));
  if (depth > maxDepth) throw invalidValue(`Groups nest at most ${maxDepth} levels deep.`);
};
