import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember, addPrincipal, principalId, removeMember } from '../testing/add-principal.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { mint } from './mint.ts';
import { removeTokens } from './remove-tokens.ts';

const management = '/api/2.0/token-management';
const permissions = '/api/2.0/permissions/authorization/tokens';
const day = 86_400_000;

describe.each(engines)('the tokens of a workspace on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let count = 0;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    afterAll(() => test.close());

    const newName = () => {
      count += 1;
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    };
    const newServicePrincipal = async (): Promise<string> => {
      const name = newName();
      await addPrincipal(test, 'SERVICE_PRINCIPAL', name);
      return name;
    };
    const createFor = (application_id: string, body: object = {}) =>
      test.admin(`POST ${management}/on-behalf-of/tokens`, { application_id, ...body });
    const get = (id: string) => test.admin(`GET ${management}/tokens/${id}`);
    const list = async (query = ''): Promise<{ token_id: string }[]> =>
      (await test.admin(`GET ${management}/tokens${query}`)).json.token_infos;
    const idsOf = (infos: readonly { token_id: string }[]) => infos.map(({ token_id }) => token_id);
    const revoke = (id: string) => test.admin(`DELETE ${management}/tokens/${id}`);
    const answerTo = async (token: string) => {
      const { status, json } = await test.call('GET /api/2.0/token/list', { token });
      return status === 200 ? 'good' : json.message;
    };
    const codeOf = ({ status, json }: Awaited<ReturnType<typeof get>>) => [status, json.error_code];

    describe('on behalf of a service principal', () => {
      it('are the service principal’s, and say who made them', async () => {
        const name = await newServicePrincipal();
        const body = { comment: 'Partner Connect', lifetime_seconds: 1_209_600, scopes: ['sql'] };
        const { token_value, token_info } = (await createFor(name, body)).json;
        expect(token_value).toMatch(/^dapi[0-9a-f]{32}$/);
        expect(token_info).toEqual({
          token_id: expect.stringMatching(/^[0-9a-f]{64}$/),
          comment: 'Partner Connect',
          creation_time: expect.any(Number),
          expiry_time: token_info.creation_time + 1_209_600_000,
          created_by_id: await principalId(test, 'admin@localhost'),
          created_by_username: 'admin@localhost',
          owner_id: await principalId(test, name),
          workspace_id: test.workspace.id,
          scopes: ['sql'],
          autoscope_state: 'AUTOSCOPE_STATE_USER_SELECTED',
        });
        const me = await test.call('GET /api/2.0/preview/scim/v2/Me', { token: token_value });
        expect(me.json).toMatchObject({ userName: name });
        await test.workspace.tokenUses.settled();
        const used = (await get(token_info.token_id)).json.token_info;
        expect(used).toMatchObject(token_info);
        expect(used.last_used_day % day).toBe(0);
        expect(
          idsOf((await test.call('GET /api/2.0/token/list', { token: token_value })).json.token_infos ?? []),
        ).toEqual([]);
      });

      it('are not made for somebody who is not known or is no service principal', async () => {
        await test.addUser('person@example.com');
        for (const name of [newName(), 'person@example.com', 'admins']) {
          const answer = await createFor(name);
          expect(codeOf(answer)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
          expect(answer.json.message).toBe(`Service principal with application ID ${name} does not exist.`);
        }
        const missing = await test.admin(`POST ${management}/on-behalf-of/tokens`, { comment: 'nobody' });
        expect(codeOf(missing)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(missing.json.message).toContain('application_id');
      });

      it.each([0, -5])('are not made with a lifetime of %d', async lifetime_seconds => {
        const answer = await createFor(await newServicePrincipal(), { lifetime_seconds });
        expect(codeOf(answer)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(answer.json.message).toBe(`requirement failed: Invalid timeout: ${lifetime_seconds}`);
      });

      it('are not made when the workspace does not want them', async () => {
        const name = await newServicePrincipal();
        await test.admin('PATCH /api/2.0/workspace-conf', { enableOnBehalfOfTokens: 'false' });
        const answer = await createFor(name);
        expect(codeOf(answer)).toEqual([403, 'FEATURE_DISABLED']);
        expect(answer.json.message).toBe(
          'On-behalf-of token creation for service principals is not enabled for this workspace',
        );
        await test.admin('PATCH /api/2.0/workspace-conf', { enableOnBehalfOfTokens: 'true' });
        expect((await createFor(name)).status).toBe(200);
      });

      it('count among the six hundred of the service principal', async () => {
        const name = await newServicePrincipal();
        const principal_id = await principalId(test, name);
        const rows = Array.from({ length: 600 }, (_, index) => {
          const id = `obo ${index}`;
          return { id, lookup: id, principal_id, comment: null, created_at: 1, expires_at: null };
        });
        const { database } = test.workspace;
        await database.write(transaction => transaction.insertInto('tokens').values(rows).execute());
        const answer = await createFor(name);
        expect(codeOf(answer)).toEqual([400, 'QUOTA_EXCEEDED']);
        expect(answer.json.message).toContain(name);
        await database.write(transaction => transaction.deleteFrom('tokens').where('id', 'like', 'obo %').execute());
      });
    });

    describe('in the hands of an administrator', () => {
      it('are listed, all or by who made them, without those that have ended', async () => {
        const user = await test.addUser('maker@example.com');
        const own = (await test.call('POST /api/2.0/token/create', { token: user, body: {} })).json.token_info;
        const forAnother = (await createFor(await newServicePrincipal())).json.token_info;
        expect(idsOf(await list())).toEqual(expect.arrayContaining([own.token_id, forAnother.token_id]));
        const maker = await principalId(test, 'maker@example.com');
        const makers = await list(`?created_by_id=${maker}`);
        expect(makers).toHaveLength(2);
        expect(makers).toContainEqual(expect.objectContaining({ token_id: own.token_id, owner_id: maker }));
        expect(await list('?created_by_username=Maker%40example.com')).toEqual(makers);
        const admins = idsOf(await list('?created_by_username=admin%40localhost'));
        expect(admins).toContain(forAnother.token_id);
        expect(admins).not.toContain(own.token_id);
        expect(await list('?created_by_username=nobody%40example.com')).toEqual([]);
        const { database } = test.workspace;
        await database.write(transaction =>
          transaction.updateTable('tokens').set({ expires_at: 1 }).where('id', '=', own.token_id).execute(),
        );
        expect(idsOf(await list())).not.toContain(own.token_id);
      });

      it('keep the name of who made them after that principal is gone', async () => {
        await test.addUser('leaver@example.com');
        await addMember(test, 'admins', 'leaver@example.com');
        const leaver = await principalId(test, 'leaver@example.com');
        const owner = { id: await principalId(test, await newServicePrincipal()), name: 'robot' };
        const { database } = test.workspace;
        const { id } = await database.write(transaction =>
          mint(transaction, test.workspace, {
            owner,
            createdBy: { id: leaver, name: 'leaver@example.com' },
            lifetime: 'never',
          }),
        );
        await database.write(transaction => transaction.deleteFrom('principals').where('id', '=', leaver).execute());
        expect((await get(id)).json.token_info).toMatchObject({
          created_by_id: leaver,
          created_by_username: 'leaver@example.com',
          expiry_time: -1,
        });
        expect(idsOf(await list(`?created_by_id=${leaver}`))).toEqual([id]);
      });

      it('are revoked at once, and again without an error', async () => {
        const { token_value, token_info } = (await createFor(await newServicePrincipal())).json;
        expect(await answerTo(token_value)).toBe('good');
        for (let time = 0; time < 3; time += 1) {
          const { status, json } = await revoke(token_info.token_id);
          expect([status, json]).toEqual([200, {}]);
          expect(await answerTo(token_value)).toBe('Invalid access token.');
        }
        expect(codeOf(await get(token_info.token_id))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
        expect(codeOf(await revoke('e'.repeat(64)))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      });

      it('are not revoked by their value, which is not repeated', async () => {
        const { token_value } = (await createFor(await newServicePrincipal())).json;
        for (const answer of [await get(token_value), await revoke(token_value)]) {
          expect(answer.status).toBe(404);
          expect(answer.text).not.toContain(token_value);
        }
        expect(await answerTo(token_value)).toBe('good');
      });

      it('are revoked by a call that was made with them, which is answered', async () => {
        const { token_value, token_info } = (await test.admin('POST /api/2.0/token/create', {})).json;
        const path = `DELETE ${management}/tokens/${token_info.token_id}` as const;
        expect((await test.call(path, { token: token_value })).status).toBe(200);
        expect(await answerTo(token_value)).toBe('Invalid access token.');
      });

      it('are changed in what can be changed', async () => {
        const { token_info } = (await createFor(await newServicePrincipal(), { comment: 'old' })).json;
        const change = (token: object, update_mask: string) =>
          test.admin(`PATCH ${management}/tokens/${token_info.token_id}`, { token, update_mask });
        const { status, json } = await change({ comment: 'new', scopes: ['sql:read'] }, 'comment,scopes');
        expect(status).toBe(200);
        expect(json).toMatchObject({ token_id: token_info.token_id, comment: 'new', scopes: ['sql:read'] });
        expect((await get(token_info.token_id)).json.token_info).toEqual(json);
        expect((await change({}, '*')).json).not.toHaveProperty('scopes');
        for (const mask of ['owner_id', 'comment,expiry_time', '']) {
          expect(codeOf(await change({ owner_id: 1 }, mask))).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        }
        await revoke(token_info.token_id);
        expect(codeOf(await change({}, '*'))).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      });
    });

    it('go with their principal, and can be revoked after that', async () => {
      const name = await newServicePrincipal();
      const id = await principalId(test, name);
      const both = [(await createFor(name)).json, (await createFor(name)).json];
      const { database, now } = test.workspace;
      const bereavement = await database.write(async transaction => {
        const found = await removeTokens(transaction, { id, kind: 'SERVICE_PRINCIPAL', name }, now());
        await transaction.deleteFrom('principals').where('id', '=', id).execute();
        return found;
      });
      expect(bereavement).toEqual({ removed: { tokens: 2 } });
      for (const { token_value, token_info } of both) {
        expect(await answerTo(token_value)).toBe('Invalid access token.');
        expect((await revoke(token_info.token_id)).status).toBe(200);
      }
    });

    describe('and who may use them', () => {
      const admins = { group_name: 'admins', permission_level: 'CAN_MANAGE' };
      const everybody = { group_name: 'users', permission_level: 'CAN_USE' };
      const put = (...access_control_list: object[]) => test.admin(`PUT ${permissions}`, { access_control_list });
      const patch = (...access_control_list: object[]) => test.admin(`PATCH ${permissions}`, { access_control_list });
      const mayNot = (name: string) =>
        `${name} may not use personal access tokens. An administrator can give CAN_USE permission on tokens.`;

      it('are everybody at first', async () => {
        expect((await test.admin(`GET ${permissions}`)).json).toEqual({
          object_id: '/authorization/tokens',
          object_type: 'tokens',
          access_control_list: [
            { group_name: 'admins', all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: false }] },
            { group_name: 'users', all_permissions: [{ permission_level: 'CAN_USE', inherited: false }] },
          ],
        });
        expect((await test.admin(`GET ${permissions}/permissionLevels`)).json).toEqual({
          permission_levels: [
            { permission_level: 'CAN_MANAGE', description: 'Can use and modify permissions on tokens' },
            { permission_level: 'CAN_USE', description: 'Can use tokens' },
          ],
        });
      });

      it('lose their tokens at once when they lose CAN_USE, members of a group too', async () => {
        const member = await test.addUser('member@example.com');
        const other = await test.addUser('other@example.com');
        const direct = await test.addUser('direct@example.com');
        await addPrincipal(test, 'GROUP', 'inner');
        await addPrincipal(test, 'GROUP', 'outer');
        await addMember(test, 'outer', 'inner');
        await addMember(test, 'inner', 'member@example.com');
        const useFor = { group_name: 'Outer', permission_level: 'CAN_USE' };
        const useDirectly = { user_name: 'direct@example.com', permission_level: 'CAN_USE' };
        expect((await put(admins, useFor, useDirectly)).status).toBe(200);
        const [record] = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records;
        expect(JSON.stringify(record)).toContain('revoked_tokens');
        expect(await Promise.all([member, other, direct].map(answerTo))).toEqual([
          'good',
          'Invalid access token.',
          'good',
        ]);
        await put(admins, useDirectly);
        expect(await Promise.all([member, direct].map(answerTo))).toEqual(['Invalid access token.', 'good']);
        expect((await test.admin('GET /api/2.0/token/list')).status).toBe(200);
        await put(admins, everybody);
        expect(await answerTo(member)).toBe('Invalid access token.');
      });

      it('cannot make or use tokens without CAN_USE', async () => {
        await put(admins);
        const late = await test.addUser('late@example.com');
        expect(await answerTo(late)).toBe(mayNot('late@example.com'));
        const name = await newServicePrincipal();
        const refused = await createFor(name);
        expect(codeOf(refused)).toEqual([403, 'PERMISSION_DENIED']);
        expect(refused.json.message).toContain(
          `${name} may not use tokens. Give it CAN_USE permission on tokens first.`,
        );
        await patch({ user_name: name, permission_level: 'CAN_USE' });
        expect((await createFor(name)).status).toBe(200);
        await addPrincipal(test, 'GROUP', 'lateness');
        await patch({ group_name: 'lateness', permission_level: 'CAN_USE' });
        const [joined, robot] = [await test.addUser('joined@example.com'), await newServicePrincipal()];
        await addMember(test, 'lateness', 'joined@example.com');
        await addMember(test, 'admins', robot);
        expect(await answerTo(joined)).toBe('good');
        expect((await createFor(robot)).status).toBe(200);
        await removeMember(test, 'lateness', 'joined@example.com');
        expect(await answerTo(joined)).toBe(mayNot('joined@example.com'));
        await put(admins, everybody);
      });

      it('are never not the administrators, and nobody else manages', async () => {
        const empty = await put();
        expect(codeOf(empty)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(empty.json.message).toContain("Cannot change permissions for group 'admins' to None.");
        const lowered = await patch({ group_name: 'admins', permission_level: 'CAN_USE' });
        expect(lowered.json.message).toBe("Cannot change permissions for group 'admins' to CAN_USE.");
        const given = await patch({ group_name: 'users', permission_level: 'CAN_MANAGE' });
        expect([given.status, given.json.message]).toEqual([
          400,
          'Only admins can be given CAN_MANAGE permission on tokens',
        ]);
      });
    });
  });
});

describe('a workspace where not everybody may use tokens', () => {
  it('starts so when its configuration says so', async () => {
    const test = await openTestWorkspace('sqlite', { tokens_for_everybody: false });
    const user = await test.addUser('user@example.com');
    expect((await test.call('GET /api/2.0/token/list', { token: user })).status).toBe(403);
    const { access_control_list } = (await test.admin(`GET ${permissions}`)).json;
    expect(access_control_list.map((entry: { group_name: string }) => entry.group_name)).toEqual(['admins']);
    await test.close();
  });
});
