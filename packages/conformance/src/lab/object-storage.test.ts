import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OddServer, startOddServer } from '../testing/odd-server.ts';
import { openStorage } from './open-storage.ts';

// A stand-in for both stores: it keeps what is put by its path, and checks no signature. `npm run conformance` has the
// suite write to servers that do.

const objects = new Map<string, string>();
let isReadOnly = false;
let server: OddServer;
let endpoint: string;

const answer: RequestListener = async (request, response) => {
  const { method, url = '' } = request;
  const path = decodeURIComponent(url.split('?', 1).join());
  const content = (await buffer(request)).toString();
  if (isReadOnly) return void response.writeHead(403).end();
  if (method === 'PUT') objects.set(path, content);
  else objects.delete(path);
  response.writeHead(method === 'PUT' ? 201 : 202).end();
};

beforeEach(async () => {
  objects.clear();
  isReadOnly = false;
  server = await startOddServer(answer);
  endpoint = new URL(server.profile.endpoint).origin;
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'very-secret');
  const key = Buffer.from('very-secret').toString('base64');
  vi.stubEnv(
    'AZURE_STORAGE_CONNECTION_STRING',
    `DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=${key};BlobEndpoint=${endpoint}/acme;`,
  );
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
});

describe.each([
  ['S3', 's3://box/some/where', '/box/some/where/run'],
  ['Azure', 'abfss://box@acme.dfs.core.windows.net/some/where', '/acme/box/some/where/run'],
])('a folder in %s', (_, url, path) => {
  it('holds what was written, and goes with all of it', async () => {
    const storage = await openStorage(url, 'run', 5000);
    expect(storage.url).toBe(`${url}/run`);
    await storage.write('table/part=a b/é.parquet', Buffer.from('PAR1'));
    await storage.write('table/part=a b/é.parquet', Buffer.from('PAR1PAR1'));
    objects.set('/other', 'of somebody else');
    expect(objects.get(`${path}/table/part=a b/é.parquet`)).toBe('PAR1PAR1');
    expect(objects.get(`${path}/about.txt`)).toContain('conformance');
    await storage.remove();
    expect([...objects.keys()]).toEqual(['/other']);
  });

  it('cannot be opened without the right to write, which is told without the key', async () => {
    isReadOnly = true;
    const error = await openStorage(url, 'run', 5000).catch(reason => reason);
    expect(error.message).toContain(`The storage ${url}/run cannot be written: `);
    expect(error.message).not.toContain('very-secret');
  });
});

describe('a folder in Azure', () => {
  it.each([
    ['', 'put the connection string of the account into AZURE_STORAGE_CONNECTION_STRING'],
    ['very-secret', 'AZURE_STORAGE_CONNECTION_STRING holds no connection string'],
    [
      'DefaultEndpointsProtocol=https;AccountName=other;AccountKey=eA==;EndpointSuffix=core.windows.net',
      'is of the account acme, and AZURE_STORAGE_CONNECTION_STRING of other',
    ],
  ])('needs a connection string of its account, not "%s"', async (connection, message) => {
    vi.stubEnv('AZURE_STORAGE_CONNECTION_STRING', connection);
    const error = await openStorage('abfss://box@acme.dfs.core.windows.net', 'run', 5000).catch(reason => reason);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('very-secret');
  });
});
