import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureServer, findAzurite, installAzurite, startAzurite } from '../../test-services/azurite.ts';
import { type GcsServer, startGcs } from '../../test-services/gcs.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const path = '/api/2.1/unity-catalog/validate-storage-credentials';
const azurite = findAzurite();

/** What a try says of each operation: `LIST PASS`, or why not. */
const trials = async (test: TestWorkspace, url: string, boathouse: object): Promise<string[]> => {
  const { status, text, json } = await test.admin(`POST ${path}`, { url, boathouse, read_only: true });
  expect([status, text]).toEqual([200, expect.anything()]);
  expect(json.isDir).toBe(json.results[0].result === 'PASS');
  return json.results.map((one: Record<string, string>) => `${one['operation']} ${one['message'] ?? one['result']}`);
};

describe.skipIf(azurite === undefined)(`keys of an Azure storage account (need ${installAzurite})`, () => {
  let server: AzureServer;
  let test: TestWorkspace;
  beforeAll(async () => {
    server = await startAzurite(azurite ?? '');
    const key = new StorageSharedKeyCredential(server.account, server.accountKey);
    await new BlobServiceClient(server.endpoint, key).createContainer('lake');
    test = await openTestWorkspace('sqlite');
  });
  afterAll(async () => {
    await test?.close();
    await server?.stop();
  });

  it('are tried at the account itself', async () => {
    const { account, accountKey, endpoint } = server;
    const tried = (container: string, account_key: string) =>
      trials(test, `abfss://${container}@${account}.dfs.core.windows.net/raw`, { azure: { account_key, endpoint } });
    expect(await tried('lake', accountKey)).toEqual(['LIST PASS', 'READ PASS']);
    const wrong = await tried('lake', Buffer.from('another key').toString('base64'));
    for (const failure of wrong) expect(failure).toMatch(/answered 403 .* Check the key or application of /);
    expect((await tried('missing', accountKey))[0]).toContain('404 ContainerNotFound');
  });
});

describe('keys of Google Cloud Storage', () => {
  let server: GcsServer;
  let test: TestWorkspace;
  beforeAll(async () => {
    server = await startGcs(['lake']);
    test = await openTestWorkspace('sqlite');
  });
  afterAll(async () => {
    await test?.close();
    await server?.stop();
  });

  it('are tried at the store itself, an HMAC key and a service account alike', async () => {
    const { endpoint, accessKeyId: access_key_id, secretAccessKey: secret_access_key, serviceAccount } = server;
    const hmac = { endpoint, access_key_id, secret_access_key };
    const account = { endpoint, service_account: serviceAccount };
    expect(await trials(test, 'gs://lake/raw', { gcs: hmac })).toEqual(['LIST PASS', 'READ PASS']);
    expect(await trials(test, 'gs://lake/raw', { gcs: account })).toEqual(['LIST PASS', 'READ PASS']);
    const wrong = await trials(test, 'gs://lake/raw', { gcs: { ...hmac, secret_access_key: 'another' } });
    for (const failure of wrong) expect(failure).toContain('answered 403');
    expect((await trials(test, 'gs://nowhere/raw', { gcs: account }))[0]).toContain('404');
  });
});
