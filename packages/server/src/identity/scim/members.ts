import type { Queries } from '../../database/database.ts';
import { ApiError } from '../../http/api-error.ts';
import { invalidValue } from './errors.ts';
import { matches } from './filter.ts';
import { checkNesting } from './nesting.ts';
import type { MemberChange } from './patch.ts';
import type { PrincipalRow } from './resources.ts';

/** A statement has at most 32 766 parameters on SQLite. */
const chunkSize = 5000;

const chunks = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, index) =>
    items.slice(index * chunkSize, (index + 1) * chunkSize),
  );

/** The number that an id is; NaN for what no principal has. */
export const toNumber = (id: string): number => (/^\d{1,16}$/.test(id) ? Number(id) : Number.NaN);

const missing = (id: string) =>
  new ApiError('RESOURCE_DOES_NOT_EXIST', `Member with id ${id} not found. A member is named by its numeric id.`);

type Group = Pick<PrincipalRow, 'id' | 'name' | 'name_key' | 'system'>;

const isUsers = (group: Group): boolean => group.system === 1 && group.name_key === 'users';

/** Finds those who are to be members. Throws for who is not there, and for who may be in no group. */
const findMembers = async (transaction: Queries, ids: readonly string[]) => {
  const found = new Map<number, Pick<PrincipalRow, 'id' | 'kind' | 'name' | 'system'>>();
  for (const part of chunks(ids.map(toNumber).filter(id => !Number.isNaN(id)))) {
    const rows = await transaction
      .selectFrom('principals')
      .select(['id', 'kind', 'name', 'system'])
      .where('id', 'in', part)
      .execute();
    for (const row of rows) found.set(row.id, row);
  }
  return ids.map(id => {
    const member = found.get(toNumber(id));
    if (member === undefined) throw missing(id);
    if (member.system === 1) throw invalidValue(`The system group ${member.name} cannot be a member of a group.`);
    return member;
  });
};

/** Adds members by their ids; those who are in the group already stay. */
const add = async (transaction: Queries, group: Group, ids: readonly string[]): Promise<void> => {
  const members = await findMembers(transaction, ids);
  for (const part of chunks(members)) {
    await transaction
      .insertInto('group_members')
      .values(part.map(({ id }) => ({ group_id: group.id, member_id: id })))
      .onConflict(conflict => conflict.doNothing())
      .execute();
  }
  if (members.some(({ kind }) => kind === 'GROUP')) await checkNesting(transaction, group);
};

const remove = async (transaction: Queries, group: Group, ids: readonly number[]): Promise<void> => {
  for (const part of chunks(ids)) {
    await transaction
      .deleteFrom('group_members')
      .where('group_id', '=', group.id)
      .where('member_id', 'in', part)
      .execute();
  }
};

const presentIds = async (transaction: Queries, group: Group): Promise<readonly number[]> => {
  const rows = isUsers(group)
    ? await transaction.selectFrom('principals').select('id').where('kind', '!=', 'GROUP').execute()
    : await transaction
        .selectFrom('group_members')
        .select('member_id as id')
        .where('group_id', '=', group.id)
        .execute();
  return rows.map(({ id }) => id);
};

/** Everybody is in `users`: the only change is the one that changes nothing, which a PUT of what was read is. */
const requireUnchanged = async (transaction: Queries, group: Group, change: MemberChange): Promise<void> => {
  const present = new Set((await presentIds(transaction, group)).map(String));
  const isSame =
    change.kind === 'replace' && change.ids.length === present.size && change.ids.every(id => present.has(id));
  if (!isSame) {
    throw invalidValue('Everybody is a member of the system group users. Its members cannot be changed.');
  }
};

const changeMembership = async (transaction: Queries, group: Group, change: MemberChange): Promise<void> => {
  if (isUsers(group)) return requireUnchanged(transaction, group, change);
  switch (change.kind) {
    case 'add':
      return add(transaction, group, change.ids);
    case 'remove':
      return remove(
        transaction,
        group,
        change.ids.map(toNumber).filter(id => !Number.isNaN(id)),
      );
    case 'removeMatching': {
      const present = await presentIds(transaction, group);
      const isMeant = (id: number) => matches(change.filter, name => (name === 'value' ? [String(id)] : []));
      return remove(transaction, group, present.filter(isMeant));
    }
    case 'replace': {
      const present = await presentIds(transaction, group);
      const wanted = new Set(change.ids.map(toNumber));
      await remove(
        transaction,
        group,
        present.filter(id => !wanted.has(id)),
      );
      return add(transaction, group, change.ids);
    }
  }
};

/**
 * Changes who is in a group. Whoever calls this calls `refreshStanding` afterwards.
 *
 * @throws ApiError RESOURCE_DOES_NOT_EXIST for an unknown member; INVALID_PARAMETER_VALUE for a circle of groups, groups that
 *   lie too deep, system groups as members, and changes of `users`
 */
export const changeMembers = async (
  transaction: Queries,
  group: Group,
  changes: readonly MemberChange[],
): Promise<void> => {
  for (const change of changes) await changeMembership(transaction, group, change);
};
