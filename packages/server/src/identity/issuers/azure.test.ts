import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { insertPrincipal, newPrincipalId } from '../principals.ts';
import { type SignOptions, startTestIssuer, type TestIssuer } from './testing/test-issuer.ts';

const me = 'GET /api/2.0/preview/scim/v2/Me';
const tenant = '11111111-2222-3333-4444-555555555555';
const databricks = '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d';
const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w';
const version1 = `https://sts.windows.net/${tenant}/`;
const resourceHeader = 'x-databricks-azure-workspace-resource-id';
const managementHeader = 'x-databricks-azure-sp-management-token';
const permissionsPath = `${resourceId}/providers/Microsoft.Authorization/permissions`;

describe.each(engines)('Entra on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(`(${missing ?? 'available'})`, () => {
    let entra: TestIssuer;
    let test: TestWorkspace;
    beforeAll(async () => {
      entra = await startTestIssuer((url, path) => (path.endsWith('/v2.0') ? url + path : version1));
      test = await openTestWorkspace(engine, {
        azure: {
          tenant_id: tenant,
          workspace_resource_id: resourceId,
          authority: entra.url,
          resource_manager: entra.url,
          admit_contributors: true,
        },
      });
      await add('USER', 'ana@example.com');
      await add('SERVICE_PRINCIPAL', 'an-app');
    });
    afterAll(async () => {
      await test.close();
      await entra[Symbol.asyncDispose]();
    });
    beforeEach(() => entra.misbehave(permissionsPath, undefined));

    const add = async (kind: 'USER' | 'SERVICE_PRINCIPAL', name: string): Promise<void> => {
      const { database, now, randomBytes } = test.workspace;
      const id = newPrincipalId(randomBytes);
      await database.write(transaction =>
        insertPrincipal(transaction, { id, now: now() }, { kind, name, displayName: name }),
      );
    };

    const sign = (claims: object, options: SignOptions = {}) =>
      entra.sign({ tid: tenant, ...claims }, { issuer: version1, audience: databricks, ...options });
    const management = (claims: object, options: SignOptions = {}) =>
      sign(claims, { audience: 'https://management.core.windows.net/', ...options });
    const ask = (token: string, headers: Record<string, string> = {}) => test.call(me, { token, headers });
    /** What Resource Manager says of the caller's rights. */
    const allow = (...permissions: object[]) =>
      entra.misbehave(permissionsPath, (_, response) => response.end(JSON.stringify({ value: permissions })));

    it.each([
      ['a user by version 1', { upn: 'ANA@example.com', appid: 'some-client' }, {}, 'ana@example.com'],
      ['a guest by version 1', { unique_name: 'ana@example.com' }, {}, 'ana@example.com'],
      ['a user by version 2', { preferred_username: 'ana@example.com', azp: 'c' }, { v2: true }, 'ana@example.com'],
      ['a service principal by version 1', { appid: 'an-app' }, {}, 'an-app'],
      ['a service principal by version 2', { azp: 'an-app', idtyp: 'app' }, { v2: true }, 'an-app'],
    ])('signs in %s', async (_, claims, { v2 }: { v2?: boolean }, name) => {
      const issuer = v2 === true ? `${entra.url}/${tenant}/v2.0` : version1;
      const { status, json } = await ask(await sign(claims, { issuer }));
      expect([status, json.userName]).toEqual([200, name]);
    });

    it.each([
      ['for Resource Manager', { appid: 'an-app' }, { audience: 'https://management.azure.com/' }, 'another audience'],
      ['of another tenant', { appid: 'an-app', tid: 'other' }, {}, 'is of another tenant than the setting names'],
      ['of a user who is not there', { upn: 'bob@example.com' }, {}, 'names the user "bob@example.com"'],
      ['of a service principal that is not there', { appid: 'unknown' }, {}, 'names the service principal "unknown"'],
      ['of nobody', {}, {}, 'names neither a user nor an application'],
    ])('refuses a token %s', async (_, claims, options, message) => {
      const { status, json } = await ask(await sign(claims, options));
      expect([status, json.detail]).toEqual([403, expect.stringContaining(message)]);
    });

    it('takes both headers of a service principal, and the resource in any case', async () => {
      const headers = {
        [resourceHeader]: resourceId.toUpperCase(),
        [managementHeader]: await management({ appid: 'an-app' }),
      };
      expect((await ask(await sign({ appid: 'an-app' }), headers)).status).toBe(200);
    });

    it('leaves a management token alone that comes without a resource', async () => {
      allow({ actions: ['*'] });
      const alone = async (appid: string) =>
        ask(await sign({ appid }), { [managementHeader]: await management({ appid }) });
      expect((await alone('an-app')).status).toBe(200);
      expect((await alone('stranger')).status).toBe(403);
    });

    it.each([
      ['the resource of another workspace', { [resourceHeader]: `${resourceId}2` }, 403, 'names another workspace'],
      [
        'a management token that is none',
        { [resourceHeader]: resourceId, [managementHeader]: 'x' },
        403,
        'of the tenant',
      ],
    ])('refuses %s', async (_, headers, expected, message) => {
      const { status, json } = await ask(await sign({ appid: 'an-app' }), headers as Record<string, string>);
      expect([status, json.detail]).toEqual([expected, expect.stringContaining(message)]);
    });

    it.each([
      ['of another application', { appid: 'other' }, {}, 'is of another application than the token that calls'],
      ['of a person', { upn: 'ana@example.com', appid: 'an-app' }, {}, 'is of another application'],
      ['for Databricks', { appid: 'an-app' }, { audience: databricks }, 'is for another audience'],
      ['that has expired', { appid: 'an-app' }, { expiresIn: -90 }, 'has expired'],
      ['of another tenant', { appid: 'an-app', tid: 'other' }, {}, 'is of another tenant'],
    ])('refuses a management token %s', async (_, claims, options, message) => {
      const headers = { [resourceHeader]: resourceId, [managementHeader]: await management(claims, options) };
      const { status, json } = await ask(await sign({ appid: 'an-app' }), headers);
      expect([status, json.detail]).toEqual([403, expect.stringContaining(message)]);
      expect(json.detail).toContain('X-Databricks-Azure-SP-Management-Token');
    });

    describe('a service principal that is not there yet', () => {
      const bothHeaders = async (appid: string) =>
        ask(await sign({ appid }), { [resourceHeader]: resourceId, [managementHeader]: await management({ appid }) });

      it('becomes an administrator when Resource Manager lets it write the resource', async () => {
        allow({ actions: ['*/read'] }, { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] });
        const { status, json } = await bothHeaders('contributor');
        expect([status, json.userName]).toEqual([200, 'contributor']);
        expect(json.groups).toContainEqual(expect.objectContaining({ display: 'admins' }));
        const { text } = await test.admin('GET /api/2.0/boathouse/audit?max_results=20');
        expect(text).toContain('azure.admit_contributors');
      });

      it.each([
        ['a reader', [{ actions: ['*/read'] }]],
        ['denied it', [{ actions: ['*'], notActions: ['Microsoft.Databricks/*'] }]],
        ['without any right', []],
        ['of strange rights', [{}, { actions: 'all' }]],
      ])('stays out as %s', async (_, permissions) => {
        allow(...permissions);
        const { status, json } = await bothHeaders('reader');
        expect([status, json.detail]).toEqual([403, expect.stringContaining('names the service principal "reader"')]);
      });

      it('stays out when Resource Manager refuses its token', async () => {
        entra.misbehave(permissionsPath, (_, response) => response.writeHead(403).end('{}'));
        expect((await bothHeaders('forbidden')).status).toBe(403);
      });

      it('is told when Resource Manager cannot be asked', async () => {
        entra.misbehave(permissionsPath, (_, response) => response.writeHead(500).end('{}'));
        const { status, json } = await bothHeaders('waiting');
        expect([status, json.detail]).toEqual([503, expect.stringContaining('the setting azure cannot be used now')]);
      });
    });

    it('tells clients the tenant by where it redirects to', async () => {
      const { status, headers } = await test.call('GET /aad/auth');
      expect([status, headers['location']]).toEqual([302, `${entra.url}/${tenant}/oauth2/authorize`]);
      const second = await test.call('GET /oidc/oauth2/v2.0/authorize');
      expect(second.headers['location']).toBe(`${entra.url}/${tenant}/oauth2/v2.0/authorize`);
    });
  });
});

describe('a workspace outside of Azure', () => {
  it('has no tenant to tell, and leaves the headers alone', async () => {
    const test = await openTestWorkspace('sqlite');
    expect((await test.call('GET /aad/auth')).status).toBe(404);
    const headers = { [resourceHeader]: '/other', [managementHeader]: 'x' };
    expect((await test.call(me, { token: test.adminToken, headers })).status).toBe(200);
    await test.close();
  });
});
