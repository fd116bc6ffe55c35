import { insertPrincipal, newPrincipalId } from '../identity/principals.ts';
import { refreshStanding } from '../identity/standing.ts';
import type { TestWorkspace } from './test-workspace.ts';

/** Adds a user, service principal or group, and gives its id. */
export const addPrincipal = async (
  { workspace }: TestWorkspace,
  kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP',
  name: string,
): Promise<number> => {
  const id = newPrincipalId(workspace.randomBytes);
  await workspace.database.write(transaction =>
    insertPrincipal(transaction, { id, now: workspace.now() }, { kind, name, displayName: `The ${name}` }),
  );
  return id;
};

/** The id of a principal of a name. */
export const principalId = async ({ workspace }: TestWorkspace, name: string): Promise<number> => {
  const query = workspace.database.read
    .selectFrom('principals')
    .select('id')
    .where('name_key', '=', name.toLowerCase());
  return (await query.executeTakeFirstOrThrow()).id;
};

/** Puts a principal into a group, both by name. */
export const addMember = async (test: TestWorkspace, group: string, member: string): Promise<void> => {
  const row = { group_id: await principalId(test, group), member_id: await principalId(test, member) };
  await test.workspace.database.write(async transaction => {
    await transaction.insertInto('group_members').values(row).execute();
    await refreshStanding(transaction);
  });
};

/** Takes a principal out of a group. */
export const removeMember = async (test: TestWorkspace, group: string, member: string): Promise<void> => {
  const [groupId, memberId] = [await principalId(test, group), await principalId(test, member)];
  await test.workspace.database.write(async transaction => {
    const membership = transaction.deleteFrom('group_members').where('group_id', '=', groupId);
    await membership.where('member_id', '=', memberId).execute();
    await refreshStanding(transaction);
  });
};
