import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { grantShare, startProvider } from '../testing/start-provider.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const namesIn = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name);

describe.each(engines)('catalogs from shares on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let remote: TestWorkspace;
    let profile: string;
    let created: object;
    beforeAll(async () => {
      ({ test: remote, profile } = await startProvider());
      test = await openTestWorkspace(engine, { public_url: 'http://127.0.0.1:8' });
      await test.admin(`POST ${uc}/providers`, { name: 'Carrier', recipient_profile_str: profile });
      created = (await create('Skies', { comment: 'flown' })).json;
    });
    afterAll(async () => {
      await test.close();
      await remote.close();
    });

    const create = (name: string, more: object = {}) =>
      test.admin(`POST ${uc}/catalogs`, { name, provider_name: 'carrier', share_name: 'TRAVEL', ...more });
    const get = (path: string) => test.admin(`GET ${uc}/${path}` as 'GET /');

    it('say what they show, one by one and in the list', async () => {
      expect(created).toMatchObject({
        ...{ name: 'skies', catalog_type: 'DELTASHARING_CATALOG', comment: 'flown', owner: 'admin@localhost' },
        ...{ provider_name: 'Carrier', share_name: 'travel', securable_type: 'CATALOG' },
      });
      expect((await get('catalogs/SKIES')).json).toEqual(created);
      const { catalogs } = (await get('catalogs')).json;
      expect(catalogs).toContainEqual(created);
      expect(catalogs.find(({ name }: { name: string }) => name === 'main')).not.toHaveProperty('share_name');
    });

    it('have the schemas and tables of the share, with the columns that the provider says', async () => {
      const { json } = await get('schemas?catalog_name=skies');
      expect(json.schemas).toMatchObject([
        { name: 'air', full_name: 'skies.air', catalog_type: 'DELTASHARING_CATALOG', owner: 'admin@localhost' },
      ]);
      expect((await get('schemas/Skies.AIR')).json).toEqual(json.schemas[0]);
      const first = (await get('tables?catalog_name=skies&schema_name=air&max_results=1')).json;
      expect(first.tables).toMatchObject([
        {
          name: 'airlines',
          full_name: 'skies.air.airlines',
          data_source_format: 'DELTASHARING',
          table_type: 'MANAGED',
        },
      ]);
      const page = `tables?catalog_name=skies&schema_name=air&max_results=1&page_token=${first.next_page_token}`;
      expect(namesIn((await get(page)).json.tables)).toEqual(['flights']);
      const table = (await get('tables/skies.Air.flights')).json;
      const own = (await remote.admin(`GET ${uc}/tables/main.default.flights`)).json;
      expect(table.columns).toEqual(own.columns);
      expect(table.columns.length).toBeGreaterThan(3);
      expect(table).not.toHaveProperty('storage_location');
      expect((await get('tables/skies.air.flights/exists')).json).toEqual({ table_exists: true });
      expect((await get('tables/skies.air.nothing/exists')).json).toEqual({ table_exists: false });
      for (const path of [
        'schemas/skies.none',
        'tables/skies.air.none',
        'tables?catalog_name=skies&schema_name=none',
      ]) {
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
    });

    it('follow the share within a minute', async () => {
      const tables = async () => namesIn((await get('tables?catalog_name=skies&schema_name=air')).json.tables);
      await tables();
      const change = (action: 'ADD' | 'REMOVE') =>
        remote.admin(`PATCH ${uc}/shares/travel`, {
          updates: [
            {
              action,
              data_object: { name: 'main.default.airlines', data_object_type: 'TABLE', shared_as: 'air.airlines' },
            },
          ],
        });
      await change('REMOVE');
      try {
        expect(await tables()).toEqual(['airlines', 'flights']);
        test.passTime(61_000);
        expect(await tables()).toEqual(['flights']);
      } finally {
        await change('ADD');
        test.passTime(61_000);
      }
    });

    it('are read-only', async () => {
      const place = { catalog_name: 'skies', schema_name: 'air' };
      const attempts = [
        test.admin(`POST ${uc}/schemas`, { catalog_name: 'skies', name: 'mine' }),
        test.admin(`PATCH ${uc}/schemas/skies.air`, { comment: 'mine' }),
        test.admin(`DELETE ${uc}/schemas/skies.air`),
        test.admin(`PATCH ${uc}/tables/skies.air.flights`, { owner: 'admin@localhost' }),
        test.admin(`DELETE ${uc}/tables/skies.air.flights`),
        test.admin(`POST ${uc}/tables`, {
          ...{ ...place, name: 'mine', table_type: 'EXTERNAL', data_source_format: 'DELTA' },
          storage_location: 'file:///nowhere',
        }),
      ];
      for (const { status, json } of await Promise.all(attempts)) {
        expect([status, json.message]).toEqual([400, expect.stringContaining("Catalog 'skies' is read-only")]);
      }
    });

    it('show to those who hold privileges on them, and to nobody else', async () => {
      const token = await test.addUser('reader@example.com');
      const as = (path: string) => test.call(`GET ${uc}/${path}` as 'GET /', { token });
      const paths = ['catalogs/skies', 'schemas/skies.air', 'tables/skies.air.flights'];
      for (const path of paths) expect([path, (await as(path)).status]).toEqual([path, 404]);
      expect((await as('schemas?catalog_name=skies')).json.schemas).toEqual([]);
      expect((await as('tables?catalog_name=skies&schema_name=air')).json.tables).toEqual([]);
      expect((await as('tables/skies.air.flights/exists')).json).toEqual({ table_exists: false });
      await test.admin(`PATCH ${uc}/permissions/catalog/skies`, {
        changes: [{ principal: 'reader@example.com', add: ['USE_CATALOG', 'USE_SCHEMA', 'SELECT'] }],
      });
      for (const path of paths) expect([path, (await as(path)).status]).toEqual([path, 200]);
      expect(namesIn((await as('tables?catalog_name=skies&schema_name=air')).json.tables)).toHaveLength(2);
    });

    it('need the provider, the share and the right to both', async () => {
      const token = await test.addUser('maker@example.com');
      const { metastore_id } = (await get('metastore_summary')).json;
      await test.admin(`PATCH ${uc}/permissions/metastore/${metastore_id}`, {
        changes: [{ principal: 'maker@example.com', add: ['CREATE_CATALOG'] }],
      });
      const body = { name: 'stolen', provider_name: 'carrier', share_name: 'travel' };
      const stolen = await test.call(`POST ${uc}/catalogs`, { token, body });
      expect([stolen.status, stolen.json.error_code]).toEqual([404, 'PROVIDER_DOES_NOT_EXIST']);
      for (const [more, code] of [
        [{ provider_name: 'nobody' }, 'PROVIDER_DOES_NOT_EXIST'],
        [{ share_name: 'hidden' }, 'SHARE_DOES_NOT_EXIST'],
        [{ share_name: undefined }, 'INVALID_PARAMETER_VALUE'],
        [{ storage_root: 's3://bucket/root' }, 'INVALID_PARAMETER_VALUE'],
        [{ connection_name: 'mysql' }, 'NOT_IMPLEMENTED'],
      ] as const) {
        expect([code, (await create('refused', more)).json.error_code]).toEqual([code, code]);
      }
      expect((await create('SKIES')).json.error_code).toBe('CATALOG_ALREADY_EXISTS');
      expect((await get('catalogs/refused')).status).toBe(404);
    });

    it('say what is wrong when the provider withdraws the share, or is deleted and made again', async () => {
      await grantShare(remote, 'travel', { remove: ['SELECT'] });
      test.passTime(61_000);
      const withdrawn = await get('schemas?catalog_name=skies');
      expect([withdrawn.status, withdrawn.json.error_code]).toEqual([404, 'SHARE_DOES_NOT_EXIST']);
      await grantShare(remote, 'travel', { add: ['SELECT'] });
      expect((await get('schemas?catalog_name=skies')).status).toBe(200);
      await test.admin(`PATCH ${uc}/providers/carrier`, { new_name: 'Airline' });
      expect((await get('catalogs/skies')).json.provider_name).toBe('Airline');
      await test.admin(`DELETE ${uc}/providers/airline`);
      await test.admin(`POST ${uc}/providers`, { name: 'airline', recipient_profile_str: profile });
      const orphaned = await get('tables/skies.air.flights');
      expect([orphaned.status, orphaned.json.error_code]).toEqual([400, 'INVALID_STATE']);
      expect(orphaned.json.message).toContain("The provider of the share 'travel' was deleted");
      expect((await get('catalogs/skies')).json).not.toHaveProperty('provider_name');
    });

    it('are deleted without asking anybody', async () => {
      expect((await test.admin(`PATCH ${uc}/catalogs/skies`, { new_name: 'heavens' })).json.share_name).toBe('travel');
      expect((await test.admin(`DELETE ${uc}/catalogs/heavens`)).json).toEqual({});
      expect((await get('catalogs/heavens')).status).toBe(404);
    });
  });
});
