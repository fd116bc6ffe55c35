import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

describe.each(engines)('volumes on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    /** Each test has a catalog and a folder of its own. */
    let catalog: string;
    let folder: string;
    let count = 0;

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    beforeEach(async () => {
      count += 1;
      catalog = `c${count}`;
      folder = join(test.workspace.config.data, 'warehouse', `place-${count}`);
      mkdirSync(folder, { recursive: true });
      expect((await test.admin(`POST ${uc}/catalogs`, { name: catalog })).status).toBe(200);
    });
    afterAll(() => test.close());

    const create = (name: string, fields: object = {}) =>
      test.admin(`POST ${uc}/volumes`, {
        ...{ catalog_name: catalog, schema_name: 'default', name, volume_type: 'EXTERNAL' },
        ...{ storage_location: `file://${folder}/${name}`, ...fields },
      });
    const named = (name: string) => `${uc}/volumes/${catalog}.default.${name}` as const;
    const createTable = (name: string) => {
      cpSync(join(sampleTables, 'airlines'), join(folder, name), { recursive: true });
      return test.admin(`POST ${uc}/tables`, {
        ...{ catalog_name: catalog, schema_name: 'default', name, table_type: 'EXTERNAL' },
        ...{ data_source_format: 'DELTA', storage_location: `file://${folder}/${name}` },
      });
    };

    it('are made, read, listed, changed and deleted', async () => {
      const { status, json } = await create('Photos', { comment: 'of planes' });
      expect([status, json]).toEqual([
        200,
        {
          ...{ name: 'photos', catalog_name: catalog, schema_name: 'default', full_name: `${catalog}.default.photos` },
          ...{ volume_type: 'EXTERNAL', storage_location: `file://${folder}/Photos`, comment: 'of planes' },
          ...{ volume_id: expect.any(String), metastore_id: expect.any(String), owner: 'admin@localhost' },
          ...{ created_by: 'admin@localhost', created_at: expect.any(Number) },
          ...{ updated_by: 'admin@localhost', updated_at: expect.any(Number) },
        },
      ]);
      expect((await test.admin(`GET ${named('PHOTOS')}`)).json).toEqual(json);
      const list = () => test.admin(`GET ${uc}/volumes?catalog_name=${catalog}&schema_name=default`);
      expect((await list()).json).toEqual({ volumes: [json] });
      const changed = await test.admin(`PATCH ${named('photos')}`, {
        new_name: 'Pictures',
        owner: 'users',
        comment: '',
      });
      expect(changed.json).toMatchObject({ name: 'pictures', owner: 'users', comment: '', volume_id: json.volume_id });
      expect((await test.admin(`GET ${named('photos')}`)).status).toBe(404);
      expect((await test.admin(`DELETE ${named('pictures')}`)).json).toEqual({});
      expect((await list()).json).toEqual({ volumes: [] });
    });

    it('are listed page by page', async () => {
      for (const name of ['b', 'c', 'a']) await create(name);
      const names: string[] = [];
      for (let token = ''; token !== 'end'; ) {
        const query = `catalog_name=${catalog}&schema_name=default&max_results=2${token}`;
        const { json } = await test.admin(`GET ${uc}/volumes?${query}`);
        names.push(...json.volumes.map((volume: { name: string }) => volume.name));
        token = json.next_page_token === undefined ? 'end' : `&page_token=${json.next_page_token}`;
      }
      expect(names).toEqual(['a', 'b', 'c']);
    });

    it('have a name of their own among volumes, whatever tables are called', async () => {
      expect((await create('x')).status).toBe(200);
      const { status, json } = await create('X', { storage_location: `file://${folder}/other` });
      expect([status, json.error_code, json.message]).toEqual([
        409,
        'RESOURCE_ALREADY_EXISTS',
        `Volume '${catalog}.default.X' already exists.`,
      ]);
      await create('y');
      expect((await test.admin(`PATCH ${named('y')}`, { new_name: 'X' })).status).toBe(409);
      expect((await createTable('planes')).status).toBe(200);
      expect((await create('planes', { storage_location: `file://${folder}/of-planes` })).status).toBe(200);
    });

    it.each<[string, object, number, RegExp]>([
      ['MANAGED', { volume_type: 'MANAGED', storage_location: undefined }, 501, /no managed storage.*EXTERNAL/],
      ['EXTERNAL without a place', { storage_location: undefined }, 400, /needs 'storage_location'/],
      ['of an unknown type', { volume_type: 'FLYING' }, 400, /volume_type/],
      ['with a dot in its name', { name: 'a.b' }, 400, /not a valid volume name/],
      [
        'outside of what the server may open',
        { storage_location: 'file:///etc' },
        400,
        /does not lie below a local root/,
      ],
      ['in a bucket that no setting covers', { storage_location: 's3://nowhere/x' }, 400, /s3:\/\/nowhere\/x/],
      ['at a place that climbs', { storage_location: 's3://bucket/a/../b' }, 400, /"\." or "\.\."/],
      ['at a place without a scheme', { storage_location: '/tmp' }, 400, /has no scheme/],
      ['in a schema that is not there', { schema_name: 'none' }, 404, /Schema '\S+' does not exist/],
      ['in a catalog that is not there', { catalog_name: 'none' }, 404, /Catalog 'none' does not exist/],
    ])('are refused %s', async (_, fields, expected, message) => {
      const { status, json } = await create('bad', fields);
      expect([status, json.message]).toEqual([expected, expect.stringMatching(message)]);
    });

    it('are refused behind a link that leads out of the local roots', async () => {
      symlinkSync('/etc', join(folder, 'link'));
      const { status, json } = await create('link');
      expect([status, json.message]).toEqual([400, expect.stringMatching(/does not lie below a local root/)]);
    });

    it('have a folder to themselves: no table or volume is at it, above it or in it', async () => {
      expect((await createTable('planes')).status).toBe(200);
      expect((await create('files')).status).toBe(200);
      for (const place of ['planes', 'planes/_delta_log', 'files', 'files/', 'files/deep', '']) {
        const { status, json } = await create('more', { storage_location: `file://${folder}/${place}` });
        expect([place, status, json.error_code]).toEqual([place, 400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
        expect(json.message).toMatch(/overlaps with the location of (table 'planes'|volume 'files')/);
      }
      expect((await create('more', { storage_location: `file://${folder}/files2` })).status).toBe(200);
      cpSync(join(sampleTables, 'airlines'), join(folder, 'files/inner'), { recursive: true });
      const { json } = await createTable('files/inner');
      expect(json.message).toMatch(/not a valid table name/);
      const table = await test.admin(`POST ${uc}/tables`, {
        ...{ catalog_name: catalog, schema_name: 'default', name: 'inner', table_type: 'EXTERNAL' },
        ...{ data_source_format: 'DELTA', storage_location: `file://${folder}/files/inner` },
      });
      expect([table.status, table.json.message]).toEqual([400, expect.stringMatching(/of volume 'files'/)]);
    });

    it('keep their schema and catalog from being dropped, unless by force', async () => {
      await create('files');
      const schema = await test.admin(`DELETE ${uc}/schemas/${catalog}.default`);
      expect([schema.status, schema.json.message]).toEqual([
        400,
        expect.stringContaining('The schema has 0 tables(s), 0 functions(s), 1 volumes(s)'),
      ]);
      expect((await test.admin(`DELETE ${uc}/catalogs/${catalog}`)).json.error_code).toBe('CATALOG_NOT_EMPTY');
      await test.admin(`PATCH ${uc}/permissions/volume/${catalog}.default.files`, {
        changes: [{ principal: 'users', add: ['READ_VOLUME'] }],
      });
      const { volume_id } = (await test.admin(`GET ${named('files')}`)).json;
      expect((await test.admin(`DELETE ${uc}/catalogs/${catalog}?force=true`)).status).toBe(200);
      const { read } = test.workspace.database;
      expect(await read.selectFrom('volumes').selectAll().where('id', '=', volume_id).execute()).toEqual([]);
      const grants = read.selectFrom('privilege_grants').selectAll().where('securable_id', '=', volume_id);
      expect(await grants.execute()).toEqual([]);
    });

    it('have grants of their own, and those of their schema and catalog', async () => {
      await create('files');
      const permissions = `${uc}/permissions/volume/${catalog}.default.files` as const;
      const changes = [{ principal: 'users', add: ['WRITE_VOLUME', 'READ_VOLUME'] }];
      expect((await test.admin(`PATCH ${permissions}`, { changes })).json).toMatchObject({
        privilege_assignments: [{ principal: 'users', privileges: ['READ_VOLUME', 'WRITE_VOLUME'] }],
      });
      const refused = await test.admin(`PATCH ${permissions}`, { changes: [{ principal: 'users', add: ['SELECT'] }] });
      expect([refused.status, refused.json.message]).toEqual([
        400,
        expect.stringMatching(/not allowed to assign SELECT privilege to a volume/),
      ]);
      await test.admin(`PATCH ${uc}/permissions/catalog/${catalog}`, {
        changes: [{ principal: 'users', add: ['READ_VOLUME', 'SELECT'] }],
      });
      const effective = `${uc}/effective-permissions/volume/${catalog}.default.files` as const;
      const [{ privileges }] = (await test.admin(`GET ${effective}`)).json.privilege_assignments;
      expect(privileges).toContainEqual({
        ...{ privilege: 'READ_VOLUME', inherited_from_type: 'CATALOG', inherited_from_name: catalog },
      });
      expect(JSON.stringify(privileges)).not.toContain('SELECT');
    });

    it('are opened by the external location that covers them, from when it is made to when it goes', async () => {
      await create('files');
      const { read } = test.workspace.database;
      const opening = async () =>
        (
          await read
            .selectFrom('volumes')
            .leftJoin('external_locations', 'external_locations.id', 'volumes.external_location_id')
            .select('external_locations.name')
            .where('storage_location', '=', `file://${folder}/files`)
            .executeTakeFirstOrThrow()
        ).name;
      expect(await opening()).toBeNull();
      const credential = `here${count}`;
      await test.admin(`POST ${uc}/storage-credentials`, { name: credential, boathouse: { local: {} } });
      const place = { name: `place${count}`, url: `file://${folder}`, credential_name: credential };
      expect((await test.admin(`POST ${uc}/external-locations`, place)).status).toBe(200);
      expect(await opening()).toBe(place.name);
      await create('others');
      const refused = await test.admin(`DELETE ${uc}/external-locations/${place.name}`);
      expect([refused.status, refused.json.message]).toEqual([
        400,
        expect.stringContaining('2 volume(s) depend on it. Use force'),
      ]);
      expect((await test.admin(`DELETE ${uc}/external-locations/${place.name}?force=true`)).status).toBe(200);
      expect(await opening()).toBeNull();
    });

    it('do not hold an external location, whose files have grants of their own', async () => {
      const credential = `keys${count}`;
      await test.admin(`POST ${uc}/storage-credentials`, { name: credential, boathouse: { local: {} } });
      mkdirSync(join(folder, 'outer/inner'), { recursive: true });
      const place = { name: `inner${count}`, url: `file://${folder}/outer/inner`, credential_name: credential };
      expect((await test.admin(`POST ${uc}/external-locations`, place)).status).toBe(200);
      const { status, json } = await create('outer');
      expect([status, json.error_code, json.message]).toEqual([
        400,
        'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP',
        `Input path 'file://${folder}/outer' holds the external location '${place.name}' ('${place.url}').`,
      ]);
      expect((await create('exact', { storage_location: place.url })).status).toBe(200);
      await create('older');
      mkdirSync(join(folder, 'older/inner'), { recursive: true });
      const later = { ...place, name: `later${count}`, url: `file://${folder}/older/inner` };
      const refused = await test.admin(`POST ${uc}/external-locations`, later);
      expect([refused.status, refused.json.message]).toEqual([
        400,
        `Input path '${later.url}' lies in the volume 'older' ('file://${folder}/older').`,
      ]);
    });

    it('follow the name of the group that owns them', async () => {
      const group = (await test.admin('POST /api/2.0/preview/scim/v2/Groups', { displayName: `team${count}` })).json;
      await create('files');
      await test.admin(`PATCH ${named('files')}`, { owner: `team${count}` });
      const Operations = [{ op: 'replace', path: 'displayName', value: `crew${count}` }];
      const patched = await test.admin(`PATCH /api/2.0/preview/scim/v2/Groups/${group.id}`, {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
        Operations,
      });
      expect(patched.status).toBeLessThan(300);
      expect((await test.admin(`GET ${named('files')}`)).json.owner).toBe(`crew${count}`);
    });

    it('of a name that is not there, or not a full one, are refused', async () => {
      for (const request of ['GET', 'DELETE', 'PATCH'] as const) {
        const { status, json } = await test.admin(`${request} ${named('none')}`, request === 'PATCH' ? {} : undefined);
        expect([status, json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      }
      const { status, json } = await test.admin(`GET ${uc}/volumes/a.b`);
      expect([status, json.message]).toEqual([400, expect.stringContaining('write catalog.schema.volume')]);
    });
  });
});
