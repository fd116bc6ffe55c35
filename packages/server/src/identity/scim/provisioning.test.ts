import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';
const patchOp = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];

/** What identity providers send, request by request, as their documentation shows it. */
describe.each(engines)('provisioning on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const headers = { 'content-type': 'application/scim+json', accept: 'application/scim+json' };
    const send = (request: `${string} /${string}`, body?: object) =>
      test.call(request, { token: test.adminToken, body, headers });
    const find = async (type: string, filter: string) =>
      (await send(`GET ${scim}/${type}?filter=${encodeURIComponent(filter)}`)).json;

    it('goes as Microsoft Entra ID does it', async () => {
      // The connection test: a user that is not there.
      const probe = await find('Users', 'userName eq "8f2c9a1e-0000-4000-8000-1234567890ab"');
      expect(probe).toMatchObject({ totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 });

      const created = await send(`POST ${scim}/Users`, {
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:User',
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        ],
        externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
        userName: 'Test_User_ab6490ee@testuser.com',
        active: true,
        emails: [{ primary: true, type: 'work', value: 'Test_User_fd0ea19b@testuser.com' }],
        meta: { resourceType: 'User' },
        name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
        roles: [],
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'bob' },
      });
      expect(created.status).toBe(201);
      expect(created.headers['content-type']).toBe('application/scim+json; charset=utf-8');
      const user = created.json;
      expect(user).toMatchObject({
        externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
        active: true,
        emails: [{ value: 'Test_User_fd0ea19b@testuser.com', type: 'work', primary: true }],
      });

      expect((await find('Users', 'userName eq "Test_User_ab6490ee@testuser.com"')).Resources).toEqual([user]);
      expect((await find('Users', 'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"')).totalResults).toBe(1);

      const changed = await send(`PATCH ${scim}/Users/${user.id}`, {
        schemas: patchOp,
        Operations: [
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@microsoft.com' },
          { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
          { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Data' },
          { op: 'Replace', value: { displayName: 'Updated', 'name.givenName': 'updatedGivenName' } },
        ],
      });
      expect([changed.status, changed.json]).toEqual([
        200,
        { ...user, displayName: 'Updated', name: { givenName: 'updatedGivenName', familyName: 'updatedFamilyName' } },
      ]);

      const group = await send(`POST ${scim}/Groups`, {
        schemas: [
          'urn:ietf:params:scim:schemas:core:2.0:Group',
          'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
        ],
        externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
        displayName: 'displayName',
        meta: { resourceType: 'Group' },
      });
      expect(group.status).toBe(201);
      const { id } = group.json;
      const listed = await send(
        `GET ${scim}/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "displayName"')}`,
      );
      expect(listed.json.Resources).toEqual([group.json]);

      const members = async () =>
        ((await send(`GET ${scim}/Groups/${id}`)).json.members ?? []).map((member: { value: string }) => member.value);
      const patchGroup = (...Operations: object[]) =>
        send(`PATCH ${scim}/Groups/${id}`, { schemas: patchOp, Operations });
      await patchGroup({ op: 'Replace', path: 'displayName', value: '1879db59-3bdf-4490-ad68-ab880a269474' });
      await patchGroup({ op: 'Add', path: 'members', value: [{ $ref: null, value: user.id }] });
      expect(await members()).toEqual([user.id]);
      const asMember = encodeURIComponent(`id eq "${id}" and members eq "${user.id}"`);
      expect((await send(`GET ${scim}/Groups?attributes=id&filter=${asMember}`)).json.totalResults).toBe(1);
      await patchGroup({ op: 'Remove', path: 'members', value: [{ $ref: null, value: user.id }] });
      expect(await members()).toEqual([]);

      const disabled = await send(`PATCH ${scim}/Users/${user.id}`, {
        schemas: patchOp,
        Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
      });
      expect(disabled.json.active).toBe(false);
      expect((await send(`DELETE ${scim}/Users/${user.id}`)).status).toBe(200);
      expect((await send(`DELETE ${scim}/Groups/${id}`)).status).toBe(200);
      expect((await send(`GET ${scim}/Users/${user.id}`)).status).toBe(404);
    });

    it('goes as Okta does it', async () => {
      const login = encodeURIComponent('userName eq "test.user@okta.local"');
      const before = await send(`GET ${scim}/Users?filter=${login}&startIndex=1&count=100`);
      expect(before.json).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] });

      const created = await send(`POST ${scim}/Users`, {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: 'test.user@okta.local',
        name: { givenName: 'Test', familyName: 'User' },
        emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
        displayName: 'Test User',
        locale: 'en-US',
        externalId: '00ujl29u0le5T6Aj10h7',
        groups: [],
        password: '1mz050nq',
        active: true,
      });
      expect(created.status).toBe(201);
      expect(created.text).not.toContain('1mz050nq');
      const user = created.json;
      const path = `${scim}/Users/${user.id}` as const;
      expect((await send(`GET ${path}`)).json).toEqual(user);

      // Profiles are pushed whole.
      const pushed = { ...user, name: { givenName: 'Another', familyName: 'User' }, displayName: 'Another User' };
      const put = await send(`PUT ${path}`, pushed);
      expect([put.status, put.json]).toEqual([200, pushed]);

      const off = await send(`PATCH ${path}`, {
        schemas: patchOp,
        Operations: [{ op: 'replace', value: { active: false } }],
      });
      expect([off.status, off.json.active]).toEqual([200, false]);
      const on = await send(`PATCH ${path}`, {
        schemas: patchOp,
        Operations: [{ op: 'replace', value: { active: true } }],
      });
      expect(on.json).toEqual(pushed);

      const group = await send(`POST ${scim}/Groups`, {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Test SCIMv2',
        members: [{ value: user.id, display: 'test.user@okta.local' }],
      });
      expect([group.status, group.json.members.length]).toEqual([201, 1]);
      const groupPath = `${scim}/Groups/${group.json.id}` as const;
      const renamed = await send(`PATCH ${groupPath}`, {
        schemas: patchOp,
        Operations: [{ op: 'replace', value: { id: group.json.id, displayName: 'Test SCIMv2 renamed' } }],
      });
      expect(renamed.json.displayName).toBe('Test SCIMv2 renamed');
      await send(`PATCH ${groupPath}`, {
        schemas: patchOp,
        Operations: [
          { op: 'remove', path: `members[value eq "${user.id}"]` },
          { op: 'add', path: 'members', value: [{ value: user.id, display: 'test.user@okta.local' }] },
        ],
      });
      expect((await send(`GET ${groupPath}`)).json.members).toHaveLength(1);
      await send(`PATCH ${groupPath}`, {
        schemas: patchOp,
        Operations: [{ op: 'replace', path: 'members', value: [] }],
      });
      expect((await send(`GET ${groupPath}`)).json.members).toBeUndefined();
      const all = await send(`GET ${scim}/Groups?startIndex=1&count=100`);
      expect(all.json.totalResults).toBe(3);
      expect((await send(`DELETE ${groupPath}`)).status).toBe(200);
      expect((await send(`GET ${groupPath}`)).status).toBe(404);
    });
  });
});
