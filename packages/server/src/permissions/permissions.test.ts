import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../app.ts';
import { ApiError } from '../http/api-error.ts';
import { addMember, addPrincipal, principalId } from '../testing/add-principal.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from '../testing/test-workspace.ts';
import { dropEntries, putEntry } from './acl.ts';
import { clusterType, warehouseType } from './known-types.ts';
import { levelOf, requireLevel } from './levels.ts';
import type { ObjectType } from './object-type.ts';

const gone: ObjectType['find'] = async (_, id) => {
  if (id !== 'one' && id !== 'two') throw new ApiError('RESOURCE_DOES_NOT_EXIST', `Boat ${id} does not exist`);
};

/** A type with an owner, and one without, of which there are two objects each. */
const boats: ObjectType = {
  ...warehouseType,
  names: ['boats', 'water/boats'],
  noun: 'boat',
  objectType: 'boat',
  root: '/boats/',
  find: gone,
};
const rafts: ObjectType = {
  ...clusterType,
  names: ['rafts'],
  noun: 'raft',
  objectType: 'raft',
  root: '/rafts/',
  find: gone,
};

/** An entry of a list that is shown. */
interface Shown {
  readonly user_name?: string;
  readonly group_name?: string;
  readonly service_principal_name?: string;
  readonly all_permissions: readonly { readonly permission_level: string }[];
}

const robot = '6b2f4a8e-1f8c-4d5c-9a39-5d6f0f1f2a3b';

