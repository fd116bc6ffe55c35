import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsServer, startAws } from '../../test-services/aws-sessions.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const path = '/api/2.0/unity-catalog/temporary-table-credentials';
const reader = 'reader@example.com';

describe.each(engines)('temporary credentials for a table on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let aws: AwsServer;
    let test: TestWorkspace;
    let token: string;
    let tableId: string;

    const post = async (request: `${string} /${string}`, body: object) => {
      const { status, text, json } = await test.admin(request, body);
      expect([status, text]).toEqual([200, expect.anything()]);
      return json;
    };
    const grant = (securable: string, ...privileges: string[]) =>
      post(`PATCH ${uc}/permissions/${securable}` as 'PATCH /', { changes: [{ principal: reader, add: privileges }] });
    const table = (name: string, location: string) => ({
      ...{ catalog_name: 'main', schema_name: 'default', name, table_type: 'EXTERNAL', data_source_format: 'DELTA' },
      storage_location: location,
    });
    const generate = (body: object) => test.call(`POST ${path}`, { token, body });

    beforeAll(async () => {
      aws = await startAws('lake');
      for (const file of globSync('**/*.{json,parquet}', { cwd: join(sampleTables, 'rare_routes') })) {
        const body = readFileSync(join(sampleTables, 'rare_routes', file));
        aws.objects.set(`rare_routes/${file}`, { body, time: new Date() });
      }
      test = await openTestWorkspace(engine);
      token = await test.addUser(reader);
      const { endpoint, region, accessKeyId, secretAccessKey, roleArn, externalId } = aws;
      const keys = { endpoint, region, access_key_id: accessKeyId, secret_access_key: secretAccessKey };
      await post(`POST ${uc}/storage-credentials`, {
        ...{ name: 'lake_keys', boathouse: { s3: { ...keys, role_arn: roleArn, external_id: externalId } } },
      });
      await post(`POST ${uc}/external-locations`, { name: 'lake', url: 's3://lake', credential_name: 'lake_keys' });
      tableId = (await post(`POST ${uc}/tables`, table('rare_routes', 's3://lake/rare_routes'))).table_id;
    });
    afterAll(async () => {
      await test?.close();
      await aws?.stop();
    });

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
      expect([status, json]).toEqual([
        200,
        {
          url: 's3://lake/rare_routes',
          expiration_time: expect.any(Number),
          aws_temp_credentials: {
            access_key_id: expect.any(String),
            secret_access_key: expect.any(String),
            session_token: expect.any(String),
          },
        },
      ]);
      const { access_key_id, secret_access_key, session_token } = json.aws_temp_credentials;
      const credentials = {
        accessKeyId: access_key_id,
        secretAccessKey: secret_access_key,
        sessionToken: session_token,
      };
      const client = new S3Client({ endpoint: aws.endpoint, region: aws.region, forcePathStyle: true, credentials });
      const log = { Bucket: 'lake', Key: 'rare_routes/_delta_log/00000000000000000000.json' };
      expect((await client.send(new GetObjectCommand(log))).$metadata.httpStatusCode).toBe(200);
      await expect(client.send(new GetObjectCommand({ ...log, Key: 'other' }))).rejects.toThrow();
      client.destroy();
      const records = await test.workspace.database.read.selectFrom('audit_log').selectAll().execute();
      expect(JSON.stringify(records)).toContain('generateTemporaryTableCredential');
      expect(JSON.stringify(records)).not.toContain(secret_access_key);
    });

    it('do not change what is read only', async () => {
      await grant('table/main.default.rare_routes', 'MODIFY');
      const ask = () => generate({ table_id: tableId, operation: 'READ_WRITE' });
      expect((await ask()).status).toBe(200);
      await post(`PATCH ${uc}/external-locations/lake`, { read_only: true });
      const ofLocation = await ask();
      expect([ofLocation.status, ofLocation.json.message]).toEqual([
        403,
        "External Location 'lake' is read only: there are no credentials to change table 'rare_routes'.",
      ]);
      await post(`PATCH ${uc}/external-locations/lake`, { read_only: false });
      await post(`PATCH ${uc}/storage-credentials/lake_keys`, { read_only: true });
      expect((await ask()).json.message).toContain('The storage credential of its location is read only');
      expect((await generate({ table_id: tableId })).status).toBe(200);
    });

    it('are refused by name where there are none', async () => {
      const local = await post(`POST ${uc}/tables`, table('planes', `file://${sampleTables}/planes`));
      const { status, json } = await test.admin(`POST ${path}`, { table_id: local.table_id });
      expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
      const unknown = await test.admin(`POST ${path}`, { table_id: '00000000-0000-0000-0000-000000000000' });
      expect([unknown.status, unknown.json.error_code]).toEqual([404, 'TABLE_DOES_NOT_EXIST']);
      const nothing = await test.admin(`POST ${path}`, {});
      expect([nothing.status, nothing.json.message]).toEqual([400, 'Missing required field: table_id.']);
    });
  });
});
