import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, type SharingClient, SharingError } from './index.ts';
import { parseRetryAfter } from './retry.ts';
import { collect, failureOf } from './testing/collect.ts';
import {
  type Intercept,
  type SharingServer,
  sendError,
  sendJson,
  startSharingServer,
} from './testing/sharing-server.ts';

let server: SharingServer;
let client: SharingClient;

beforeAll(async () => {
  server = await startSharingServer();
  client = await openProfile(server.profile, { retryDelay: 1, retries: 2, timeout: 300 });
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

/** Lets the first `count` requests fail, and the server answer the others. */
function failing(count: number, fail: Intercept): Intercept {
  return (request, response) => (server.received.length <= count ? fail(request, response) : false);
}

function status(code: number, headers: Record<string, string> = {}): Intercept {
  return (_, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    sendError(response, code, 'SOME_CODE', 'Some reason.');
    return true;
  };
}

describe('a refused call', () => {
  test.each([400, 401, 403, 404, 501])(
    'with %i is not repeated and tells the code, the reason and the id',
    async code => {
      server.intercept = status(code, { 'x-request-id': 'r-17' });
      const error = await failureOf(client.getShare('samples'));
      expect(error).toBeInstanceOf(SharingError);
      expect(error).toMatchObject({ status: code, errorCode: 'SOME_CODE', requestId: 'r-17' });
      expect(String(error)).toContain('GET /shares/samples: Some reason.');
      expect(server.received).toHaveLength(1);
    },
  );

  test.each([429, 500, 502, 503, 504])('with %i is repeated until it succeeds', async code => {
    server.intercept = failing(2, status(code));
    expect(await client.getShare('samples')).toMatchObject({ name: 'samples' });
    expect(server.received).toHaveLength(3);
  });

  test('is repeated as often as was asked, and no more', async () => {
    server.intercept = status(503);
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ status: 503 });
    expect(server.received).toHaveLength(3);
  });

  test('is repeated when the server says, and not before', async () => {
    server.intercept = failing(1, status(429, { 'retry-after': '1' }));
    const start = performance.now();
    await client.getShare('samples');
    expect(performance.now() - start).toBeGreaterThanOrEqual(990);
  });

  test('is given up at once when the server wants to be left alone for long', async () => {
    server.intercept = status(429, { 'retry-after': '3600' });
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ status: 429, retryAfter: 3_600_000 });
    expect(server.received).toHaveLength(1);
  });

  test('without a body has a reason all the same', async () => {
    server.intercept = (_, response) => {
      response.writeHead(401).end();
      return true;
    };
    const error = await failureOf(client.getShare('samples'));
    expect(error).toMatchObject({ errorCode: 'HTTP_401', message: expect.stringContaining('revoked or expired') });
  });

  test('does not show a token that the server repeats, nor the beginning of one where its words are cut', async () => {
    for (const padding of ['', 'x'.repeat(970)]) {
      server.intercept = (request, response) => {
        sendError(response, 403, 'DENIED', `${padding}No access for ${request.headers.authorization}.`);
        return true;
      };
      const error = await failureOf(client.getShare('samples'));
      expect(inspect(error, { depth: 9 })).not.toContain(server.profile.bearerToken.slice(0, 9));
      expect(String(error)).toContain('Bearer [token].');
    }
  });
});

describe('an answer that is not the protocol', () => {
  test('but a web page is recognised', async () => {
    server.intercept = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
      return true;
    };
    for (const call of [client.getShare('samples'), collect(client.table('samples.nyc.airlines').rows())]) {
      const error = await failureOf(call);
      expect(error).toMatchObject({
        errorCode: 'INVALID_RESPONSE',
        message: expect.stringContaining('a web page came'),
      });
    }
    expect(server.received).toHaveLength(2);
  });

  test.each(['', 'no JSON', '[]', '"text"'])('but %j is refused', async body => {
    server.intercept = (_, response) => {
      response.end(body);
      return true;
    };
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('because it was cut off is asked for again', async () => {
    server.intercept = failing(1, (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"share":', () => response.destroy());
      return true;
    });
    expect(await client.getShare('samples')).toMatchObject({ name: 'samples' });
    expect(server.received).toHaveLength(2);
  });
});

describe('a server that cannot be reached', () => {
  test('is named, and the system error with it', async () => {
    const gone = createServer();
    await new Promise<void>(done => gone.listen(0, '127.0.0.1', done));
    const { port } = gone.address() as AddressInfo;
    await new Promise(done => gone.close(done));
    const endpoint = `http://127.0.0.1:${port}`;
    const nobody = await openProfile({ ...server.profile, endpoint }, { retryDelay: 1, retries: 1 });
    const error = await failureOf(nobody.getShare('samples'));
    expect(error).toMatchObject({ status: 0, errorCode: 'CONNECTION_FAILED' });
    expect(String(error)).toContain(`127.0.0.1:${port} (ECONNREFUSED)`);
  });

  test('because it is silent is given up after the time-out', async () => {
    server.intercept = () => true;
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ errorCode: 'TIMEOUT' });
    expect(server.received).toHaveLength(3);
  });

  test('because it stops in the middle of an answer is given up after the time-out', async () => {
    server.intercept = (_, response) => {
      response.write('{"share":');
      return true;
    };
    expect(await failureOf(client.getShare('samples'))).toMatchObject({ errorCode: 'TIMEOUT' });
  });
});

describe('the token', () => {
  test('goes to the server, and neither to the storage nor to a host that the server points to', async () => {
    const elsewhere: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      elsewhere.push(request.headers.authorization);
      sendJson(response, { share: { name: 'samples' } });
    });
    await new Promise<void>(done => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    server.intercept = ({ url }, response) => {
      if (!url.includes('/shares/moved')) return false;
      response.writeHead(307, { location: `http://127.0.0.1:${port}${url}` }).end();
      return true;
    };
    await client.getShare('moved');
    expect(elsewhere).toEqual([undefined]);
    await collect(client.table('samples.nyc.airlines').rows());
    for (const { url, headers } of server.received) {
      const expected = url.startsWith('/files/') ? undefined : `Bearer ${server.profile.bearerToken}`;
      expect(headers.authorization).toBe(expected);
    }
    await new Promise(done => other.close(done));
  });

  test('is not shown when a client or a table is printed', () => {
    const printed = inspect([client, client.table('samples.nyc.airlines')], { depth: 9, showHidden: true });
    expect(printed).not.toContain(server.profile.bearerToken);
  });
});

test('an aborted call ends with the reason of its signal, also between two attempts', async () => {
  const abort = new AbortController();
  server.intercept = status(503);
  const slow = await openProfile(server.profile, { retryDelay: 60_000 });
  const call = failureOf(slow.getShare('samples', { signal: abort.signal }));
  await expect.poll(() => server.received.length).toBe(1);
  abort.abort(new Error('enough'));
  expect(String(await call)).toBe('Error: enough');
  expect(server.received).toHaveLength(1);
});

test('Retry-After is read as seconds or as a date', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  expect(parseRetryAfter('2', now)).toBe(2000);
  expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
  expect(parseRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  expect(parseRetryAfter('later', now)).toBeUndefined();
  expect(parseRetryAfter(null, now)).toBeUndefined();
});
