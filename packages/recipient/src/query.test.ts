import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openProfile, type SharedTable } from './index.ts';
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

describe('a table', () => {
  test('tells its version', async () => {
    expect(await table.version()).toBe(11);
  });

  test.each([new Date('2026-01-02T03:04:05Z'), '2026-01-02T04:04:05+01:00'])(
    'tells its first version from %s on',
    async startingTimestamp => {
      await table.version({ startingTimestamp });
      expect(server.received[0]?.url).toMatch(/\/version\?startingTimestamp=2026-01-02T03%3A04%3A05\.000Z$/);
    },
  );

  test.each([new Date(Number.NaN), '', '2026-01-02T03:04:05', '2026-02-30', '2026-02-30T00:00:00Z'])(
    'has no version at "%s", which is no time',
    async timestamp => {
      const failure = {
        name: 'QueryError',
        message: expect.stringContaining('imestamp must be a time in ISO 8601 with its zone'),
      };
      expect(await failureOf(table.version({ startingTimestamp: timestamp }))).toMatchObject(failure);
      expect(await failureOf(table.metadata({ timestamp }))).toMatchObject(failure);
      expect(() => table.changes({ startingTimestamp: timestamp })).toThrow('startingTimestamp must be a time');
    },
  );

  test('without a version in the answer is refused', async () => {
    server.intercept = (_, response) => {
      response.end();
      return true;
    };
    expect(await failureOf(table.version())).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('tells its schema, partition columns and properties', async () => {
    const client = await openProfile(server.profile);
    const planes = await client.table('samples.nyc.planes').metadata({ version: 1 });
    expect(planes).toMatchObject({
      version: 1,
      protocol: { minReaderVersion: 1 },
      name: 'planes',
      partitionColumns: [],
    });
    expect(planes.configuration).toEqual({ 'delta.enableChangeDataFeed': 'true' });
    expect(planes.schema.fields.slice(0, 2)).toEqual([
      { name: 'tailnum', type: { kind: 'string' }, nullable: true, metadata: {} },
      { name: 'year', type: { kind: 'short' }, nullable: true, metadata: {} },
    ]);
  });

  test('lists its files with what is needed to read them', async () => {
    const files = await collect(table.files());
    expect(files).toHaveLength(12);
    expect(files[0]).toMatchObject({ partitionValues: {}, stats: expect.stringContaining('numRecords') });
    expect(files.every(file => file.size > 0 && file.url.startsWith(server.origin) && file.id !== '')).toBe(true);
  });
});

describe('what is asked of the server', () => {
  test('is one request, in either format, with an end line', async () => {
    await collect(table.files());
    expect(server.received).toHaveLength(1);
    const [{ method, url, headers, body } = { method: '', url: '', headers: {}, body: '' }] = server.received;
    expect([method, url, body]).toEqual([
      'POST',
      '/delta-sharing/shares/samples/schemas/nyc/tables/weather/query',
      '{"includeRefreshToken":true}',
    ]);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'delta-sharing-capabilities':
        'responseformat=parquet,delta;readerfeatures=deletionvectors,columnmapping,timestampntz,typewidening,' +
        'typewidening-preview,varianttype,varianttype-preview,variantshredding,variantshredding-preview;' +
        'includeendstreamaction=true',
    });
  });

  test('are the version and the limit', async () => {
    await collect(table.files({ version: 3, limit: 10 }));
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ version: 3, limitHint: 10 });
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('is never a limit or a version of %d', async value => {
    expect(await failureOf(collect(table.files({ limit: value })))).toMatchObject({ name: 'QueryError' });
    expect(await failureOf(collect(table.rows({ version: value })))).toMatchObject({ name: 'QueryError' });
    expect(await failureOf(table.metadata({ version: value }))).toMatchObject({ name: 'QueryError' });
    expect(server.received).toEqual([]);
  });

  test.each([
    ['2024-01-31T13:30:00+01:00', '2024-01-31T12:30:00.000Z'],
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    [new Date('2024-01-31T12:30:00.125Z'), '2024-01-31T12:30:00.125Z'],
  ])('is the time %s, in UTC', async (timestamp, sent) => {
    await collect(table.files({ timestamp }));
    await table.metadata({ timestamp });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({ timestamp: sent });
    expect(new URL(server.received[1]?.url ?? '', server.origin).searchParams.get('timestamp')).toBe(sent);
  });

  test.each(['yesterday', '2024-01-31T12:30:00', '2024-13-01', new Date(Number.NaN)])(
    'is never the time %s',
    async timestamp => {
      expect(await failureOf(collect(table.rows({ timestamp })))).toMatchObject({ name: 'QueryError' });
      expect(await failureOf(collect(table.files({ timestamp: '2024-01-31', version: 1 })))).toMatchObject({
        message: 'version and timestamp exclude each other: give one of them.',
      });
      expect(server.received).toEqual([]);
    },
  );

  test('must be answered: another version than the one asked for is refused', async () => {
    server.intercept = answering(lines.join(''));
    const error = await failureOf(collect(table.rows({ version: 3 })));
    expect(String(error)).toContain('version 3 was asked for, and version 11 came');
  });
});

