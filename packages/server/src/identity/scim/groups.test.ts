import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';

interface Value {
  readonly value: string;
  readonly display: string;
  readonly type: string;
}

describe.each(engines)('groups on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let admins: string;
    let users: string;
    let ann: string;
    let bob: string;
    let program: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      const system = (await test.admin(`GET ${scim}/Groups?sortBy=displayName`)).json.Resources;
      [admins, users] = system.map(({ id }: { id: string }) => id);
      ann = (await test.admin(`POST ${scim}/Users`, { userName: 'ann@example.com', displayName: 'Ann' })).json.id;
      bob = (await test.admin(`POST ${scim}/Users`, { userName: 'bob@example.com', displayName: 'Bob' })).json.id;
      program = (await test.admin(`POST ${scim}/ServicePrincipals`, { displayName: 'Program' })).json.id;
    });
    afterAll(() => test.close());

    const create = (body: object) => test.admin(`POST ${scim}/Groups`, body);
    const made = async (displayName: string, ...members: string[]): Promise<string> => {
      const { status, json, text } = await create({ displayName, members: members.map(value => ({ value })) });
      expect([status, text]).toEqual([201, text]);
      return json.id;
    };
    const get = async (id: string, query = '') => (await test.admin(`GET ${scim}/Groups/${id}${query}`)).json;
    const patch = (id: string, ...Operations: object[]) => test.admin(`PATCH ${scim}/Groups/${id}`, { Operations });
    const add = (id: string, ...members: string[]) =>
      patch(id, { op: 'add', path: 'members', value: members.map(value => ({ value })) });
    const membersOf = async (id: string): Promise<string[]> =>
      ((await get(id)).members ?? []).map((member: Value) => member.display).sort();
    const groupsOf = async (path: string): Promise<string[]> =>
      ((await test.admin(`GET ${scim}/${path}`)).json.groups ?? []).map(
        ({ display, type }: Value) => `${display} ${type}`,
      );

    it('are made with members of every kind', async () => {
      const inner = await made('inner');
      const { status, json } = await create({
        displayName: 'outer',
        externalId: 'x-1',
        entitlements: [{ value: 'allow-cluster-create' }],
        roles: [{ value: 'arn:r' }],
        members: [{ value: ann }, { value: program }, { value: inner }, { value: ann }],
      });
      expect(status).toBe(201);
      expect(json).toEqual({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        id: expect.stringMatching(/^\d{1,16}$/),
        displayName: 'outer',
        externalId: 'x-1',
        meta: { resourceType: 'WorkspaceGroup' },
        entitlements: [{ value: 'allow-cluster-create' }],
        roles: [{ value: 'arn:r' }],
        members: expect.arrayContaining([
          { display: 'Ann', value: ann, $ref: `Users/${ann}` },
          { display: 'Program', value: program, $ref: `ServicePrincipals/${program}` },
          { display: 'inner', value: inner, $ref: `Groups/${inner}` },
        ]),
      });
      expect(json.members).toHaveLength(3);
      expect(await get(json.id)).toEqual(json);
      const parents = [{ display: 'outer', type: 'direct', value: json.id, $ref: `Groups/${json.id}` }];
      expect((await get(inner)).groups).toEqual(parents);
    });

    it('go on owning what they own under a new name, and nobody owns it by the former one', async () => {
      const uc = '/api/2.1/unity-catalog';
      const owner = await made('stewards');
      await test.admin(`POST ${uc}/catalogs`, { name: 'stewarded' });
      await test.admin(`POST ${uc}/shares`, { name: 'stewarded' });
      for (const path of ['catalogs/stewarded', 'shares/stewarded']) {
        expect((await test.admin(`PATCH ${uc}/${path}`, { owner: 'stewards' })).status).toBe(200);
      }
      expect((await patch(owner, { op: 'replace', path: 'displayName', value: 'keepers' })).status).toBe(200);
      await made('stewards');
      for (const path of ['catalogs/stewarded', 'shares/stewarded']) {
        expect((await test.admin(`GET ${uc}/${path}`)).json.owner).toBe('keepers');
      }
    });

    it('have names that ignore case, and are taken once', async () => {
      await made('Taken');
      const { status, json } = await create({ displayName: 'taken' });
      expect([status, json.detail]).toEqual([409, 'Group with name taken already exists.']);
      expect((await create({ displayName: 'Admins' })).json.detail).toBe('Group with name Admins already exists.');
      const other = await made('other');
      expect((await patch(other, { op: 'replace', path: 'displayName', value: 'TAKEN' })).status).toBe(409);
      expect((await get(other)).displayName).toBe('other');
      expect((await patch(other, { op: 'replace', path: 'displayName', value: 'Other' })).json.displayName).toBe(
        'Other',
      );
    });

    it.each([[{}], [{ displayName: '' }], [{ displayName: 'account users' }], [{ displayName: 'a\nb' }]])(
      'are not made of %j',
      async body => {
        const { status, json } = await create(body);
        expect([status, json.scimType]).toEqual([400, 'invalidValue']);
      },
    );

    it('take no member that is not there, and no bare string', async () => {
      for (const value of ['1', 'ann@example.com', '9'.repeat(30)]) {
        const { status, json } = await create({ displayName: 'hopeful', members: [{ value: ann }, { value }] });
        expect([status, json.status]).toEqual([404, '404']);
        expect(json.detail).toContain(value);
      }
      const bare = await create({ displayName: 'hopeful', members: [ann] });
      expect([bare.status, bare.json.scimType]).toEqual([400, 'invalidSyntax']);
      const list = await test.admin(`GET ${scim}/Groups?filter=displayName%20eq%20hopeful&count=0`);
      expect(list.json.totalResults).toBe(0);
    });

    it('gain and lose members by PATCH in every form', async () => {
      const id = await made('changing');
      await add(id, ann, bob);
      await add(id, bob, program);
      expect(await membersOf(id)).toEqual(['Ann', 'Bob', 'Program']);
      await patch(id, { op: 'remove', path: `members[value eq "${ann}"]` });
      expect(await membersOf(id)).toEqual(['Bob', 'Program']);
      await patch(id, { op: 'Remove', path: 'members', value: [{ value: bob }] });
      expect(await membersOf(id)).toEqual(['Program']);
      await patch(id, { op: 'add', value: { members: [{ value: ann }, { value: bob }] } });
      await patch(id, { op: 'remove', path: `members[value eq "${ann}" or value eq "${program}"]` });
      expect(await membersOf(id)).toEqual(['Bob']);
      await patch(id, { op: 'replace', path: 'members', value: [{ value: ann }] });
      expect(await membersOf(id)).toEqual(['Ann']);
      await patch(id, { op: 'remove', path: 'members', value: [{ value: '123' }] });
      expect(await membersOf(id)).toEqual(['Ann']);
      await patch(id, { op: 'remove', path: 'members' });
      expect(await membersOf(id)).toEqual([]);
    });

    it('change by all operations or by none, whichever fails', async () => {
      const id = await made('steady', ann);
      const { status } = await patch(
        id,
        { op: 'replace', path: 'displayName', value: 'moved' },
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: '123' }] },
      );
      expect(status).toBe(404);
      expect(await get(id)).toMatchObject({ displayName: 'steady', members: [{ display: 'Ann' }] });
    });

    it('are replaced by PUT, except for roles that are left out', async () => {
      const { id } = (
        await create({
          ...{ displayName: 'replaced', externalId: 'x', members: [{ value: ann }] },
          ...{ roles: [{ value: 'arn:r' }], entitlements: [{ value: 'workspace-access' }] },
        })
      ).json;
      const { status, json } = await test.admin(`PUT ${scim}/Groups/${id}`, {
        ...{ displayName: 'Replaced', members: [{ value: bob }], groups: [{ value: admins }] },
      });
      expect(status).toBe(200);
      expect(json).toEqual({
        ...{ schemas: expect.any(Array), id, displayName: 'Replaced', meta: { resourceType: 'WorkspaceGroup' } },
        members: [{ display: 'Bob', value: bob, $ref: `Users/${bob}` }],
        roles: [{ value: 'arn:r' }],
      });
    });

    it('tell members where they are in through others', async () => {
      const dora = (await test.admin(`POST ${scim}/Users`, { userName: 'dora@example.com' })).json.id;
      const deep = await made('deep', dora);
      const middle = await made('middle', deep);
      await made('top', middle, deep);
      const groups = ['deep direct', 'middle indirect', 'top indirect', 'users direct'];
      expect(await groupsOf(`Users/${dora}`)).toEqual(groups);
      expect(await groupsOf(`Groups/${deep}`)).toEqual(['middle direct', 'top direct']);
      const list = await test.admin(`GET ${scim}/Users?filter=userName%20sw%20dora`);
      expect(list.json.Resources[0].groups).toHaveLength(4);
    });

    it('give what they hold to all who are in them, and take it when they go', async () => {
      const token = await test.addUser('carl@example.com');
      const carl = (await test.call(`GET ${scim}/Me`, { token })).json.id;
      const inner = await made('inner admins', carl);
      const outer = await made('outer admins', inner);
      const canWrite = async () => (await test.call(`GET /api/2.0/boathouse/audit`, { token })).status === 200;
      expect(await canWrite()).toBe(false);
      await add(admins, outer);
      expect(await canWrite()).toBe(true);
      await test.admin(`DELETE ${scim}/Groups/${inner}`);
      expect(await canWrite()).toBe(false);
      await patch(admins, { op: 'remove', path: `members[value eq "${outer}"]` });
    });

    it('are in no circle', async () => {
      const first = await made('first');
      const second = await made('second', first);
      const third = await made('third', second);
      for (const id of [first, second, third]) {
        const { status, json } = await add(first, id);
        expect([status, json.scimType]).toEqual([400, 'invalidValue']);
        expect(json.detail).toContain('member of itself');
      }
      expect(await membersOf(first)).toEqual([]);
    });

    it('nest ten levels deep at most, from whichever end they grow', async () => {
      let top = await made('level 0');
      const bottom = top;
      for (let level = 1; level <= 10; level += 1) top = await made(`level ${level}`, top);
      const tooHigh = await create({ displayName: 'level 11', members: [{ value: top }] });
      expect([tooHigh.status, tooHigh.json.detail]).toEqual([400, 'Groups nest at most 10 levels deep.']);
      const tooLow = await add(bottom, await made('below'));
      expect([tooLow.status, tooLow.json.detail]).toEqual([400, 'Groups nest at most 10 levels deep.']);
      expect((await add(bottom, ann)).status).toBe(200);
    });

    it('show their members to administrators only', async () => {
      const token = await test.addUser('peeper@example.com');
      const { json } = await test.call(`GET ${scim}/Groups/${admins}?attributes=members,displayName`, { token });
      expect(json).toEqual({ schemas: expect.any(Array), id: admins, displayName: 'admins' });
      const filter = encodeURIComponent(`members.value eq "${ann}"`);
      expect((await test.call(`GET ${scim}/Groups?filter=${filter}`, { token })).status).toBe(403);
    });

    it('show what Terraform asks of them', async () => {
      const id = await made('terraformed', ann);
      expect(await get(id, '?attributes=members')).toEqual({
        ...{ schemas: expect.any(Array), id },
        members: [expect.objectContaining({ value: ann })],
      });
      const query = `filter=${encodeURIComponent('displayName eq "terraformed"')}&attributes=displayName,entitlements`;
      const { json } = await test.admin(`GET ${scim}/Groups?${query}`);
      expect(json.Resources).toEqual([{ schemas: expect.any(Array), id, displayName: 'terraformed' }]);
    });

    describe('of the system', () => {
      it('users holds everybody, and nobody can change that', async () => {
        const everybody = (await get(users)).members.map((member: Value) => member.value);
        expect(everybody).toEqual(expect.arrayContaining([ann, bob, program]));
        for (const operation of [
          { op: 'add', path: 'members', value: [{ value: ann }] },
          { op: 'remove', path: `members[value eq "${ann}"]` },
          { op: 'remove', path: 'members' },
        ]) {
          const { status, json } = await patch(users, operation);
          expect([status, json.scimType]).toEqual([400, 'invalidValue']);
        }
      });

      it('users takes a PUT of what was read, and gives everybody what it gets', async () => {
        const before = await get(users);
        const entitlements = [...before.entitlements, { value: 'allow-cluster-create' }];
        const { status, json } = await test.admin(`PUT ${scim}/Groups/${users}`, { ...before, entitlements });
        expect([status, json.entitlements]).toEqual([200, entitlements]);
        expect((await test.admin(`PUT ${scim}/Groups/${users}`, before)).json).toEqual(before);
        const fewer = await test.admin(`PUT ${scim}/Groups/${users}`, { ...before, members: before.members.slice(1) });
        expect(fewer.status).toBe(400);
      });

      it.each(['admins', 'users'])('%s cannot be renamed, deleted, or put into another group', async name => {
        const id = name === 'admins' ? admins : users;
        const group = await made(`holder of ${name}`);
        for (const refused of [
          await patch(id, { op: 'replace', path: 'displayName', value: 'mine' }),
          await patch(id, { op: 'replace', path: 'displayName', value: name.toUpperCase() }),
          await test.admin(`DELETE ${scim}/Groups/${id}`),
          await add(group, id),
        ]) {
          expect([refused.status, refused.json.scimType]).toEqual([400, 'invalidValue']);
          expect(refused.json.detail).toContain(`system group ${name}`);
        }
        expect((await get(id)).displayName).toBe(name);
      });

      it.each(['workspace-access', 'allow-cluster-create'])('admins keeps the entitlement %s', async value => {
        const { status, json } = await patch(admins, { op: 'remove', path: `entitlements[value eq "${value}"]` });
        expect([status, json.scimType]).toEqual([400, 'invalidValue']);
        expect(json.detail).toContain(value);
      });
    });
  });
});
