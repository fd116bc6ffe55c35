import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { good, refusal, secretCalls } from './testing/secret-calls.ts';

const manager = 'manager@example.com';

describe.each(engines)('a secret scope on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await test.addUser(manager);
    });
    afterAll(() => test.close());
    const { acl, get, newScope, post, put, value } = secretCalls(() => ({ test, token }));

    it('is its maker’s to manage, and its name is visible to everybody', async () => {
      const scope = await newScope();
      expect(await acl(scope)).toEqual([{ principal: manager, permission: 'MANAGE' }]);
      const stranger = await test.addUser('looks@example.com');
      const { scopes: seen } = await good(get('scopes/list', stranger));
      expect(seen).toContainEqual({ name: scope, backend_type: 'DATABRICKS' });
    });

    it('is everybody’s with initial_manage_principal users: the maker has no entry of their own', async () => {
      const scope = await newScope({ initial_manage_principal: 'users' });
      expect(await acl(scope)).toEqual([{ principal: 'users', permission: 'MANAGE' }]);
      const somebody = await test.addUser('somebody@example.com');
      await good(post('put', { scope, key: 'k', string_value: 'v' }, somebody));
      await good(post('scopes/delete', { scope }, somebody));
    });

    it.each(['me', manager, 'admins', 'Users', ''])('is not given to %j at first', async initial_manage_principal => {
      const [status, code, message] = await refusal(
        post('scopes/create', { scope: 'not-made', initial_manage_principal }),
      );
      expect([status, code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(message).toContain('initial_manage_principal');
    });

    it.each(['a', 'A-b_c.d@e.com', '0', '.', 'x'.repeat(128)])('may be called %j', async scope => {
      await good(post('scopes/create', { scope }));
      await good(post('put', { scope, key: 'k', string_value: 'v' }));
      await good(post('scopes/delete', { scope }));
    });

    it.each(['', 'a b', 'a/b', 'ä', 'a\n', 'a{b}', 'x'.repeat(129), 'a\u0000'])('may not be called %j', async scope => {
      const before = await dump(test.workspace.database);
      expect((await refusal(post('scopes/create', { scope }))).slice(0, 2)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(await dump(test.workspace.database)).toEqual(before);
    });

    it('is there once, whatever the case, also when many ask at the same moment', async () => {
      const scope = await newScope();
      for (const again of [scope, scope.toUpperCase()]) {
        expect(await refusal(post('scopes/create', { scope: again }))).toEqual([
          409,
          'RESOURCE_ALREADY_EXISTS',
          `Scope ${again} already exists!`,
        ]);
      }
      const answers = await Promise.all(
        ['race', 'RACE', 'Race', 'race'].map(name => post('scopes/create', { scope: name })),
      );
      expect(answers.map(answer => answer.status).sort()).toEqual([200, 409, 409, 409]);
    });

    it('is found by its name in any case', async () => {
      const scope = await newScope();
      await good(put(scope.toUpperCase(), 'k', 'v'));
      expect((await value(scope, 'k')).toString()).toBe('v');
    });

    it('goes with its secrets and its ACL, and a new one of its name has neither', async () => {
      const scope = await newScope();
      await good(put(scope, 'k', 'v'));
      await good(post('scopes/delete', { scope }));
      for (const request of [get(`list?scope=${scope}`), put(scope, 'k', 'v'), post('scopes/delete', { scope })]) {
        expect(await refusal(request)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST', `Scope ${scope} does not exist!`]);
      }
      await good(post('scopes/create', { scope }));
      expect(await good(get(`list?scope=${scope}`))).toEqual({ secrets: [] });
      const { read } = test.workspace.database;
      const orphans = read.selectFrom('secrets').leftJoin('secret_scopes', 'secret_scopes.id', 'secrets.scope_id');
      expect(await orphans.where('secret_scopes.id', 'is', null).selectAll().execute()).toEqual([]);
    });

    it('is one of at most 1000', async () => {
      const { database } = test.workspace;
      await database.write(async transaction => {
        const { total } = await transaction
          .selectFrom('secret_scopes')
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .executeTakeFirstOrThrow();
        for (let count = Number(total); count < 999; count += 1) {
          const empty = { vault_resource_id: null, vault_dns_name: null, data_key_sealed: null };
          const name = `filler-${count}`;
          const row = {
            id: name,
            name,
            name_key: name,
            backend_type: 'DATABRICKS',
            created_at: 1,
            created_by: 'x',
          } as const;
          await transaction
            .insertInto('secret_scopes')
            .values({ ...row, ...empty })
            .execute();
        }
      });
      await newScope();
      const [status, code] = await refusal(post('scopes/create', { scope: 'too-many' }));
      expect([status, code]).toEqual([400, 'RESOURCE_LIMIT_EXCEEDED']);
      expect((await refusal(post('scopes/create', { scope: 'FILLER-998' })))[1]).toBe('RESOURCE_ALREADY_EXISTS');
      await database.write(transaction =>
        transaction.deleteFrom('secret_scopes').where('name', 'like', 'filler-%').execute(),
      );
    });
  });
});
