import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { globalAgent } from 'node:https';
import { fileURLToPath } from 'node:url';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureServer, findAzurite, installAzurite, startAzurite } from '../../test-services/azurite.ts';
import { azureRequest } from './azure-client.ts';
import { type AzureSettings, parseAzureSettings } from './azure-settings.ts';
import { azureStore } from './azure-store.ts';
import { collectStream } from './streams.ts';

const day = 24 * 60 * 60 * 1000;
const application = { tenant_id: 'contoso', client_id: 'boathouse', client_secret: 'very-5ecret' };
const objectId = '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0001';
const tenantId = '6b3f1c52-5f3c-4b52-8c8a-3f8e7f6f0002';

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as Entra ID makes them, but for its signature, which Azurite does not look at. */
const accessToken = (): string => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://sts.windows.net/${tenantId}/`,
    aud: 'https://storage.azure.com',
    oid: objectId,
    tid: tenantId,
    iat: now,
    nbf: now - 60,
    exp: now + 3600,
  };
  return `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}.${Buffer.from('none').toString('base64url')}`;
};

/** Stands in for Microsoft Entra ID: gives tokens to the application with its secret. */
const startEntra = async (): Promise<{ readonly url: string; readonly server: Server; asked: number }> => {
  const server = createServer(async (request, response) => {
    entra.asked += 1;
    const form = new URLSearchParams(String(await collectStream(request, 'form')));
    const isKnown =
      request.url === '/contoso/oauth2/v2.0/token' &&
      form.get('client_id') === application.client_id &&
      form.get('client_secret') === application.client_secret &&
      form.get('scope') === 'https://storage.azure.com/.default';
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? { access_token: accessToken(), expires_in: 3599 } : { error: 'no' }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const entra = { url: `http://127.0.0.1:${port}`, server, asked: 0 };
  return entra;
};

const signOptions = (life = 60_000) => ({
  now: Date.now(),
  expiresAt: Date.now() + life,
  recipientId: '',
  shareId: '',
  tableId: '',
  scope: '',
  publicUrl: '',
  signingKey: { id: 'unused', secret: Buffer.alloc(32) },
});

const pem = (name: string) => fileURLToPath(new URL(`../testing/test-only-${name}.pem`, import.meta.url));
const program = findAzurite();
const title = program === undefined ? `skipped for want of Azurite (${installAzurite})` : 'against Azurite';

describe.skipIf(program === undefined)(`an Azure store by user delegation, ${title}`, () => {
  let server: AzureServer;
  let entra: Awaited<ReturnType<typeof startEntra>>;
  const trusted = globalAgent.options.ca;

  const storeOf = (more: Partial<AzureSettings> = {}) => {
    const { endpoint, account } = server;
    const location = `abfss://lake@${account}.dfs.core.windows.net`;
    const { settings, covers } = parseAzureSettings({
      ...{ location, endpoint, authority: entra.url, ...application },
      ...more,
    });
    return azureStore({ ...covers, prefix: 't' }, settings);
  };

  beforeAll(async () => {
    globalAgent.options.ca = readFileSync(pem('certificate'));
    server = await startAzurite(program ?? '', { certificate: pem('certificate'), key: pem('key') });
    entra = await startEntra();
    const credential = new StorageSharedKeyCredential(server.account, server.accountKey);
    const options = { retryOptions: { maxTries: 1 }, tlsOptions: { ca: readFileSync(pem('certificate')) } };
    const container = new BlobServiceClient(server.endpoint, credential, options).getContainerClient('lake');
    await container.create();
    await container.getBlockBlobClient('t/part 0.parquet').upload('the body', 8);
  });

  afterAll(async () => {
    globalAgent.options.ca = trusted;
    entra?.server.close();
    await server?.stop();
  });

  it('lists, reads and signs by one key, which the account gives for the application', async () => {
    const before = entra.asked;
    const store = storeOf();
    const paths = async () => {
      const found: string[] = [];
      for await (const { path } of store.list('')) found.push(path);
      return found;
    };
    expect(await Promise.all([paths(), paths()])).toEqual([['part 0.parquet'], ['part 0.parquet']]);
    expect(String(Buffer.from(await store.read('part 0.parquet')))).toBe('the body');
    expect(entra.asked - before).toBe(1);
    const [url = ''] = await store.sign(['part 0.parquet'], signOptions());
    expect(new URL(url).searchParams.get('skoid')).toBe(objectId);
    expect(String(await collectStream(await azureRequest(url), 'blob'))).toBe('the body');
    for (const altered of [url.replace('part', 'other'), url.replace(/&ske=\d+/, '&ske=2999')]) {
      await expect(azureRequest(altered)).rejects.toMatchObject({ status: 403 });
    }
  });

  it('signs for as long as the key lives, and says so beyond', async () => {
    const store = storeOf();
    await store.read('part 0.parquet');
    expect(String(await store.sign(['a'], signOptions(5 * day)))).toContain('&skoid=');
    const problem = /ends before what it is to sign: lower signed_url_seconds/;
    await expect(store.sign(['a'], signOptions(8 * day))).rejects.toThrow(problem);
  });

  it('asks for a key to sign with, right after a start', async () => {
    const before = entra.asked;
    const store = storeOf();
    const [[url = '']] = await Promise.all([
      store.sign(['part 0.parquet'], signOptions()),
      store.sign(['a', 'b'], signOptions()),
    ]);
    expect(entra.asked - before).toBe(1);
    expect(String(await collectStream(await azureRequest(url), 'blob'))).toBe('the body');
  });

  it('says what to check when no token is given, without the secret', async () => {
    const wrong = storeOf({ client_secret: 'wrong-5ecret' });
    await expect(wrong.read('a')).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await expect(wrong.read('a')).rejects.toThrow(
      /gives no token .* 401\. Check tenant_id, client_id and client_secret/,
    );
    await expect(wrong.read('a')).rejects.not.toThrow(/5ecret/);
    // Port 1 is reserved; nothing listens there.
    await expect(storeOf({ authority: 'http://127.0.0.1:1' }).read('a')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
