import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
        creation_time: expect.any(Number),
        expiry_time: token_info.creation_time + 3_600_000,
      });
      expect(Math.abs(token_info.creation_time - test.workspace.now())).toBeLessThan(60_000);
      expect(await isGood(json.token_value)).toBe(true);
      expect(await list(user)).toContainEqual(token_info);
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

    it('are refused with scopes, which would not be kept to', async () => {
      const { status, json } = await create(user, { scopes: ['sql'] });
      expect([status, json.error_code]).toEqual([501, 'NOT_IMPLEMENTED']);
      expect((await create(user, { scopes: [] })).status).toBe(200);
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

    it('are in the audit trail when they are made and deleted', async () => {
      const { token_info } = (await create(user, { comment: 'audited' })).json;
      await remove(user, token_info.token_id);
      const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=2')).json;
      expect(records).toMatchObject([
        { action_name: 'deleteToken', request_params: { token_id: token_info.token_id }, status_code: 200 },
        { action_name: 'createToken', request_params: { comment: 'audited' }, user_identity: 'user1@example.com' },
      ]);
    });
  });
});