const deltaProtocol = (readerFeatures: readonly unknown[]): string =>
  `${JSON.stringify({ protocol: { deltaProtocol: { minReaderVersion: 3, readerFeatures } } })}\n`;

const mappedMetadata = (mode: string): string => {
  const { metaData } = JSON.parse(lines[1] ?? '');
  const deltaMetadata = { ...metaData, configuration: { 'delta.columnMapping.mode': mode } };
  return `${JSON.stringify({ metaData: { deltaMetadata } })}\n`;
};

describe('an answer', () => {
  test('may have unknown lines, unknown fields, blank lines and no line end at its end', async () => {
    const [protocol = '', metadata = '', ...files] = lines;
    const odd = ['{"hello":{}}\n', protocol, '\r\n', metadata, '{"news":[1]}\n', ...files, '\n', end.trim()];
    server.intercept = answering(odd.join('').replaceAll('"size":', '"surprise":{},"size":'), capability);
    expect(await collect(table.files())).toHaveLength(12);
  });

  test('may come without an end line from a server that promised none', async () => {
    server.intercept = answering(lines.join(''));
    expect(await collect(table.files())).toHaveLength(12);
  });

  test('may come byte by byte', async () => {
    server.intercept = async ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      response.writeHead(200, { 'delta-table-version': '11' });
      for (const byte of Buffer.from(lines.slice(0, 3).join(''))) {
        if (!response.write(Buffer.of(byte))) await new Promise(done => response.once('drain', done));
      }
      response.end();
      return true;
    };
    expect(await collect(table.files())).toHaveLength(1);
  });

  test('that is cut off in the middle of a line is an error', async () => {
    server.intercept = answering(lines.join('').slice(0, -20));
    expect(await failureOf(collect(table.files()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('that reports a failure at its end is an error, with the server’s words', async () => {
    const failed = '{"endStreamAction":{"errorMessage":"The log is gone.","httpStatusErrorCode":503}}\n';
    server.intercept = answering([...lines, failed].join(''), capability);
    const error = await failureOf(collect(table.rows()));
    expect(error).toMatchObject({ errorCode: 'STREAM_FAILED', status: 503 });
    expect(String(error)).toContain('The log is gone.');
  });

  test('that reports a failure shows neither the token nor all of a long message', async () => {
    const errorMessage = `Not for ${server.profile.bearerToken}: ${'x'.repeat(5000)}`;
    const failed = `${JSON.stringify({ endStreamAction: { errorMessage } })}\n`;
    for (const answer of [[...lines, failed], [failed]]) {
      server.intercept = answering(answer.join(''), capability);
      const { message } = (await failureOf(collect(table.rows()))) as Error;
      expect(message).toContain('Not for [token]: xxx');
      expect(message.length).toBeLessThan(1200);
    }
  });

  test.each([
    ['an empty answer', () => ''],
    ['no protocol', () => lines.slice(1).join('')],
    ['no metadata', () => [lines[0], ...lines.slice(2)].join('')],
    ['a line that is not JSON', () => `${lines[0]}${lines[1]}<error/>\n`],
    ['a line that is a list', () => `${lines[0]}${lines[1]}[]\n`],
    ['a file without a URL', () => `${lines[0]}${lines[1]}{"file":{"id":"1","size":1}}\n`],
    ['a file of no size', () => `${lines[0]}${lines[1]}{"file":{"id":"1","url":"http://a","size":-1}}\n`],
    ['a file of nothing', () => `${lines[0]}${lines[1]}{"file":null}\n`],
    ['a newer reader version', () => `{"protocol":{"minReaderVersion":3}}\n${lines[1]}`],
    ['a newer reader version of Delta', () => `{"protocol":{"deltaProtocol":{"minReaderVersion":4}}}\n${lines[1]}`],
    ['an unknown reader feature', () => `${deltaProtocol(['deletionVectors', 'geospatial'])}${lines[1]}`],
    ['reader features that are none', () => `${deltaProtocol([1])}${lines[1]}`],
    ['an unknown column mapping', () => `${deltaProtocol([])}${mappedMetadata('guess')}`],
    ['column mapping without physical names', () => `${deltaProtocol([])}${mappedMetadata('name')}`],
    ['a file without an action', () => `${deltaProtocol([])}${lines[1]}{"file":{"id":"1","deltaSingleAction":{}}}\n`],
    [
      'a file without a path',
      () => `${deltaProtocol([])}${lines[1]}{"file":{"id":"1","deltaSingleAction":{"add":{}}}}\n`,
    ],
    ['a schema that is none', () => `${lines[0]}{"metaData":{"id":"1","schemaString":"{}","partitionColumns":[]}}\n`],
    ['a pending query', () => '{"queryStatus":{"queryId":"q","status":"pending"}}\n'],
    ['text that is not UTF-8', () => `${lines[0]}${lines[1]}`],
  ])('with %s is refused', async (name, text) => {
    const bytes = Buffer.from(text());
    const body = name.includes('UTF-8') ? Buffer.concat([bytes, Buffer.of(0x7b, 0xff, 0x7d)]) : bytes;
    server.intercept = ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      response.writeHead(200, { 'delta-table-version': '11' }).end(body);
      return true;
    };
    expect(await failureOf(collect(table.files()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('without a Delta-Table-Version is refused', async () => {
    server.intercept = answering(lines.join(''), { 'delta-table-version': '' });
    expect(String(await failureOf(collect(table.files())))).toContain('no Delta-Table-Version');
  });
});

describe('an answer in pages', () => {
  const paged =
    (versionOfSecond: string): Intercept =>
    ({ url, body }, response) => {
      if (!url.endsWith('/query')) return false;
      const second = JSON.parse(body).pageToken === 'p2';
      const files = second ? lines.slice(8) : lines.slice(2, 8);
      const action = second ? {} : { nextPageToken: 'p2' };
      const text = [lines[0], lines[1], ...files, `${JSON.stringify({ endStreamAction: action })}\n`].join('');
      response.writeHead(200, { 'delta-table-version': second ? versionOfSecond : '11', ...capability }).end(text);
      return true;
    };

  test('is one list of files', async () => {
    server.intercept = paged('11');
    const files = await collect(table.files());
    expect(new Set(files.map(file => file.id)).size).toBe(12);
    expect(server.received).toHaveLength(2);
  });

  test('of two versions is refused', async () => {
    server.intercept = paged('12');
    expect(await failureOf(collect(table.files()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
  });

  test('that never ends is refused', async () => {
    server.intercept = answering([...lines, '{"endStreamAction":{"nextPageToken":"p2"}}\n'].join(''), capability);
    expect(await failureOf(collect(table.files()))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
    expect(server.received).toHaveLength(2);
  });
});
