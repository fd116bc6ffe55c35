import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ClientOptions, openProfile, type SharedTable } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { end } from './testing/query-answers.ts';
import { readSnapshot } from './testing/sample-table.ts';
import { queryLines, type SharingServer, sendError, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let lines: string[];

beforeAll(async () => {
  server = await startSharingServer();
  lines = queryLines(await readSnapshot('weather'), 'weather', server.origin);
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

const tableOf = async (options: ClientOptions = {}): Promise<SharedTable> =>
  (await openProfile(server.profile, { retryDelay: 1, retries: 1, queryTimeout: 5000, ...options })).table(
    'samples.nyc.weather',
  );
const head = () => lines.slice(0, 2);
const status = (fields: object): string => `${JSON.stringify({ queryStatus: { queryId: 'a/1', ...fields } })}\n`;
const pending = status({ status: 'pending' });

/** Answers the calls for files one after another, the last answer again and again. */
const answerInTurn = (...answers: readonly string[]): void => {
  let calls = 0;
  server.intercept = ({ method }, response) => {
    if (method !== 'POST') return false;
    const text = answers[Math.min(calls, answers.length - 1)] ?? '';
    calls += 1;
    response.writeHead(200, { 'delta-table-version': text.startsWith('{"queryStatus"') ? '0' : '11' }).end(text);
    return true;
  };
};
const calls = () =>
  server.received
    .filter(({ method }) => method === 'POST')
    .map(({ url, body }) => ({
      path: url.slice(url.lastIndexOf('weather') + 'weather'.length),
      body: JSON.parse(body),
    }));

describe('a query that is answered later', () => {
  test('is asked for again by its id, until the answer is there', async () => {
    answerInTurn(pending, pending, [...lines, end].join(''));
    expect(await collect((await tableOf()).files({ limit: 7 }))).toHaveLength(12);
    expect(calls()).toEqual([
      {
        path: '/query',
        body: { limitHint: 7, includeRefreshToken: true, idempotencyKey: expect.stringMatching(/^[\w-]{36}$/) },
      },
      { path: '/queries/a%2F1', body: {} },
      { path: '/queries/a%2F1', body: {} },
    ]);
    expect(server.received.map(({ headers }) => String(headers['delta-sharing-capabilities']))).toEqual(
      Array(3).fill(expect.stringContaining(';asyncquery=true')),
    );
  });

  test('goes on in pages of the same id, which may have to be waited for, too', async () => {
    const page = (files: readonly string[], action: object) =>
      [...head(), ...files, `${JSON.stringify({ endStreamAction: action })}\n`].join('');
    answerInTurn(pending, page(lines.slice(2, 8), { nextPageToken: 'two' }), pending, page(lines.slice(8), {}));
    expect(await collect((await tableOf()).files())).toHaveLength(12);
    expect(calls().slice(1)).toEqual([
      { path: '/queries/a%2F1', body: {} },
      { path: '/queries/a%2F1', body: { pageToken: 'two' } },
      { path: '/queries/a%2F1', body: { pageToken: 'two' } },
    ]);
  });

  test('has the same key when it is sent again, and another query another one', async () => {
    let failed = false;
    server.intercept = ({ url }, response) => {
      if (failed || !url.endsWith('/query')) return false;
      failed = true;
      sendError(response, 503, 'TEMPORARILY_UNAVAILABLE', 'Later.');
      return true;
    };
    const table = await tableOf();
    await collect(table.files());
    await collect(table.files());
    const [first, again, other] = calls().map(({ body }) => body.idempotencyKey);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('that the server gives up is an error with its words', async () => {
    answerInTurn(pending, status({ status: 'FAILED', errorMessage: `No log for ${server.profile.bearerToken}.` }));
    expect(await failureOf(collect((await tableOf()).rows()))).toMatchObject({
      errorCode: 'QUERY_FAILED',
      message: expect.stringContaining('No log for [token].'),
    });
  });

  test('that the server forgets is the error that it sends', async () => {
    server.intercept = ({ url }, response) => {
      if (url.includes('/queries/')) sendError(response, 404, 'RESOURCE_DOES_NOT_EXIST', 'There is no such query.');
      else response.writeHead(200, { 'delta-table-version': '0' }).end(pending);
      return true;
    };
    expect(await failureOf(collect((await tableOf()).rows()))).toMatchObject({
      status: 404,
      message: expect.stringContaining('There is no such query.'),
    });
  });

  test('is waited for with pauses that become longer, and no longer than was said', async () => {
    answerInTurn(pending);
    const table = await tableOf({ queryTimeout: 400, retryDelay: 20 });
    const start = Date.now();
    expect(await failureOf(collect(table.rows()))).toMatchObject({
      errorCode: 'QUERY_PENDING',
      message: expect.stringContaining('still prepares the answer after 0.4 s'),
    });
    // It is asked a last time at the end. A timer may be early by less than a millisecond.
    expect(Date.now() - start).toBeGreaterThanOrEqual(399);
    // Pauses of 10 to 30 ms, doubled each time: six of the shortest fill 400 ms, and one more an early timer.
    expect(calls().length).toBeGreaterThan(2);
    expect(calls().length).toBeLessThanOrEqual(8);
  });

  test.each(['', '.', '..'])('by the id "%s", which no path can hold, is no answer', async queryId => {
    answerInTurn(status({ queryId }));
    expect(await failureOf(collect((await tableOf()).rows()))).toMatchObject({
      errorCode: 'INVALID_RESPONSE',
      message: expect.stringContaining('queryStatus.queryId is missing or unusable'),
    });
  });

  test('is left when the caller is no longer interested', async () => {
    answerInTurn(pending);
    const table = await tableOf({ queryTimeout: 60_000, retryDelay: 10_000 });
    const reading = failureOf(collect(table.rows({ signal: AbortSignal.timeout(300) })));
    expect(await reading).toMatchObject({ name: 'TimeoutError' });
    expect(calls()).toHaveLength(1);
  });

  test('is left when the client is ended, also where the read has a signal of its own', async () => {
    answerInTurn(pending);
    const signal = AbortSignal.timeout(300);
    const table = await tableOf({ queryTimeout: 60_000, retryDelay: 10_000, signal });
    const reading = failureOf(collect(table.rows({ signal: new AbortController().signal })));
    expect(await reading).toMatchObject({ name: 'TimeoutError' });
    expect(calls()).toHaveLength(1);
  });
});

test.each([0, -1, 1.5, Number.NaN])('queries never wait for %d milliseconds', async queryTimeout => {
  expect(await failureOf(openProfile(server.profile, { queryTimeout }))).toMatchObject({ name: 'QueryError' });
});
