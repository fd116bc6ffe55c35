import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findS3Server, installS3Server, type S3Server, startS3Server } from '../../test-services/s3.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const binary = findS3Server();

/** Copies a sample table into a bucket. */
const upload = async ({ endpoint, region, accessKeyId, secretAccessKey }: S3Server, table: string): Promise<void> => {
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const files = globSync('**/*.{json,parquet,crc}', { cwd: join(sampleTables, table) });
  const checkpoints = globSync('_delta_log/_last_checkpoint', { cwd: join(sampleTables, table) });
  for (const file of [...files, ...checkpoints]) {
    const body = readFileSync(join(sampleTables, table, file));
    await client.send(new PutObjectCommand({ Bucket: 'shared', Key: `warehouse/${table}/${file}`, Body: body }));
  }
  client.destroy();
};

describe.skipIf(binary === undefined)(`a shared table in an S3-compatible store (needs ${installS3Server})`, () => {
  let server: S3Server;
  let test: TestWorkspace;
  let token: string;

  beforeAll(async () => {
    server = await startS3Server(binary ?? '', ['shared']);
    await upload(server, 'rare_routes');
    await upload(server, 'weather');
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    const s3 = [
      { location: 's3://shared', endpoint, region, access_key_id: accessKeyId, secret_access_key: secretAccessKey },
    ];
    test = await openTestWorkspace('sqlite', { s3 });
    await test.admin(`POST ${uc}/shares`, { name: 'cloud' });
    for (const name of ['rare_routes', 'weather']) {
      await test.admin(`POST ${uc}/tables`, {
        name,
        catalog_name: 'main',
        schema_name: 'default',
        table_type: 'EXTERNAL',
        data_source_format: 'DELTA',
        storage_location: `s3://shared/warehouse/${name}`,
      });
      await test.admin(`PATCH ${uc}/shares/cloud`, {
        updates: [{ action: 'ADD', data_object: { name: `main.default.${name}`, data_object_type: 'TABLE' } }],
      });
    }
    const { json } = await test.admin(`POST ${uc}/recipients`, { name: 'acme', authentication_type: 'TOKEN' });
    await test.admin(`PATCH ${uc}/shares/cloud/permissions`, { changes: [{ principal: 'acme', add: ['SELECT'] }] });
    const code = json.activation_url.slice(json.activation_url.indexOf('?') + 1);
    token = (await test.call(`GET ${uc}/public/data_sharing_activation/${code}` as 'GET /')).json.bearerToken;
  });
  afterAll(async () => {
    await test?.close();
    await server?.stop();
  });

  const files = async (table: string) => {
    const response = await test.call(
      `POST /delta-sharing/shares/cloud/schemas/default/tables/${table}/query` as 'POST /',
      { token, body: {} },
    );
    return response.text
      .split('\n')
      .slice(2, -1)
      .map(line => JSON.parse(line).file);
  };

  it.each(['rare_routes', 'weather'])('gives URLs of %s that the store itself accepts, and no others', async table => {
    const found = await files(table);
    expect(found.length).toBeGreaterThan(0);
    for (const file of found) {
      const response = await fetch(file.url);
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(file.size);
    }
    const forged = new URL(found[0].url);
    forged.pathname = forged.pathname.replace('/warehouse/', '/elsewhere/');
    expect((await fetch(forged)).status).toBe(403);
  });

  it('never tells a recipient where the data is when the store does not answer', async () => {
    await server.stop();
    test.passTime(10_000);
    const response = await test.call('GET /delta-sharing/shares/cloud/schemas/default/tables/weather/version', {
      token,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.text).not.toContain('warehouse');
    expect(response.text).not.toContain(server.accessKeyId);
    expect(response.json.message).toContain(response.headers['x-request-id']);
  });
});
