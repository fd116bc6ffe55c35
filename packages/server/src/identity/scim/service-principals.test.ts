import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';

describe.each(engines)('service principals on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let admins: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      admins = (await test.admin(`GET ${scim}/Groups?filter=displayName%20eq%20admins`)).json.Resources[0].id;
    });
    afterAll(() => test.close());

    const create = (body: object) => test.admin(`POST ${scim}/ServicePrincipals`, body);

    it('get an application id, by which their paths find them too', async () => {
      const { status, json } = await create({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'],
        displayName: 'ACME_USER',
        entitlements: [{ value: 'databricks-sql-access' }],
      });
      expect(status).toBe(201);
      expect(json).toEqual({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal'],
        id: expect.stringMatching(/^\d{1,16}$/),
        applicationId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        displayName: 'ACME_USER',
        active: true,
        entitlements: [{ value: 'databricks-sql-access' }],
        groups: [expect.objectContaining({ display: 'users' })],
      });
      const path = `${scim}/ServicePrincipals/${json.applicationId.toUpperCase()}` as const;
      expect((await test.admin(`GET ${path}`)).json).toEqual(json);
      const patched = await test.admin(`PATCH ${path}`, {
        Operations: [{ op: 'replace', value: { displayName: 'A' } }],
      });
      expect(patched.json.displayName).toBe('A');
      expect((await test.admin(`PUT ${path}`, { displayName: 'B' })).json).toMatchObject({
        id: json.id,
        displayName: 'B',
      });
      expect((await test.admin(`DELETE ${path}`)).status).toBe(200);
      expect((await test.admin(`GET ${path}`)).status).toBe(404);
    });

    it('may share a display name, and are told apart by their application ids', async () => {
      const [first, second] = [await create({ displayName: 'same' }), await create({ displayName: 'same' })];
      expect([first.status, second.status]).toEqual([201, 201]);
      const names = await test.admin(`GET ${scim}/ServicePrincipals`);
      expect(names.json.Resources.map((one: { displayName: string }) => one.displayName)).toContain('same');
    });

    it('keep an application id that is given, once', async () => {
      const applicationId = '1F0C3D7E-1111-4222-8333-444455556666';
      expect((await create({ applicationId })).json).toMatchObject({
        applicationId: applicationId.toLowerCase(),
        displayName: applicationId.toLowerCase(),
      });
      const again = await create({ applicationId: applicationId.toLowerCase() });
      expect([again.status, again.json.detail]).toEqual([
        409,
        `Service principal with application ID ${applicationId.toLowerCase()} already exists.`,
      ]);
      const wrong = await create({ applicationId: 'my-app' });
      expect([wrong.status, wrong.json.scimType]).toEqual([400, 'invalidValue']);
    });

    it('are made a member of the groups that are given, as the guide to tokens on behalf of others has it', async () => {
      const { json } = await create({ displayName: 'sdk-1', groups: [{ value: admins }] });
      expect(json.groups.map((group: { display: string }) => group.display)).toEqual(['admins', 'users']);
      const token = await test.admin('POST /api/2.0/token-management/on-behalf-of/tokens', {
        application_id: json.applicationId,
        lifetime_seconds: 60,
      });
      const by = { token: token.json.token_value };
      const me = (await test.call(`GET ${scim}/Me`, by)).json;
      expect(me).toMatchObject({ id: json.id, userName: json.applicationId, displayName: 'sdk-1', active: true });
      expect((await test.call(`POST ${scim}/Groups`, { ...by, body: { displayName: 'by a program' } })).status).toBe(
        201,
      );
      const deleted = await test.admin(`DELETE ${scim}/ServicePrincipals/${json.id}`);
      expect(deleted.json.removed).toMatchObject({ memberships: 1, tokens: 1 });
      expect((await test.call(`GET ${scim}/Me`, by)).status).toBe(403);
    });

    it('stay in their groups when a PUT or PATCH says otherwise', async () => {
      const { json } = await create({ displayName: 'stays' });
      const groups = [{ value: admins }];
      const put = await test.admin(`PUT ${scim}/ServicePrincipals/${json.id}`, { displayName: 'stays', groups });
      expect(put.json).toEqual(json);
      const path = `${scim}/ServicePrincipals/${json.id}` as const;
      const patch = await test.admin(`PATCH ${path}`, { Operations: [{ op: 'add', path: 'groups', value: groups }] });
      expect(patch.json).toEqual(json);
    });

    it('are switched off the way Terraform does it', async () => {
      const { json } = await create({ displayName: 'disabled' });
      const path = `${scim}/ServicePrincipals/${json.id}` as const;
      const Operations = [{ op: 'replace', path: 'active', value: [{ value: 'false' }] }];
      await test.admin(`PATCH ${path}`, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
      const attributes = 'userName,displayName,active,externalId,entitlements';
      const { schemas, id, displayName, applicationId } = json;
      expect((await test.admin(`GET ${path}?attributes=${attributes}`)).json).toEqual({
        schemas,
        id,
        applicationId,
        displayName,
        active: false,
      });
    });

    it('are found by application id in a list, as Terraform and the CLI look for them', async () => {
      const { json } = await create({ displayName: 'findable' });
      for (const filter of [`applicationId eq "${json.applicationId}"`, `applicationId eq ${json.applicationId}`]) {
        const list = await test.admin(`GET ${scim}/ServicePrincipals?filter=${encodeURIComponent(filter)}`);
        expect(list.json.Resources).toEqual([json]);
      }
    });
  });
});
