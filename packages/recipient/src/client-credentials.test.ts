import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ClientOptions, openProfile, type SharingClient } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, sendError, sendJson, startSharingServer } from './testing/sharing-server.ts';
import { startTokenIssuer, type TokenIssuer } from './testing/token-issuer.ts';

let server: SharingServer;
let issuer: TokenIssuer;

beforeAll(async () => {
  server = await startSharingServer();
  issuer = await startTokenIssuer();
});
beforeEach(() => {
  Object.assign(server, { intercept: undefined, authorization: 'Bearer access-1' });
  Object.assign(issuer, { intercept: undefined, lifetime: 3600 });
  server.received.length = 0;
  issuer.received.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await server.close();
  await issuer.close();
});

const open = (options: ClientOptions = {}): Promise<SharingClient> =>
  openProfile(
    { ...issuer.client, endpoint: server.profile.endpoint },
    { retryDelay: 1, retries: 2, timeout: 2000, ...options },
  );

describe('an access token', () => {
  test('is asked for once, by however many reads that begin at once, and kept', async () => {
    const client = await open();
    expect(issuer.received).toEqual([]);
    await Promise.all([client.getShare('samples'), client.getShare('samples'), collect(client.listShares())]);
    await client.getShare('samples');
    expect(issuer.received).toHaveLength(1);
  });

  test('opens the server, and goes there alone: not to the storage, nor to the issuer', async () => {
    const client = await open();
    expect((await collect(client.table('samples.nyc.airlines').rows())).length).toBeGreaterThan(10);
    const files = server.received.filter(({ url }) => url.startsWith('/files/'));
    expect(files.length).toBeGreaterThan(0);
    for (const { headers } of files) expect(headers.authorization).toBeUndefined();
    const sent = inspect(server.received, { depth: 9 });
    for (const secret of [issuer.client.clientSecret, issuer.received[0]?.headers.authorization ?? '?']) {
      expect(sent).not.toContain(secret);
    }
    expect(inspect(issuer.received, { depth: 9 })).not.toContain('access-');
  });

  test.each([
    [3600, 3539, 3541],
    ['100', 89, 91],
    [0, 0, 0],
  ])('of %s seconds is kept for %i of them and not for %i', async (lifetime, last, first) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    issuer.lifetime = lifetime;
    const client = await open();
    await client.getShare('samples');
    vi.setSystemTime(last * 1000);
    if (last > 0) await client.getShare('samples');
    expect(issuer.received).toHaveLength(1);
    vi.setSystemTime(first * 1000);
    server.authorization = 'Bearer access-2';
    await client.getShare('samples');
    expect(issuer.received).toHaveLength(2);
  });

  test.each([undefined, null, 'soon', -1, {}])('of a lifetime of %j is kept until it is refused', async lifetime => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    issuer.lifetime = lifetime;
    const client = await open();
    await client.getShare('samples');
    vi.setSystemTime(1e12);
    await client.getShare('samples');
    expect(issuer.received).toHaveLength(1);
  });

  test('that is refused before its end is renewed once, by one request for all reads', async () => {
    const client = await open();
    await client.getShare('samples');
    server.authorization = 'Bearer access-2';
    await Promise.all([client.getShare('samples'), client.getShare('samples')]);
    await client.getShare('samples');
    expect(issuer.received).toHaveLength(2);
  });

  test('is not asked for again when a new one is refused, until the next read', async () => {
    server.authorization = 'Bearer of another';
    const client = await open();
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ status: 401, errorCode: 'UNAUTHENTICATED' });
    expect([issuer.received.length, server.received.length]).toEqual([1, 1]);
    server.authorization = 'Bearer access-2';
    await client.getShare('samples');
    server.authorization = 'Bearer of another';
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ status: 401 });
    expect([issuer.received.length, server.received.length]).toEqual([3, 4]);
  });

  test('is not shown by what the server says, nor by a client that is printed', async () => {
    const client = await open();
    server.intercept = (request, response) => {
      const said = `No ${request.headers.authorization} of ${issuer.client.clientSecret}.`;
      sendError(response, request.url.endsWith('/empty') ? 403 : 401, 'DENIED', said);
      return true;
    };
    // The first is forgotten before it is told of.
    for (const share of ['samples', 'empty']) {
      const error = await failureOf(client.getShare(share));
      expect(String(error)).toContain('No Bearer [token] of [secret].');
      expect(inspect([error, client], { depth: 9, showHidden: true })).not.toMatch(/access-|sesame/);
    }
  });

  test('is waited for by the others when one read is given up', async () => {
    let answer = () => {};
    issuer.intercept = (_, response) => {
      answer = () => sendJson(response, { access_token: 'access-1', expires_in: 60 });
      return true;
    };
    const [client, abort] = [await open(), new AbortController()];
    const givenUp = failureOf(client.getShare('samples', { signal: abort.signal }));
    const other = client.getShare('samples');
    await expect.poll(() => issuer.received.length).toBe(1);
    abort.abort(new Error('enough'));
    expect(String(await givenUp)).toBe('Error: enough');
    answer();
    expect(await other).toMatchObject({ name: 'samples' });
    expect(issuer.received).toHaveLength(1);
  });

  test('is not waited for by a client that is ended', async () => {
    const abort = new AbortController();
    issuer.intercept = () => true;
    const call = failureOf((await open({ signal: abort.signal })).getShare('samples'));
    await expect.poll(() => issuer.received.length).toBe(1);
    abort.abort(new Error('enough'));
    expect(String(await call)).toBe('Error: enough');
  });
});
