import { afterEach, expect, it, vi } from 'vitest';
import { type HttpDouble, startDouble } from '../../test-services/http-double.ts';
import { azureStore } from './azure-store.ts';

let double: HttpDouble | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await double?.stop();
});

const blobXml = (name: string) =>
  `<Blob><Name>${name}</Name><Properties><Content-Length>1</Content-Length><Last-Modified>Sun, 22 Nov 2026 08:00:00 GMT</Last-Modified></Properties></Blob>`;

const at = { kind: 'azure', account: 'lake', domain: 'core.windows.net', container: 'files', prefix: '' } as const;
const location = 'abfss://files@lake.dfs.core.windows.net';

/** A store whose account lists blobs in an order of its own. */
const storeOf = async (...names: readonly string[]) => {
  const body = `<EnumerationResults><Blobs>${names.map(blobXml).join('')}</Blobs></EnumerationResults>`;
  double = await startDouble(() => ({ status: 200, body }));
  return azureStore(at, { location, endpoint: double.url, account_key: Buffer.alloc(64).toString('base64') });
};

const pathsAfter = async (names: readonly string[], after?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { path } of (await storeOf(...names)).listAll('', after)) found.push(path);
  return found;
};

it('goes on after a name that is gone', async () => {
  expect(await pathsAfter(['a', 'b', 'd'], 'c')).toEqual(['d']);
});

it('fails rather than leave out a name, where an account lists folders before what sorts before them', async () => {
  // In the order of bytes, `a-b` is before `a/x`.
  const names = ['a/x', 'a-b', 'b'];
  expect(await pathsAfter(names)).toEqual(names);
  await expect(pathsAfter(names, 'a/x')).rejects.toThrow(/does not list in the order of the names' bytes/);
});

it('asks for another key when the account has revoked the one at hand, but not at once again', async () => {
  let keys = 0;
  let revoked = 0;
  const keyXml = () =>
    `<UserDelegationKey><SignedOid>o</SignedOid><SignedTid>t</SignedTid><SignedStart>key-${++keys}</SignedStart><SignedExpiry>2099-01-01T00:00:00Z</SignedExpiry><SignedService>b</SignedService><SignedVersion>2021-12-02</SignedVersion><Value>a2V5</Value></UserDelegationKey>`;
  double = await startDouble(({ target }) => {
    if (target.includes('oauth2')) return { status: 200, body: '{"access_token":"token"}' };
    if (target.includes('userdelegationkey')) return { status: 200, body: keyXml() };
    const [, key] = /skt=key-(\d+)/.exec(target) ?? [];
    const isGood = Number(key) > revoked;
    return isGood
      ? { status: 200, body: 'body' }
      : { status: 403, headers: { 'x-ms-error-code': 'AuthenticationFailed' } };
  });
  const application = { tenant_id: 'contoso', client_id: 'boathouse', client_secret: 'very-5ecret' };
  const store = azureStore(at, { location, endpoint: double.url, authority: double.url, ...application });
  const read = async () => String(Buffer.from(await store.read('a')));
  vi.useFakeTimers({ toFake: ['Date'] });
  expect(await read()).toBe('body');
  revoked = 1;
  await expect(read()).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  expect(keys).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(await Promise.all([read(), read()])).toEqual(['body', 'body']);
  expect(keys).toBe(2);
});
