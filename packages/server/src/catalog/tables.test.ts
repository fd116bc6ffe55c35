import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dump } from '../testing/dump.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

interface Column {
  readonly name: string;
  readonly type_name: string;
  readonly type_text: string;
  readonly partition_index?: number;
}

describe.each(engines)('tables on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let warehouse: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      await test.addUser('ada@example.com');
      warehouse = join(test.workspace.config.data, 'warehouse');
    });
    afterAll(() => test.close());

    const requestOf = (name: string, storage_location: string) => ({
      ...{ catalog_name: 'main', schema_name: 'default', name },
      ...{ table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location },
    });
    const create = (name: string, location: string, more: object = {}) =>
      test.admin(`POST ${uc}/tables`, { ...requestOf(name, location), ...more });
    const get = (name: string) => test.admin(`GET ${uc}/tables/main.default.${name}`);
    const remove = (name: string) => test.admin(`DELETE ${uc}/tables/main.default.${name}`);
    /** A Delta table below the warehouse. */
    const copyTable = (path: string): string => {
      const folder = join(warehouse, path);
      cpSync(join(sampleTables, 'airlines'), folder, { recursive: true });
      return folder;
    };
    const columnsOf = ({ columns }: { readonly columns: readonly Column[] }) =>
      columns.map(({ name, type_name, type_text }) => [name, type_name, type_text]);

    it('come back as they were registered, with what their log says', async () => {
      const location = `file://${sampleTables}/planes`;
      const { json, status } = await create('Planes', `${location}/`, { properties: { team: 'fleet' } });
      expect(status).toBe(200);
      expect(json).toMatchObject({
        name: 'planes',
        full_name: 'main.default.planes',
        table_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        table_type: 'EXTERNAL',
        data_source_format: 'DELTA',
        storage_location: location,
        comment: 'Aircraft: added to, widened by columns, deleted from and updated',
        properties: { 'delta.enableChangeDataFeed': 'true', team: 'fleet' },
        owner: 'admin@localhost',
      });
      // The log was widened by columns since the first version.
      expect(columnsOf(json)).toEqual([
        ['tailnum', 'STRING', 'string'],
        ['year', 'SHORT', 'smallint'],
        ['type', 'STRING', 'string'],
        ['manufacturer', 'STRING', 'string'],
        ['model', 'STRING', 'string'],
        ['engines', 'BYTE', 'tinyint'],
        ['seats', 'SHORT', 'smallint'],
        ['speed', 'FLOAT', 'float'],
        ['engine', 'STRING', 'string'],
      ]);
      expect((await test.admin(`GET ${uc}/tables/MAIN.Default.PLANES`)).json).toEqual(json);
    });

    it('tell nested types, decimals and positions of their columns', async () => {
      const { json } = await create('stations', `file://${sampleTables}/stations`);
      const extreme = 'struct<at:timestamp,temp:decimal(5,2)>';
      expect(columnsOf(json)).toEqual([
        ['origin', 'STRING', 'string'],
        ['monthly_rain', 'ARRAY', 'array<double>'],
        ['extremes', 'STRUCT', `struct<coldest:${extreme},hottest:${extreme}>`],
        ['hours_by_visibility', 'MAP', 'map<string,bigint>'],
        ['total_rain', 'DECIMAL', 'decimal(20,2)'],
        ['digest', 'BINARY', 'binary'],
        ['closed_on', 'DATE', 'date'],
      ]);
      expect(json.columns[4]).toEqual({
        ...{ name: 'total_rain', type_name: 'DECIMAL', type_text: 'decimal(20,2)' },
        ...{ type_precision: 20, type_scale: 2, position: 4, nullable: true },
        type_json: '{"name":"total_rain","type":"decimal(20,2)","nullable":true,"metadata":{}}',
      });
    });

    it('number the columns that they are partitioned by, in that order', async () => {
      const partitions = async (name: string) => {
        const { columns } = (await create(name, `file://${sampleTables}/${name}`)).json as { columns: Column[] };
        return columns.flatMap(({ name: column, partition_index: index }) =>
          index === undefined ? [] : [[index, column]],
        );
      };
      expect(await partitions('flights')).toEqual([[0, 'month']]);
      expect(await partitions('rare_routes')).toEqual([
        ...[[0, 'route'] as const, [1, 'month'] as const, [2, 'flights'] as const],
        ...[[3, 'cancelled'] as const, [4, 'km'] as const],
      ]);
    });

    it.each([
      ['MANAGED', 'DELTA', 'EXTERNAL'],
      ['VIEW', 'DELTA', 'EXTERNAL'],
      ['EXTERNAL', 'PARQUET', 'DELTA'],
      ['EXTERNAL', 'CSV', 'DELTA'],
    ])('of type %s and format %s are refused', async (table_type, data_source_format, allowed) => {
      const { status, json } = await create('wrong', `file://${sampleTables}/weather`, {
        table_type,
        data_source_format,
      });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(allowed);
      expect((await get('wrong')).status).toBe(404);
    });

    it.each([
      ['name', { name: 'a b' }],
      ['name', { name: 'a.b' }],
      ['name', { name: '' }],
      ['storage_location', { storage_location: undefined }],
      ['data_source_format', { data_source_format: undefined }],
    ])('are refused without a good %s', async (field, more) => {
      const { status, json } = await create('wrong', `file://${sampleTables}/weather`, more);
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain(field);
    });

    it('need a catalog and a schema that exist', async () => {
      const location = `file://${sampleTables}/weather`;
      const noCatalog = await create('x', location, { catalog_name: 'nowhere' });
      expect([noCatalog.status, noCatalog.json.error_code]).toEqual([404, 'CATALOG_DOES_NOT_EXIST']);
      const noSchema = await create('x', location, { schema_name: 'nowhere' });
      expect([noSchema.status, noSchema.json.error_code]).toEqual([404, 'SCHEMA_DOES_NOT_EXIST']);
    });

    describe('at a location', () => {
      beforeAll(() => {
        mkdirSync(join(warehouse, 'empty'));
        writeFileSync(join(warehouse, 'file'), 'not a folder');
        copyTable('broken');
        writeFileSync(join(warehouse, 'broken', '_delta_log', `${'0'.repeat(20)}.json`), '{"metaData":');
        mkdirSync(join(test.workspace.config.data, 'private'));
        cpSync(join(sampleTables, 'airlines'), join(test.workspace.config.data, 'private', 'airlines'), {
          recursive: true,
        });
        symlinkSync(join(test.workspace.config.data, 'private', 'airlines'), join(warehouse, 'link'));
      });

      const refusals: readonly (readonly [string, (inside: string) => string, RegExp])[] = [
        ['that does not exist', inside => `file://${inside}/missing`, /no Delta table at 'file:/],
        ['that holds no Delta log', inside => `file://${inside}/empty`, /no Delta table at 'file:/],
        ['that is a file', inside => `file://${inside}/file`, /Delta table at 'file:/],
        ['whose log is broken', inside => `file://${inside}/broken`, /Cannot read the Delta table at 'file:/],
        ['outside of the local roots', () => 'file:///etc', /local root.*--local-root DIR adds one/],
        ['next to a local root', inside => `file://${inside}-other`, /local root/],
        ['that is a link out of the local roots', inside => `file://${inside}/link`, /local root/],
        ['that climbs out', inside => `file://${inside}/../private/airlines`, /"\.\."/],
        ['that climbs out, percent-encoded', inside => `file://${inside}/%2e%2e/private/airlines`, /Delta table at/],
        ['with an empty segment', inside => `file://${inside}//empty`, /segment that is empty/],
        ['on another host', () => 'file://host/etc', /must not name a host/],
        ['without a scheme', inside => inside, /no scheme.*file:\/\/\/.*s3:\/\//],
        ['of a scheme that is not supported', () => 'ftp://h/x', /scheme ftp, which is not supported/],
        ['behind a URL of a web server', () => 'http://169.254.169.254/latest', /scheme http, which is not supported/],
        ['in a bucket without credentials', () => 's3://lake/table', /setting s3/],
        ['with a query', () => 's3://lake/table?X-Amz-Signature=hushhush', /must not have a query/],
        ['with credentials', () => 's3://key:hushhush@lake/table', /must not carry credentials/],
        ['that is empty', () => '', /./],
      ];

      it.each(refusals)('%s are refused', async (_, locate, message) => {
        const before = await dump(test.workspace.database);
        const { status, json } = await create('refused', locate(warehouse));
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toMatch(message);
        expect(json.message).not.toContain('hushhush');
        expect(await dump(test.workspace.database)).toEqual(before);
      });

      it('with an ending that another one has too are registered beside it', async () => {
        expect((await create('air', `file://${copyTable('air')}`)).status).toBe(200);
        expect((await create('air2', `file://${copyTable('air2')}`)).status).toBe(200);
      });

      it('that overlaps the one of another table are refused', async () => {
        await create('base', `file://${copyTable('base')}`);
        copyTable('base/below');
        copyTable('.');
        const base = join(warehouse, 'base');
        for (const location of [base, `${base}/`, `${base}/below`, warehouse].map(path => `file://${path}`)) {
          const { status, json } = await create('over', location);
          expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
          expect(json.message).toContain("table '");
        }
        rmSync(join(warehouse, '_delta_log'), { recursive: true });
      });

      it.each([
        ['file:/', (path: string) => `file:${path}`],
        ['FILE:///', (path: string) => `FILE://${path}`],
      ])('that is written %s are the same table', async (_, write) => {
        const { status, json } = await create('spelt', write(join(sampleTables, 'planes')));
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE.LOCATION_OVERLAP']);
      });
    });

    it('are found by their full name alone', async () => {
      const unknown = await get('nothing');
      expect([unknown.status, unknown.json.error_code]).toEqual([404, 'TABLE_DOES_NOT_EXIST']);
      for (const name of ['planes', 'main.planes', 'main.default.planes.x', 'main..planes']) {
        const { status, json } = await test.admin(`GET ${uc}/tables/${name}`);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain('catalog.schema.table');
      }
      const exists = async (name: string) => (await test.admin(`GET ${uc}/tables/${name}/exists`)).json;
      expect(await exists('main.default.planes')).toEqual({ table_exists: true });
      expect(await exists('main.default.nothing')).toEqual({ table_exists: false });
      expect(await exists('nowhere.default.planes')).toEqual({ table_exists: false });
    });

    it('get another owner and nothing else', async () => {
      const before = (await get('stations')).json;
      const updated = await test.admin(`PATCH ${uc}/tables/main.default.stations`, { owner: 'ada@example.com' });
      expect(updated.json).toEqual({});
      const after = (await get('stations')).json;
      expect(after).toEqual({ ...before, owner: 'ada@example.com', updated_at: expect.any(Number) });
    });

    it('are forgotten when they are deleted, and their files stay', async () => {
      const folder = copyTable('forgotten');
      const files = readdirSync(folder).sort();
      const { table_id } = (await create('forgotten', `file://${folder}`)).json;
      expect((await remove('forgotten')).json).toEqual({});
      expect((await get('forgotten')).json.error_code).toBe('TABLE_DOES_NOT_EXIST');
      expect((await remove('forgotten')).status).toBe(404);
      expect(readdirSync(folder).sort()).toEqual(files);
      const again = await create('forgotten', `file://${folder}`);
      expect(again.status).toBe(200);
      expect(again.json.table_id).not.toBe(table_id);
    });

    it('are listed in order of name, page by page, as short as asked for', async () => {
      await test.admin(`POST ${uc}/schemas`, { catalog_name: 'main', name: 'listed' });
      for (const name of ['c', 'a', 'b']) {
        await create(name, `file://${copyTable(`listed/${name}`)}`, { schema_name: 'listed' });
      }
      const list = async (more: string) =>
        (await test.admin(`GET ${uc}/tables?catalog_name=main&schema_name=listed${more}`)).json;
      const first = await list('&max_results=2');
      expect(first.tables.map((table: Column) => table.name)).toEqual(['a', 'b']);
      const rest = await list(`&max_results=2&page_token=${first.next_page_token}`);
      expect(rest).toEqual({ tables: [(await test.admin(`GET ${uc}/tables/main.listed.c`)).json] });
      const short = await list('&omit_columns=true&omit_properties=true');
      for (const table of short.tables) {
        expect(table).not.toHaveProperty('columns');
        expect(table).not.toHaveProperty('properties');
      }
      const unknown = await test.admin(`GET ${uc}/tables?catalog_name=main&schema_name=nowhere`);
      expect(unknown.json.error_code).toBe('SCHEMA_DOES_NOT_EXIST');
    });
  });
});
