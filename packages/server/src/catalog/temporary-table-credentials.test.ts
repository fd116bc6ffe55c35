import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';
import { type AwsLake, anyAwsKeys, openAwsLake } from './testing/aws-lake.ts';

const uc = '/api/2.1/unity-catalog';
const path = '/api/2.0/unity-catalog/temporary-table-credentials';
const reader = 'reader@example.com';

describe.each(engines)('temporary credentials for a table on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let lake: AwsLake;
    let test: TestWorkspace;
    let token: string;
    let tableId: string;

    const grant = (securable: string, ...privileges: string[]) =>
      lake.post(`PATCH ${uc}/permissions/${securable}` as 'PATCH /', {
        changes: [{ principal: reader, add: privileges }],
      });
    const table = (name: string, location: string) => ({
      ...{ catalog_name: 'main', schema_name: 'default', name, table_type: 'EXTERNAL', data_source_format: 'DELTA' },
      storage_location: location,
    });
    const generate = (body: object) => test.call(`POST ${path}`, { token, body });

    beforeAll(async () => {
      lake = await openAwsLake(engine, 'base');
      test = lake.test;
      token = await test.addUser(reader);
      tableId = (await lake.post(`POST ${uc}/tables`, table('rare_routes', 's3://lake/base/rare_routes'))).table_id;
    });
    afterAll(() => lake?.close());

    it('take the right to read the table and the right to do so from outside', async () => {
      const refusals: [string, ...string[]][] = [
        ['catalog/main', 'USE_CATALOG'],
        ['schema/main.default', 'USE_SCHEMA'],
        ['table/main.default.rare_routes', 'SELECT'],
        ['schema/main.default', 'EXTERNAL_USE_SCHEMA'],
      ];
      for (const [securable, ...privileges] of refusals) {
        expect((await generate({ table_id: tableId })).status).toBeOneOf([403, 404]);
        await grant(securable, ...privileges);
      }
      expect((await generate({ table_id: tableId })).status).toBe(200);
      const written = await generate({ table_id: tableId, operation: 'READ_WRITE' });
      expect([written.status, written.json.message]).toEqual([403, expect.stringContaining('MODIFY')]);
    });

    it('open the files of the table at the store itself, and are not kept anywhere', async () => {
      const { status, json } = await generate({ table_id: tableId, operation: 'READ' });
      expect([status, json]).toEqual([200, { url: 's3://lake/base/rare_routes', ...anyAwsKeys }]);
      const client = lake.clientOf(json.aws_temp_credentials);
      const log = { Bucket: 'lake', Key: 'base/rare_routes/_delta_log/00000000000000000000.json' };
      expect((await client.send(new GetObjectCommand(log))).$metadata.httpStatusCode).toBe(200);
      await expect(client.send(new GetObjectCommand({ ...log, Key: 'other' }))).rejects.toThrow();
      client.destroy();
      const records = await test.workspace.database.read.selectFrom('audit_log').selectAll().execute();
      expect(JSON.stringify(records)).toContain('generateTemporaryTableCredential');
      expect(JSON.stringify(records)).not.toContain(json.aws_temp_credentials.secret_access_key);
    });

    it('do not change what is read only', async () => {
      await grant('table/main.default.rare_routes', 'MODIFY');
      const ask = () => generate({ table_id: tableId, operation: 'READ_WRITE' });
      expect((await ask()).status).toBe(200);
      await lake.post(`PATCH ${uc}/external-locations/lake`, { read_only: true });
      const ofLocation = await ask();
      expect([ofLocation.status, ofLocation.json.message]).toEqual([
        403,
        "External Location 'lake' is read only: there are no credentials to change table 'rare_routes'.",
      ]);
      await lake.post(`PATCH ${uc}/external-locations/lake`, { read_only: false });
      await lake.post(`PATCH ${uc}/storage-credentials/lake_keys`, { read_only: true });
      expect((await ask()).json.message).toContain('The storage credential of its location is read only');
      expect((await generate({ table_id: tableId })).status).toBe(200);
    });

    it('are refused by name where there are none', async () => {
      const local = await lake.post(`POST ${uc}/tables`, table('planes', `file://${sampleTables}/planes`));
      const { status, json } = await test.admin(`POST ${path}`, { table_id: local.table_id });
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
      const unknown = await test.admin(`POST ${path}`, { table_id: '00000000-0000-0000-0000-000000000000' });
      expect([unknown.status, unknown.json.error_code]).toEqual([404, 'TABLE_DOES_NOT_EXIST']);
      const nothing = await test.admin(`POST ${path}`, {});
      expect([nothing.status, nothing.json.message]).toEqual([400, 'Missing required field: table_id.']);
    });
  });
});
