import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openProfile, type SharedVolume, SharingError } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, sendError, sendJson, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let volume: SharedVolume;

const path = '/delta-sharing/shares/a.b/schemas/c/volumes/d%20e/files';
const fileAt = (name: string, more: object = {}) => ({
  ...{ path: name, size: 3, modificationTime: 7, url: `${server.origin}/stored/${name}?signature=secret` },
  ...more,
});

beforeAll(async () => {
  server = await startSharingServer();
  const client = await openProfile(server.profile, { retryDelay: 1, retries: 2, timeout: 5000 });
  volume = client.volume('a.b.c.d e');
});
beforeEach(() => {
  server.received.length = 0;
  server.intercept = ({ url }, response) => {
    const isSecond = url.includes('pageToken=two');
    if (url.startsWith('/stored/')) response.end('abc');
    else sendJson(response, isSecond ? { items: [fileAt('z')] } : { items: [fileAt('x/y')], nextPageToken: 'two' });
    return true;
  };
});
afterAll(() => server.close());

test('the files of a volume come page by page, with what was asked for', async () => {
  const files = await collect(volume.files({ path: 'x y/z', maxResults: 1 }));
  expect(files).toEqual([fileAt('x/y'), fileAt('z')]);
  expect(server.received.map(({ url }) => url)).toEqual([
    `${path}?path=x+y%2Fz&maxResults=1`,
    `${path}?path=x+y%2Fz&maxResults=1&pageToken=two`,
  ]);
});

test('the volumes of a share are listed with their schemas', async () => {
  const entry = { name: 'v', schema: 's', share: 'samples', id: '1', storageLocation: 's3://b/v' };
  server.intercept = (_, response) => {
    sendJson(response, { items: [{ ...entry, else: 1 }] });
    return true;
  };
  const client = await openProfile(server.profile);
  expect(await collect(client.listAllVolumes('samples'))).toEqual([entry]);
  expect(server.received[0]?.url).toBe('/delta-sharing/shares/samples/all-volumes');
});

test('a file is read without the token, and again when the storage is busy', async () => {
  let busy = true;
  server.intercept = (_, response) => {
    if (busy) response.writeHead(503).end();
    else response.end('abc');
    busy = false;
    return true;
  };
  expect(Buffer.concat(await collect(volume.read(fileAt('x')))).toString()).toBe('abc');
  expect(server.received.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
});

test.each([
  [{ size: 2 }, 'INVALID_DATA_FILE', /more bytes came where the server promised 2/],
  [{ size: 4 }, 'INVALID_DATA_FILE', /only 3 bytes came where the server promised 4/],
  [{ url: 'file:///etc/passwd' }, 'INVALID_DATA_FILE', /not of http or https/],
])('a file that is not what the server promised is refused: %j', async (fields, errorCode, message) => {
  const error = await failureOf(collect(volume.read(fileAt('x', fields))));
  expect(error).toMatchObject({ errorCode, message: expect.stringMatching(message) });
});

test.each([
  [{}, 'DATA_FILE_UNAVAILABLE', /the storage refused it \(403\)/],
  [{ expirationTimestamp: 1 }, 'URL_EXPIRED', /its URL has expired; list the files again \(403\)/],
])('a URL that is refused says why, and is not shown: %j', async (fields, errorCode, message) => {
  server.intercept = (_, response) => {
    sendError(response, 403, 'NO', 'no');
    return true;
  };
  const error = await failureOf(collect(volume.read(fileAt('x', fields))));
  expect(error).toMatchObject({ errorCode, message: expect.stringMatching(message) });
  expect(String(error)).not.toContain('secret');
});

test.each([[{ path: 7 }], [{ url: undefined }], [{ size: -1 }], [{ size: 0.5 }], [{ modificationTime: 'now' }]])(
  'a list with a file like %j is refused',
  async fields => {
    server.intercept = (_, response) => {
      sendJson(response, { items: [fileAt('x', fields)] });
      return true;
    };
    const error = await failureOf(collect(volume.files()));
    expect(error).toBeInstanceOf(SharingError);
    expect(error).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  },
);
