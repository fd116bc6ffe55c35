import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

const scim = '/api/2.0/preview/scim/v2';

/** A race is run this often: once does not always bring two calls together. */
const rounds = 8;

describe.each(engines)('administrators on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let admins: string;
    let first: string;
    beforeEach(async () => {
      test = await openTestWorkspace(engine);
      const { groups, id } = (await test.admin(`GET ${scim}/Me`)).json;
      admins = groups.find(({ display }: { display: string }) => display === 'admins').value;
      first = id;
    });
    afterEach(() => test.close());

    type Request = Parameters<TestWorkspace['call']>;
    const leave = (id: string): Request => [
      `PATCH ${scim}/Groups/${admins}`,
      { body: { Operations: [{ op: 'remove', path: `members[value eq "${id}"]` }] } },
    ];
    const sleep = (id: string): Request => [
      `PATCH ${scim}/Users/${id}`,
      { body: { Operations: [{ op: 'replace', path: 'active', value: false }] } },
    ];
    const end = (id: string): Request => [`DELETE ${scim}/Users/${id}`, {}];
    const ways = { removed: leave, deactivated: sleep, deleted: end };

    const as = (token: string, [line, options]: Request) => test.call(line, { ...options, token });

    const addAdministrator = async (name: string): Promise<{ token: string; id: string }> => {
      const token = await test.addUser(name);
      const { id } = (await test.call(`GET ${scim}/Me`, { token })).json;
      const Operations = [{ op: 'add', path: 'members', value: [{ value: id }] }];
      await test.admin(`PATCH ${scim}/Groups/${admins}`, { Operations });
      return { token, id };
    };

    const activeAdministrators = async (): Promise<number> =>
      (
        await test.workspace.database.read
          .selectFrom('principals')
          .select('id')
          .where('admin', '=', 1)
          .where('active', '=', 1)
          .where('kind', '!=', 'GROUP')
          .execute()
      ).length;

    it.each(Object.entries(ways))('cannot be %s when there is no other', async (_, way) => {
      const { status, json } = await as(test.adminToken, way(first));
      expect([status, json.scimType]).toEqual([400, 'invalidValue']);
      expect(json.detail).toContain('no active administrator left');
      expect((await test.admin(`GET ${scim}/Me`)).json).toMatchObject({ active: true });
      expect(await activeAdministrators()).toBe(1);
    });

    it.each(Object.entries(ways))('can be %s when there is another', async (_, way) => {
      const { token } = await addAdministrator('second@example.com');
      expect((await as(token, way(first))).status).toBe(200);
      expect(await activeAdministrators()).toBe(1);
    });

    it('do not count while they are inactive', async () => {
      const { id } = await addAdministrator('second@example.com');
      await as(test.adminToken, sleep(id));
      expect((await as(test.adminToken, leave(first))).status).toBe(400);
    });

    it('may be administrators through a group, which then cannot go', async () => {
      const { json } = await test.admin(`POST ${scim}/Groups`, { displayName: 'ops', members: [{ value: first }] });
      const Operations = [{ op: 'replace', path: 'members', value: [{ value: json.id }] }];
      expect((await test.admin(`PATCH ${scim}/Groups/${admins}`, { Operations })).status).toBe(200);
      expect((await test.admin(`DELETE ${scim}/Groups/${json.id}`)).status).toBe(400);
      const empty = [{ op: 'remove', path: 'members' }];
      expect((await test.admin(`PATCH ${scim}/Groups/${json.id}`, { Operations: empty })).status).toBe(400);
      expect((await test.admin(`PUT ${scim}/Groups/${json.id}`, { displayName: 'ops' })).status).toBe(400);
      expect(await activeAdministrators()).toBe(1);
    });

    it.each(Object.entries(ways))('are not both %s by each other at once', async (_, way) => {
      let other = await addAdministrator('second@example.com');
      let token = test.adminToken;
      let id = first;
      for (let round = 0; round < rounds; round += 1) {
        const both = await Promise.all([as(token, way(other.id)), as(other.token, way(id))]);
        // Whoever comes second is refused: as the last one, as not an administrator any more, or as nobody.
        const statuses = both.map(({ status }) => status);
        expect(statuses.filter(status => status === 200)).toHaveLength(1);
        expect([400, 403]).toContain(statuses.find(status => status !== 200));
        expect(await activeAdministrators()).toBe(1);
        if (statuses[1] === 200) ({ token, id } = other);
        const Operations = [{ op: 'add', path: 'members', value: [] as object[] }];
        const name = `round${round}@example.com`;
        const next = await test.addUser(name);
        const { id: nextId } = (await test.call(`GET ${scim}/Me`, { token: next })).json;
        Operations[0]?.value.push({ value: nextId });
        await test.call(`PATCH ${scim}/Groups/${admins}`, { token, body: { Operations } });
        other = { token: next, id: nextId };
      }
    });
  });
});
