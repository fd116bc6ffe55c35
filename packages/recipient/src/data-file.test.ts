import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, type Row, type RowOptions, type SharingClient } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { readSnapshot } from './testing/sample-table.ts';
import { type Intercept, queryLines, type SharingServer, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let client: SharingClient;

beforeAll(async () => {
  server = await startSharingServer();
  client = await openProfile(server.profile, { retryDelay: 1, retries: 1, timeout: 2000 });
});
beforeEach(() => {
  server.intercept = undefined;
});
afterAll(() => server.close());

const rowsOf = (table: string, options?: RowOptions): Promise<Row[]> =>
  collect(client.table(`samples.nyc.${table}`).rows(options));

describe('a data file', () => {
  /** Changes the file lines of every query. */
  const withFiles = async (name: string, change: (file: Record<string, unknown>) => object): Promise<Intercept> => {
    const lines = queryLines(await readSnapshot(name), name, server.origin);
    return ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      const changed = lines.map(text => {
        const line = JSON.parse(text);
        return line.file ? { file: { ...line.file, ...change(line.file) } } : line;
      });
      response.writeHead(200, { 'delta-table-version': '0' });
      response.end(changed.map(line => `${JSON.stringify(line)}\n`).join(''));
      return true;
    };
  };
  const failure = async (change: (file: Record<string, unknown>) => object, table = 'airlines') => {
    server.intercept = await withFiles(table, change);
    const error = await failureOf(rowsOf(table));
    expect(String(error)).not.toContain('signature=secret');
    return error;
  };

  test('may come whole from a storage that knows no ranges', async () => {
    server.intercept = request => {
      if (request.headers.range === undefined) return false;
      Reflect.deleteProperty(request.headers, 'range');
      return false;
    };
    expect(await rowsOf('airlines')).toHaveLength(16);
  });

  test('is asked for again when it is cut off or the storage is busy', async () => {
    let faults = 0;
    server.intercept = ({ url }, response) => {
      if (!url.startsWith('/files/') || ++faults > 1) return false;
      response.writeHead(206, { 'content-length': '5000' });
      response.write('PAR1', () => response.destroy());
      return true;
    };
    expect(await rowsOf('airlines')).toHaveLength(16);
    expect(faults).toBe(2);
  });

  test('that the storage refuses is named by its id, and its URL is not shown', async () => {
    server.intercept = ({ url }, response) => {
      if (!url.startsWith('/files/')) return false;
      response.writeHead(403).end('<Error><Code>AccessDenied</Code></Error>');
      return true;
    };
    const error = await failureOf(rowsOf('airlines'));
    expect(error).toMatchObject({ status: 403, errorCode: 'DATA_FILE_UNAVAILABLE' });
    expect(String(error)).not.toContain('signature=secret');
  });

  test('whose URL has expired says so', async () => {
    const expired = await withFiles('airlines', () => ({ expirationTimestamp: Date.now() - 1 }));
    server.intercept = (request, response) => {
      if (!request.url.startsWith('/files/')) return expired(request, response);
      response.writeHead(403).end();
      return true;
    };
    expect(await failureOf(rowsOf('airlines'))).toMatchObject({ errorCode: 'URL_EXPIRED' });
  });

  test.each([
    ['with a longer size', (file: Record<string, unknown>) => ({ size: Number(file['size']) + 10 })],
    ['with a shorter size', (file: Record<string, unknown>) => ({ size: Number(file['size']) - 10 })],
    ['of no bytes', () => ({ size: 0 })],
    ['at a URL of another scheme', () => ({ url: 'file:///etc/passwd' })],
    ['inside its URL', () => ({ url: 'data:text/plain,PAR1' })],
    ['at what is no URL', () => ({ url: 'somewhere' })],
  ])('%s is refused', async (_, change) => {
    expect(await failure(change)).toMatchObject({ errorCode: 'INVALID_DATA_FILE' });
  });

  test('with another column type than the table is refused', async () => {
    const text = queryLines(await readSnapshot('airlines'), 'airlines', server.origin).join('');
    server.intercept = ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      response.writeHead(200, { 'delta-table-version': '0' });
      response.end(text.replace(String.raw`"carrier\",\"type\":\"string`, String.raw`"carrier\",\"type\":\"long`));
      return true;
    };
    const error = await failureOf(rowsOf('airlines'));
    expect(error).toMatchObject({ errorCode: 'INVALID_DATA_FILE' });
    expect(String(error)).toContain('Column "carrier" is long in the table and bytes in the data file');
  });

  test('with a partition value of another type is refused', async () => {
    const error = await failure(() => ({ partitionValues: { month: 'July' } }), 'flights');
    expect(error).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('with missing or empty partition values has nulls in them', async () => {
    server.intercept = await withFiles('flights', () => ({ partitionValues: { month: '' } }));
    expect(await rowsOf('flights', { limit: 2, columns: ['month'] })).toEqual([{ month: null }, { month: null }]);
  });
});
