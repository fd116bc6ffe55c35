import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { newPrincipalId } from '../principals.ts';

const scim = '/api/2.0/preview/scim/v2';
const listResponse = ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];

describe.each(engines)('lists of SCIM resources on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      for (const [name, more] of Object.entries({
        'zoe@example.com': { displayName: 'Zoe' },
        'Ann@example.com': { displayName: 'ann', externalId: 'b' },
        'bob@other.org': { displayName: 'Bob', externalId: 'a', active: false },
        'émile@example.com': { displayName: 'Émile', entitlements: [{ value: 'workspace-consume' }] },
      })) {
        await test.admin(`POST ${scim}/Users`, { userName: name, ...more });
      }
    });
    afterAll(() => test.close());

    const list = async (query: Record<string, string>, type = 'Users') =>
      test.admin(`GET ${scim}/${type}?${new URLSearchParams(query)}`);
    const names = async (query: Record<string, string>) =>
      (await list(query)).json.Resources.map((user: { userName: string }) => user.userName);

    it('come whole without a count, by name', async () => {
      const { json } = await list({});
      expect(json).toMatchObject({ schemas: listResponse, totalResults: 5, startIndex: 1, itemsPerPage: 5 });
      expect(await names({})).toEqual([
        ...['admin@localhost', 'Ann@example.com', 'bob@other.org', 'zoe@example.com', 'émile@example.com'],
      ]);
    });

    it.each([
      [{ count: '2' }, [1, 2]],
      [{ count: '2', startIndex: '4' }, [4, 2]],
      [{ count: '2', startIndex: '5' }, [5, 1]],
      [{ count: '2', startIndex: '6' }, [6, 0]],
      [{ startIndex: '99999999999' }, [2_147_483_647, 0]],
      [{ startIndex: '0' }, [1, 5]],
      [{ startIndex: '-3', count: '1' }, [1, 1]],
      [{ count: '0' }, [1, 0]],
      [{ count: '-1' }, [1, 0]],
      [{ count: '99999999999' }, [1, 5]],
    ] as [Record<string, string>, [number, number]][])('are cut by %j', async (query, [startIndex, itemsPerPage]) => {
      const { json } = await list(query);
      expect(json).toMatchObject({ totalResults: 5, startIndex, itemsPerPage });
      expect(json.Resources).toHaveLength(itemsPerPage);
    });

    it('are read to the end page by page, as the official clients do', async () => {
      const seen: string[] = [];
      for (;;) {
        const { json } = await list({ count: '2', startIndex: String(seen.length + 1) });
        if (json.Resources.length === 0) break;
        seen.push(...json.Resources.map((user: { id: string }) => user.id));
      }
      expect(new Set(seen).size).toBe(5);
    });

    it.each([
      [
        { sortBy: 'displayName' },
        ['admin@localhost', 'Ann@example.com', 'bob@other.org', 'zoe@example.com', 'émile@example.com'],
      ],
      [
        { sortBy: 'userName', sortOrder: 'descending' },
        ['émile@example.com', 'zoe@example.com', 'bob@other.org', 'Ann@example.com', 'admin@localhost'],
      ],
      [{ sortBy: 'externalId', count: '2' }, ['bob@other.org', 'Ann@example.com']],
      [{ sortBy: 'active', count: '1' }, ['bob@other.org']],
    ] as [Record<string, string>, string[]][])('are ordered by %j', async (query, expected) => {
      expect(await names(query)).toEqual(expected);
    });

    it.each([
      ['userName eq "ANN@example.com"', ['Ann@example.com']],
      ['userName eq ÉMILE@example.com', ['émile@example.com']],
      ['userName ne "ann@example.com" and active eq true', ['admin@localhost', 'zoe@example.com', 'émile@example.com']],
      ['displayName sw "é"', ['émile@example.com']],
      ['active eq "False"', ['bob@other.org']],
      ['externalId eq "B"', []],
      ['externalId pr', ['Ann@example.com', 'bob@other.org']],
      ['not_there pr or userName pr', undefined],
      ['emails co "@OTHER"', ['bob@other.org']],
      ['emails.value sw "zoe"', ['zoe@example.com']],
      ['entitlements.value eq "workspace-consume"', ['émile@example.com']],
      ['(userName sw "a" or userName sw "b") and not eq 1', undefined],
      ['userName sw "%"', []],
      ['active gt true', undefined],
      ['active eq maybe', undefined],
      ['constructor eq "x"', undefined],
    ] as [string, string[] | undefined][])('are filtered by %s', async (filter, expected) => {
      if (expected !== undefined) return expect(await names({ filter })).toEqual(expected);
      const { status, json } = await list({ filter });
      expect([status, json.status, json.scimType]).toEqual([400, '400', 'invalidFilter']);
    });

    it.each([
      [{ sortBy: 'groups' }, 'invalidValue'],
      [{ sortBy: 'shoeSize' }, 'invalidValue'],
      [{ sortOrder: 'sideways' }, 'invalidSyntax'],
      [{ count: 'many' }, 'invalidSyntax'],
    ])('are refused for %j', async (query, scimType) => {
      const { status, json } = await list(query as Record<string, string>);
      expect([status, json.scimType]).toEqual([400, scimType]);
    });

    it('find who is in a group, directly or through others', async () => {
      const idOf = async (userName: string) =>
        (await list({ filter: `userName eq "${userName}"` })).json.Resources[0].id;
      const zoe = await idOf('zoe@example.com');
      const inner = await test.admin(`POST ${scim}/Groups`, { displayName: 'inner', members: [{ value: zoe }] });
      const outer = await test.admin(`POST ${scim}/Groups`, {
        displayName: 'outer',
        members: [{ value: inner.json.id }, { value: await idOf('bob@other.org') }],
      });
      expect(await names({ filter: `groups.value eq "${outer.json.id}"` })).toEqual([
        'bob@other.org',
        'zoe@example.com',
      ]);
      expect(await names({ filter: `groups eq "${inner.json.id}"` })).toEqual(['zoe@example.com']);
      const ofZoe = await list({ filter: `members.value eq "${zoe}"`, attributes: 'displayName' }, 'Groups');
      expect(ofZoe.json.Resources.map((group: { displayName: string }) => group.displayName)).toEqual([
        'inner',
        'users',
      ]);
      const inOuter = await list({ filter: `groups.value eq "${outer.json.id}"` }, 'Groups');
      expect(inOuter.json.Resources.map((group: { displayName: string }) => group.displayName)).toEqual(['inner']);
    });

    it('hold at most 10 000 users and service principals, and 5 000 groups', async () => {
      const full = await openTestWorkspace(engine);
      const fill = (kind: 'SERVICE_PRINCIPAL' | 'GROUP', count: number) =>
        full.workspace.database.write(async transaction => {
          const row = await transaction
            .selectFrom('principals')
            .selectAll()
            .where('kind', '=', 'USER')
            .executeTakeFirstOrThrow();
          const rows = Array.from({ length: count }, (_, index) => ({
            ...{ ...row, kind, id: newPrincipalId(full.workspace.randomBytes) },
            ...{ name: `${kind} ${index}`, name_key: `${kind} ${index}`.toLowerCase() },
          }));
          for (let start = 0; start < count; start += 500) {
            await transaction
              .insertInto('principals')
              .values(rows.slice(start, start + 500))
              .execute();
          }
        });
      await fill('SERVICE_PRINCIPAL', 9998);
      await fill('GROUP', 4997);
      expect((await full.admin(`POST ${scim}/Users`, { userName: 'last@example.com' })).status).toBe(201);
      const user = await full.admin(`POST ${scim}/Users`, { userName: 'more@example.com' });
      expect([user.status, user.json.detail]).toEqual([
        400,
        expect.stringContaining('10000 users and service principals'),
      ]);
      expect((await full.admin(`POST ${scim}/ServicePrincipals`, {})).status).toBe(400);
      expect((await full.admin(`POST ${scim}/Groups`, { displayName: 'last' })).status).toBe(201);
      const group = await full.admin(`POST ${scim}/Groups`, { displayName: 'more' });
      expect([group.status, group.json.detail]).toEqual([400, expect.stringContaining('5000 groups')]);
      const page = await full.admin(`GET ${scim}/ServicePrincipals?count=10000&startIndex=1`);
      expect(page.json).toMatchObject({ totalResults: 9998, itemsPerPage: 9998 });
      await full.close();
    });
  });
});
