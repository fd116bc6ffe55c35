import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPrincipal, newPrincipalId } from '../identity/principals.ts';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from '../testing/test-workspace.ts';
import { good, refusal, secretCalls } from './testing/secret-calls.ts';

const manager = 'manager@example.com';
const user = 'member@example.com';

describe.each(engines)('who may use a secret scope on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    let member: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await test.addUser(manager);
      member = await test.addUser(user);
    });
    afterAll(() => test.close());
    const { acl, get, newScope, post } = secretCalls(() => ({ test, token }));

    /** Makes a group of these members, and gives its name. */
    const newGroup = async (name: string, ...members: string[]): Promise<string> => {
      const { database, randomBytes, now } = test.workspace;
      const group_id = newPrincipalId(randomBytes);
      await database.write(async transaction => {
        await insertPrincipal(transaction, { id: group_id, now: now() }, { kind: 'GROUP', name, displayName: name });
        for (const member of members) {
          const { id } = await transaction
            .selectFrom('principals')
            .select('id')
            .where('name', '=', member)
            .executeTakeFirstOrThrow();
          await transaction.insertInto('group_members').values({ group_id, member_id: id }).execute();
        }
      });
      return name;
    };
    /** What a user can do, one letter each: read, write, manage. */
    const rights = async (scope: string, by: string): Promise<string> => {
      const tries: [string, Promise<TestResponse>][] = [
        ['r', get(`list?scope=${scope}`, by)],
        ['w', post('put', { scope, key: 'probe', string_value: 'v' }, by)],
        ['m', get(`acls/list?scope=${scope}`, by)],
      ];
      const done = await Promise.all(tries.map(async ([letter, answer]) => [letter, (await answer).status] as const));
      expect(done.every(([, status]) => status === 200 || status === 403)).toBe(true);
      return done.flatMap(([letter, status]) => (status === 200 ? [letter] : [])).join('');
    };
    const give = (scope: string, principal: string, permission: string) =>
      good(post('acls/put', { scope, principal, permission }));

    it('is said by levels, each of which includes those below it', async () => {
      const scope = await newScope();
      expect(await rights(scope, member)).toBe('');
      for (const [permission, can] of [
        ['READ', 'r'],
        ['MANAGE', 'rwm'],
        ['WRITE', 'rw'],
      ] as const) {
        await give(scope, user, permission);
        expect(await rights(scope, member)).toBe(can);
        expect(await good(get(`acls/get?scope=${scope}&principal=${user}`))).toEqual({ principal: user, permission });
      }
      await good(post('acls/delete', { scope, principal: user.toUpperCase() }));
      expect(await rights(scope, member)).toBe('');
    });

    it('counts the strongest of what a user and their groups have, also groups in groups', async () => {
      const scope = await newScope();
      const inner = await newGroup(`inner-${engine}`, user);
      const outer = await newGroup(`outer-${engine}`, inner);
      await give(scope, user, 'READ');
      await give(scope, outer, 'WRITE');
      expect(await rights(scope, member)).toBe('rw');
      await give(scope, inner, 'MANAGE');
      expect(await rights(scope, member)).toBe('rwm');
      expect(await acl(scope)).toEqual([
        { principal: inner, permission: 'MANAGE' },
        { principal: manager, permission: 'MANAGE' },
        { principal: user, permission: 'READ' },
        { principal: outer, permission: 'WRITE' },
      ]);
      expect(await good(get(`acls/get?scope=${scope}&principal=${user}`))).toMatchObject({ permission: 'READ' });
    });

    it('is everybody by the group users', async () => {
      const scope = await newScope();
      await give(scope, 'users', 'READ');
      expect(await rights(scope, member)).toBe('r');
    });

    it('is always an administrator, who mends a scope that nobody manages any more', async () => {
      const scope = await newScope();
      await good(post('acls/delete', { scope, principal: manager }));
      expect(await rights(scope, token)).toBe('');
      expect(await rights(scope, test.adminToken)).toBe('rwm');
      await good(post('acls/put', { scope, principal: manager, permission: 'MANAGE' }, test.adminToken));
      expect(await rights(scope, token)).toBe('rwm');
    });

    it('is nobody who is gone: entries go with the user, and the scope stays', async () => {
      const scope = await newScope();
      await test.addUser(`leaver-${engine}@example.com`);
      await give(scope, `leaver-${engine}@example.com`, 'READ');
      const list = `GET /api/2.0/preview/scim/v2/Users?filter=userName%20eq%20leaver-${engine}@example.com`;
      const { id } = (await test.admin(list as 'GET /')).json.Resources[0];
      expect((await test.admin(`DELETE /api/2.0/preview/scim/v2/Users/${id}`)).status).toBeLessThan(300);
      expect(await acl(scope)).toEqual([{ principal: manager, permission: 'MANAGE' }]);
    });

    it('is nobody who does not exist, and nobody at another level', async () => {
      const scope = await newScope();
      const before = await dump(test.workspace.database);
      for (const principal of ['nobody@example.com', '', '12345']) {
        const [status, code] = await refusal(post('acls/put', { scope, principal, permission: 'READ' }));
        expect([status, code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      }
      for (const permission of ['READER', 'OWN', '', null]) {
        const [status, code, message] = await refusal(post('acls/put', { scope, principal: user, permission }));
        expect([status, code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(message).toContain('permission');
      }
      expect(await dump(test.workspace.database)).toEqual(before);
      for (const request of [
        get(`acls/get?scope=${scope}&principal=${user}`),
        post('acls/delete', { scope, principal: user }),
      ]) {
        expect((await refusal(request)).slice(0, 2)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      }
    });

    it('is told what is missing', async () => {
      const scope = await newScope();
      expect(await refusal(get(`get?scope=${scope.toUpperCase()}&key=k`, member))).toEqual([
        403,
        'PERMISSION_DENIED',
        `${user} does not have READ permission on scope ${scope}.`,
      ]);
    });
  });
});