describe.each(engines)('permissions on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let app: FastifyInstance;
    let ann: string;
    let bob: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      app = createApp({ ...test.workspace, objectTypes: [...test.workspace.objectTypes, boats, rafts] });
      ann = await test.addUser('Ann@example.com');
      bob = await test.addUser('bob@example.com');
      await addPrincipal(test, 'SERVICE_PRINCIPAL', robot);
      await addPrincipal(test, 'GROUP', 'Crew');
      await addPrincipal(test, 'GROUP', 'Fleet');
      await addMember(test, 'Fleet', 'Crew');
      await addMember(test, 'Crew', 'bob@example.com');
    });
    afterAll(async () => {
      await app.close();
      await test.close();
    });
    beforeEach(async () => {
      const annsId = await principalId(test, 'ann@example.com');
      await test.workspace.database.write(async transaction => {
        for (const [type, level] of [
          [boats, 'IS_OWNER'],
          [rafts, 'CAN_MANAGE'],
        ] as const) {
          await dropEntries(transaction, { type, id: 'one' });
          await putEntry(transaction, { type, id: 'one' }, annsId, level);
        }
      });
    });

    const call = async (request: string, body?: object, token = test.adminToken): Promise<TestResponse> => {
      const [method = '', path = ''] = request.split(' ', 2);
      const headers = { authorization: `Bearer ${token}` };
      const url = path.startsWith('/') ? path : `/api/2.0/permissions/${path}`;
      const answer = await app.inject({ method: method as 'GET', url, headers, ...(body ? { payload: body } : {}) });
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: answer.json() };
    };
    const list = (...access_control_list: object[]) => ({ access_control_list });
    const codeOf = ({ status, json }: TestResponse) => [status, json.error_code];
    const levels = async (path: string) => {
      const { access_control_list } = (await call(`GET ${path}`)).json;
      return Object.fromEntries(
        (access_control_list as readonly Shown[]).map(entry => [
          entry.user_name ?? entry.group_name ?? entry.service_principal_name,
          entry.all_permissions.map(({ permission_level }) => permission_level).join(),
        ]),
      );
    };

    it('are shown with what administrators inherit', async () => {
      expect((await call('GET rafts/one')).json).toEqual({
        object_id: '/rafts/one',
        object_type: 'raft',
        access_control_list: [
          {
            user_name: 'Ann@example.com',
            display_name: 'Ann@example.com',
            all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: false }],
          },
          {
            group_name: 'admins',
            all_permissions: [{ permission_level: 'CAN_MANAGE', inherited: true, inherited_from_object: ['/rafts/'] }],
          },
        ],
      });
    });

    it('are given to users, service principals and groups, whatever the case of their names', async () => {
      const body = list(
        { user_name: 'BOB@example.com', permission_level: 'CAN_RESTART' },
        { service_principal_name: robot.toUpperCase(), permission_level: 'CAN_ATTACH_TO' },
        { group_name: 'crew', permission_level: 'CAN_MANAGE' },
        { group_name: 'admins', permission_level: 'CAN_RESTART' },
      );
      const { status, json } = await call('PUT rafts/one', body, ann);
      expect(status).toBe(200);
      expect(json.access_control_list).toContainEqual({
        service_principal_name: robot,
        display_name: `The ${robot}`,
        all_permissions: [{ permission_level: 'CAN_ATTACH_TO', inherited: false }],
      });
      expect(await levels('rafts/one')).toEqual({
        'bob@example.com': 'CAN_RESTART',
        [robot]: 'CAN_ATTACH_TO',
        Crew: 'CAN_MANAGE',
        admins: 'CAN_RESTART,CAN_MANAGE',
      });
    });

    it('are replaced by PUT and merged by PATCH; of one principal the strongest counts', async () => {
      await call('PUT rafts/one', list({ user_name: 'bob@example.com', permission_level: 'CAN_RESTART' }));
      expect(await levels('rafts/one')).toEqual({ 'bob@example.com': 'CAN_RESTART', admins: 'CAN_MANAGE' });
      await call('PATCH rafts/one', list({ user_name: 'bob@example.com', permission_level: 'CAN_ATTACH_TO' }));
      await call(
        'PATCH rafts/one',
        list(
          { group_name: 'Crew', permission_level: 'CAN_ATTACH_TO' },
          { group_name: 'crew', permission_level: 'CAN_RESTART' },
        ),
      );
      expect(await levels('rafts/one')).toEqual({
        'bob@example.com': 'CAN_ATTACH_TO',
        Crew: 'CAN_RESTART',
        admins: 'CAN_MANAGE',
      });
      for (const body of [{}, list()]) {
        await call('PATCH rafts/one', body);
        expect(await levels('rafts/one')).toHaveProperty('Crew');
      }
      await call('PUT rafts/one', {});
      expect(await levels('rafts/one')).toEqual({ admins: 'CAN_MANAGE' });
      expect(await levels('rafts/two')).toEqual({ admins: 'CAN_MANAGE' });
    });

    it('take an application id for a user name, as old clients send it', async () => {
      await call('PATCH rafts/one', list({ user_name: robot, permission_level: 'CAN_RESTART' }));
      expect(await levels('rafts/one')).toHaveProperty(robot, 'CAN_RESTART');
    });

    it.each([
      [{ user_name: 'nobody@example.com' }, 'Principal: UserName(nobody@example.com) does not exist'],
      [{ group_name: 'nobodies' }, 'Principal: GroupName(nobodies) does not exist'],
      [
        { service_principal_name: robot.replace('6', '7') },
        `Principal: ServicePrincipalName(${robot.replace('6', '7')})`,
      ],
      [{ group_name: 'bob@example.com' }, 'Principal: GroupName(bob@example.com) does not exist'],
      [{ user_name: 'Crew' }, 'Principal: UserName(Crew) does not exist'],
      [
        { service_principal_name: 'bob@example.com' },
        'Principal: ServicePrincipalName(bob@example.com) does not exist',
      ],
    ])('refuse %j, who is not known as that', async (principal, message) => {
      const entry = { ...principal, permission_level: 'CAN_RESTART' };
      const answer = await call('PATCH rafts/one', list({ group_name: 'Crew', permission_level: 'CAN_MANAGE' }, entry));
      expect(codeOf(answer)).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      expect(answer.json.message).toContain(message);
      expect(await levels('rafts/one')).toEqual({ 'Ann@example.com': 'CAN_MANAGE', admins: 'CAN_MANAGE' });
    });

    it.each([
      [{ permission_level: 'CAN_RESTART' }, 'Principal name not defined'],
      [{ user_name: ' ', permission_level: 'CAN_RESTART' }, 'Principal name not defined'],
      [
        { user_name: 'bob@example.com', group_name: 'Crew', permission_level: 'CAN_RESTART' },
        'both user_name and group',
      ],
      [{ user_name: 'bob@example.com' }, 'Missing required field: permission_level'],
      [{ user_name: 'bob@example.com', permission_level: 'CAN_USE' }, "'CAN_USE' is not a permission level of raft"],
      [{ user_name: 'bob@example.com', permission_level: 'IS_OWNER' }, "'IS_OWNER' is not a permission level of raft"],
      [{ user_name: 'bob@example.com', permission_level: 'UNSPECIFIED' }, "'UNSPECIFIED' is not a permission level"],
      [{ user_name: 'bob@example.com', permission_level: 'ROOT' }, 'must be one of'],
    ])('refuse the entry %j', async (entry, message) => {
      const answer = await call('PUT rafts/one', list(entry));
      expect(codeOf(answer)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(answer.json.message).toContain(message);
    });

    it('refuse more entries than any list has', async () => {
      const entry = { user_name: 'bob@example.com', permission_level: 'CAN_RESTART' };
      expect((await call('PUT rafts/one', list(...Array(1000).fill(entry)))).status).toBe(200);
      const answer = await call('PUT rafts/one', list(...Array(1001).fill(entry)));
      expect(answer.json.message).toBe('access_control_list may have at most 1000 entries.');
    });

    it('are shown and changed by who may manage, directly or by a group of a group, and by nobody else', async () => {
      const body = list({ user_name: 'bob@example.com', permission_level: 'CAN_MANAGE' });
      const attempts = () =>
        Promise.all(
          ['GET', 'PUT', 'PATCH'].map(method => call(`${method} rafts/one`, method === 'GET' ? undefined : body, bob)),
        );
      const refused = async () => {
        for (const answer of await attempts()) {
          expect(codeOf(answer)).toEqual([403, 'PERMISSION_DENIED']);
          expect(answer.json.message).toBe('bob@example.com does not have CAN_MANAGE permission on raft one.');
        }
      };
      await refused();
      expect((await call('GET rafts/one/permissionLevels', undefined, bob)).status).toBe(403);
      await call('PATCH rafts/one', list({ group_name: 'Fleet', permission_level: 'CAN_RESTART' }));
      await refused();
      expect((await call('GET rafts/one/permissionLevels', undefined, bob)).status).toBe(200);
      await call('PATCH rafts/one', list({ group_name: 'Fleet', permission_level: 'CAN_MANAGE' }));
      expect((await attempts()).map(({ status }) => status)).toEqual([200, 200, 200]);
    });

    it('have one owner, whom only administrators change', async () => {
      const toBob = list({ user_name: 'bob@example.com', permission_level: 'IS_OWNER' });
      expect(codeOf(await call('PATCH boats/one', toBob, ann))).toEqual([403, 'PERMISSION_DENIED']);
      await call('PATCH boats/one', toBob);
      expect(await levels('boats/one')).toEqual({
        'Ann@example.com': 'CAN_MANAGE',
        'bob@example.com': 'IS_OWNER',
        admins: 'CAN_MANAGE',
      });
      await call('PUT boats/one', list({ group_name: 'Crew', permission_level: 'CAN_USE' }), bob);
      expect(await levels('boats/one')).toEqual({
        'bob@example.com': 'IS_OWNER',
        Crew: 'CAN_USE',
        admins: 'CAN_MANAGE',
      });
      const orphan = await call('PUT boats/two', list({ group_name: 'Crew', permission_level: 'CAN_USE' }));
      expect(codeOf(orphan)).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(orphan.json.message).toBe('PUT requests for boat two with no existing owner must provide a new owner.');
      const group = await call('PUT boats/one', list({ group_name: 'Crew', permission_level: 'IS_OWNER' }));
      expect(group.status).toBe(400);
    });

    it('tell the levels of a type, the strongest first', async () => {
      const { permission_levels } = (await call('GET boats/one/permissionLevels', undefined, ann)).json;
      expect(permission_levels.map(({ permission_level }: { permission_level: string }) => permission_level)).toEqual([
        'IS_OWNER',
        'CAN_MANAGE',
        'CAN_MONITOR',
        'CAN_USE',
        'CAN_VIEW',
      ]);
    });

    it.each([
      ['GET planes/one', 400, 'INVALID_PARAMETER_VALUE', 'request_object_type is not recognized'],
      ['GET authorization/dreams', 404, 'RESOURCE_DOES_NOT_EXIST', "There is no 'dreams' under authorization"],
      ['GET rafts/three', 404, 'RESOURCE_DOES_NOT_EXIST', 'Boat three does not exist'],
      ['PUT rafts/three', 404, 'RESOURCE_DOES_NOT_EXIST', 'Boat three does not exist'],
      ['GET rafts/three/permissionLevels', 404, 'RESOURCE_DOES_NOT_EXIST', 'Boat three does not exist'],
      ['GET cluster-policies/x', 404, 'RESOURCE_DOES_NOT_EXIST', 'Cluster policy x does not exist'],
      ['GET sql%2Fwarehouses/x', 404, 'RESOURCE_DOES_NOT_EXIST', 'Warehouse x does not exist'],
    ])('answer %s by %d %s', async (request, status, code, message) => {
      const answer = await call(request);
      expect(codeOf(answer)).toEqual([status, code]);
      expect(answer.json.message).toContain(message);
    });

    it('are the same under every name of a type, version and preview', async () => {
      const { json } = await call('GET boats/one');
      for (const path of [
        '/api/2.0/permissions/water%2Fboats/one',
        '/api/2.1/permissions/boats/one',
        '/api/2.0/preview/permissions/boats/one',
      ]) {
        expect((await call(`GET ${path}`)).json).toEqual(json);
      }
      const tokens = (await call('GET authorization/tokens')).json;
      expect(tokens.object_id).toBe('/authorization/tokens');
      expect((await call('GET /api/2.0/preview/permissions/authorization/tokens')).json).toEqual(tokens);
    });

    it('go with the principal', async () => {
      const id = await addPrincipal(test, 'GROUP', 'short-lived');
      await call('PATCH rafts/one', list({ group_name: 'short-lived', permission_level: 'CAN_RESTART' }));
      expect(await levels('rafts/one')).toHaveProperty('short-lived');
      await test.workspace.database.write(transaction =>
        transaction.deleteFrom('principals').where('id', '=', id).execute(),
      );
      expect(await levels('rafts/one')).not.toHaveProperty('short-lived');
    });

    it('are in the audit trail when they change', async () => {
      await test.admin(
        'PATCH /api/2.0/permissions/authorization/tokens',
        list({ user_name: robot, permission_level: 'CAN_USE' }),
      );
      const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json;
      expect(JSON.stringify(records)).toContain(robot);
    });

    it('answer other domains what a caller may do', async () => {
      const { database } = test.workspace;
      const lookup = { database, queries: database.read };
      const id = await principalId(test, 'bob@example.com');
      const caller = { kind: 'user', id, name: 'bob@example.com', admin: false, entitled: true } as const;
      const raft = { type: rafts, id: 'one' };
      expect(await levelOf(lookup, caller, raft)).toBeUndefined();
      await call('PATCH rafts/one', list({ user_name: 'bob@example.com', permission_level: 'CAN_ATTACH_TO' }));
      await call('PATCH rafts/one', list({ group_name: 'Fleet', permission_level: 'CAN_RESTART' }));
      expect(await levelOf(lookup, caller, raft)).toBe('CAN_RESTART');
      expect(await levelOf(lookup, { ...caller, admin: true }, raft)).toBe('CAN_MANAGE');
      await expect(requireLevel(lookup, caller, raft, 'CAN_ATTACH_TO')).resolves.toBeUndefined();
      await expect(requireLevel(lookup, caller, raft, 'CAN_MANAGE')).rejects.toThrow(
        'bob@example.com does not have CAN_MANAGE permission on raft one.',
      );
      await call('PATCH boats/one', list({ group_name: 'users', permission_level: 'CAN_VIEW' }));
      expect(await levelOf(lookup, caller, { type: boats, id: 'one' })).toBe('CAN_VIEW');
    });
  });
});
