import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, type SharedTable, SharingError } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { answering, capability, end } from './testing/query-answers.ts';
import { readSnapshot } from './testing/sample-table.ts';
import { type Intercept, queryLines, type SharingServer, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let table: SharedTable;
let lines: string[];

beforeAll(async () => {
  server = await startSharingServer();
  const client = await openProfile(server.profile, { retryDelay: 1, retries: 1, timeout: 2000 });
  table = client.table('samples.nyc.weather');
  lines = queryLines(await readSnapshot('weather'), 'weather', server.origin);
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

/** Ends the connection of each query after so many lines. */
function cutAfter(count: (query: number) => number): Intercept {
  let queries = 0;
  return ({ url }, response) => {
    if (!url.endsWith('/query')) return false;
    queries += 1;
    response.writeHead(200, { 'delta-table-version': '11', ...capability });
    const kept = count(queries);
    if (kept > lines.length) response.end(lines.join('') + end);
    else response.write(lines.slice(0, kept).join(''), () => response.destroy());
    return true;
  };
}

describe('an answer', () => {
  test('that is cut off between two lines again and again is an error, after the files that came', async () => {
    server.intercept = answering(lines.slice(0, 5).join(''), capability);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const file of table.files()) seen.push(file.id);
    })();
    expect(await failureOf(reading)).toMatchObject({ errorCode: 'INCOMPLETE_RESPONSE' });
    expect(seen).toHaveLength(3);
    expect(server.received).toHaveLength(4);
  });

  test('that is cut off with its connection again and again is an error', async () => {
    server.intercept = cutAfter(() => 5);
    const error = await failureOf(collect(table.files()));
    expect(error).toBeInstanceOf(SharingError);
    expect(error).toMatchObject({ errorCode: 'INCOMPLETE_RESPONSE', message: expect.stringContaining('was cut off') });
  });

  test('that is cut off goes on where it was, from the same version asked for again', async () => {
    server.intercept = cutAfter(query => 3 + 4 * query);
    const files = await collect(table.files());
    expect(files.map(file => file.id)).toEqual(lines.slice(2).map(line => JSON.parse(line).file.id));
    expect(server.received.map(request => JSON.parse(request.body))).toEqual([
      { includeRefreshToken: true },
      { version: 11 },
      { version: 11 },
    ]);
  });

  test.each<[string, () => string, string]>([
    ['another version', () => lines.join(''), '12'],
    ['other files', () => [...lines.slice(0, 2), ...lines.slice(2).reverse()].join(''), '11'],
    ['fewer files', () => lines.slice(0, 4).join(''), '11'],
  ])('that is cut off does not go on with %s', async (_, second, version) => {
    const cut = cutAfter(() => 5);
    server.intercept = (request, response) => {
      if (server.received.length === 1) return cut(request, response);
      return answering(second() + end, { ...capability, 'delta-table-version': version })(request, response);
    };
    const error = await failureOf(collect(table.files()));
    expect(error).toMatchObject({
      errorCode: 'STREAM_FAILED',
      message: expect.stringContaining('Read the table again'),
    });
  });
});
