import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, cdc, created, firstCommit, metaData, protocol, remove, timeOf } from './testing/log-table.ts';
import { type Line, linesOf, pathOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const feed = { configuration: { 'delta.enableChangeDataFeed': 'true' } };
const wider = {
  ...feed,
  fields: ['id', 'more'].map(name => ({ name, type: 'integer', nullable: true, metadata: {} })),
};
const commits = [
  [...created(feed), add('a.parquet')],
  [add('b.parquet'), add('c.parquet')],
  [remove('a.parquet'), add('a2.parquet'), cdc('_change_data/cdc-2.parquet')],
  [remove('b.parquet', { dataChange: false }), add('b2.parquet', { dataChange: false })],
  [metaData(wider), add('d.parquet')],
  [remove('c.parquet')],
];
const shared_history = { history_data_sharing_status: 'ENABLED', start_version: 0 };
const vectors = { ...feed, features: ['deletionVectors'] };
const vector = {
  storageType: 'u',
  pathOrInlineDv: 'ab^-aqEH.-t@S}K{vb[*k^',
  offset: 4,
  sizeInBytes: 40,
  cardinality: 6,
};

/** What an answer says, each line in a few words. */
const wordsOf = (lines: readonly Line[]): string[] =>
  lines.map(line => {
    const [kind = '', value] = Object.entries(line)[0] ?? [];
    if (kind === 'endStreamAction') return 'end';
    if (kind === 'protocol') return 'protocol';
    if (kind === 'metaData') return `metaData ${value.version}`;
    const name = /([^/]+)\.parquet/.exec(value.url)?.[1];
    return `${kind} ${value.version} ${name}`;
  });

describe('changes of a table', () => {
  let shared: SharedTables;

  beforeAll(async () => {
    shared = await shareTables({
      changing: { commits, shared: { ...shared_history, cdf_enabled: true } },
      silent: { commits, shared: { ...shared_history, cdf_enabled: false } },
      present: { commits, shared: { cdf_enabled: true } },
      recent: { commits, shared: { ...shared_history, start_version: 2, cdf_enabled: true } },
      plain: { commits: [[...created(), add('a.parquet')], [add('b.parquet')]], shared: shared_history },
      deleting: {
        commits: [
          [...created(feed), add('a.parquet')],
          [protocol(vectors), metaData(feed)],
          [remove('a.parquet'), add('a.parquet', { deletionVector: vector })],
        ],
        shared: { ...shared_history, cdf_enabled: true },
      },
    });
  });
  afterAll(() => shared.close());

  const changes = (query: string, table = 'changing', request = {}) =>
    shared.get(`${pathOf(table)}/changes?${query}`, request);
  const stream = (body: object, table = 'changing', request = {}) => shared.query(table, body, request);

  it('stream every file that data was added or removed by, and metadata where it changes', async () => {
    const response = await stream({ startingVersion: 0 });
    expect(response.headers['delta-table-version']).toBe('0');
    expect(wordsOf(linesOf(response))).toEqual([
      'protocol',
      'metaData 0',
      'add 0 a',
      'add 1 b',
      'add 1 c',
      'remove 2 a',
      'add 2 a2',
      'metaData 4',
      'add 4 d',
      'remove 5 c',
    ]);
  });

  it.each([
    [{ startingVersion: 1, endingVersion: 1 }, ['metaData 1', 'add 1 b', 'add 1 c']],
    [{ startingVersion: 3, endingVersion: 3 }, ['metaData 3']],
    [{ startingVersion: 4, endingVersion: 400 }, ['metaData 4', 'add 4 d', 'remove 5 c']],
  ])('stream %j, both ends included', async (body, expected) => {
    expect(wordsOf(linesOf(await stream(body))).slice(1)).toEqual(expected);
  });

  it.each([
    [0, 'startingVersion=0&endingVersion=1', ['metaData 1', 'add 0 a', 'add 1 b', 'add 1 c']],
    [2, 'startingVersion=2&endingVersion=3', ['metaData 3', 'cdf 2 cdc-2']],
    [2, 'startingVersion=2', ['metaData 5', 'cdf 2 cdc-2', 'add 4 d', 'remove 5 c']],
    [
      2,
      'startingVersion=2&includeHistoricalMetadata=true',
      ['metaData 2', 'cdf 2 cdc-2', 'metaData 4', 'add 4 d', 'remove 5 c'],
    ],
    [1, `startingTimestamp=${timeOf(1)}&endingTimestamp=${timeOf(1)}`, ['metaData 1', 'add 1 b', 'add 1 c']],
    [0, 'startingTimestamp=2020-01-01T00:00:00Z&endingVersion=0', ['metaData 0', 'add 0 a']],
    [5, 'startingVersion=5&endingTimestamp=2035-01-01T00:00:00Z', ['metaData 5', 'remove 5 c']],
  ])('are fed from version %d by %s', async (from, query, expected) => {
    const response = await changes(query);
    expect([response.status, wordsOf(linesOf(response)).slice(1)]).toEqual([200, expected]);
    expect(response.headers['delta-table-version']).toBe(String(from));
  });

  it('have what clients need of each file', async () => {
    const lines = linesOf(await changes('startingVersion=2'));
    const timestamp = (version: number) => firstCommit + version * 60_000;
    expect(lines[2]?.['cdf']).toEqual({
      url: expect.stringMatching(/^http/),
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      partitionValues: {},
      size: 50,
      version: 2,
      timestamp: timestamp(2),
      expirationTimestamp: expect.any(Number),
    });
    expect(lines[3]?.['add']).toMatchObject({ size: 100, stats: '{"numRecords":10}', timestamp: timestamp(4) });
    expect(lines[4]?.['remove']).toMatchObject({ size: 100, partitionValues: {}, timestamp: timestamp(5) });
    expect(lines[4]?.['remove']).not.toHaveProperty('stats');
  });

  it('have deletion vectors and every protocol in the delta format, which the client has to know', async () => {
    const capabilities = 'responseformat=parquet,delta;readerfeatures=deletionvectors';
    const body = { startingVersion: 0, includeHistoricalProtocol: true };
    const response = await stream(body, 'deleting', { capabilities });
    expect(response.headers['delta-sharing-capabilities']).toBe('responseformat=delta');
    const lines = linesOf(response);
    expect(lines.map(line => Object.keys(line)[0])).toEqual([
      'protocol',
      'metaData',
      'file',
      'protocol',
      'metaData',
      'file',
      'file',
    ]);
    expect(lines[3]?.['protocol']).toMatchObject({
      version: 1,
      deltaProtocol: { readerFeatures: ['deletionVectors'] },
    });
    const [removed, added] = lines.slice(-2).map(({ file }) => file);
    expect(removed).toMatchObject({
      version: 2,
      deltaSingleAction: { remove: { path: expect.stringMatching(/^http/) } },
    });
    expect(added.deltaSingleAction.add.deletionVector).toMatchObject({ storageType: 'p', offset: 4 });
    expect(added.deletionVectorFileId).toMatch(/^[0-9a-f]{64}$/);
    const refused = await stream({ startingVersion: 0 }, 'deleting');
    expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('deletionVectors')]);
    expect((await stream({ startingVersion: 0, endingVersion: 0 }, 'deleting')).status).toBe(200);
  });

  it.each([
    [(more: string) => `startingVersion=0${more}`],
    [(more: string) => `startingVersion=0&includeHistoricalMetadata=true${more}`],
  ])('come in pages that together are the whole', async query => {
    const whole = wordsOf(linesOf(await changes(query(''))));
    for (const maxFiles of [1, 2, 3, 100]) {
      const words: string[] = [];
      const heads = new Set<string>();
      for (let more: string | undefined = ''; more !== undefined; ) {
        const response = await changes(query(`&maxFiles=${maxFiles}${more}`));
        expect([response.status, response.headers['delta-table-version']]).toEqual([200, '0']);
        const lines = linesOf(response);
        heads.add(response.text.split('\n').slice(0, 2).join('\n'));
        const { nextPageToken } = lines.at(-1)?.['endStreamAction'] ?? {};
        words.push(...wordsOf(lines.slice(2)).filter(word => word !== 'end'));
        more = nextPageToken === undefined ? undefined : `&pageToken=${nextPageToken}`;
      }
      expect(words).toEqual(whole.slice(2));
      expect(heads.size).toBe(1);
    }
  });

  it('stream in pages too, whose tokens are good for nothing else', async () => {
    const lines = linesOf(await stream({ startingVersion: 0, maxFiles: 4 }));
    const { nextPageToken: pageToken } = lines.at(-1)?.['endStreamAction'] ?? {};
    expect(wordsOf(linesOf(await stream({ startingVersion: 0, pageToken }))).slice(2)).toEqual([
      'add 2 a2',
      'metaData 4',
      'add 4 d',
      'remove 5 c',
    ]);
    for (const body of [
      { startingVersion: 1, pageToken },
      { pageToken },
      { startingVersion: 0, endingVersion: 9, pageToken },
    ]) {
      expect((await stream(body)).status).toBe(400);
    }
    expect((await changes(`startingVersion=0&pageToken=${pageToken}`)).status).toBe(400);
    expect((await stream({ startingVersion: 0, pageToken }, 'recent')).status).toBe(400);
  });

  it('end with an endStreamAction when that is asked for', async () => {
    const capabilities = 'includeendstreamaction=true';
    for (const response of [
      await changes('startingVersion=5', 'changing', { capabilities }),
      await stream({ startingVersion: 5 }, 'changing', { capabilities }),
    ]) {
      expect(wordsOf(linesOf(response)).at(-1)).toBe('end');
    }
  });

  it.each([
    ['changing', ''],
    ['changing', 'startingVersion=0&startingTimestamp=2024-01-01T00:00:00Z'],
    ['changing', 'startingVersion=0&endingVersion=1&endingTimestamp=2024-01-01T00:00:00Z'],
    ['changing', 'startingVersion=-1'],
    ['changing', 'startingVersion=first'],
    ['changing', 'startingVersion=6'],
    ['changing', 'startingVersion=2&endingVersion=1'],
    ['changing', `startingVersion=2&endingTimestamp=${timeOf(1)}`],
    ['changing', 'startingTimestamp=2035-01-01T00:00:00Z'],
    ['changing', 'startingTimestamp=yesterday'],
    ['changing', 'startingVersion=0&endingTimestamp=2020-01-01T00:00:00Z'],
    ['changing', 'startingVersion=0&maxFiles=0'],
    ['silent', 'startingVersion=0'],
    ['present', 'startingVersion=0'],
    ['recent', 'startingVersion=1'],
    ['recent', `startingTimestamp=${timeOf(1)}`],
    ['plain', 'startingVersion=0'],
  ])('of the table %s are refused for "%s"', async (table, query) => {
    const { status, json } = await changes(query, table);
    expect([status, json.message]).toEqual([400, expect.stringMatching(/\w+ .*\.$/)]);
  });

  it.each([{ startingVersion: 6 }, { startingVersion: 2, endingVersion: 1 }])('are not streamed for %j', async body => {
    const { status, json } = await stream(body);
    expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });

  it('leave a record when they begin and one when they end', async () => {
    const { headers } = await changes('startingVersion=0');
    const { records } = (await shared.test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme')).json;
    const own = records.filter(({ request_id }: { request_id: string }) => request_id === headers['x-request-id']);
    expect(own).toMatchObject([
      {
        action_name: 'deltaSharingQueriedTable',
        response: { result: '{"tableVersion":0,"numAddFiles":6,"scannedAddFileSize":550}' },
      },
      { action_name: 'deltaSharingQueryTableChanges', request_params: { startingVersion: '0' } },
    ]);
  });
});
