import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, QueryError, type SharingClient, SharingError } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, sampleTables, sendError, sendJson, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let client: SharingClient;

beforeAll(async () => {
  server = await startSharingServer();
  client = await openProfile(server.profile, { retryDelay: 1, retries: 2, timeout: 5000 });
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

describe('lists', () => {
  test('shares, schemas and tables', async () => {
    const samples = { name: 'samples', id: 'share-1', comment: 'New York, 2013' };
    expect(await collect(client.listShares())).toEqual([samples, { name: 'empty' }]);
    expect(await client.getShare('samples')).toEqual(samples);
    expect(await collect(client.listSchemas('samples'))).toEqual([{ name: 'nyc', share: 'samples' }]);
    const tables = await collect(client.listTables('samples', 'nyc'));
    expect(tables.map(table => table.name)).toEqual(sampleTables);
    expect(await collect(client.listAllTables('samples'))).toEqual(tables);
  });

  test('follow the pages of the server to an empty token', async () => {
    const tables = await collect(client.listAllTables('samples', { maxResults: 2 }));
    expect(tables.map(table => table.name)).toEqual(sampleTables);
    expect(server.received.map(request => request.url.split('?')[1])).toEqual([
      'maxResults=2',
      'maxResults=2&pageToken=2',
      'maxResults=2&pageToken=4',
    ]);
  });

  test('ask for no page that nobody wants', async () => {
    for await (const share of client.listShares({ maxResults: 1 })) {
      expect(share.name).toBe('samples');
      break;
    }
    expect(server.received).toHaveLength(1);
  });

  test('take an answer without items for an empty page', async () => {
    server.intercept = (request, response) => {
      sendJson(response, request.url.includes('pageToken') ? {} : { nextPageToken: 'two' });
      return true;
    };
    expect(await collect(client.listShares())).toEqual([]);
    expect(server.received).toHaveLength(2);
  });

  test('fail instead of going round when a server repeats its token', async () => {
    server.intercept = (request, response) => {
      sendJson(response, { nextPageToken: request.url.includes('=a') ? 'b' : 'a' });
      return true;
    };
    expect(await failureOf(collect(client.listShares()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('go schema by schema where a server has no list of all tables', async () => {
    server.intercept = (request, response) => {
      if (!request.url.includes('all-tables')) return false;
      sendError(response, 404, 'NOT_FOUND', 'No such endpoint.');
      return true;
    };
    const tables = await collect(client.listAllTables('samples'));
    expect(tables.map(table => table.name)).toEqual(sampleTables);
  });

  test('name a share that does not exist', async () => {
    const error = await failureOf(collect(client.listAllTables('nothing')));
    expect(error).toBeInstanceOf(SharingError);
    expect(error).toMatchObject({ status: 404, errorCode: 'RESOURCE_DOES_NOT_EXIST' });
    expect(String(error)).toContain('share nothing');
  });

  test.each([{ items: 'none' }, { items: [{ id: 'x' }] }, { items: [null] }])('refuse the answer %j', async body => {
    server.intercept = (_, response) => {
      sendJson(response, body);
      return true;
    };
    expect(await failureOf(collect(client.listShares()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });
});

describe('names', () => {
  test('are escaped on their way into a path', async () => {
    const error = await failureOf(client.getShare('a/b?c#d é'));
    expect(error).toMatchObject({ status: 404 });
    expect(server.received[0]?.url).toBe('/delta-sharing/shares/a%2Fb%3Fc%23d%20%C3%A9');
  });

  test.each(['..', '.', ''])('that would change the path are refused: "%s"', async name => {
    expect(await failureOf(client.getShare(name))).toBeInstanceOf(QueryError);
    expect(() => client.table({ share: 's', schema: name, table: 't' })).toThrow(QueryError);
    expect(server.received).toEqual([]);
  });

  test('that are missing are refused: the entry of a list is not yet a name', async () => {
    const [entry] = await collect(client.listAllTables('samples'));
    expect(() => client.table(entry as never)).toThrow('"undefined" is no name');
  });
});
