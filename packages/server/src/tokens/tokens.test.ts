import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { principalId } from '../testing/add-principal.ts';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const twoYears = 63_072_000_000;

describe.each(engines)('personal access tokens on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let users = 0;
    let user: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      user = await newUser();
    });
    afterAll(() => test.close());

    /** Gives the token that a new user starts with. */
    const newUser = (): Promise<string> => {
      users += 1;
      return test.addUser(`user${users}@example.com`);
    };
    const create = (token: string, body: object = {}) => test.call('POST /api/2.0/token/create', { token, body });
    const list = async (token: string) => (await test.call('GET /api/2.0/token/list', { token })).json.token_infos;
    const remove = (token: string, token_id: string) =>
      test.call('POST /api/2.0/token/delete', { token, body: { token_id } });
    const withId = (id: string) => (info: { token_id: string }) => info.token_id === id;
    const isGood = async (token: string) =>
      (await test.call('GET /api/2.0/preview/scim/v2/Me', { token })).status === 200;
    const trail = () => test.workspace.database.read.selectFrom('audit_log').selectAll().execute();

    /** Lets a token come to its end: expiry goes by the workspace's clock on SQLite, by the database's on PostgreSQL. */
    const expire = async (id: string, lifetime: number): Promise<void> => {
      if (engine === 'sqlite') return test.passTime(lifetime);
      const past = Date.now() - 1;
      await test.workspace.database.write(transaction =>
        transaction.updateTable('tokens').set({ expires_at: past }).where('id', '=', id).execute(),
      );
    };

    it('are made with a value that is shown once, and are good at once', async () => {
      const { json } = await create(user, { comment: 'nightly job', lifetime_seconds: 3600 });
      expect(json.token_value).toMatch(/^dapi[0-9a-f]{32}$/);
      const { token_info } = json;
      expect(token_info).toEqual({
        token_id: expect.stringMatching(/^[0-9a-f]{64}$/),
        comment: 'nightly job',
        autoscope_state: 'AUTOSCOPE_STATE_DISABLED',
        creation_time: expect.any(Number),
        expiry_time: token_info.creation_time + 3_600_000,
      });
      expect(Math.abs(token_info.creation_time - test.workspace.now())).toBeLessThan(60_000);
      expect(await isGood(json.token_value)).toBe(true);
      expect(await list(user)).toContainEqual(expect.objectContaining(token_info));
    });

    it('are kept nowhere by their value', async () => {
      const { json } = await create(user, { comment: 'secret' });
      const everything = JSON.stringify([await dump(test.workspace.database), await trail(), await list(user)]);
      expect(everything).toContain(json.token_info.token_id);
      expect(everything.includes(json.token_value.slice('dapi'.length))).toBe(false);
    });

    it('live two years unless asked otherwise, and for ever when asked so', async () => {
      const { token_info: usual } = (await create(user)).json;
      expect(usual).toMatchObject({ comment: '', expiry_time: usual.creation_time + twoYears });
      const { token_info: endless } = (await create(user, { lifetime_seconds: -1 })).json;
      expect(endless.expiry_time).toBe(-1);
      expect((await create(user, { lifetime_seconds: '60' })).status).toBe(200);
    });

    it.each([0, -2, -3600, 1.5, 'soon', 9_007_199_254_740_991])('are refused with a lifetime of %j', async seconds => {
      const owner = await newUser();
      const before = await dump(test.workspace.database);
      const { status, json } = await create(owner, { lifetime_seconds: seconds });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toMatch(/Invalid timeout|lifetime_seconds/);
      expect(await dump(test.workspace.database)).toEqual(before);
    });

    it('say which scopes they are limited to, and whether scopes are wanted from use', async () => {
      const limited = (await create(user, { scopes: ['sql', 'secrets:read', 'sql'], autoscope_enabled: true })).json;
      const scopes = { scopes: ['sql', 'secrets:read'], autoscope_state: 'AUTOSCOPE_STATE_USER_SELECTED' };
      expect(limited.token_info).toMatchObject(scopes);
      expect((await list(user)).find(withId(limited.token_info.token_id))).toMatchObject(scopes);
      const free = (await create(user, { scopes: [], autoscope_enabled: true })).json.token_info;
      expect(free).toMatchObject({ autoscope_state: 'AUTOSCOPE_STATE_DISABLED' });
      expect(free).not.toHaveProperty('scopes');
    });

    it.each(['everything', 'SQL', 'sql:write', ''])('are refused with the scope %j, which is none', async scope => {
      const { status, json } = await create(user, { scopes: ['sql', scope] });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(`'${scope}' is not an API scope. The scopes are all-apis, access-management`);
    });

    describe('when they are changed', () => {
      const change = (id: string, token: object, update_mask: string) =>
        test.call(`PATCH /api/2.0/token/${id}`, { token: user, body: { token, update_mask } });
      const make = async (body: object = {}): Promise<string> => (await create(user, body)).json.token_info.token_id;
      const shown = async (id: string) => (await list(user)).find(withId(id));

      it('take what the mask names, and clear what it names and the content has not', async () => {
        const id = await make({ comment: 'old', scopes: ['sql'] });
        expect((await change(id, { comment: 'new', scopes: ['clusters'] }, 'comment')).json).toEqual({});
        expect(await shown(id)).toMatchObject({ comment: 'new', scopes: ['sql'] });
        await change(id, { scopes: ['clusters'] }, 'comment,scopes');
        expect(await shown(id)).toMatchObject({ comment: '', scopes: ['clusters'] });
        await change(id, { comment: 'all' }, '*');
        expect(await shown(id)).toMatchObject({ comment: 'all', autoscope_state: 'AUTOSCOPE_STATE_DISABLED' });
        expect(await shown(id)).not.toHaveProperty('scopes');
      });

      it('keep to their new scopes from the next call on', async () => {
        const { token_value, token_info } = (await create(user)).json;
        const secrets = () => test.call('GET /api/2.1/unity-catalog/catalogs', { token: token_value });
        expect((await secrets()).status).toBe(200);
        await change(token_info.token_id, { scopes: ['sql'] }, 'scopes');
        expect((await secrets()).status).toBe(403);
      });

      it.each(['expiry_time', 'comment, scopes', 'comment,', '', 'token.comment', 'constructor'])(
        'refuse the mask %j',
        async mask => {
          const id = await make({ comment: 'kept' });
          const { status, json } = await change(id, { comment: 'lost' }, mask);
          expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
          expect(json.message).toContain('It may have comment, scopes, autoscope_state');
          expect(await shown(id)).toMatchObject({ comment: 'kept' });
        },
      );

      it('refuse a scope that there is not', async () => {
        const id = await make({ scopes: ['sql'] });
        expect((await change(id, { scopes: ['all'] }, 'scopes')).status).toBe(400);
        expect(await shown(id)).toMatchObject({ scopes: ['sql'] });
      });

      it('do not exist when they are others’, were revoked, or never were', async () => {
        const { token_id } = (await create(await newUser())).json.token_info;
        const gone = await make();
        await remove(user, gone);
        for (const id of [token_id, gone, 'f'.repeat(64)]) {
          const { status, json } = await change(id, { comment: 'mine' }, 'comment');
          expect([status, json.error_code]).toEqual([404, 'NOT_FOUND']);
        }
      });
    });

    it('are refused and not listed any more from their end on', async () => {
      const owner = await newUser();
      const { token_value, token_info } = (await create(owner, { lifetime_seconds: 60 })).json;
      expect(await isGood(token_value)).toBe(true);
      await expire(token_info.token_id, 60_000);
      const refused = await test.call('GET /api/2.0/token/list', { token: token_value });
      expect([refused.status, refused.json.error_code]).toEqual([403, 403]);
      expect(await list(owner)).toHaveLength(1);
    });

    it('are refused from the request after they were deleted on', async () => {
      const { token_value, token_info } = (await create(user)).json;
      expect((await remove(user, token_info.token_id)).json).toEqual({});
      expect(await isGood(token_value)).toBe(false);
      expect(await list(user)).not.toContainEqual(token_info);
      const again = await remove(user, token_info.token_id);
      expect([again.status, again.json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
    });

    it('can delete themselves', async () => {
      const { token_value, token_info } = (await create(user)).json;
      expect((await remove(token_value, token_info.token_id)).status).toBe(200);
      expect(await isGood(token_value)).toBe(false);
    });

    it('are not deleted by their value, and then the audit trail does not hold it either', async () => {
      const { token_value } = (await create(user)).json;
      expect((await remove(user, token_value)).status).toBe(404);
      expect(await isGood(token_value)).toBe(true);
      expect(JSON.stringify(await trail()).includes(token_value)).toBe(false);
    });

    it('are their owner’s: for others, administrators too, they do not exist', async () => {
      const { token_value, token_info } = (await create(user)).json;
      const other = await newUser();
      for (const stranger of [other, test.adminToken]) {
        expect(await list(stranger)).not.toContainEqual(token_info);
        const { status, json } = await remove(stranger, token_info.token_id);
        expect([status, json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      }
      expect(await isGood(token_value)).toBe(true);
    });

    it('are six hundred at most for each, not counting those that have ended', async () => {
      const owner = await newUser();
      const [first] = await list(owner);
      const { database } = test.workspace;
      const { principal_id } = await database.read
        .selectFrom('tokens')
        .select('principal_id')
        .where('id', '=', first.token_id)
        .executeTakeFirstOrThrow();
      const rows = (count: number, name: string, expires_at: number | null) =>
        Array.from({ length: count }, (_, index) => {
          const id = `${name} ${index}`;
          return { id, lookup: id, principal_id, comment: null, created_at: 1, expires_at };
        });
      const live = rows(598, 'live', null);
      const ended = rows(5, 'ended', 2);
      await test.workspace.database.write(transaction =>
        transaction
          .insertInto('tokens')
          .values([...live, ...ended])
          .execute(),
      );
      expect((await create(owner)).status).toBe(200);
      const { status, json } = await create(owner);
      expect([status, json.error_code]).toEqual([400, 'QUOTA_EXCEEDED']);
      expect(json.message).toContain('600 live tokens');
      expect(await list(owner)).toHaveLength(600);
      await remove(owner, 'live 0');
      expect((await create(owner)).status).toBe(200);
      expect((await create(user)).status).toBe(200);
    });

    it('are six hundred at most however many are asked for at once', async () => {
      const owner = await newUser();
      const { database } = test.workspace;
      const principal_id = await principalId(test, `user${users}@example.com`);
      const rows = Array.from({ length: 594 }, (_, index) => {
        const id = `crowd ${index}`;
        return { id, lookup: id, principal_id, comment: null, created_at: 1, expires_at: null };
      });
      await database.write(transaction => transaction.insertInto('tokens').values(rows).execute());
      const answers = await Promise.all(Array.from({ length: 10 }, () => create(owner)));
      const codes = answers.map(({ status, json }) => (status === 200 ? 'made' : json.error_code)).sort();
      expect(codes).toEqual([...Array(5).fill('QUOTA_EXCEEDED'), ...Array(5).fill('made')]);
      expect(await list(owner)).toHaveLength(600);
    });

    it('tell to within a day when they were used, and which scopes that needed', async () => {
      const { token_value, token_info } = (await create(user)).json;
      const shown = async () => {
        await test.workspace.tokenUses.settled();
        return (await list(user)).find(withId(token_info.token_id));
      };
      expect(await shown()).not.toHaveProperty('last_accessed_time');
      await test.call('GET /api/2.1/unity-catalog/catalogs', { token: token_value });
      const first = await shown();
      expect(Math.abs(first.last_accessed_time - test.workspace.now())).toBeLessThan(60_000);
      expect(first.inferred_scopes).toEqual(['unity-catalog:read']);
      await test.call('POST /api/2.1/unity-catalog/catalogs', { token: token_value, body: { name: 'not allowed' } });
      await isGood(token_value);
      const second = await shown();
      expect(second.inferred_scopes).toEqual(['unity-catalog', 'unity-catalog:read']);
      test.passTime(86_400_000);
      await isGood(token_value);
      expect((await shown()).last_accessed_time).toBeGreaterThanOrEqual(second.last_accessed_time + 86_400_000);
    });

    it('are in the audit trail when they are made and deleted', async () => {
      const { token_info } = (await create(user, { comment: 'audited' })).json;
      await remove(user, token_info.token_id);
      const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=2')).json;
      expect(records).toMatchObject([
        {
          action_name: 'deleteToken',
          request_params: { token_id: token_info.token_id },
          response: { status_code: 200 },
        },
        {
          action_name: 'createToken',
          request_params: { comment: 'audited' },
          user_identity: { email: 'user1@example.com' },
        },
      ]);
    });
  });
});
