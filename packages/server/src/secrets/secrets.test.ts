import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { good, secretCalls } from './testing/secret-calls.ts';

const api = '/api/2.0/secrets';
const manager = 'manager@example.com';

describe.each(engines)('secrets on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await test.addUser(manager);
    });
    afterAll(() => test.close());
    const { get, newScope, post, put, value } = secretCalls(() => ({ test, token }));

    const trail = async (action: string) => {
      const { read } = test.workspace.database;
      return read.selectFrom('audit_log').selectAll().where('action_name', '=', action).orderBy('sequence').execute();
    };

    it('are secret in the database and the audit trail: no value is in either, in any form', async () => {
      const scope = await newScope();
      const secret = 'k7Qm2xWv9TzR4pLs';
      await good(put(scope, 'text', secret));
      await good(post('put', { scope, key: 'bytes', bytes_value: Buffer.from(secret).toString('base64') }));
      await value(scope, 'text');
      await post('put', { scope, key: 'bad key', string_value: secret });
      await post('put', { scope: 'no-such-scope', key: 'k', string_value: secret });
      const everything = JSON.stringify([
        await dump(test.workspace.database),
        await test.workspace.database.read.selectFrom('audit_log').selectAll().execute(),
      ]);
      expect(everything).toContain(scope);
      for (const encoding of ['utf8', 'hex', 'base64', 'base64url'] as const) {
        expect(everything.includes(Buffer.from(secret).toString(encoding)), encoding).toBe(false);
      }
    });

    it('are watched: each reading of a value is in the audit trail, with scope and key', async () => {
      const scope = await newScope();
      await good(put(scope, 'k', 'v'));
      const before = (await trail('getSecret')).length;
      await value(scope, 'k');
      await value(scope, 'k', test.adminToken);
      const outsider = await test.addUser(`outsider-${engine}@example.com`);
      await get(`get?scope=${scope}&key=k`, outsider);
      await get(`list?scope=${scope}`);
      const records = (await trail('getSecret')).slice(before);
      expect(records.map(record => [record.identity, record.status_code])).toEqual([
        [manager, 200],
        ['admin@localhost', 200],
        [`outsider-${engine}@example.com`, 403],
      ]);
      for (const record of records) expect(JSON.parse(record.request_params)).toMatchObject({ scope, key: 'k' });
    });

    describe('the first SDK for Python', () => {
      /** It sends every field, unset ones as null, parameters of a GET in a body, and no content type. */
      const asSeed = (request: `${string} /${string}`, body: object) =>
        good(test.call(request, { token, body: JSON.stringify(body) }));

      it('is understood', async () => {
        const create = { scope: 'seed', initial_manage_principal: null };
        expect(await asSeed(`POST ${api}/scopes/create`, create)).toEqual({});
        const written = { scope: 'seed', key: 'k', string_value: 'v', bytes_value: null };
        expect(await asSeed(`POST ${api}/put`, written)).toEqual({});
        const { secrets } = await asSeed(`GET ${api}/list`, { scope: 'seed' });
        expect(secrets).toEqual([{ key: 'k', last_updated_timestamp: expect.any(Number) }]);
        const entry = { scope: 'seed', principal: manager };
        expect(await asSeed(`GET ${api}/acls/get`, entry)).toEqual({ principal: manager, permission: 'MANAGE' });
        expect((await asSeed(`GET ${api}/acls/list`, { scope: 'seed' })).items).toHaveLength(1);
        expect(await asSeed(`POST ${api}/acls/put`, { ...entry, permission: 'MANAGE' })).toEqual({});
        expect(await asSeed(`POST ${api}/acls/delete`, entry)).toEqual({});
      });

      it('gets its error for a scope that is there', async () => {
        await test.admin(`POST ${api}/scopes/create`, { scope: 'seed-twice', initial_manage_principal: null });
        const { json } = await test.admin(`POST ${api}/scopes/create`, { scope: 'seed-twice' });
        expect(json).toMatchObject({
          error_code: 'RESOURCE_ALREADY_EXISTS',
          message: 'Scope seed-twice already exists!',
        });
      });
    });

    it('are not read over the API where the setting says so, and everything else goes on', async () => {
      const closed = await openTestWorkspace(engine, { secrets_get: false });
      await closed.admin(`POST ${api}/scopes/create`, { scope: 's' });
      await closed.admin(`POST ${api}/put`, { scope: 's', key: 'k', string_value: 'v' });
      const { status, json } = await closed.admin(`GET ${api}/get?scope=s&key=k`);
      expect([status, json.error_code]).toEqual([403, 'FEATURE_DISABLED']);
      expect((await closed.admin(`GET ${api}/list?scope=s`)).json.secrets).toHaveLength(1);
      await closed.close();
    });
  });
});
