import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dump } from '../../testing/dump.ts';
import { engines } from '../../testing/engines.ts';
import { addSecret, addServicePrincipal, askToken, type TestServicePrincipal } from '../../testing/oauth.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const base = '/api/2.0/accounts/servicePrincipals';

describe.each(engines)('secrets of service principals on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let robot: TestServicePrincipal;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    beforeEach(async () => {
      robot = await addServicePrincipal(test);
    });
    afterAll(() => test.close());

    const path = (principal: string | number = robot.id) => `${base}/${principal}/credentials/secrets` as const;
    const create = (body: object = {}) => test.admin(`POST ${path()}`, body);
    const list = async () => (await test.admin(`GET ${path()}`)).json.secrets;
    const isGood = async (secret: string) => {
      const { status } = await askToken(test, {
        grant_type: 'client_credentials',
        client_id: robot.applicationId,
        client_secret: secret,
      });
      return status === 200;
    };
    const expire = (id: string) =>
      test.workspace.database.write(transaction =>
        transaction
          .updateTable('service_principal_secrets')
          .set({ expires_at: Date.now() - 1000 })
          .where('id', '=', id)
          .execute(),
      );

    it('are made with a value that is shown once, and with what recognises it', async () => {
      const { status, json } = await create({ lifetime: '3600s' });
      expect(status).toBe(200);
      const { secret, ...info } = json;
      expect(secret).toMatch(/^dose[0-9a-f]{32}$/);
      expect(info).toEqual({
        id: expect.stringMatching(/^[\w-]{36}$/),
        secret_hash: createHash('sha256').update(secret).digest('hex'),
        status: 'ACTIVE',
        create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        update_time: info.create_time,
        expire_time: new Date(Date.parse(info.create_time) + 3_600_000).toISOString(),
      });
      expect(await list()).toEqual([info]);
      expect(await isGood(secret)).toBe(true);
    });

    it('are kept nowhere by their value', async () => {
      const { secret } = (await create()).json;
      const everything = JSON.stringify([
        await dump(test.workspace.database),
        await test.workspace.database.read.selectFrom('audit_log').selectAll().execute(),
      ]);
      expect(everything).not.toContain(secret);
    });

    it('live two years when nothing else is said, which is the most', async () => {
      const { create_time, expire_time } = (await create()).json;
      expect(Date.parse(expire_time) - Date.parse(create_time)).toBe(63_072_000_000);
      expect((await create({ lifetime: '63072000s' })).status).toBe(200);
    });

    it.each(['0s', '-1s', '3600', '1h', '1.5s', '63072001s', '99999999999999999999s', 's', ' 60s', '6e3s'])(
      'are not made with the lifetime %j',
      async lifetime => {
        const { status, json } = await create({ lifetime });
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain('3600s');
        expect(await list()).toEqual([]);
      },
    );

    it('are five at most, expired ones not counted', async () => {
      const ids: string[] = [];
      for (let made = 0; made < 5; made += 1) ids.push((await create()).json.id);
      const { status, json } = await create();
      expect([status, json.error_code]).toEqual([400, 'RESOURCE_LIMIT_EXCEEDED']);
      await expire(ids[0] ?? '');
      expect(await list()).toHaveLength(4);
      expect((await create()).status).toBe(200);
      expect((await create()).status).toBe(400);
    });

    it('are five at most when many are made at once', async () => {
      const made = await Promise.all(Array.from({ length: 10 }, () => create()));
      expect(made.filter(({ status }) => status === 200)).toHaveLength(5);
      expect(await list()).toHaveLength(5);
    });

    it('are listed in pages', async () => {
      for (let made = 0; made < 3; made += 1) await create();
      const all = (await list()).map(({ id }: { id: string }) => id);
      const first = (await test.admin(`GET ${path()}?page_size=2`)).json;
      const rest = (await test.admin(`GET ${path()}?page_size=2&page_token=${first.next_page_token}`)).json;
      expect([...first.secrets, ...rest.secrets].map(({ id }) => id)).toEqual(all);
      expect(rest.next_page_token).toBeUndefined();
      const wrong = await test.admin(`GET ${path()}?page_token=x`);
      expect([wrong.status, wrong.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('end at once when they are deleted', async () => {
      const { id, secret } = (await create()).json;
      expect(await isGood(secret)).toBe(true);
      expect(await test.admin(`DELETE ${path()}/${id}`)).toMatchObject({ status: 200, json: {} });
      expect(await isGood(secret)).toBe(false);
      expect(await list()).toEqual([]);
      const again = await test.admin(`DELETE ${path()}/${id}`);
      expect([again.status, again.json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
    });

    it('are not deleted through another service principal, and its refusal repeats no secret', async () => {
      const { id, secret } = (await create()).json;
      const other = await addServicePrincipal(test);
      expect((await test.admin(`DELETE ${path(other.id)}/${id}`)).status).toBe(404);
      const { status, text } = await test.admin(`DELETE ${path()}/${secret}`);
      expect([status, text.includes(secret)]).toEqual([404, false]);
      expect(await isGood(secret)).toBe(true);
    });

    it('expire', async () => {
      const { id, secret } = (await create({ lifetime: '60s' })).json;
      await expire(id);
      expect([await isGood(secret), await list()]).toEqual([false, []]);
    });

    it('are limited to scopes that there are', async () => {
      const { json } = await create({ scopes: ['sql', 'sharing:read'] });
      expect(json.scopes).toEqual(['sql', 'sharing:read']);
      expect((await list())[0].scopes).toEqual(['sql', 'sharing:read']);
      const { status, json: refusal } = await create({ scopes: ['sql', 'everything'] });
      expect([status, refusal.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(refusal.message).toContain("'everything'");
    });

    it('are reached by application id, and through an account', async () => {
      const { id } = (await test.admin(`POST ${path(robot.applicationId)}`)).json;
      expect((await list())[0].id).toBe(id);
      const account = `/api/2.0/accounts/00000000-0000-0000-0000-000000000000/servicePrincipals/${robot.id}`;
      expect((await test.admin(`GET ${account}/credentials/secrets` as 'GET /')).json.secrets[0].id).toBe(id);
      expect((await test.admin(`DELETE ${account}/credentials/secrets/${id}` as 'DELETE /')).status).toBe(200);
    });

    it.each(['1', '0', 'nobody', 'admin@localhost', '99999999999999999999'])(
      'belong to service principals, not to %s',
      async principal => {
        const { status, json } = await test.admin(`POST ${path(principal)}`);
        expect([status, json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      },
    );

    it('go with their service principal, and are counted', async () => {
      await addSecret(test, robot);
      await addSecret(test, robot);
      const { database, principalHooks, now } = test.workspace;
      const deleted = { id: robot.id, kind: 'SERVICE_PRINCIPAL', name: robot.applicationId } as const;
      const removed = await database.write(async transaction => {
        const bereavements = [];
        for (const hook of principalHooks) bereavements.push(await hook(transaction, deleted, now()));
        await transaction.deleteFrom('principals').where('id', '=', robot.id).execute();
        return Object.assign({}, ...bereavements.map(({ removed: things }) => things));
      });
      expect(removed).toMatchObject({ secrets: 2 });
      const left = await database.read
        .selectFrom('service_principal_secrets')
        .selectAll()
        .where('principal_id', '=', robot.id)
        .execute();
      expect(left).toEqual([]);
    });

    it('are in the audit trail by their ids', async () => {
      const { id } = (await create({ lifetime: '60s' })).json;
      const [record] = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records;
      expect(record).toMatchObject({
        action_name: 'createServicePrincipalSecretsProxy',
        request_params: { service_principal_id: String(robot.id), lifetime: '60s', secret_id: id },
      });
    });
  });
});
