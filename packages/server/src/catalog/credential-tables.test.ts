import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findS3Server, installS3Server, type S3Server, startS3Server } from '../../test-services/s3.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const binary = findS3Server();

/** Copies a sample table into the bucket. */
const upload = async ({ endpoint, region, accessKeyId, secretAccessKey }: S3Server, table: string): Promise<void> => {
  const credentials = { accessKeyId, secretAccessKey };
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials });
  for (const file of globSync('**/*.{json,parquet}', { cwd: join(sampleTables, table) })) {
    const Body = readFileSync(join(sampleTables, table, file));
    await client.send(new PutObjectCommand({ Bucket: 'lake', Key: `warehouse/${table}/${file}`, Body }));
  }
  client.destroy();
};

describe.skipIf(binary === undefined)(`a table that a stored credential opens (needs ${installS3Server})`, () => {
  let server: S3Server;
  let test: TestWorkspace;
  let token: string;
  let keys: Record<string, unknown>;

  const post = async (request: `${string} /${string}`, body: object) => {
    const { status, text, json } = await test.admin(request, body);
    expect([status, text]).toEqual([200, expect.anything()]);
    return json;
  };
  const query = () => {
    // How new a table is, is asked once a second.
    test.passTime(1001);
    return test.call('POST /delta-sharing/shares/cloud/schemas/default/tables/rare_routes/query', { token, body: {} });
  };
  const changeKeys = (change: object) =>
    post(`PATCH ${uc}/storage-credentials/lake_keys`, { boathouse: { s3: { ...keys, ...change } }, force: true });

  beforeAll(async () => {
    server = await startS3Server(binary ?? '', ['lake']);
    await upload(server, 'rare_routes');
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    keys = { endpoint, region, access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    // The server itself knows no bucket.
    test = await openTestWorkspace('sqlite');
    await post(`POST ${uc}/storage-credentials`, { name: 'lake_keys', boathouse: { s3: keys } });
    await post(`POST ${uc}/external-locations`, {
      ...{ name: 'lake', url: 's3://lake/warehouse', credential_name: 'lake_keys' },
    });
    await post(`POST ${uc}/tables`, {
      ...{ catalog_name: 'main', schema_name: 'default', name: 'rare_routes', table_type: 'EXTERNAL' },
      ...{ data_source_format: 'DELTA', storage_location: 's3://lake/warehouse/rare_routes' },
    });
    await post(`POST ${uc}/shares`, { name: 'cloud' });
    await post(`PATCH ${uc}/shares/cloud`, {
      updates: [{ action: 'ADD', data_object: { name: 'main.default.rare_routes', data_object_type: 'TABLE' } }],
    });
    token = await onboard(test, 'acme', 'cloud');
  });
  afterAll(async () => {
    await test?.close();
    await server?.stop();
  });

  const urls = (text: string): string[] => [...text.matchAll(/"url":"([^"]+)"/g)].map(([, url = '']) => url);

  it('is served by URLs that the store itself accepts', async () => {
    const { status, text } = await query();
    expect(status).toBe(200);
    expect(urls(text).length).toBeGreaterThan(0);
    for (const url of urls(text)) {
      expect(url.startsWith(`${server.endpoint}/lake/warehouse/rare_routes/`)).toBe(true);
      expect((await fetch(url)).status).toBe(200);
    }
  });

  it('follows the credential at the next request', async () => {
    await changeKeys({ access_key_id: 'other' });
    const { status, json, text } = await query();
    // What the store says is for the provider: the recipient hears that there is a problem.
    expect([status, json.errorCode]).toEqual([400, 'INVALID_STATE']);
    expect(text).not.toContain('lake');
    await changeKeys({});
    expect((await query()).status).toBe(200);
  });

  it('is opened by nothing when its location is gone, and by the location again when it is back', async () => {
    const location = { url: 's3://lake', credential_name: 'lake_keys' };
    expect((await test.admin(`DELETE ${uc}/external-locations/lake?force=true`)).status).toBe(200);
    expect((await query()).status).toBe(400);
    await post(`POST ${uc}/external-locations`, { name: 'lake', ...location });
    expect((await query()).status).toBe(200);
  });

  it('says to an administrator what is wrong with a credential that is tried', async () => {
    const validate = async (change: object, url = 's3://lake/warehouse') => {
      const body = { url, read_only: true, boathouse: { s3: { ...keys, ...change } } };
      const { results } = await post(`POST ${uc}/validate-storage-credentials`, body);
      return results.map(({ result, message = '' }: { result: string; message?: string }) => `${result} ${message}`);
    };
    expect(await validate({})).toEqual(['PASS ', 'PASS ']);
    const [listed, read] = await validate({ secret_access_key: 'wrong-secret-0123456789' });
    for (const failure of [listed, read]) {
      expect(failure).toContain('FAIL ');
      expect(failure).toContain('Check access_key_id, secret_access_key');
      expect(failure).not.toContain('wrong-secret');
    }
    expect((await validate({}, 's3://nowhere'))[0]).toContain('Check the bucket name');
    const refused = await test.admin(`POST ${uc}/external-locations`, {
      ...{ name: 'nowhere', url: 's3://nowhere', credential_name: 'lake_keys' },
    });
    expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    expect(refused.json.message).toContain("Storage credential 'lake_keys' does not open s3://nowhere: LIST failed.");
  });
});
