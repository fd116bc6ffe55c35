import { describe, expect, test } from 'vitest';
import type { Call } from './call.ts';
import * as errors from './errors.ts';
import { type Reply, startServer } from './testing/workspace-server.ts';
import { type ClientOptions, WorkspaceClient } from './workspace-client.ts';

const token = 'dapi0123456789';

const connect = (host: string, options: ClientOptions = {}) =>
  new WorkspaceClient({ host, token, retryDelay: 1, ...options });

/** Runs a failing promise and gives its error. */
const failureOf = async (promise: Promise<unknown>): Promise<Error> => {
  const outcome = await promise.then(
    value => value,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(`Expected a failure, got ${JSON.stringify(outcome)}.`);
};

const busy: Reply = { status: 503, body: { error_code: 'TEMPORARILY_UNAVAILABLE', message: 'away' } };
const breakOff: Reply = response => response.destroy();
const read: Call = { method: 'GET', path: '/api/2.0/x' };
const create: Call = { method: 'POST', path: '/api/2.0/x', body: { a: 1 } };

describe('a call', () => {
  test('carries the token, the user agent, and a JSON body when there is one', async () => {
    await using server = await startServer([{ body: { name: 's' } }]);
    const workspace = connect(`${server.host}/`, { product: 'my-app/1.0' });
    await expect(workspace.shares.create({ name: 's' })).resolves.toEqual({ name: 's' });
    await workspace.shares.delete({ name: 's' });
    const [post, remove] = server.received;
    expect(post).toMatchObject({ method: 'POST', url: '/api/2.1/unity-catalog/shares', body: '{"name":"s"}' });
    expect(post?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
    expect(post?.headers['user-agent']).toMatch(/^my-app\/1\.0 boathouse-sdk\/0\.1\.0 node\//);
    expect(remove).toMatchObject({ method: 'DELETE', url: '/api/2.1/unity-catalog/shares/s', body: '' });
    expect(remove?.headers).not.toHaveProperty('content-type');
  });

  test('that has no method is sent as it is', async () => {
    await using server = await startServer([{ body: { ok: true } }]);
    const call: Call = { method: 'PUT', path: '/api/2.0/new/{id}', params: { id: 1 }, query: { q: 1 }, body: {} };
    await expect(connect(server.host).send(call)).resolves.toEqual({ ok: true });
    expect(server.received[0]).toMatchObject({ method: 'PUT', url: '/api/2.0/new/1?q=1', body: '{}' });
  });

  test('is answered with an empty object when the body is empty', async () => {
    await using server = await startServer([response => response.writeHead(204).end()]);
    await expect(connect(server.host).send(read)).resolves.toEqual({});
  });

  test('goes through the fetch that is given', async () => {
    const asked: unknown[] = [];
    const fetch = async (url: unknown) => {
      asked.push(url);
      return Response.json({ userName: 'a' });
    };
    const workspace = connect('https://w.example.com', { fetch });
    await expect(workspace.currentUser.me()).resolves.toEqual({ userName: 'a' });
    expect(asked).toEqual(['https://w.example.com/api/2.0/preview/scim/v2/Me']);
  });

  test('that cannot be sent as it is says so before anything is sent', async () => {
    await using server = await startServer([{}]);
    const failure = await failureOf(connect(server.host).shares.get({ name: '..' }));
    expect(failure).toBeInstanceOf(errors.ConfigError);
    expect(server.received).toHaveLength(0);
  });
});

describe('an error answer', () => {
  test('is thrown as the class of its code', async () => {
    const body = { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No cluster c.', details: [{ request_id: 'r-1' }] };
    await using server = await startServer([{ status: 404, body }]);
    const failure = await failureOf(connect(server.host).clusters.get({ cluster_id: 'c' }));
    expect(failure).toBeInstanceOf(errors.ResourceDoesNotExist);
    expect(failure).toMatchObject({ message: 'No cluster c.', status: 404, requestId: 'r-1' });
    expect(server.received).toHaveLength(1);
  });

  test('of clusters.get with 400 "does not exist" is thrown as ResourceDoesNotExist', async () => {
    const body = { error_code: 'INVALID_PARAMETER_VALUE', message: 'Cluster c does not exist' };
    await using server = await startServer([{ status: 400, body }]);
    const failure = await failureOf(connect(server.host).clusters.get({ cluster_id: 'c' }));
    expect(failure).toBeInstanceOf(errors.ResourceDoesNotExist);
  });

  test('that quotes the token does not show it', async () => {
    const body = { error_code: 'UNAUTHENTICATED', message: `Token ${token} is bad`, details: [{ token }] };
    await using server = await startServer([{ status: 401, body }]);
    const failure = await failureOf(connect(server.host).send(read));
    expect(failure.message).toBe('Token [token] is bad');
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  test('is also thrown for a good status with something else than a JSON object or list', async () => {
    await using server = await startServer([{ headers: { 'content-type': 'text/html' }, body: '<html>login</html>' }]);
    const failure = await failureOf(connect(server.host).send(read));
    expect(failure).toMatchObject({ errorCode: 'INVALID_RESPONSE', status: 200 });
    expect(failure.message).toContain('the answer is no JSON object or list (text/html)');
    await using odd = await startServer([{ body: 'null' }]);
    expect(await failureOf(connect(odd.host).send(read))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('is also thrown for a redirect, which is not followed', async () => {
    await using server = await startServer([{ status: 302, headers: { location: '/login' }, body: '' }]);
    const failure = await failureOf(connect(server.host).send(read));
    expect(failure).toMatchObject({ status: 302 });
    expect(failure.message).toContain('redirect');
    expect(server.received).toHaveLength(1);
  });
});

describe('a call is repeated', () => {
  test('after 429 and 503, whatever it does', async () => {
    const limit: Reply = { status: 429, body: { error_code: 'REQUEST_LIMIT_EXCEEDED', message: 'slow down' } };
    await using server = await startServer([busy, limit, { body: { ok: 1 } }]);
    await expect(connect(server.host).send(create)).resolves.toEqual({ ok: 1 });
    expect(server.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}', '{"a":1}']);
  });

  test('as often as it may be, and then throws the last answer', async () => {
    await using server = await startServer([busy]);
    const failure = await failureOf(connect(server.host, { retries: 2 }).send(read));
    expect(failure).toBeInstanceOf(errors.TemporarilyUnavailable);
    expect(server.received).toHaveLength(3);
  });

  test('not before the seconds of Retry-After have passed', async () => {
    await using server = await startServer([{ ...busy, headers: { 'retry-after': '1' } }, {}]);
    const begun = performance.now();
    await connect(server.host).send(read);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  test('not when Retry-After goes beyond the time for all attempts', async () => {
    await using server = await startServer([{ ...busy, headers: { 'retry-after': '60' } }]);
    const failure = await failureOf(connect(server.host, { retryBudget: 10_000 }).send(read));
    expect(failure).toMatchObject({ retryAfter: 60_000 });
    expect(server.received).toHaveLength(1);
  });

  test('not after other errors', async () => {
    for (const status of [400, 403, 404, 409, 500, 501, 504]) {
      await using server = await startServer([{ status }]);
      expect(await failureOf(connect(server.host).send(read))).toMatchObject({ status });
      expect(server.received).toHaveLength(1);
    }
  });

  test('after a broken connection when it does the same twice', async () => {
    for (const call of [read, { ...create, method: 'PUT' }, { ...create, readOnly: true }] satisfies Call[]) {
      await using server = await startServer([breakOff, { body: { ok: 1 } }]);
      await expect(connect(server.host).send(call)).resolves.toEqual({ ok: 1 });
      expect(server.received).toHaveLength(2);
    }
  });

  test('not after a broken connection when it may have changed something', async () => {
    for (const method of ['POST', 'PATCH'] as const) {
      await using server = await startServer([breakOff]);
      const failure = await failureOf(connect(server.host).send({ ...create, method }));
      expect(failure).toBeInstanceOf(errors.ConnectionError);
      expect(failure.message).toMatch(/^(POST|PATCH) \/api\/2\.0\/x: no answer from http:\/\/127\.0\.0\.1:\d+ \(/);
      expect(server.received).toHaveLength(1);
    }
  });

  test('whatever it does when no connection came about', async () => {
    const server = await startServer([{}]);
    await server[Symbol.asyncDispose]();
    let attempts = 0;
    const fetch: typeof globalThis.fetch = (...request) => {
      attempts += 1;
      return globalThis.fetch(...request);
    };
    const failure = await failureOf(connect(server.host, { fetch, retries: 3 }).send(create));
    expect(failure).toMatchObject({ name: 'ConnectionError', code: 'ECONNREFUSED' });
    expect(attempts).toBe(4);
  });

  test('after an answer that broke off in the middle', async () => {
    const cut: Reply = response => {
      response.writeHead(200, { 'content-length': '100' }).write('{"half":');
      setTimeout(() => response.destroy(), 20);
    };
    await using server = await startServer([cut, { body: { whole: true } }]);
    await expect(connect(server.host).send(read)).resolves.toEqual({ whole: true });
  });
});

describe('time', () => {
  const never: Reply = () => undefined;

  test('for an attempt is limited, the answer included', async () => {
    const trickle: Reply = response => {
      response.writeHead(200).write('{');
    };
    for (const reply of [never, trickle]) {
      await using server = await startServer([reply]);
      const failure = await failureOf(connect(server.host, { timeout: 50, retries: 0 }).send(read));
      expect(failure).toMatchObject({ name: 'ConnectionError', code: 'TIMEOUT' });
      expect(failure.message).toBe('GET /api/2.0/x: no answer within 0.05 s.');
    }
  });

  test('for a single call can be another', async () => {
    await using server = await startServer([never]);
    const failure = await failureOf(connect(server.host, { retries: 0 }).send(read, { timeout: 20 }));
    expect(failure).toMatchObject({ code: 'TIMEOUT' });
  });

  test('for all attempts together is limited', async () => {
    await using server = await startServer([never]);
    const begun = performance.now();
    const options = { timeout: 80, retryBudget: 200, retries: 100 };
    const failure = await failureOf(connect(server.host, options).send(read));
    expect(failure).toMatchObject({ code: 'TIMEOUT' });
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(server.received.length).toBeLessThanOrEqual(4);
  });
});

describe('a signal', () => {
  test('ends a call that waits for its answer', async () => {
    await using server = await startServer([() => undefined]);
    const controller = new AbortController();
    const call = connect(server.host).send(read, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    expect(await failureOf(call)).toMatchObject({ message: 'enough' });
  });

  test('ends the pause before the next attempt', async () => {
    await using server = await startServer([{ ...busy, headers: { 'retry-after': '30' } }]);
    const controller = new AbortController();
    const call = connect(server.host).send(read, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    expect(await failureOf(call)).toMatchObject({ message: 'enough' });
    expect(server.received).toHaveLength(1);
  });

  test('that is aborted already sends nothing', async () => {
    await using server = await startServer([{}]);
    const call = connect(server.host).send(read, { signal: AbortSignal.abort(new Error('no')) });
    expect(await failureOf(call)).toMatchObject({ message: 'no' });
    expect(server.received).toHaveLength(0);
  });
});
