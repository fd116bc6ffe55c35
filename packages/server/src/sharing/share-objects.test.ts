import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

const field = (name: string, type: string) => ({ name, type, nullable: true, metadata: {} });
const metaData = (configuration: object) => ({
  metaData: {
    id: '5fba94ed-9794-4965-ba6e-6ee3c0d22af9',
    format: { provider: 'parquet', options: {} },
    schemaString: JSON.stringify({
      type: 'struct',
      fields: [field('id', 'long'), field('country', 'string'), field('Level', 'integer'), field('day', 'date')],
    }),
    partitionColumns: ['country', 'Level', 'day'],
    configuration,
  },
});
const protocol = { protocol: { minReaderVersion: 1, minWriterVersion: 4 } };
const withFeed = { 'delta.enableChangeDataFeed': 'true' };

describe.each(engines)('an object of a share on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    /** Each test has a share of its own, and a schema with the table `t`, of the versions 0 to 2. */
    let share: string;
    let schema: string;
    let count = 0;

    const folder = () => join(test.workspace.config.data, 'warehouse', schema, 't');
    const commit = (version: number, ...actions: object[]): void => {
      const log = join(folder(), '_delta_log');
      mkdirSync(log, { recursive: true });
      const lines = actions.map(action => `${JSON.stringify(action)}\n`).join('');
      writeFileSync(join(log, `${String(version).padStart(20, '0')}.json`), lines);
    };
    const createTable = async (configuration: object = {}): Promise<void> => {
      commit(0, protocol, metaData(configuration));
      for (const version of [1, 2]) commit(version, { commitInfo: {} });
      const { status, text } = await test.admin(`POST ${uc}/tables`, {
        name: 't',
        catalog_name: 'main',
        schema_name: schema,
        table_type: 'EXTERNAL',
        data_source_format: 'DELTA',
        storage_location: `file://${folder()}`,
      });
      expect([status, text]).toEqual([200, expect.anything()]);
    };
    const change = (action: string, more: object = {}) =>
      test.admin(`PATCH ${uc}/shares/${share}`, {
        updates: [{ action, data_object: { name: `main.${schema}.t`, data_object_type: 'TABLE', ...more } }],
      });
    const stored = async () => (await test.admin(`GET ${uc}/shares/${share}?include_shared_data=true`)).json.objects;

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    beforeEach(async () => {
      count += 1;
      [share, schema] = [`share${count}`, `s${count}`];
      await test.admin(`POST ${uc}/schemas`, { name: schema, catalog_name: 'main' });
      await test.admin(`POST ${uc}/shares`, { name: share });
    });
    afterAll(() => test.close());

    describe('with a partition filter', () => {
      const partitions = [
        {
          values: [
            { name: 'country', op: 'LIKE', value: 'D%' },
            { name: 'LEVEL', op: 'EQUAL', value: '07' },
          ],
        },
        { values: [{ name: 'country', op: 'EQUAL', recipient_property_key: 'home' }] },
        { values: [{ name: 'day', op: 'EQUAL' }] },
      ];

      it('gives it back as it was given, and an update replaces it', async () => {
        await createTable();
        expect((await change('ADD', { partitions })).json.objects).toMatchObject([{ partitions }]);
        expect((await stored())[0].partitions).toEqual(partitions);
        const other = [{ values: [{ name: 'day', op: 'EQUAL', value: '2024-02-29' }] }];
        expect((await change('UPDATE', { partitions: other })).json.objects[0].partitions).toEqual(other);
        expect((await change('UPDATE', { comment: 'all of it' })).json.objects[0]).not.toHaveProperty('partitions');
        expect((await change('UPDATE', { partitions: [] })).json.objects[0]).not.toHaveProperty('partitions');
      });

      it.each([
        ['has no values', [{ values: [] }]],
        ['number 2 has no values', [{ values: [{ name: 'day', op: 'EQUAL' }] }, {}]],
        ['has no name', [{ values: [{ op: 'EQUAL', value: 'DE' }] }]],
        ["on 'country' has no op", [{ values: [{ name: 'country', value: 'DE' }] }]],
        [
          'exclude each other',
          [{ values: [{ name: 'country', op: 'EQUAL', value: 'DE', recipient_property_key: 'home' }] }],
        ],
        ['compares with NULL', [{ values: [{ name: 'country', op: 'LIKE' }] }]],
        ['recipient_property_key', [{ values: [{ name: 'country', op: 'EQUAL', recipient_property_key: '' }] }]],
        ['"nobody"', [{ values: [{ name: 'nobody', op: 'EQUAL', value: 'x' }] }]],
        ['is partitioned by "country", "Level", "day"', [{ values: [{ name: 'id', op: 'EQUAL', value: '1' }] }]],
        ['not of the type integer', [{ values: [{ name: 'level', op: 'EQUAL', value: 'seven' }] }]],
        ['not of the type date', [{ values: [{ name: 'day', op: 'EQUAL', value: '2023-02-29' }] }]],
        ['uses LIKE, which is for strings', [{ values: [{ name: 'level', op: 'LIKE', value: '7%' }] }]],
        [
          'uses LIKE, which is for strings',
          [{ values: [{ name: 'level', op: 'LIKE', recipient_property_key: 'home' }] }],
        ],
        ['cannot be read', [{ values: [{ name: 'country', op: 'LIKE', value: 'D\\' }] }]],
        [
          "compares 'country' by EQUAL twice",
          [{ values: ['DE', 'FR'].map(value => ({ name: 'country', op: 'EQUAL', value })) }],
        ],
        ['more than 1000 characters', [{ values: [{ name: 'country', op: 'EQUAL', value: 'x'.repeat(1001) }] }]],
        [
          'they have 1001 values',
          Array.from({ length: 1001 }, () => ({ values: [{ name: 'country', op: 'EQUAL', value: 'DE' }] })),
        ],
      ])('is not added when that %s, nor changed to it', async (problem, wrong) => {
        await createTable();
        const refused = await change('ADD', { partitions: wrong });
        expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(refused.json.message).toContain(problem);
        expect(await stored()).toEqual([]);
        const added = await change('ADD', { partitions });
        const unchanged = await change('UPDATE', { partitions: wrong });
        expect([unchanged.status, unchanged.json.message]).toEqual([400, refused.json.message]);
        expect(await stored()).toEqual(added.json.objects);
      });

      it('is refused an op that does not exist', async () => {
        await createTable();
        const { status } = await change('ADD', {
          partitions: [{ values: [{ name: 'country', op: 'OR', value: 'x' }] }],
        });
        expect([status, await stored()]).toEqual([400, []]);
      });

      it('takes a thousand conditions', async () => {
        await createTable();
        const many = Array.from({ length: 1000 }, (_, at) => ({
          values: [{ name: 'country', op: 'EQUAL', value: `c${at}` }],
        }));
        expect((await change('ADD', { partitions: many })).json.objects[0].partitions).toHaveLength(1000);
      });
    });

    describe('that is a table', () => {
      it('begins with the version at the time of adding, and shows what the table is', async () => {
        await createTable(withFeed);
        expect((await change('ADD')).json.objects).toMatchObject([
          { start_version: 2, cdf_enabled: true, history_data_sharing_status: 'DISABLED', status: 'ACTIVE' },
        ]);
      });

      it.each([-1, 3])('is not shared from version %d on, which it does not have', async start_version => {
        await createTable();
        const refused = await change('ADD', { start_version });
        expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(refused.json.message).toContain('it has the versions 0 to 2');
        await change('ADD', { start_version: 1 });
        expect((await change('UPDATE', { start_version })).status).toBe(400);
        expect(await stored()).toMatchObject([{ start_version: 1 }]);
        expect((await change('UPDATE', { start_version: 0 })).json.objects).toMatchObject([{ start_version: 0 }]);
      });

      it('is shared with its history when its change data feed is asked for, unless that is switched off', async () => {
        await createTable(withFeed);
        const asked = await change('ADD', { cdf_enabled: true });
        expect(asked.json.objects).toMatchObject([{ cdf_enabled: true, history_data_sharing_status: 'ENABLED' }]);
        const off = await change('UPDATE', { cdf_enabled: true, history_data_sharing_status: 'DISABLED' });
        expect(off.json.objects).toMatchObject([{ cdf_enabled: true, history_data_sharing_status: 'DISABLED' }]);
      });

      it('keeps its change data feed back when asked to', async () => {
        await createTable(withFeed);
        const history = { history_data_sharing_status: 'ENABLED' };
        const kept = await change('ADD', { ...history, cdf_enabled: false });
        expect(kept.json.objects).toMatchObject([{ cdf_enabled: false }]);
        expect((await change('UPDATE', { ...history, cdf_enabled: false })).json.objects[0].cdf_enabled).toBe(false);
        expect((await change('UPDATE', history)).json.objects[0].cdf_enabled).toBe(true);
      });

      it('gets a change data feed when the table does, though what was read before is sent back', async () => {
        await createTable();
        const refused = await change('ADD', { cdf_enabled: true });
        expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('no change data feed')]);
        await change('ADD', { start_version: 0 });
        const [{ added_at, added_by, status, name, ...before }] = await stored();
        expect(before.cdf_enabled).toBe(false);
        expect((await change('UPDATE', before)).status).toBe(200);
        commit(3, metaData(withFeed));
        test.passTime(2000);
        expect((await change('UPDATE', before)).json.objects).toMatchObject([{ cdf_enabled: true }]);
      });

      it('shows the change data feed that the table has since, once a recipient asks what the table is', async () => {
        await createTable();
        await change('ADD', { shared_as: 'x.t' });
        const token = await onboard(test, `reader${count}`, share);
        for (const [version, configuration] of [withFeed, {}].entries()) {
          commit(3 + version, metaData(configuration));
          test.passTime(2000);
          const asked = await test.call(`GET /delta-sharing/shares/${share}/schemas/x/tables/t/metadata`, { token });
          expect(asked.status).toBe(200);
          expect(await stored()).toMatchObject([{ cdf_enabled: version === 0 }]);
        }
      });

      it.each(['default.t', 't', 'hive_metastore.default.t'])(
        'has a full name in Unity Catalog, not %s',
        async name => {
          const { status, json } = await change('ADD', { name });
          expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
          expect(json.message).toContain('Only managed or external table on Unity Catalog can be added to a share');
        },
      );

      it.each(['VIEW', 'MATERIALIZED_VIEW'])('is not taken for a %s', async data_object_type => {
        await createTable();
        const { status, json } = await change('ADD', { data_object_type });
        expect([status, json.message]).toEqual([400, `'main.${schema}.t' is a table and not a ${data_object_type}.`]);
      });

      it('stays when it is dropped with its schema, to be removed before one of its name is added', async () => {
        await createTable();
        await change('ADD', { shared_as: 'other.name' });
        expect((await test.admin(`DELETE ${uc}/schemas/main.${schema}?force=true`)).status).toBe(200);
        const lost = await stored();
        expect(lost).toMatchObject([
          { name: `main.${schema}.t`, shared_as: 'other.name', status: 'PERMISSION_DENIED' },
        ]);
        await test.admin(`POST ${uc}/schemas`, { name: schema, catalog_name: 'main' });
        await createTable();
        const again = await change('ADD');
        expect([again.status, again.json.error_code]).toEqual([409, 'RESOURCE_ALREADY_EXISTS']);
        expect(again.json.message).toContain('Remove it from the share');
        const updated = await change('UPDATE', { comment: 'gone' });
        expect([updated.status, updated.json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(await stored()).toEqual(lost);
        expect((await change('REMOVE')).json.objects).toEqual([]);
        expect((await change('ADD')).json.objects).toMatchObject([{ status: 'ACTIVE' }]);
      });
    });

    it.each([
      ['TABLE', 1000, 'tables'],
      ['SCHEMA', 500, 'schemas'],
    ] as const)('is refused when the share has all that it can: as a %s, %d', async (type, most, words) => {
      await createTable();
      await test.workspace.database.write(async transaction => {
        const { id } = await transaction
          .selectFrom('shares')
          .select('id')
          .where('name', '=', share)
          .executeTakeFirstOrThrow();
        const rows = Array.from({ length: most }, (_, at) => ({
          share_id: id,
          object_id: `${id}-${at}`,
          position: at,
          data_object_type: type,
          comment: null,
          shared_schema: `x${at}`,
          shared_name: 'x',
          shared_schema_key: `x${at}`,
          shared_name_key: 'x',
          cdf_enabled: 0,
          feed_shared: 1,
          history_sharing: 0,
          start_version: null,
          partitions: null,
          source_name: `a.x${at}.x`,
          added_at: 1,
          added_by: 'x',
        }));
        for (let from = 0; from < most; from += 500)
          await transaction
            .insertInto('share_objects')
            .values(rows.slice(from, from + 500))
            .execute();
      });
      const name = type === 'SCHEMA' ? `main.${schema}` : `main.${schema}.t`;
      const { status, json } = await change('ADD', { name, data_object_type: type });
      expect([status, json.error_code]).toEqual([400, 'RESOURCE_LIMIT_EXCEEDED']);
      expect(json.message).toContain(`would hold ${most + 1} ${words}; the most is ${most}`);
      expect(await stored()).toHaveLength(most);
    });
  });
});
