import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPrincipal, newPrincipalId } from '../identity/principals.ts';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { leaveCatalog } from './principal-hook.ts';

const uc = '/api/2.1/unity-catalog';
const ada = 'ada@example.com';

describe.each(engines)('grants on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let adaToken: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      adaToken = await test.addUser(ada);
      await test.addUser('bo@example.com');
      await test.admin(`POST ${uc}/schemas`, { catalog_name: 'main', name: 'nyc' });
      await test.admin(`POST ${uc}/tables`, {
        ...{ catalog_name: 'main', schema_name: 'nyc', name: 'airlines' },
        ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${sampleTables}/airlines` },
      });
    });
    afterAll(() => test.close());

    const change = (securable: string, ...changes: object[]) =>
      test.admin(`PATCH ${uc}/permissions/${securable}`, { changes });
    const get = async (securable: string, query = '') =>
      (await test.admin(`GET ${uc}/permissions/${securable}?${query}`)).json;
    const assignments = async (securable: string, query = '') =>
      (await get(securable, query)).privilege_assignments.map(
        ({ principal, privileges }: { principal: string; privileges: string[] }) => [principal, privileges],
      );
    const newCatalog = async (name: string) => {
      await test.admin(`POST ${uc}/catalogs`, { name });
      return `catalog/${name}` as const;
    };
    const idOf = async (name: string): Promise<number> =>
      (
        await test.workspace.database.read
          .selectFrom('principals')
          .select('id')
          .where('name', '=', name)
          .executeTakeFirstOrThrow()
      ).id;
    const addGroup = async (name: string) => {
      const id = newPrincipalId(test.workspace.randomBytes);
      await test.workspace.database.write(transaction =>
        insertPrincipal(transaction, { id, now: 1 }, { kind: 'GROUP', name, displayName: name }),
      );
      return id;
    };

    it('start with none: owners need none, and are not told', async () => {
      expect(await get('metastore/boathouse')).toEqual({ privilege_assignments: [] });
      expect(await get('catalog/main')).toEqual({ privilege_assignments: [] });
    });

    it('come back as they were made, at once and by every way to ask', async () => {
      const catalog = await newCatalog('written');
      const { status, json } = await change(catalog, { principal: ada, add: ['USE_CATALOG', 'BROWSE'] });
      const assignment = { principal: ada, principal_id: await idOf(ada), privileges: ['BROWSE', 'USE_CATALOG'] };
      expect([status, json]).toEqual([200, { privilege_assignments: [assignment] }]);
      expect(await get(catalog)).toEqual(json);
      expect((await test.admin(`GET ${uc}/privilege-assignments/${catalog}`)).json).toEqual(json);
      expect(await get(catalog, 'principal=ADA@example.com')).toEqual(json);
      expect(await get(catalog, 'principal=bo@example.com')).toEqual({ privilege_assignments: [] });
    });

    it('are added to what is there and taken from it; what is held or missing already is no error', async () => {
      const catalog = await newCatalog('changing');
      await change(catalog, { principal: ada, add: ['SELECT', 'USE_CATALOG'] });
      await change(catalog, { principal: ada, add: ['SELECT', 'MODIFY'], remove: ['USE_CATALOG', 'MANAGE'] });
      expect(await assignments(catalog)).toEqual([[ada, ['MODIFY', 'SELECT']]]);
      await change(catalog, { principal: ada, remove: ['SELECT', 'MODIFY'] });
      expect(await assignments(catalog)).toEqual([]);
    });

    it.each([
      ['any case', 'select', 'SELECT'],
      ['spaces', 'USE CATALOG', 'USE_CATALOG'],
      ['both', 'all privileges', 'ALL_PRIVILEGES'],
    ])('may be spelt in %s', async (_, spelt, privilege) => {
      const catalog = await newCatalog(`spelt_${privilege.toLowerCase()}`);
      expect((await change(catalog, { principal: ada, add: [spelt] })).status).toBe(200);
      expect(await assignments(catalog)).toEqual([[ada, [privilege]]]);
      expect((await change(catalog, { principal: ada, remove: [spelt] })).json).toEqual({ privilege_assignments: [] });
    });

    it.each(['CATALOG/main', 'Catalog/MAIN', 'catalogs/main', 'schemas/main.nyc', 'TABLE/main.nyc.airlines'])(
      'know their securable as %s',
      async securable => {
        expect((await test.admin(`GET ${uc}/permissions/${securable}`)).status).toBe(200);
      },
    );

    it('know the metastore by its id and by its name', async () => {
      const { metastore_id } = (await test.admin(`GET ${uc}/metastore_summary`)).json;
      await change(`metastore/${metastore_id}`, { principal: ada, add: ['USE_MARKETPLACE_ASSETS'] });
      expect(await assignments('metastore/boathouse')).toEqual([[ada, ['USE_MARKETPLACE_ASSETS']]]);
    });

    const strange: readonly (readonly [string, string, number, string, RegExp])[] = [
      ['a type that there is not', 'castle/x', 400, 'INVALID_PARAMETER_VALUE', /'castle' is not a type of securable/],
      ['a type without objects', 'clean_room/x', 404, 'RESOURCE_DOES_NOT_EXIST', /Clean Room 'x' does not/],
      ['a volume', 'volume/a.b.c', 404, 'RESOURCE_DOES_NOT_EXIST', /Volume 'a.b.c' does not exist/],
      ['a missing catalog', 'catalog/nowhere', 404, 'CATALOG_DOES_NOT_EXIST', /Catalog 'nowhere'/],
      ['a missing schema', 'schema/main.nowhere', 404, 'SCHEMA_DOES_NOT_EXIST', /Schema 'main.nowhere'/],
      ['a missing table', 'table/main.nyc.none', 404, 'TABLE_DOES_NOT_EXIST', /Table 'main.nyc.none'/],
      ['half a name', 'table/main.nyc', 400, 'INVALID_PARAMETER_VALUE', /catalog.schema.table/],
      ['a missing credential', 'storage-credential/x', 404, 'STORAGE_CREDENTIAL_DOES_NOT_EXIST', /Credential 'x'/],
      ['a missing location', 'external_location/x', 404, 'EXTERNAL_LOCATION_DOES_NOT_EXIST', /Location 'x'/],
      ['another metastore', 'metastore/other', 404, 'METASTORE_DOES_NOT_EXIST', /Metastore 'other'/],
      ['a missing share', 'share/none', 404, 'SHARE_DOES_NOT_EXIST', /Share 'none'/],
      ['a missing recipient', 'recipient/none', 404, 'RECIPIENT_DOES_NOT_EXIST', /Recipient 'none'/],
    ];
    it.each(strange)('are refused on %s', async (_, securable, status, code, message) => {
      for (const response of [
        await test.admin(`GET ${uc}/permissions/${securable}`),
        await test.admin(`GET ${uc}/effective-permissions/${securable}`),
        await change(securable, { principal: ada, add: ['SELECT'] }),
      ]) {
        expect([response.status, response.json.error_code]).toEqual([status, code]);
        expect(response.json.message).toMatch(message);
      }
    });

    const badChanges: readonly (readonly [string, string, object, RegExp])[] = [
      [
        'of a privilege that the type does not take',
        'table/main.nyc.airlines',
        { add: ['CREATE_SCHEMA'] },
        /assign CREATE SCHEMA privilege to a table\..*MODIFY, SELECT/,
      ],
      [
        'of a table’s privilege on the metastore',
        'metastore/boathouse',
        { add: ['SELECT'] },
        /assign SELECT privilege to a metastore/,
      ],
      ['of a privilege that there is not', 'catalog/main', { add: ['FLY'] }, /changes\[1\]\.add\[0\]/],
      [
        'that adds and removes the same',
        'catalog/main',
        { add: ['SELECT'], remove: ['select'] },
        /^Duplicate privileges to add and delete for principal ada@example.com\.$/,
      ],
      ['without a principal', 'catalog/main', { principal: undefined, add: ['SELECT'] }, /changes\[\]\.principal/],
      [
        'that adds something to a principal by id',
        'catalog/main',
        { principal: '', principal_id: 7, add: ['SELECT'] },
        /only be removed/,
      ],
    ];
    it.each(badChanges)(
      'refuse a change %s, and all others of the call with it',
      async (_, securable, bad, message) => {
        const before = await dump(test.workspace.database);
        const good = {
          principal: 'bo@example.com',
          add: securable.startsWith('metastore') ? ['USE_SHARE'] : ['SELECT'],
        };
        const { status, json } = await change(securable, good, { principal: ada, ...bad });
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toMatch(message);
        expect(await dump(test.workspace.database)).toEqual(before);
      },
    );

    it('refuse the same privilege in two changes of one principal', async () => {
      const { status, json } = await change(
        'catalog/main',
        { principal: ada, add: ['SELECT'] },
        { principal: 'ADA@EXAMPLE.COM', remove: ['SELECT'] },
      );
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('refuse a principal that nobody knows', async () => {
      for (const response of [
        await change('catalog/main', { principal: 'nobody@example.com', add: ['SELECT'] }),
        await test.admin(`GET ${uc}/permissions/catalog/main?principal=nobody@example.com`),
      ]) {
        expect([response.status, response.json.error_code]).toEqual([404, 'PRINCIPAL_DOES_NOT_EXIST']);
        expect(response.json.message).toBe('Could not find principal with name nobody@example.com');
      }
    });

    it('answer without the list when it is not asked for', async () => {
      const changes = [{ principal: ada, add: ['SELECT'] }];
      const { json } = await test.admin(`PATCH ${uc}/permissions/${await newCatalog('brief')}`, {
        changes,
        omit_permissions_in_response: true,
      });
      expect(json).toEqual({});
    });

    it('keep the groups users and admins and account users apart, as they were named', async () => {
      const catalog = await newCatalog('everybody');
      for (const principal of ['account users', 'users', 'admins'])
        await change(catalog, { principal, add: ['BROWSE'] });
      expect(await assignments(catalog)).toEqual([
        ['account users', ['BROWSE']],
        ['admins', ['BROWSE']],
        ['users', ['BROWSE']],
      ]);
      await change(catalog, { principal: 'Account Users', remove: ['BROWSE'] });
      expect(await assignments(catalog)).toEqual([
        ['admins', ['BROWSE']],
        ['users', ['BROWSE']],
      ]);
    });

    it('tell what is in effect and where it comes from', async () => {
      const catalog = await newCatalog('parental');
      await test.admin(`POST ${uc}/schemas`, { catalog_name: 'parental', name: 'child' });
      await change(catalog, { principal: ada, add: ['SELECT', 'USE_CATALOG', 'CREATE_SCHEMA'] });
      await change(catalog, { principal: 'account users', add: ['BROWSE'] });
      await change('schema/parental.child', { principal: ada, add: ['SELECT', 'CREATE_TABLE'] });
      await change('metastore/boathouse', { principal: ada, add: ['CREATE_CATALOG'] });
      const from = { inherited_from_type: 'CATALOG', inherited_from_name: 'parental' };
      const hers = {
        principal: ada,
        privileges: [
          { privilege: 'CREATE_TABLE' },
          { privilege: 'SELECT', ...from },
          { privilege: 'SELECT' },
          { privilege: 'USE_CATALOG', ...from },
        ],
      };
      const all = [{ principal: 'account users', privileges: [{ privilege: 'BROWSE', ...from }] }, hers];
      const ask = async (path: string) => (await test.admin(`GET ${uc}/${path}/schema/parental.child`)).json;
      const sorted = (assigned: { privileges: { privilege: string; inherited_from_name?: string }[] }[]) =>
        assigned.map(one => ({
          ...one,
          privileges: [...one.privileges].sort((a, b) =>
            `${a.privilege} ${a.inherited_from_name ?? '~'}`.localeCompare(
              `${b.privilege} ${b.inherited_from_name ?? '~'}`,
            ),
          ),
        }));
      expect(sorted((await ask('effective-permissions')).privilege_assignments)).toEqual(sorted(all));
      expect(sorted((await ask('effective-privilege-assignments')).effective_privilege_assignments)).toEqual(
        sorted(all),
      );
      const one = await test.admin(`GET ${uc}/effective-permissions/schema/parental.child?principal=${ada}`);
      expect(sorted(one.json.privilege_assignments)).toEqual(sorted([hers]));
    });

    it('come page by page, by principal', async () => {
      const catalog = await newCatalog('crowded');
      const names = Array.from({ length: 160 }, (_, index) => `group-${String(index).padStart(3, '0')}`);
      for (const name of names) await addGroup(name);
      await change(catalog, ...names.map(principal => ({ principal, add: ['SELECT'] })));
      const first = await get(catalog, 'max_results=150');
      expect(first.privilege_assignments).toHaveLength(150);
      const rest = await get(catalog, `max_results=150&page_token=${first.next_page_token}`);
      expect(rest).not.toHaveProperty('next_page_token');
      const all = [...first.privilege_assignments, ...rest.privilege_assignments];
      expect(all.map(({ principal }) => principal)).toEqual(names);
      expect((await get(catalog)).privilege_assignments).toEqual(all);
      expect((await get(catalog, 'max_results=0')).privilege_assignments).toEqual(all);
      const short = await test.admin(`GET ${uc}/privilege-assignments/${catalog}?page_size=1`);
      expect(short.json.privilege_assignments).toEqual(all.slice(0, 1));
      const foreign = await test.admin(`GET ${uc}/permissions/catalog/main?page_token=${first.next_page_token}`);
      expect(foreign.status).toBe(400);
    });

    it.each([-1, 1, 149])('refuse pages of %s', async size => {
      for (const path of ['permissions', 'effective-permissions']) {
        const { status, json } = await test.admin(`GET ${uc}/${path}/catalog/main?max_results=${size}`);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain('max_results');
      }
    });

    it('of a deleted user stay to be seen and revoked by the id; those of a group go with it', async () => {
      const catalog = await newCatalog('mourning');
      await test.addUser('gone@example.com');
      const [userId, groupId] = [await idOf('gone@example.com'), await addGroup('gone-group')];
      for (const principal of ['gone@example.com', 'gone-group']) await change(catalog, { principal, add: ['SELECT'] });
      await change(catalog, { principal: ada, add: ['SELECT'] });
      await test.workspace.database.write(async transaction => {
        const user = { id: userId, kind: 'USER', name: 'gone@example.com' } as const;
        expect(await leaveCatalog(transaction, user, 1)).toEqual({ owned: [] });
        const group = { id: groupId, kind: 'GROUP', name: 'gone-group' } as const;
        expect(await leaveCatalog(transaction, group, 1)).toEqual({ owned: [], removed: { grants: 1 } });
        await transaction.deleteFrom('principals').where('id', 'in', [userId, groupId]).execute();
      });
      expect(await assignments(catalog)).toEqual([[ada, ['SELECT']]]);
      const [, deleted] = (await get(catalog, 'include_deleted_principals=true')).privilege_assignments;
      expect(deleted).toEqual({ principal: '', principal_id: userId, privileges: ['SELECT'] });
      await change(catalog, { principal_id: userId, remove: ['SELECT'] });
      expect((await get(catalog, 'include_deleted_principals=true')).privilege_assignments).toHaveLength(1);
    });

    it('tell what a principal owned that is deleted', async () => {
      const owner = 'owner@example.com';
      await test.addUser(owner);
      await newCatalog('estate');
      await test.admin(`POST ${uc}/schemas`, { catalog_name: 'estate', name: 'garden' });
      for (const path of ['catalogs/estate', 'schemas/estate.garden', 'tables/main.nyc.airlines'])
        expect((await test.admin(`PATCH ${uc}/${path}`, { owner })).status).toBe(200);
      const principal = { id: await idOf(owner), kind: 'USER', name: owner } as const;
      const { owned } = await test.workspace.database.write(transaction => leaveCatalog(transaction, principal, 1));
      expect(owned).toEqual([
        { type: 'CATALOG', name: 'estate' },
        { type: 'SCHEMA', name: 'estate.garden' },
        { type: 'TABLE', name: 'main.nyc.airlines' },
      ]);
    });

    it('stay with what is renamed, and go with what is dropped, all that is in it included', async () => {
      const catalog = await newCatalog('tower');
      await test.admin(`POST ${uc}/schemas`, { catalog_name: 'tower', name: 'room' });
      await change(catalog, { principal: ada, add: ['USE_CATALOG'] });
      await change('schema/tower.room', { principal: ada, add: ['USE_SCHEMA'] });
      await test.admin(`PATCH ${uc}/catalogs/tower`, { new_name: 'castle' });
      await test.admin(`PATCH ${uc}/schemas/castle.room`, { new_name: 'hall' });
      expect(await assignments('catalog/castle')).toEqual([[ada, ['USE_CATALOG']]]);
      expect(await assignments('schema/castle.hall')).toEqual([[ada, ['USE_SCHEMA']]]);
      const count = async () =>
        (await test.workspace.database.read.selectFrom('privilege_grants').selectAll().execute()).length;
      const before = await count();
      expect((await test.admin(`DELETE ${uc}/catalogs/castle?force=true`)).status).toBe(200);
      expect(await count()).toBe(before - 2);
      const { table_id } = (await test.admin(`GET ${uc}/tables/main.nyc.airlines`)).json;
      await change('table/main.nyc.airlines', { principal: ada, add: ['SELECT'] });
      await test.admin(`DELETE ${uc}/schemas/main.nyc?force=true`);
      const left = await test.workspace.database.read
        .selectFrom('privilege_grants')
        .select('privilege')
        .where('securable_id', '=', table_id)
        .execute();
      expect(left).toEqual([]);
    });

    it('are all kept when many come at once', async () => {
      const catalog = await newCatalog('busy');
      const privileges = ['SELECT', 'MODIFY', 'BROWSE', 'USE_CATALOG', 'USE_SCHEMA', 'CREATE_TABLE', 'EXECUTE'].sort();
      const answers = await Promise.all(
        [...privileges, ...privileges].map(privilege => change(catalog, { principal: ada, add: [privilege] })),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(await assignments(catalog)).toEqual([[ada, privileges]]);
    });

    it('are seen by who may grant; others may ask about themselves alone, and of what they see', async () => {
      const catalog = await newCatalog('asked');
      await change(catalog, { principal: 'bo@example.com', add: ['SELECT'] }, { principal: 'users', add: ['BROWSE'] });
      const ask = (query: string) => test.call(`GET ${uc}/permissions/${catalog}${query}`, { token: adaToken });
      expect((await ask('')).status).toBe(403);
      expect((await ask('?principal=bo@example.com')).status).toBe(403);
      expect((await ask('?principal=users')).json.privilege_assignments).toMatchObject([{ privileges: ['BROWSE'] }]);
      expect((await ask(`?principal=${ada}`)).json).toEqual({ privilege_assignments: [] });
      await change(catalog, { principal: ada, add: ['MANAGE'] });
      expect((await ask('')).json.privilege_assignments).toHaveLength(3);
      await change(catalog, { principal: ada, remove: ['MANAGE'] }, { principal: 'users', remove: ['BROWSE'] });
      expect((await ask(`?principal=${ada}`)).json.error_code).toBe('CATALOG_DOES_NOT_EXIST');
    });

    it('on a share are its recipients, whichever way they are asked for and changed', async () => {
      await test.admin(`POST ${uc}/shares`, { name: 'Sales' });
      for (const name of ['acme', 'globex']) await test.admin(`POST ${uc}/recipients`, { name });
      const bySecurable = await change('share/sales', { principal: 'ACME', add: ['select'] });
      const expected = { privilege_assignments: [{ principal: 'acme', privileges: ['SELECT'] }] };
      expect(bySecurable.json).toEqual(expected);
      const byShare = () => test.admin(`GET ${uc}/shares/sales/permissions`);
      expect((await byShare()).json).toEqual(expected);
      await test.admin(`PATCH ${uc}/shares/sales/permissions`, { changes: [{ principal: 'globex', add: ['SELECT'] }] });
      expect(await get('share/sales')).toEqual((await byShare()).json);
      expect(await assignments('share/sales', 'principal=Globex')).toEqual([['globex', ['SELECT']]]);
      const wrong = await change('share/sales', { principal: 'acme', add: ['MODIFY'] });
      expect(wrong.json.message).toContain('assign MODIFY privilege to a share');
      const user = await change('share/sales', { principal: ada, add: ['SELECT'] });
      expect(user.json.error_code).toBe('RECIPIENT_DOES_NOT_EXIST');
      expect(await get('recipient/acme')).toEqual({ privilege_assignments: [] });
      const onRecipient = await change('recipient/acme', { principal: ada, add: ['SELECT'] });
      expect([onRecipient.status, onRecipient.json.message]).toEqual([400, expect.stringContaining('to a recipient')]);
    });
  });
});

describe('a strict workspace', () => {
  it('knows neither admins nor users as principals, and account users still', async () => {
    const test = await openTestWorkspace('sqlite', { strict: true });
    for (const principal of ['admins', 'users', 'USERS']) {
      const changes = [{ principal, add: ['BROWSE'] }];
      const { status, json } = await test.admin(`PATCH ${uc}/permissions/catalog/main`, { changes });
      expect([status, json.message]).toEqual([404, `Could not find principal with name ${principal}`]);
      expect((await test.admin(`PATCH ${uc}/catalogs/main`, { owner: principal })).status).toBe(404);
    }
    const changes = [{ principal: 'account users', add: ['BROWSE'] }];
    expect((await test.admin(`PATCH ${uc}/permissions/catalog/main`, { changes })).status).toBe(200);
    await test.close();
  });
});
