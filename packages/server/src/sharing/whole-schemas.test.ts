import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { makeOwnShare, type OwnShare } from './testing/own-share.ts';

const uc = '/api/2.1/unity-catalog';

interface Named {
  readonly name: string;
  readonly schema?: string;
}

describe.each(engines)('whole schemas in a share on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    /** Each test has a share and a catalog `c` of its own, with the schemas `travel` and `other`. */
    let own: OwnShare;
    let share: string;
    let catalog: string;
    let count = 0;

    /** A copy of its own: no two tables are at one place. */
    const createTable = async (schema: string, name: string): Promise<void> => {
      const folder = join(test.workspace.config.data, 'warehouse', catalog, schema, name);
      cpSync(join(sampleTables, 'airlines'), folder, { recursive: true });
      const { status, text } = await test.admin(`POST ${uc}/tables`, {
        name,
        catalog_name: catalog,
        schema_name: schema,
        table_type: 'EXTERNAL',
        data_source_format: 'DELTA',
        storage_location: `file://${folder}`,
      });
      expect([status, text]).toEqual([200, expect.anything()]);
    };
    const change: OwnShare['change'] = (...args) => own.change(...args);
    const objects = () => own.objects();
    const get = (path: string) => test.call(`GET /delta-sharing/shares/${share}${path}` as 'GET /', { token });
    const tables = async (path = '/all-tables'): Promise<string[]> =>
      (await get(path)).json.items.map(({ schema, name }: Named) => `${schema}.${name}`);

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await onboard(test, 'acme');
    });
    beforeEach(async () => {
      count += 1;
      own = await makeOwnShare(test, 'acme', { number: count, schemas: ['travel', 'other'] });
      ({ share, catalog } = own);
    });
    afterAll(() => test.close());

    it('come back as what they are, with their history, and can be read', async () => {
      await createTable('travel', 'airlines');
      const { status, json } = await change('ADD', 'SCHEMA', 'travel', { comment: 'all of it' });
      expect(status).toBe(200);
      expect(json.objects).toEqual([
        {
          name: `${catalog}.travel`,
          data_object_type: 'SCHEMA',
          comment: 'all of it',
          added_at: expect.any(Number),
          added_by: 'admin@localhost',
          cdf_enabled: true,
          history_data_sharing_status: 'ENABLED',
          status: 'ACTIVE',
        },
      ]);
      const path = `POST /delta-sharing/shares/${share}/schemas/TRAVEL/tables/Airlines/query`;
      for (const body of [{}, { version: 0 }]) {
        const answer = await test.call(path as 'POST /', { token, body });
        const [, , file] = answer.text.split('\n');
        expect(answer.status).toBe(200);
        const { pathname } = new URL(JSON.parse(file ?? '').file.url);
        expect((await test.call(`GET ${pathname}` as 'GET /')).status).toBe(200);
      }
    });

    it('show the tables that are in them now', async () => {
      await change('ADD', 'SCHEMA', 'travel');
      expect((await get('/schemas')).json.items).toEqual([{ name: 'travel', share }]);
      expect([await tables(), await tables('/schemas/travel/tables')]).toEqual([[], []]);
      for (const name of ['planes', 'airlines']) await createTable('travel', name);
      await createTable('other', 'flights');
      const all = ['travel.airlines', 'travel.planes'];
      expect([await tables(), await tables('/schemas/travel/tables')]).toEqual([all, all]);
      expect((await test.admin(`DELETE ${uc}/tables/${catalog}.travel.airlines`)).status).toBe(200);
      expect(await tables()).toEqual(['travel.planes']);
      expect((await get('/schemas/travel/tables/airlines/version')).status).toBe(404);
    });

    it('are cut into pages together with single tables', async () => {
      for (const name of ['planes', 'airlines', 'flights']) await createTable('travel', name);
      await createTable('other', 'weather');
      await change('ADD', 'SCHEMA', 'travel');
      await change('ADD', 'TABLE', 'other.weather');
      await change('ADD', 'TABLE', 'travel.planes', { shared_as: 'special.planes' });
      for (const [path, size] of [
        ['/all-tables', 5],
        ['/schemas', 3],
        ['/schemas/travel/tables', 3],
      ] as const) {
        const whole = (await get(path)).json.items;
        expect(whole).toHaveLength(size);
        const paged: Named[] = [];
        for (let next = ''; next !== 'end'; ) {
          const { json } = await get(`${path}?maxResults=1${next}`);
          paged.push(...json.items);
          next = json.nextPageToken === undefined ? 'end' : `&pageToken=${json.nextPageToken}`;
        }
        expect(paged).toEqual(whole);
      }
    });

    it('take in what the share held of them before', async () => {
      for (const name of ['planes', 'airlines']) await createTable('travel', name);
      await change('ADD', 'TABLE', 'travel.planes');
      await change('ADD', 'TABLE', 'travel.airlines', { shared_as: 'special.carriers' });
      expect((await change('ADD', 'SCHEMA', 'travel')).json.objects).toMatchObject([{ data_object_type: 'SCHEMA' }]);
      expect(await tables()).toEqual(['travel.airlines', 'travel.planes']);
    });

    it('leave no room for anything else under their name', async () => {
      await createTable('travel', 'airlines');
      await createTable('other', 'planes');
      await change('ADD', 'SCHEMA', 'travel');
      const special = await change('ADD', 'TABLE', 'other.planes');
      const twin = `twin${count}`;
      await test.admin(`POST ${uc}/catalogs`, { name: twin });
      await test.admin(`POST ${uc}/schemas`, { name: 'travel', catalog_name: twin });
      const sameName = await change('ADD', 'SCHEMA', 'travel', { name: `${twin}.travel` });
      const refused = [
        sameName,
        await change('ADD', 'SCHEMA', 'travel'),
        await change('ADD', 'TABLE', 'travel.airlines'),
        await change('UPDATE', 'TABLE', 'other.planes', { shared_as: 'TRAVEL.planes' }),
      ];
      for (const { status, json } of refused) {
        expect([status, json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
        expect(json.message).toContain("Shared Schema 'travel' already exists");
      }
      expect(await objects()).toEqual(special.json.objects);
    });

    it('are not added where a table of another schema has their name', async () => {
      await createTable('other', 'planes');
      await change('ADD', 'TABLE', 'other.planes', { shared_as: 'travel.planes' });
      const { status, json } = await change('ADD', 'SCHEMA', 'travel');
      expect([status, json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
      expect(json.message).toContain("Shared Table 'travel.planes' already exists");
    });

    it.each([
      ['an alias', { shared_as: 'trips' }],
      ['a start version', { start_version: 1 }],
      ['a partition filter', { partitions: [{ values: [{ name: 'a', op: 'EQUAL', value: 'b' }] }] }],
      ['an alias of a kind that only others have', { string_shared_as: 'trips' }],
    ])('take no %s', async (_, more) => {
      const { status, json } = await change('ADD', 'SCHEMA', 'travel', more);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(await objects()).toEqual([]);
    });

    it('must exist', async () => {
      const { status, json } = await change('ADD', 'SCHEMA', 'nothing');
      expect([status, json.error_code]).toEqual([404, 'SCHEMA_DOES_NOT_EXIST']);
    });

    it('change their comment and history, and go with all that is in them', async () => {
      await createTable('travel', 'airlines');
      await change('ADD', 'SCHEMA', 'travel');
      const more = { comment: 'now', history_data_sharing_status: 'DISABLED', shared_as: 'travel' };
      const changed = await change('UPDATE', 'SCHEMA', 'travel', more);
      expect(changed.json.objects).toMatchObject([{ comment: 'now', history_data_sharing_status: 'DISABLED' }]);
      const past = `POST /delta-sharing/shares/${share}/schemas/travel/tables/airlines/query` as 'POST /';
      expect((await test.call(past, { token, body: { version: 0 } })).status).toBe(400);
      expect((await change('UPDATE', 'TABLE', 'travel.airlines')).json.error_code).toBe('RESOURCE_DOES_NOT_EXIST');
      expect((await change('REMOVE', 'SCHEMA', 'travel')).json.objects).toEqual([]);
      expect(await tables()).toEqual([]);
    });

    it('are not dropped while a share holds them, unless by force, which leaves an entry to be removed', async () => {
      await change('ADD', 'SCHEMA', 'travel');
      const drop = await test.admin(`DELETE ${uc}/schemas/${catalog}.travel`);
      expect([drop.status, drop.json.error_code]).toEqual([400, 'INVALID_STATE']);
      expect(drop.json.message).toContain(`'${share}'`);
      expect((await test.admin(`DELETE ${uc}/schemas/${catalog}.travel?force=true`)).status).toBe(200);
      expect(await objects()).toMatchObject([{ name: `${catalog}.travel`, status: 'PERMISSION_DENIED' }]);
      expect((await get('/schemas')).json.items).toEqual([]);
      await test.admin(`POST ${uc}/schemas`, { name: 'travel', catalog_name: catalog });
      expect((await change('ADD', 'SCHEMA', 'travel')).status).toBe(409);
      expect((await change('REMOVE', 'SCHEMA', 'travel')).json.objects).toEqual([]);
      expect((await change('ADD', 'SCHEMA', 'travel')).status).toBe(200);
    });

    it('keep their catalog from being dropped, unless by force', async () => {
      for (const name of ['travel', 'other']) await test.admin(`DELETE ${uc}/schemas/${catalog}.${name}`);
      await change('ADD', 'SCHEMA', 'default');
      const drop = await test.admin(`DELETE ${uc}/catalogs/${catalog}`);
      expect([drop.status, drop.json.error_code]).toEqual([400, 'INVALID_STATE']);
      expect(drop.json.message).toContain(`Schema '${catalog}.default' is shared`);
      expect((await test.admin(`DELETE ${uc}/catalogs/${catalog}?force=true`)).status).toBe(200);
      expect(await objects()).toMatchObject([{ name: `${catalog}.default`, status: 'PERMISSION_DENIED' }]);
    });

    it('take an owner who may read all of them, and show what that owner may read', async () => {
      const owner = `manager${count}@example.com`;
      const manager = await test.addUser(owner);
      for (const name of ['planes', 'airlines']) await createTable('travel', name);
      await test.admin(`PATCH ${uc}/shares/${share}`, { owner });
      const allow = (object: string, ...privileges: string[]) =>
        test.admin(`PATCH ${uc}/permissions/${object}`, { changes: [{ principal: owner, add: privileges }] });
      const add = () => {
        const data_object = { name: `${catalog}.travel`, data_object_type: 'SCHEMA' };
        const body = { updates: [{ action: 'ADD', data_object }] };
        return test.call(`PATCH ${uc}/shares/${share}` as 'PATCH /', { token: manager, body });
      };
      expect((await add()).json.error_code).toBe('SCHEMA_DOES_NOT_EXIST');
      await allow(`catalog/${catalog}`, 'USE_CATALOG');
      await allow(`schema/${catalog}.travel`, 'SELECT');
      const refused = await add();
      expect([refused.status, refused.json.error_code]).toEqual([403, 'PERMISSION_DENIED']);
      await allow(`schema/${catalog}.travel`, 'USE_SCHEMA');
      expect((await add()).json.objects).toMatchObject([{ status: 'ACTIVE' }]);
      expect(await tables()).toEqual(['travel.airlines', 'travel.planes']);
      await test.admin(`PATCH ${uc}/permissions/schema/${catalog}.travel`, {
        changes: [{ principal: owner, remove: ['SELECT'] }],
      });
      expect([await tables(), await objects()]).toMatchObject([[], [{ status: 'PERMISSION_DENIED' }]]);
      expect((await get('/schemas')).json.items).toEqual([]);
      await allow(`table/${catalog}.travel.planes`, 'SELECT');
      expect(await tables()).toEqual(['travel.planes']);
    });
  });
});
