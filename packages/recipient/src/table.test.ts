import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as recipient from './index.ts';
import { equal, greaterThan, isNull, not, or, type Predicate, type Row, type SharingClient } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { readSnapshot } from './testing/sample-table.ts';
import { queryLines, type SharingServer, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let client: SharingClient;

beforeAll(async () => {
  server = await startSharingServer();
  client = await recipient.openProfile(server.profile, { retryDelay: 1, retries: 1, timeout: 2000 });
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

const rowsOf = (table: string, options?: recipient.RowOptions): Promise<Row[]> =>
  collect(client.table(`samples.nyc.${table}`).rows(options));
const fileRequests = () => server.received.filter(request => request.url.startsWith('/files/'));
const sentQuery = () => JSON.parse(server.received.find(request => request.url.endsWith('/query'))?.body ?? '');

describe('a row', () => {
  test('has a value of its own kind for each type', async () => {
    const predicate = recipient.and(equal('flight', 1545), equal('flight_date', '2013-01-01'));
    const [row] = await rowsOf('flights', { predicate, limit: 1 });
    expect(row).toEqual({
      flight_date: '2013-01-01',
      time_hour: new Date('2013-01-01T10:00:00Z'),
      month: 1,
      day: 1,
      carrier: 'UA',
      flight: 1545,
      tailnum: 'N14228',
      origin: 'EWR',
      dest: 'IAH',
      sched_dep_time: 515,
      dep_delay: 2,
      arr_delay: 11,
      air_time: 227,
      distance: 1400,
    });
    expect(Object.keys(row ?? {})).toEqual(
      (await client.table('samples.nyc.flights').metadata()).schema.fields.map(field => field.name),
    );
  });

  test('has typed partition values, whatever is in them', async () => {
    const rows = await rowsOf('rare_routes', { columns: ['route', 'month', 'flights', 'cancelled', 'km'] });
    const routes = new Set(rows.map(row => row['route']));
    expect(routes).toEqual(
      new Set([
        null,
        'EWR → ANC 🛬',
        'EWR=HDN',
        '100% EWR-MTJ',
        'JFK+PSP',
        'EWR/SBN',
        'LGA/SBN',
        'LGA%20EYW?#&',
        'LGA: \'LEX\' "é"',
      ]),
    );
    expect(rows.find(row => row['route'] === null)).toEqual({
      route: null,
      month: '2013-07-01',
      flights: 1,
      cancelled: true,
      km: '27.36',
    });
  });

  test('has the columns that were asked for, in that order, and no others', async () => {
    const [row] = await rowsOf('weather', { columns: ['visib', 'origin'], limit: 1 });
    expect(Object.entries(row ?? {})).toEqual([
      ['visib', 10],
      ['origin', 'EWR'],
    ]);
  });

  test('has null for a column that is younger than its file', async () => {
    const rows = await rowsOf('planes', { predicate: equal('manufacturer', 'EMBRAER'), columns: ['year', 'seats'] });
    expect(rows).toHaveLength(299);
    expect(rows.every(row => row['seats'] === null)).toBe(true);
    expect(await rowsOf('planes', { predicate: isNull('seats'), columns: [] })).toHaveLength(667);
  });

  test('has null for a partition column that its file’s line does not name, whatever the column is called', async () => {
    const text = queryLines(await readSnapshot('airlines'), 'airlines', server.origin).join('');
    server.intercept = ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      response.writeHead(200, { 'delta-table-version': '0' });
      response.end(
        text.replace('carrier', 'constructor').replace('"partitionColumns":[]', '"partitionColumns":["constructor"]'),
      );
      return true;
    };
    expect(await rowsOf('airlines', { limit: 1 })).toEqual([{ constructor: null, name: 'Endeavor Air Inc.' }]);
  });

  test('may have no columns at all, and is still counted', async () => {
    expect(await rowsOf('weather', { columns: [] })).toHaveLength(26_115);
  });
});

describe('a predicate', () => {
  test('holds exactly, though the server sends every file', async () => {
    const all = await rowsOf('planes');
    const predicate = or(greaterThan('year', 2005), not(equal('engines', 2)));
    const expected = all.filter(
      ({ year, engines }) => (year !== null && Number(year) > 2005) || ![2, null].includes(engines as number),
    );
    expect(expected.length).toBeGreaterThan(100);
    expect(await rowsOf('planes', { predicate })).toEqual(expected);
  });

  test('sees microseconds, decimals and dates as they are', async () => {
    const count = async (predicate: Predicate) => (await rowsOf('rare_routes', { predicate, columns: [] })).length;
    expect(await count(equal('km', '27.360'))).toBe(1);
    expect(await count(equal('month', '2013-07-01'))).toBe(5);
    expect(await count(equal('time_hour', '2013-07-27 05:00:00'))).toBe(1);
    expect(await count(equal('time_hour', new Date('2013-07-27T05:00:00Z')))).toBe(1);
    expect(await count(equal('time_hour', '2013-07-27T05:00:00.000001Z'))).toBe(0);
    expect(await count(isNull('route'))).toBe(1);
  });

  test('spares files by their partition values, without a request', async () => {
    await rowsOf('flights', { predicate: equal('month', 7), columns: ['day'] });
    expect(fileRequests()).toHaveLength(1);
  });

  test('is sent with the types of the table', async () => {
    await rowsOf('flights', { predicate: recipient.and(equal('month', 7), not(equal('origin', 'JFK'))), limit: 3 });
    const query = sentQuery();
    expect(JSON.parse(query.jsonPredicateHints)).toEqual({
      op: 'and',
      children: [
        {
          op: 'equal',
          children: [
            { op: 'column', name: 'month', valueType: 'int' },
            { op: 'literal', value: '7', valueType: 'int' },
          ],
        },
        {
          op: 'or',
          children: ['lessThan', 'greaterThan'].map(op => ({
            op,
            children: [
              { op: 'column', name: 'origin', valueType: 'string' },
              { op: 'literal', value: 'JFK', valueType: 'string' },
            ],
          })),
        },
      ],
    });
    // A server that counts a file's rows would send too few files.
    expect(query).not.toHaveProperty('limitHint');
  });

  test.each<[string, unknown]>([
    ['an unknown column', equal('gate', 'B2')],
    ['a literal of another type', equal('month', 'July')],
    ['a literal out of range', equal('day', 128)],
    ['a fraction where whole numbers are', equal('flight', 1.5)],
    ['an unknown op', { op: 'like', children: [] }],
    ['too few children', { op: 'equal', children: [{ op: 'column', name: 'month' }] }],
    ['no children', { op: 'not' }],
    ['two literals', { op: 'equal', children: [recipient.literal(1), recipient.literal(1)] }],
    ['columns of two types', equal('month', recipient.column('origin'))],
    ['a list', []],
  ])('with %s is refused before anything is read', async (_, predicate) => {
    const error = await failureOf(rowsOf('flights', { predicate: predicate as Predicate }));
    expect(error).toBeInstanceOf(recipient.QueryError);
    expect(server.received.map(request => request.method)).toEqual(['GET']);
  });
});

describe('columns', () => {
  test.each([[['gate']], [['month', 'month']]])('%j are refused', async columns => {
    expect(await failureOf(rowsOf('flights', { columns }))).toBeInstanceOf(recipient.QueryError);
    expect(fileRequests()).toEqual([]);
  });
});

describe('a limit', () => {
  test('holds exactly and reads no more files than needed', async () => {
    expect(await rowsOf('weather', { limit: 2300, columns: ['origin'] })).toHaveLength(2300);
    expect(fileRequests()).toHaveLength(2);
    expect(sentQuery()).toEqual({ limitHint: 2300, includeRefreshToken: true });
  });

  test('of 0 reads no file', async () => {
    expect(await rowsOf('weather', { limit: 0 })).toEqual([]);
    expect(fileRequests()).toEqual([]);
  });

  test('counts matches, not rows', async () => {
    const rows = await rowsOf('rare_routes', { predicate: equal('cancelled', true), limit: 3 });
    expect(rows.map(row => row['cancelled'])).toEqual([true, true, true]);
  });
});

describe('the connection of a query', () => {
  /** Answers the query and never ends the answer; tells when the client has closed it. */
  const endless = async (): Promise<{ closed: boolean }> => {
    const state = { closed: false };
    const lines = queryLines(await readSnapshot('airlines'), 'airlines', server.origin);
    server.intercept = ({ url }, response) => {
      if (!url.endsWith('/query')) return false;
      response.writeHead(200, { 'delta-table-version': '0' }).write(lines.join(''));
      response.on('close', () => {
        state.closed = true;
      });
      return true;
    };
    return state;
  };

  test('is closed when the loop is left early', async () => {
    const state = await endless();
    for await (const row of client.table('samples.nyc.airlines').rows()) {
      expect(row['carrier']).toBe('9E');
      break;
    }
    await expect.poll(() => state.closed).toBe(true);
  });

  test('is closed when nothing is read from it', async () => {
    const state = await endless();
    expect(await rowsOf('airlines', { limit: 0 })).toEqual([]);
    await expect.poll(() => state.closed).toBe(true);
  });

  test('is closed when the columns do not fit', async () => {
    const state = await endless();
    expect(await failureOf(rowsOf('airlines', { columns: ['gate'] }))).toBeInstanceOf(recipient.QueryError);
    await expect.poll(() => state.closed).toBe(true);
  });
});

test('an aborted read ends with the reason of its signal', async () => {
  const abort = new AbortController();
  const reading = failureOf(
    (async () => {
      for await (const _ of client.table('samples.nyc.weather').rows({ signal: abort.signal })) {
        abort.abort(new Error('enough'));
      }
    })(),
  );
  expect(String(await reading)).toBe('Error: enough');
});
