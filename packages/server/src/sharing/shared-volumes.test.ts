import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { makeOwnShare, type OwnShare } from './testing/own-share.ts';

const uc = '/api/2.1/unity-catalog';

interface Named {
  readonly name: string;
  readonly schema: string;
}

describe.each(engines)('volumes in a share on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;
    /** Each test has a share and a catalog of its own, with the schema `travel` and the volume `photos` in it. */
    let own: OwnShare;
    let share: string;
    let catalog: string;
    let count = 0;

    const createVolume = async (name: string): Promise<void> => {
      const storage_location = `file://${test.workspace.config.data}/warehouse/${catalog}/${name}`;
      const volume = { catalog_name: catalog, schema_name: 'travel', name, volume_type: 'EXTERNAL', storage_location };
      expect((await test.admin(`POST ${uc}/volumes`, volume)).status).toBe(200);
    };
    const change = (action: string, name: string, more: object = {}) => own.change(action, 'VOLUME', name, more);
    const objects = () => own.objects();
    const volumes = async (path = '/all-volumes'): Promise<string[]> => {
      const { json } = await test.call(`GET /delta-sharing/shares/${share}${path}` as 'GET /', { token });
      return json.items.map(({ schema, name }: Named) => `${schema}.${name}`);
    };

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      token = await onboard(test, 'acme');
    });
    beforeEach(async () => {
      count += 1;
      own = await makeOwnShare(test, 'acme', { number: count, schemas: ['travel'] });
      ({ share, catalog } = own);
      await createVolume('photos');
    });
    afterAll(() => test.close());

    it('come back as what they are, with nothing that only tables have', async () => {
      const { status, json } = await change('ADD', 'travel.photos', { comment: 'of planes' });
      expect([status, json.objects]).toEqual([
        200,
        [
          {
            name: `${catalog}.travel.photos`,
            data_object_type: 'VOLUME',
            string_shared_as: 'travel.photos',
            comment: 'of planes',
            added_at: expect.any(Number),
            added_by: 'admin@localhost',
            status: 'ACTIVE',
          },
        ],
      ]);
      expect(await volumes()).toEqual(['travel.photos']);
      const [{ added_at, added_by, status: _, ...sentBack }] = json.objects;
      expect((await change('UPDATE', 'travel.photos', sentBack)).json.objects).toEqual(json.objects);
    });

    it.each(['string_shared_as', 'shared_as'])('have an alias by %s, which an update changes', async field => {
      await change('ADD', 'travel.photos', { [field]: 'Trips.Pictures' });
      expect(await volumes()).toEqual(['Trips.Pictures']);
      expect(await volumes('/schemas/trips/volumes')).toEqual(['Trips.Pictures']);
      const updated = await change('UPDATE', 'travel.photos', { [field]: 'trips.images', comment: 'new' });
      expect(updated.json.objects).toMatchObject([{ string_shared_as: 'trips.images', comment: 'new' }]);
      expect(await volumes()).toEqual(['trips.images']);
      expect((await change('REMOVE', 'travel.photos')).json.objects).toEqual([]);
      expect(await volumes()).toEqual([]);
    });

    it.each<[string, object, number, RegExp]>([
      ['with a start version', { start_version: 0 }, 400, /not shared with start_version/],
      [
        'with partitions',
        { partitions: [{ values: [{ name: 'a', op: 'EQUAL', value: '1' }] }] },
        400,
        /with partitions/,
      ],
      ['with a change data feed', { cdf_enabled: true }, 400, /with cdf_enabled/],
      ['with history', { history_data_sharing_status: 'ENABLED' }, 400, /with history_data_sharing_status/],
      ['with content', { content: 'aGk=' }, 400, /with content/],
      ['with two aliases', { shared_as: 'a.b', string_shared_as: 'a.c' }, 400, /has two aliases/],
      ['with an alias of three parts', { string_shared_as: 'a.b.c' }, 400, /write schema\.volume/],
      ['with a space in the alias', { string_shared_as: 'a.b c' }, 400, /not a valid shared volume name/],
      ['that is not there', { name: 'main.default.none' }, 404, /Volume 'main\.default\.none' does not exist/],
      ['by half a name', { name: 'photos' }, 400, /write catalog\.schema\.volume/],
    ])('are refused %s', async (_, fields, expected, message) => {
      const { status, json } = await change('ADD', 'travel.photos', fields);
      expect([status, json.message]).toEqual([expected, expect.stringMatching(message)]);
      expect(await objects()).toEqual([]);
    });

    it('are not added twice, nor under an alias that is taken', async () => {
      await createVolume('maps');
      await change('ADD', 'travel.photos');
      for (const again of [
        await change('ADD', 'travel.photos'),
        await change('ADD', 'travel.maps', { string_shared_as: 'TRAVEL.photos' }),
      ]) {
        expect([again.status, again.json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
        expect(again.json.message).toMatch(/^Shared Volume '\S+' already exists/);
      }
    });

    it('are added, updated and removed beside a table of the same name, by one call', async () => {
      const table = { catalog_name: catalog, schema_name: 'travel', name: 'photos', table_type: 'EXTERNAL' };
      const log = { data_source_format: 'DELTA', storage_location: `file://${sampleTables}/airlines` };
      await test.admin(`POST ${uc}/tables`, { ...table, ...log });
      const both = async (action: string, more: object = {}) => {
        const objects = ['TABLE', 'VOLUME'].map(data_object_type => ({
          ...{ name: `${catalog}.travel.photos`, data_object_type },
          ...(data_object_type === 'VOLUME' ? { string_shared_as: 'files.photos', ...more } : more),
        }));
        const { status, json, text } = await test.admin(`PATCH ${uc}/shares/${share}`, {
          updates: objects.map(data_object => ({ action, data_object })),
        });
        expect(status, text).toBe(200);
        return json.objects;
      };
      expect(await both('ADD')).toMatchObject([{ data_object_type: 'TABLE' }, { string_shared_as: 'files.photos' }]);
      expect(await both('UPDATE', { comment: 'x' })).toMatchObject([{ comment: 'x' }, { comment: 'x' }]);
      expect(await both('REMOVE')).toEqual([]);
      await test.admin(`DELETE ${uc}/tables/${catalog}.travel.photos`);
    });

    it('come along with whole schemas, those of now and of later', async () => {
      await change('ADD', 'travel.photos', { string_shared_as: 'special.photos' });
      const whole = await change('ADD', 'travel', { data_object_type: 'SCHEMA' });
      expect(whole.json.objects).toMatchObject([{ data_object_type: 'SCHEMA', status: 'ACTIVE' }]);
      expect(await volumes()).toEqual(['travel.photos']);
      await createVolume('maps');
      expect(await volumes('/schemas/TRAVEL/volumes')).toEqual(['travel.maps', 'travel.photos']);
      const besides = await change('ADD', 'travel.maps');
      expect([besides.status, besides.json.message]).toEqual([409, expect.stringContaining("Shared Schema 'travel'")]);
    });

    it('are seen as long as the owner of the share may read them', async () => {
      const owner = `owner${count}@example.com`;
      await test.addUser(owner);
      const permit = (action: 'add' | 'remove', on: string, privilege: string) =>
        test.admin(`PATCH ${uc}/permissions/${on}`, { changes: [{ principal: owner, [action]: [privilege] }] });
      await change('ADD', 'travel.photos');
      const path = `/delta-sharing/shares/${share}/schemas/travel/volumes/photos`;
      const statusOf = async () => (await test.call(`GET ${path}` as 'GET /', { token })).status;
      await test.admin(`PATCH ${uc}/shares/${share}`, { owner });
      expect([await volumes(), await statusOf()]).toEqual([[], 404]);
      expect(await objects()).toMatchObject([{ status: 'PERMISSION_DENIED' }]);
      await permit('add', `catalog/${catalog}`, 'USE_CATALOG');
      await permit('add', `schema/${catalog}.travel`, 'USE_SCHEMA');
      await permit('add', `schema/${catalog}.travel`, 'SELECT');
      expect([await volumes(), await statusOf()]).toEqual([[], 404]);
      await permit('add', `volume/${catalog}.travel.photos`, 'READ_VOLUME');
      expect([await volumes(), await statusOf()]).toEqual([['travel.photos'], 200]);
      expect(await objects()).toMatchObject([{ status: 'ACTIVE' }]);
      await permit('remove', `catalog/${catalog}`, 'USE_CATALOG');
      expect([await volumes(), await statusOf()]).toEqual([[], 404]);
    });

    it('may not be dropped, and keep their alias when they get another name', async () => {
      await change('ADD', 'travel.photos');
      const name = `${uc}/volumes/${catalog}.travel.photos` as const;
      const { status, json } = await test.admin(`DELETE ${name}`);
      expect([status, json.error_code, json.message]).toEqual([
        400,
        'INVALID_STATE',
        `Volume '${catalog}.travel.photos' is shared. Remove it from these shares first: '${share}'.`,
      ]);
      await test.admin(`PATCH ${name}`, { new_name: 'images' });
      expect(await volumes()).toEqual(['travel.photos']);
      expect(await objects()).toMatchObject([{ name: `${catalog}.travel.images`, string_shared_as: 'travel.photos' }]);
      expect((await change('REMOVE', 'travel.images')).status).toBe(200);
      expect((await test.admin(`DELETE ${uc}/volumes/${catalog}.travel.images`)).status).toBe(200);
    });

    it('are called lost when they went with their schema by force', async () => {
      await change('ADD', 'travel.photos');
      expect((await test.admin(`DELETE ${uc}/schemas/${catalog}.travel?force=true`)).status).toBe(200);
      expect([await volumes(), await objects()]).toMatchObject([[], [{ status: 'PERMISSION_DENIED' }]]);
      expect((await change('UPDATE', 'travel.photos', { comment: 'x' })).json.message).toMatch(/has been dropped/);
      expect((await change('REMOVE', 'travel.photos')).json.objects).toEqual([]);
    });
  });
});
