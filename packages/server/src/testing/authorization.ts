import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { insertPrincipal, newPrincipalId } from '../identity/principals.ts';
import { refreshStanding } from '../identity/standing.ts';
import { dump } from './dump.ts';
import { sampleTables, type TestResponse, type TestWorkspace } from './test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/**
 * Something that makes a call possible: a grant, `SELECT on table/box.in.toys`, or an ownership, `own tables/box.in.toys`.
 */
export type Need = `${string} on ${string}/${string}` | `own ${string}/${string}`;

/** A call with what it takes, no more and no less. */
export interface Row {
  readonly call: `${string} /${string}`;
  readonly body?: object;
  readonly needs: readonly Need[];
  /** Whether the answer is what only the entitled get. Default: 200, and else a refusal. */
  readonly isAllowed?: (response: TestResponse) => boolean;
}

/** A row for each of several ways to be entitled to one call. */
export const rows = (ways: readonly (readonly Need[])[], row: Omit<Row, 'needs'>): Row[] =>
  ways.map(needs => ({ ...row, needs }));

/** Whether a list holds exactly something of a name. */
export const lists =
  (items: string, name: string) =>
  ({ json }: TestResponse): boolean =>
    json[items].some((item: { name: string }) => item.name === name);

const isOk = ({ status }: TestResponse): boolean => status === 200;

/** Who holds what a call needs. */
export interface Holder {
  /** The principal that grants are made to. */
  readonly name: string;
  /** The token of a user who is that principal, or in it. */
  readonly token: string;
}

/** A user, and a user of a group that is in a group. */
export const makeHolders = async (test: TestWorkspace): Promise<readonly [user: Holder, group: Holder]> => {
  const user = { name: 'ada@example.com', token: await test.addUser('ada@example.com') };
  const token = await test.addUser('member@example.com');
  await test.workspace.database.write(async transaction => {
    const { id: member } = await transaction
      .selectFrom('principals')
      .select('id')
      .where('name', '=', 'member@example.com')
      .executeTakeFirstOrThrow();
    const ids = {
      inner: newPrincipalId(test.workspace.randomBytes),
      outer: newPrincipalId(test.workspace.randomBytes),
    };
    for (const [name, id] of Object.entries(ids))
      await insertPrincipal(transaction, { id, now: 1 }, { kind: 'GROUP', name, displayName: name });
    const memberships = [
      { group_id: ids.inner, member_id: member },
      { group_id: ids.outer, member_id: ids.inner },
    ];
    await transaction.insertInto('group_members').values(memberships).execute();
    await refreshStanding(transaction);
  });
  return [user, { name: 'outer', token }];
};

/** Makes what rows are about: the table `box.in.toys`, the share `box` without it, the recipient `box`. */
export const makeBox = async (test: TestWorkspace): Promise<void> => {
  const make = async (service: string, body: object) => {
    const { status, text } = await test.admin(`POST ${uc}/${service}`, body);
    expect([status, text]).toEqual([200, expect.anything()]);
  };
  const folder = join(test.workspace.config.data, 'warehouse', 'toys');
  cpSync(join(sampleTables, 'airlines'), folder, { recursive: true });
  await make('catalogs', { name: 'box' });
  await make('schemas', { catalog_name: 'box', name: 'in' });
  await make('tables', {
    ...{ catalog_name: 'box', schema_name: 'in', name: 'toys', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
    storage_location: `file://${folder}`,
  });
  await make('shares', { name: 'box' });
  await make('recipients', { name: 'box' });
};

/** Takes away what {@link makeBox} made and what calls made of it. */
export const removeBox = async ({ workspace }: TestWorkspace): Promise<void> => {
  await workspace.database.write(async transaction => {
    const first = ['shares', 'recipients', 'tables', 'volumes', 'external_locations'] as const;
    for (const table of [...first, 'storage_credentials', 'privilege_grants'] as const)
      await transaction.deleteFrom(table).execute();
    await transaction.deleteFrom('schemas').where('name', '!=', 'default').execute();
    const main = transaction.selectFrom('catalogs').select('id').where('name', '=', 'main');
    await transaction.deleteFrom('schemas').where('catalog_id', 'not in', main).execute();
    await transaction.deleteFrom('catalogs').where('name', '!=', 'main').execute();
  });
};

type Owned =
  | 'storage_credentials'
  | 'external_locations'
  | 'catalogs'
  | 'schemas'
  | 'tables'
  | 'volumes'
  | 'shares'
  | 'recipients';

const setOwner = async ({ workspace }: TestWorkspace, path: string, owner: string): Promise<void> => {
  const [table, name = ''] = path.split('/') as [Owned, string];
  const key = name.split('.').at(-1) ?? '';
  await workspace.database.write(transaction =>
    transaction.updateTable(table).set({ owner }).where('name_key', '=', key).execute(),
  );
};

const setNeed = async (test: TestWorkspace, holder: Holder, need: Need, isMet: boolean): Promise<void> => {
  if (need.startsWith('own '))
    return setOwner(test, need.slice('own '.length), isMet ? holder.name : 'admin@localhost');
  const [privilege, securable] = need.split(' on ');
  const changes = [{ principal: holder.name, [isMet ? 'add' : 'remove']: [privilege] }];
  const { status, text } = await test.admin(`PATCH ${uc}/permissions/${securable}`, { changes });
  expect([status, text]).toEqual([200, expect.anything()]);
};

/** Sees that a call is refused, and changes nothing, when any one of its needs is not met, and done when all are. */
export const expectNeeds = async (
  test: TestWorkspace,
  holder: Holder,
  { call, body, needs, isAllowed = isOk }: Row,
): Promise<void> => {
  const make = () => test.call(call, { token: holder.token, body });
  for (const need of needs) await setNeed(test, holder, need, true);
  for (const need of needs) {
    await setNeed(test, holder, need, false);
    const before = await dump(test.workspace.database);
    const response = await make();
    expect([need, isAllowed(response), response.status]).toEqual([need, false, expect.toBeOneOf([200, 403, 404])]);
    if (isAllowed === isOk)
      expect(response.json.message).toMatch(/^User (does not have|is not)|does not exist|may not/);
    expect(await dump(test.workspace.database)).toEqual(before);
    await setNeed(test, holder, need, true);
  }
  const response = await make();
  expect([response.text, isAllowed(response)]).toEqual([expect.anything(), true]);
};
