import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

describe.each(engines)('the volumes that a recipient finds on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    const shares = '/delta-sharing/shares';
    const get = (path: string) => test.call(`GET ${shares}${path}` as 'GET /', { token });

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      for (const name of ['drop', 'other']) await test.admin(`POST ${uc}/shares`, { name });
      for (const [name, alias] of Object.entries({ maps: 'b.maps', photos: 'a.photos', notes: 'b.Notes' })) {
        const storage_location = `file://${test.workspace.config.data}/warehouse/${name}`;
        const volume = { catalog_name: 'main', schema_name: 'default', name, storage_location };
        await test.admin(`POST ${uc}/volumes`, { ...volume, volume_type: 'EXTERNAL' });
        const data_object = { name: `main.default.${name}`, data_object_type: 'VOLUME', string_shared_as: alias };
        const added = await test.admin(`PATCH ${uc}/shares/drop`, { updates: [{ action: 'ADD', data_object }] });
        expect(added.status, added.text).toBe(200);
      }
      token = await onboard(test, 'acme', 'drop');
    });
    afterAll(() => test.close());

    it('are told with their ids and locations', async () => {
      const { volume_id } = (await test.admin(`GET ${uc}/volumes/main.default.maps`)).json;
      const volume = {
        ...{
          name: 'maps',
          schema: 'b',
          share: 'drop',
          shareId: expect.stringMatching(/^[\da-f-]{36}$/),
          id: volume_id,
        },
        storageLocation: `file://${test.workspace.config.data}/warehouse/maps`,
      };
      expect((await get('/DROP/schemas/B/volumes/MAPS')).json).toEqual(volume);
      expect((await get('/drop/all-volumes')).json.items).toContainEqual(volume);
    });

    it('make the schemas that they are in, beside tables', async () => {
      expect((await get('/drop/schemas')).json.items.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
      expect((await get('/drop/schemas/a/tables')).json).toEqual({ items: [] });
      expect((await get('/drop/schemas/a/volumes')).json.items).toMatchObject([{ name: 'photos' }]);
    });

    it.each([
      ['/drop/all-volumes', ['a.photos', 'b.maps', 'b.Notes']],
      ['/drop/schemas/b/volumes', ['b.maps', 'b.Notes']],
    ])('are listed page by page in %s', async (path, expected) => {
      const names: string[] = [];
      for (let next = ''; next !== 'end'; ) {
        const { json } = await get(`${path}?maxResults=1${next}`);
        names.push(...json.items.map(({ schema, name }: Record<string, string>) => `${schema}.${name}`));
        next = json.nextPageToken === undefined ? 'end' : `&pageToken=${json.nextPageToken}`;
      }
      expect(names).toEqual(expected);
    });

    it('are not there where they are not, and not in shares of others', async () => {
      for (const path of [
        '/drop/schemas/a/volumes/maps',
        '/drop/schemas/none/volumes',
        '/other/all-volumes',
        '/other/schemas/a/volumes/photos',
        '/other/schemas/a/volumes/photos/files',
      ]) {
        for (const query of ['', '?pageToken=x']) {
          const { status, json } = await get(`${path}${query}`);
          expect([path, status, json.errorCode]).toEqual([path, 404, 'RESOURCE_DOES_NOT_EXIST']);
        }
      }
    });

    it('takes no page token of another list', async () => {
      const { nextPageToken } = (await get('/drop/all-volumes?maxResults=1')).json;
      for (const path of ['/drop/schemas/b/volumes', '/drop/all-tables']) {
        const { status, json } = await get(`${path}?pageToken=${nextPageToken}`);
        expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      }
    });
  });
});
