import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember, addPrincipal } from '../testing/add-principal.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { writeConf } from './conf.ts';

const path = '/api/2.0/workspace-conf';

describe.each(engines)('settings of the workspace on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const set = (body: object) => test.admin(`PATCH ${path}`, body);
    const get = async (keys: string) => (await test.admin(`GET ${path}?keys=${keys}`)).json;
    const create = (body: object = {}) => test.admin('POST /api/2.0/token/create', body);

    it('are what they are at first until they are changed, and texts throughout', async () => {
      expect(await get('maxTokenLifetimeDays,enableTokensConfig,enableOnBehalfOfTokens')).toEqual({
        maxTokenLifetimeDays: '0',
        enableTokensConfig: 'true',
        enableOnBehalfOfTokens: 'true',
      });
      expect((await set({ maxTokenLifetimeDays: '90', enableOnBehalfOfTokens: 'FALSE' })).json).toEqual({});
      expect(await get('maxTokenLifetimeDays')).toEqual({ maxTokenLifetimeDays: '90' });
      expect(await get('enableOnBehalfOfTokens')).toEqual({ enableOnBehalfOfTokens: 'false' });
      await set({ maxTokenLifetimeDays: 0, enableOnBehalfOfTokens: 'true' });
      expect(await get('maxTokenLifetimeDays')).toEqual({ maxTokenLifetimeDays: '0' });
    });

    it.each(['enableIpAccessLists', 'maxtokenlifetimedays', '', 'maxTokenLifetimeDays,', 'constructor'])(
      'are known by name: not %j',
      async keys => {
        const asked = await test.admin(`GET ${path}?keys=${keys}`);
        expect([asked.status, asked.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        const set = await test.admin(`PATCH ${path}`, { maxTokenLifetimeDays: '1', [keys || 'x']: 'true' });
        expect([set.status, set.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(set.json.message).toContain('enableTokensConfig, enableOnBehalfOfTokens, maxTokenLifetimeDays');
        expect(await get('maxTokenLifetimeDays')).toEqual({ maxTokenLifetimeDays: '0' });
      },
    );

    it.each(['-1', '1.5', '36501', '99999', '1e3', 'ninety', '', '007'])('cannot have %j as days', async value => {
      const { status, json } = await set({ maxTokenLifetimeDays: value });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain("a whole number of days from '1' to '36500'");
    });

    it.each(['1', '9999', '10000', '29999', '36499', '36500'])('can have %s as days', async value => {
      expect((await set({ maxTokenLifetimeDays: value })).status).toBe(200);
      await set({ maxTokenLifetimeDays: '0' });
    });

    it('need a value to change', async () => {
      for (const body of [{}, { enableTokensConfig: null }, { enableTokensConfig: 'yes' }]) {
        expect((await set(body)).status).toBe(400);
      }
    });

    it('limit how long tokens live that are made from then on', async () => {
      const before = (await create({ lifetime_seconds: -1 })).json.token_info;
      await set({ maxTokenLifetimeDays: '30' });
      const usual = (await create()).json.token_info;
      expect(usual.expiry_time - usual.creation_time).toBe(30 * 86_400_000);
      for (const lifetime_seconds of [-1, 30 * 86_400 + 1]) {
        const { status, json } = await create({ lifetime_seconds });
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain('maximum token lifetime of this workspace, which is 30 days');
      }
      expect((await create({ lifetime_seconds: 30 * 86_400 })).status).toBe(200);
      const { token_infos } = (await test.admin('GET /api/2.0/token/list')).json;
      expect(token_infos).toContainEqual(expect.objectContaining({ token_id: before.token_id, expiry_time: -1 }));
      await set({ maxTokenLifetimeDays: '0' });
    });

    it('turn tokens off, but not by a call that was made with one', async () => {
      const { status, json } = await set({ enableTokensConfig: 'false' });
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
      expect((await create()).status).toBe(200);
      const { database } = test.workspace;
      await database.write(transaction => writeConf(transaction, { enableTokensConfig: 'false' }));
      const refused = await test.admin('GET /api/2.0/token/list');
      expect([refused.status, refused.json.error_code]).toEqual([403, 'FEATURE_DISABLED']);
      expect(refused.json.message).toContain('Personal access tokens are turned off');
      await database.write(transaction => writeConf(transaction, { enableTokensConfig: 'true' }));
      expect((await create()).status).toBe(200);
    });

    it('turn tokens off for whoever signs in by OAuth, and on again', async () => {
      const robot = '9d9a3f64-0a5a-4f0e-8c39-1c7f5a1b2c3d';
      const id = await addPrincipal(test, 'SERVICE_PRINCIPAL', robot);
      await addMember(test, 'admins', robot);
      const secrets = `/api/2.0/accounts/servicePrincipals/${id}/credentials/secrets` as const;
      const { secret } = (await test.admin(`POST ${secrets}`, {})).json;
      const signIn = await test.call('POST /oidc/v1/token', {
        body: 'grant_type=client_credentials&scope=all-apis',
        headers: {
          authorization: `Basic ${Buffer.from(`${robot}:${secret}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
      const turn = (enableTokensConfig: string) =>
        test.call(`PATCH ${path}`, { token: signIn.json.access_token, body: { enableTokensConfig } });
      expect((await turn('false')).status).toBe(200);
      expect((await create()).json.error_code).toBe('FEATURE_DISABLED');
      const own = await test.call('POST /api/2.0/token/create', { token: signIn.json.access_token, body: {} });
      expect([own.status, own.json.error_code]).toEqual([403, 'FEATURE_DISABLED']);
      expect((await turn('true')).status).toBe(200);
      expect((await create()).status).toBe(200);
    });

    it('are in the audit trail when they change', async () => {
      await set({ maxTokenLifetimeDays: '0' });
      const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json;
      expect(records).toMatchObject([
        {
          action_name: 'workspaceConfEdit',
          request_params: { contents: expect.stringContaining('maxTokenLifetimeDays') },
        },
      ]);
    });
  });
});
