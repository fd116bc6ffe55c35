import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, type SharedTable } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { readSnapshot } from './testing/sample-table.ts';
import { queryLines, type SharingServer, sendError, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let table: SharedTable;
let lines: string[];

beforeAll(async () => {
  server = await startSharingServer();
  table = (await openProfile(server.profile, { retryDelay: 1, retries: 1 })).table('samples.nyc.weather');
  lines = queryLines(await readSnapshot('weather'), 'weather', server.origin);
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

type Line = Record<string, unknown>;

interface Behaviour {
  /** The files of the nth query, counted from 1. */
  readonly files?: (all: Line[], query: number) => Line[];
  /** When the URLs of the nth query end, in milliseconds from now; undefined: the server does not say. */
  readonly lifetime?: (query: number) => number | undefined;
  /** Whether the storage refuses URLs of the nth query. */
  readonly refuses?: (query: number) => boolean;
  readonly version?: (query: number) => number;
  readonly sharesHistory?: boolean;
  /** The refresh token of the nth query; undefined: there is none. */
  readonly token?: (query: number) => string;
  /** The status by which the server refuses a query with this body; undefined: it answers. */
  readonly refusal?: (body: Line) => number | undefined;
}

/** A server whose URLs tell which query gave them. */
function serve({ files = all => all, lifetime = () => 3_600_000, refuses = () => false, ...rest }: Behaviour): void {
  let queries = 0;
  server.intercept = ({ url, body }, response) => {
    if (url.startsWith('/files/')) {
      const query = Number(new URL(url, server.origin).searchParams.get('query'));
      if (!refuses(query)) return false;
      response.writeHead(403).end('<Error/>');
      return true;
    }
    if (!url.endsWith('/query')) return false;
    if (rest.sharesHistory === false && 'version' in JSON.parse(body)) {
      sendError(response, 400, 'INVALID_PARAMETER_VALUE', 'No history is shared.');
      return true;
    }
    const refusal = rest.refusal?.(JSON.parse(body));
    if (refusal !== undefined) {
      sendError(response, refusal, 'INVALID_PARAMETER_VALUE', 'Not so.');
      return true;
    }
    queries += 1;
    const query = queries;
    const left = lifetime(query);
    const all = lines.slice(2).map(text => {
      const { file } = JSON.parse(text);
      const expirationTimestamp = left === undefined ? undefined : Date.now() + left;
      return { ...file, url: `${file.url}&query=${query}`, expirationTimestamp };
    });
    response.writeHead(200, { 'delta-table-version': String(rest.version?.(query) ?? 11) });
    const listed = files(all, query).map(file => `${JSON.stringify({ file })}\n`);
    const end = rest.token && JSON.stringify({ endStreamAction: { refreshToken: rest.token(query) } });
    response.end([lines[0], lines[1], ...listed, end ?? ''].join(''));
    return true;
  };
}

const queries = () => server.received.filter(({ url }) => url.endsWith('/query')).map(({ body }) => JSON.parse(body));
const fileRequests = () => server.received.filter(({ url }) => url.startsWith('/files/'));
const readAll = async (concurrency = 4) => (await collect(table.rows({ columns: ['origin'], concurrency }))).length;
const weatherRows = 26_115;
/** A query for the latest version. */
const latest = { includeRefreshToken: true };

describe('a URL that has run out', () => {
  test.each([1, 4])('is renewed by one query for all files, with %d at once', async concurrency => {
    serve({ lifetime: query => (query === 1 ? 60_000 : 3_600_000), refuses: query => query === 1 });
    expect(await readAll(concurrency)).toBe(weatherRows);
    expect(queries()).toEqual([latest, { version: 11 }]);
  });

  test('is renewed where the server does not say when it ends', async () => {
    serve({ lifetime: () => undefined, refuses: query => query === 1 });
    expect(await readAll()).toBe(weatherRows);
    expect(queries()).toHaveLength(2);
  });

  test('is renewed before it is used, when its end is near', async () => {
    serve({ lifetime: query => (query === 1 ? 10_000 : 3_600_000) });
    expect(await readAll()).toBe(weatherRows);
    expect(queries()).toHaveLength(2);
    expect(fileRequests().every(({ url }) => url.endsWith('query=2'))).toBe(true);
  });

  test('is looked for in a list of another order', async () => {
    serve({
      files: (all, query) => (query === 1 ? all : all.toReversed()),
      lifetime: query => (query === 1 ? -1 : 3_600_000),
      refuses: query => query === 1,
    });
    expect(await readAll()).toBe(weatherRows);
    expect(queries()).toHaveLength(2);
  });

  test('is renewed each time that it runs out', async () => {
    const doomed = new Set([1, 3]);
    serve({ lifetime: query => (doomed.has(query) ? -1 : 3_600_000), refuses: query => doomed.has(query) });
    expect(await readAll(1)).toBe(weatherRows);
  });

  test('is given up when fresh ones are refused too', async () => {
    serve({ lifetime: () => -1, refuses: () => true });
    expect(await failureOf(readAll(1))).toMatchObject({ status: 403, errorCode: 'URL_EXPIRED' });
    expect(queries().length).toBeLessThan(6);
  });

  test('is renewed from the current version where the server shares no history', async () => {
    serve({
      sharesHistory: false,
      version: query => 10 + query,
      files: (all, query) => (query === 1 ? all : [{ ...all[0], id: 'new' }, ...all]),
      lifetime: query => (query === 1 ? -1 : 3_600_000),
      refuses: query => query === 1,
    });
    expect(await readAll()).toBe(weatherRows);
    expect(queries()).toEqual([latest, { version: 11 }, latest]);
  });

  test('of a file that is gone is an error that says so', async () => {
    serve({
      files: (all, query) => (query === 1 ? all : all.slice(1)),
      lifetime: query => (query === 1 ? -1 : 3_600_000),
      refuses: query => query === 1,
    });
    const error = await failureOf(readAll());
    expect(error).toMatchObject({ errorCode: 'URL_EXPIRED', message: expect.stringContaining('has changed') });
    expect(String(error)).not.toContain('signature=secret');
  });
});

describe('a refresh token', () => {
  const expiresOnce = {
    lifetime: (query: number) => (query === 1 ? -1 : 3_600_000),
    refuses: (query: number) => query === 1,
  };

  test('renews the URLs of the same answer, though its line comes last', async () => {
    serve({ ...expiresOnce, token: query => `token ${query}` });
    expect(await readAll(1)).toBe(weatherRows);
    expect(queries()).toEqual([latest, { ...latest, refreshToken: 'token 1' }]);
  });

  test('is sent with what the query asked for, and followed by that of the renewed answer', async () => {
    const doomed = new Set([1, 2]);
    serve({
      token: query => `token ${query}`,
      lifetime: query => (doomed.has(query) ? -1 : 3_600_000),
      refuses: query => doomed.has(query),
    });
    expect(await collect(table.rows({ limit: 30_000, columns: ['origin'], concurrency: 1 }))).toHaveLength(weatherRows);
    const asked = { limitHint: 30_000, ...latest };
    expect(queries().slice(0, 2)).toEqual([asked, { ...asked, refreshToken: 'token 1' }]);
    expect(queries().length).toBeGreaterThan(2);
  });

  test('that is refused gives way to the version', async () => {
    serve({ ...expiresOnce, token: () => 'old', refusal: body => ('refreshToken' in body ? 400 : undefined) });
    expect(await readAll(1)).toBe(weatherRows);
    expect(queries()).toEqual([latest, { ...latest, refreshToken: 'old' }, { version: 11 }]);
  });

  test('is not asked for from a server that refuses to be asked, nor for an earlier version', async () => {
    serve({ ...expiresOnce, refusal: body => ('includeRefreshToken' in body ? 400 : undefined) });
    expect(await readAll(1)).toBe(weatherRows);
    expect(queries()).toEqual([latest, {}, { version: 11 }]);
    server.received.length = 0;
    expect(await collect(table.files({ version: 11 }))).toHaveLength(12);
    expect(queries()).toEqual([{ version: 11 }]);
  });

  test('does not hide why a query is refused', async () => {
    serve({ refusal: () => 400 });
    expect(await failureOf(readAll())).toMatchObject({ status: 400, message: expect.stringContaining('Not so.') });
    serve({ refusal: () => 403 });
    server.received.length = 0;
    expect(await failureOf(readAll())).toMatchObject({ status: 403 });
    expect(queries()).toEqual([latest]);
  });
});

test('URLs that live for less than it takes to read the table are renewed as often as needed', async () => {
  // Long enough that a URL which was just renewed still holds on a machine that is busy.
  const life = 600;
  const born = new Map<number, number>();
  serve({
    lifetime: query => {
      born.set(query, Date.now());
      return life;
    },
    refuses: query => Date.now() - (born.get(query) ?? 0) > life,
  });
  let rows = 0;
  for await (const batch of table.batches({ columns: ['origin'], concurrency: 2 })) {
    rows += batch.numRows;
    await new Promise(done => setTimeout(done, life / 3));
  }
  expect(rows).toBe(weatherRows);
  expect(queries().length).toBeGreaterThan(2);
});

describe('a clock that is wrong', () => {
  test('makes URLs that work look old, and costs one query', async () => {
    serve({ lifetime: () => -3_600_000 });
    expect(await readAll()).toBe(weatherRows);
    expect(queries()).toHaveLength(2);
  });

  test('makes URLs that are refused look good for a few minutes more', async () => {
    serve({ lifetime: query => (query === 1 ? 4 * 60_000 : 3_600_000), refuses: query => query === 1 });
    expect(await readAll()).toBe(weatherRows);
  });
});

test('a URL that is refused long before its end has not run out', async () => {
  serve({ refuses: () => true });
  expect(await failureOf(readAll())).toMatchObject({ status: 403, errorCode: 'DATA_FILE_UNAVAILABLE' });
  expect(queries()).toHaveLength(1);
});
