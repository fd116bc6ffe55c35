import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureServer, findAzurite, installAzurite, startAzurite } from '../../test-services/azurite.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const program = findAzurite();

/** Copies sample tables into a new container. */
const upload = async (
  { endpoint, account, accountKey }: AzureServer,
  name: string,
  tables: readonly string[],
): Promise<void> => {
  const client = new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, accountKey));
  const container = client.getContainerClient(name);
  await container.create();
  for (const table of tables) {
    const files = globSync(['**/*.{json,parquet,crc}', '_delta_log/_last_checkpoint'], {
      cwd: join(sampleTables, table),
    });
    for (const file of files) {
      await container.getBlockBlobClient(`warehouse/${table}/${file}`).uploadFile(join(sampleTables, table, file));
    }
  }
};

describe.skipIf(program === undefined)(`a shared table in Azure Blob Storage (needs ${installAzurite})`, () => {
  let server: AzureServer;
  let test: TestWorkspace;
  let token: string;
  let lake: string;

  const createTable = (name: string, location: string) =>
    test.admin(`POST ${uc}/tables`, {
      name,
      catalog_name: 'main',
      schema_name: 'default',
      table_type: 'EXTERNAL',
      data_source_format: 'DELTA',
      storage_location: location,
    });

  beforeAll(async () => {
    server = await startAzurite(program ?? '');
    const tables = ['rare_routes', 'weather'];
    await upload(server, 'shared', tables);
    const { endpoint, account, accountKey } = server;
    lake = `abfss://shared@${account}.dfs.core.windows.net`;
    test = await openTestWorkspace('sqlite', {
      azure_storage: [{ location: lake, endpoint, account_key: accountKey }],
    });
    await test.admin(`POST ${uc}/shares`, { name: 'cloud' });
    for (const name of tables) {
      await createTable(name, `${lake}/warehouse/${name}`);
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

  it.each(['rare_routes', 'weather'])('gives URLs of %s that the store itself accepts, and no others', async table => {
    const response = await test.call(
      `POST /delta-sharing/shares/cloud/schemas/default/tables/${table}/query` as 'POST /',
      { token, body: {} },
    );
    const files = response.text
      .split('\n')
      .slice(2, -1)
      .map(line => JSON.parse(line).file);
    expect(files.length).toBeGreaterThan(0);
    for (const { url, size } of files) {
      const fetched = await fetch(url);
      expect(fetched.status).toBe(200);
      const path = decodeURIComponent(new URL(url).pathname).split('/warehouse/')[1] ?? '';
      const original = readFileSync(join(sampleTables, path));
      expect(original.byteLength).toBe(size);
      expect(Buffer.from(await fetched.arrayBuffer()).equals(original)).toBe(true);
    }
    const forged = new URL(files[0].url);
    forged.pathname = forged.pathname.replace('/warehouse/', '/elsewhere/');
    expect((await fetch(forged)).status).toBe(403);
  });

  it.each([
    ['of an account that the settings do not name', () => lake.replace('@boat', '@goat'), /setting azure_storage/],
    ['on a host that is no account', () => 'abfss://shared@169.254.169.254/latest', /not in an Azure storage account/],
    ['where there is no table', () => `${lake}/warehouse/none`, /no Delta table/i],
  ])('cannot be made %s', async (_, locate, message) => {
    const { status, json } = await createTable('refused', locate());
    expect(status).toBe(400);
    expect(json.message).toMatch(message);
  });

  it('never tells a recipient where the data is when the store does not answer', async () => {
    await server.stop();
    test.passTime(10_000);
    const response = await test.call('GET /delta-sharing/shares/cloud/schemas/default/tables/weather/version', {
      token,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.text).not.toContain('warehouse');
    expect(response.text).not.toContain(server.account);
    expect(response.json.message).toContain(response.headers['x-request-id']);
  });
});
