import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../../testing/dump.ts';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';
const schemas = [
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'urn:ietf:params:scim:schemas:extension:workspace:2.0:User',
];

describe.each(engines)('users on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const create = (body: object) => test.admin(`POST ${scim}/Users`, body);
    const made = async (userName: string, more: object = {}) => (await create({ userName, ...more })).json;
    const groupId = async (name: string): Promise<string> =>
      (await test.admin(`GET ${scim}/Groups?filter=displayName%20eq%20"${name}"`)).json.Resources[0].id;

    it('are made as RFC 7643 shows one, and keep what is kept here', async () => {
      const { status, json } = await create({
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:User',
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        ],
        id: '2819c223-7f76-453a-919d-413861904646',
        externalId: '701984',
        userName: 'bjensen@example.com',
        name: {
          formatted: 'Ms. Barbara J Jensen, III',
          familyName: 'Jensen',
          givenName: 'Barbara',
          middleName: 'Jane',
        },
        displayName: 'Babs Jensen',
        nickName: 'Babs',
        emails: [
          { value: 'bjensen@example.com', type: 'work', primary: true },
          { value: 'babs@jensen.org', type: 'home' },
        ],
        addresses: [{ type: 'work', country: 'USA' }],
        active: true,
        password: 't1meMa$heen',
        groups: [],
        meta: { resourceType: 'User', version: 'W/"3694e05e9dff591"' },
      });
      expect(status).toBe(201);
      expect(json).toEqual({
        schemas,
        id: expect.stringMatching(/^\d{1,16}$/),
        externalId: '701984',
        userName: 'bjensen@example.com',
        displayName: 'Babs Jensen',
        name: { givenName: 'Barbara', familyName: 'Jensen' },
        active: true,
        emails: [
          { type: 'work', value: 'bjensen@example.com', primary: true },
          { type: 'home', value: 'babs@jensen.org' },
        ],
        groups: [
          {
            display: 'users',
            type: 'direct',
            value: await groupId('users'),
            $ref: expect.stringMatching(/^Groups\/\d+$/),
          },
        ],
      });
      expect((await test.admin(`GET ${scim}/Users/${json.id}`)).json).toEqual(json);
    });

    it('get a display name and an address from what they have', async () => {
      expect(await made('plain@example.com')).toMatchObject({
        displayName: 'plain@example.com',
        emails: [{ type: 'work', value: 'plain@example.com', primary: true }],
      });
      expect(await made('named@example.com', { name: { givenName: 'Ann', familyName: 'Lee' } })).toMatchObject({
        displayName: 'Ann Lee',
      });
    });

    it('have names that ignore case, and are taken once', async () => {
      await made('Twice@example.com');
      const { status, json } = await create({ userName: 'tWICE@EXAMPLE.com' });
      expect([status, json]).toEqual([
        409,
        {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '409',
          detail: 'User with username tWICE@EXAMPLE.com already exists.',
        },
      ]);
    });

    it('share their names with groups, because grants name either', async () => {
      await test.admin(`POST ${scim}/Groups`, { displayName: 'team@example.com' });
      const { status, json } = await create({ userName: 'team@example.com' });
      expect(status).toBe(409);
      expect(json.detail).toContain('is that of a group');
    });

    it.each([
      [{}, 'invalidValue', 'userName'],
      [{ userName: '' }, 'invalidValue', 'userName'],
      [{ userName: 'nobody' }, 'invalidValue', 'e-mail address'],
      [{ userName: 'a\u0000@b' }, 'invalidValue', 'control characters'],
      [{ userName: `${'a'.repeat(255)}@example.com` }, 'invalidValue', '255'],
      [{ userName: 'bad1@example.com', entitlements: [{ value: 'fly' }] }, 'invalidValue', 'workspace-access'],
      [{ userName: 'bad2@example.com', entitlements: ['workspace-access'] }, 'invalidSyntax', 'entitlements[0]'],
      [{ userName: 'bad3@example.com', displayName: '\u0007' }, 'invalidValue', 'displayName'],
      [{ userName: 'bad4@example.com', name: 'Ann' }, 'invalidSyntax', 'name'],
      [{ userName: ['bad5@example.com', 'x'] }, 'invalidSyntax', 'userName'],
    ])('are not made of %j', async (body, scimType, mentioned) => {
      const { status, json } = await create(body);
      expect([status, json.status, json.scimType]).toEqual([400, '400', scimType]);
      expect(json.detail).toContain(mentioned);
    });

    it('join groups when they are made, but none that is unknown', async () => {
      const { json: team } = await test.admin(`POST ${scim}/Groups`, { displayName: 'joined' });
      const groups = [{ value: team.id }, { value: await groupId('users') }, { value: '1', type: 'indirect' }];
      const user = await made('joiner@example.com', { groups });
      expect(user.groups.map((group: { display: string }) => group.display)).toEqual(['joined', 'users']);
      const { status } = await create({ userName: 'lost@example.com', groups: [{ value: '1' }] });
      expect(status).toBe(404);
      const lost = await test.admin(`GET ${scim}/Users?filter=userName%20eq%20lost@example.com`);
      expect(lost.json.totalResults).toBe(0);
    });

    it('are replaced by PUT, except for what is fixed and what clients leave out', async () => {
      const user = await made('put@example.com', {
        name: { givenName: 'Put' },
        externalId: 'x',
        roles: [{ value: 'arn:r' }],
        entitlements: [{ value: 'allow-cluster-create' }],
      });
      const { status, json } = await test.admin(`PUT ${scim}/Users/${user.id}`, {
        ...{ userName: 'other@example.com', emails: [{ value: 'other@example.com' }], groups: [{ value: '1' }] },
        ...{ displayName: 'Putter', active: false, entitlements: [{}] },
      });
      expect(status).toBe(200);
      const { entitlements: _, externalId: __, ...kept } = user;
      expect(json).toEqual({ ...kept, displayName: 'Putter', active: false });
      expect((await test.admin(`GET ${scim}/Users/${user.id}`)).json).toEqual(json);
    });

    it('are changed by all operations of a PATCH or by none', async () => {
      const user = await made('atomic@example.com');
      const { status } = await test.admin(`PATCH ${scim}/Users/${user.id}`, {
        Operations: [
          { op: 'replace', path: 'displayName', value: 'Changed' },
          { op: 'replace', path: 'shoeSize', value: 44 },
        ],
      });
      expect(status).toBe(400);
      expect((await test.admin(`GET ${scim}/Users/${user.id}`)).json).toEqual(user);
    });

    it('cannot authenticate while they are inactive, and can again with the same token', async () => {
      const token = await test.addUser('sleeper@example.com');
      const me = async () => (await test.call(`GET ${scim}/Me`, { token })).status;
      const { id } = (await test.call(`GET ${scim}/Me`, { token })).json;
      const setActive = (value: unknown) =>
        test.admin(`PATCH ${scim}/Users/${id}`, { Operations: [{ op: 'Replace', path: 'active', value }] });
      expect(await me()).toBe(200);
      expect((await setActive('False')).json.active).toBe(false);
      expect(await me()).toBe(403);
      await setActive(true);
      expect(await me()).toBe(200);
    });

    it('lose access without an entitlement, by whatever way, and still learn who they are', async () => {
      const token = await test.addUser('outsider@example.com');
      const list = async () => (await test.call('GET /api/2.0/token/list', { token })).status;
      const users = await groupId('users');
      const patch = (Operations: object[]) => test.admin(`PATCH ${scim}/Groups/${users}`, { Operations });
      expect(await list()).toBe(200);
      await patch([{ op: 'remove', path: 'entitlements' }]);
      expect(await list()).toBe(403);
      expect((await test.call(`GET ${scim}/Me`, { token })).status).toBe(200);
      const { id } = (await test.call(`GET ${scim}/Me`, { token })).json;
      await test.admin(`PUT ${scim}/Users/${id}`, { entitlements: [{ value: 'databricks-sql-access' }] });
      expect(await list()).toBe(200);
      await patch([
        { op: 'add', path: 'entitlements', value: [{ value: 'workspace-access' }, { value: 'databricks-sql-access' }] },
      ]);
    });

    it('are gone with their tokens and memberships, and tell what went', async () => {
      const token = await test.addUser('leaver@example.com');
      const { id } = (await test.call(`GET ${scim}/Me`, { token })).json;
      await test.admin(`POST ${scim}/Groups`, { displayName: 'left', members: [{ value: id }] });
      const { status, json } = await test.admin(`DELETE ${scim}/Users/${id}`);
      expect(status).toBe(200);
      expect(json).toEqual({ removed: { memberships: 1, tokens: 1 }, owned: [] });
      expect((await test.call(`GET ${scim}/Me`, { token })).status).toBe(403);
      expect((await test.admin(`GET ${scim}/Users/${id}`)).status).toBe(404);
      expect((await test.admin(`DELETE ${scim}/Users/${id}`)).status).toBe(404);
      const left = await test.admin(`GET ${scim}/Groups?filter=displayName%20eq%20left`);
      expect(left.json.Resources[0].members).toBeUndefined();
    });

    it('tell nothing of their own when they are deleted and the workspace is strict', async () => {
      const strict = await openTestWorkspace(engine, { strict: true });
      const { json } = await strict.admin(`POST ${scim}/Users`, { userName: 'quiet@example.com' });
      const { status, text } = await strict.admin(`DELETE ${scim}/Users/${json.id}`);
      expect([status, text]).toEqual([200, '{}']);
      await strict.close();
    });

    it('come back under the same name as somebody else', async () => {
      const first = await made('again@example.com');
      await test.admin(`DELETE ${scim}/Users/${first.id}`);
      expect((await made('again@example.com')).id).not.toBe(first.id);
    });

    it.each(['abc', '1'.repeat(30), '-1', '1.5', '0', '%00', "1'"])('are not found by the id %s', async id => {
      for (const request of [`GET ${scim}/Users/${id}`, `DELETE ${scim}/Users/${id}`] as const) {
        const { status, json } = await test.admin(request);
        expect([request, status, json.status]).toEqual([request, 404, '404']);
      }
    });

    it('are found by id only among users', async () => {
      const id = await groupId('admins');
      expect((await test.admin(`GET ${scim}/Users/${id}`)).status).toBe(404);
      expect((await test.admin(`DELETE ${scim}/Users/${id}`)).status).toBe(404);
    });

    it('show the attributes that a request asks for, as Terraform does', async () => {
      const user = await made('part@example.com');
      const attributes = 'userName,displayName,active,externalId,entitlements';
      const { json } = await test.admin(`GET ${scim}/Users/${user.id}?attributes=${attributes}`);
      const { userName, displayName, active } = user;
      expect(json).toEqual({ schemas, id: user.id, userName, displayName, active });
      const without = await test.admin(`GET ${scim}/Users/${user.id}?excludedAttributes=groups,emails`);
      expect(Object.keys(without.json)).not.toContain('groups');
    });

    it('show others only their names, whatever the others ask for', async () => {
      const token = await test.addUser('curious@example.com');
      const user = await made('private@example.com', { externalId: 'secret' });
      const expected = { schemas, id: user.id, userName: 'private@example.com', displayName: 'private@example.com' };
      for (const query of ['', '?attributes=userName,displayName,active,externalId', '?excludedAttributes=active']) {
        expect((await test.call(`GET ${scim}/Users/${user.id}${query}`, { token })).json).toEqual(expected);
      }
      const filter = encodeURIComponent('userName sw "private"');
      const list = await test.call(`GET ${scim}/Users?filter=${filter}&sortBy=displayName`, { token });
      expect(list.json.Resources).toEqual([expected]);
      for (const query of ['filter=externalId%20eq%20secret', 'filter=active%20eq%20true', 'sortBy=active']) {
        expect([query, (await test.call(`GET ${scim}/Users?${query}`, { token })).status]).toEqual([query, 403]);
      }
    });

    it('may be sent with passwords, which are kept nowhere', async () => {
      const password = 't1meMa$heen';
      const user = await made('secretive@example.com', { password });
      const path = `${scim}/Users/${user.id}` as const;
      await test.admin(`PUT ${path}`, { userName: 'secretive@example.com', password });
      for (const Operations of [
        [{ op: 'replace', path: 'password', value: password }],
        [{ op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:Password', value: password }],
        [{ op: 'replace', value: { password, active: true } }],
        [
          { op: 'replace', value: { Password: password } },
          { op: 'replace', path: 'shoeSize', value: 44 },
        ],
      ]) {
        const { text } = await test.admin(`PATCH ${path}`, { Operations });
        expect(text).not.toContain(password);
      }
      const trail = JSON.stringify(await test.workspace.database.read.selectFrom('audit_log').selectAll().execute());
      expect(trail).toContain(user.id);
      expect(trail + JSON.stringify(await dump(test.workspace.database))).not.toContain(password);
    });

    it('leave what was done to them in the audit trail', async () => {
      const user = await made('audited@example.com');
      await test.admin(`DELETE ${scim}/Users/${user.id}`);
      const rows = await test.workspace.database.read
        .selectFrom('audit_log')
        .select(['action_name', 'request_params', 'status_code'])
        .where('request_params', 'like', `%${user.id}%`)
        .orderBy('sequence')
        .execute();
      expect(rows.map(row => [row.action_name, row.status_code])).toEqual([
        ['createUser', 201],
        ['deleteUser', 200],
      ]);
      expect(JSON.parse(rows[1]?.request_params ?? '')).toMatchObject({ name: 'audited@example.com', owned: '[]' });
    });
  });
});
