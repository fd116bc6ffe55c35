import { sql } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { rowCount } from '../../database/prepared.ts';
import type { Condition } from './filter-attributes.ts';
import { type Projection, wants } from './projection.ts';
import type { Member, Membership, PrincipalRow, Related } from './resources.ts';

/** Which principals are read, and in which order. */
export interface Selection {
  readonly where: Condition;
  /** For `order by`. Default: by name. */
  readonly order?: ReturnType<typeof sql>;
  /** Default: all. */
  readonly limit?: number;
  readonly offset?: number;
}

/** A principal with what its resource tells of others. */
export interface Found {
  readonly row: PrincipalRow;
  readonly related: Related;
}

/** More than there can be; PostgreSQL takes the number for one of 32 bits. */
const everything = 2 ** 31 - 1;

const select = (queries: Queries, { where, order, limit = everything, offset = 0 }: Selection) =>
  queries
    .selectFrom('principals')
    .where(where)
    .orderBy(order ?? sql`principals.name_key`)
    .limit(rowCount(limit))
    .offset(rowCount(offset));

/** The ids of a selection, as a subquery: what belongs to a page is read for the whole page at once. */
const idsOf = (queries: Queries, selection: Selection) => select(queries, selection).select('principals.id');

interface MembershipRow {
  readonly member_id: number;
  readonly id: number;
  readonly name: string;
  readonly direct: number;
}

const readGroups = async (queries: Queries, selection: Selection): Promise<readonly MembershipRow[]> => {
  const { rows } = await sql<MembershipRow>`
    with recursive listed(id) as ${idsOf(queries, selection)},
    outside(member_id, group_id) as (
      select group_members.member_id, group_members.group_id
      from group_members inner join listed on listed.id = group_members.member_id
      union
      select outside.member_id, group_members.group_id
      from outside inner join group_members on group_members.member_id = outside.group_id
    )
    select outside.member_id, principals.id, principals.name,
      case when direct.member_id is null then 0 else 1 end as direct
    from outside
    inner join principals on principals.id = outside.group_id
    left join group_members as direct
      on direct.group_id = outside.group_id and direct.member_id = outside.member_id
    order by principals.name_key`.execute(queries);
  return rows;
};

/** The group that everybody but groups is in. */
export const readUsersGroup = (queries: Queries): Promise<{ readonly id: number; readonly name: string }> =>
  queries
    .selectFrom('principals')
    .select(['id', 'name'])
    .where('system', '=', 1)
    .where('name_key', '=', 'users')
    .executeTakeFirstOrThrow();

const readMembers = (queries: Queries, selection: Selection): Promise<(Member & { readonly group_id: number })[]> =>
  queries
    .selectFrom('group_members')
    .innerJoin('principals', 'principals.id', 'group_members.member_id')
    .select(['group_members.group_id', 'principals.id', 'principals.kind', 'principals.display_name'])
    .where('group_members.group_id', 'in', idsOf(queries, selection))
    .orderBy('principals.name_key')
    .execute();

const readEverybody = (queries: Queries): Promise<Member[]> =>
  queries
    .selectFrom('principals')
    .select(['id', 'kind', 'display_name'])
    .where('kind', '!=', 'GROUP')
    .orderBy('name_key')
    .execute();

const groupBy = <Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => number,
  toValue: (row: Row) => Value,
): ReadonlyMap<number, readonly Value[]> => {
  const grouped = new Map<number, Value[]>();
  for (const row of rows) {
    const values = grouped.get(keyOf(row));
    if (values === undefined) grouped.set(keyOf(row), [toValue(row)]);
    else values.push(toValue(row));
  }
  return grouped;
};

const groupsOfAll = async (queries: Queries, selection: Selection) => {
  const users = await readUsersGroup(queries);
  const memberships = groupBy(
    await readGroups(queries, selection),
    row => row.member_id,
    ({ id, name, direct }): Membership => ({ id, name, isDirect: direct === 1 }),
  );
  return ({ id, kind }: PrincipalRow): readonly Membership[] => {
    const explicit = memberships.get(id) ?? [];
    return kind === 'GROUP' ? explicit : [...explicit, { ...users, isDirect: true }];
  };
};

const membersOfAll = async (queries: Queries, selection: Selection, rows: readonly PrincipalRow[]) => {
  const members = groupBy(
    await readMembers(queries, selection),
    row => row.group_id,
    ({ id, kind, display_name }): Member => ({ id, kind, display_name }),
  );
  const users = rows.find(row => row.system === 1 && row.name_key === 'users');
  const everybody = users === undefined ? [] : await readEverybody(queries);
  return ({ id }: PrincipalRow): readonly Member[] => (id === users?.id ? everybody : (members.get(id) ?? []));
};

/**
 * Reads principals with their groups and members, in the same few queries however many there are.
 *
 * @param projection groups and members are read only when it wants them
 */
export const readPrincipals = async (
  queries: Queries,
  selection: Selection,
  projection: Projection,
): Promise<readonly Found[]> => {
  const rows = await select(queries, selection).selectAll('principals').execute();
  const none = () => [];
  const groupsOf = wants(projection, 'groups') && rows.length > 0 ? await groupsOfAll(queries, selection) : none;
  const hasGroups = rows.some(row => row.kind === 'GROUP');
  const membersOf = wants(projection, 'members') && hasGroups ? await membersOfAll(queries, selection, rows) : none;
  return rows.map(row => ({ row, related: { groups: groupsOf(row), members: membersOf(row) } }));
};

/** How many principals there are that meet a condition. */
export const countPrincipals = async (queries: Queries, where: Condition): Promise<number> => {
  const { count } = await queries
    .selectFrom('principals')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(where)
    .executeTakeFirstOrThrow();
  return Number(count);
};
