import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Batch, equal, greaterThan, openProfile, or, type Progress, type SharedTable } from './index.ts';
import { collect, failureOf } from './testing/collect.ts';
import { type SharingServer, startSharingServer } from './testing/sharing-server.ts';

let server: SharingServer;
let weather: SharedTable;

beforeAll(async () => {
  server = await startSharingServer();
  const client = await openProfile(server.profile, { retryDelay: 1, retries: 2, timeout: 2000 });
  weather = client.table('samples.nyc.weather');
});
beforeEach(() => {
  server.intercept = undefined;
  server.received.length = 0;
});
afterAll(() => server.close());

const fileRequests = () => server.received.filter(({ url }) => url.startsWith('/files/'));
const sleep = (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds));
const weatherFiles = 12;

/** Makes the storage slow, and counts how many data files are asked for at once. */
function slowStorage(milliseconds: number): { most: number; open: number } {
  const state = { most: 0, open: 0 };
  server.intercept = async ({ url }, response) => {
    if (!url.startsWith('/files/')) return false;
    state.open += 1;
    state.most = Math.max(state.most, state.open);
    response.once('close', () => {
      state.open -= 1;
    });
    await sleep(milliseconds);
    return response.destroyed;
  };
  return state;
}

describe('data files', () => {
  test.each([1, 3])('are read %d at once, and their rows come in the order of the files', async concurrency => {
    const expected = await collect(weather.rows({ columns: ['time_hour', 'origin'] }));
    const storage = slowStorage(10);
    expect(await collect(weather.rows({ columns: ['time_hour', 'origin'], concurrency }))).toEqual(expected);
    expect(storage.most).toBe(concurrency);
  });

  test('are read four at once when nobody says', async () => {
    const storage = slowStorage(10);
    await collect(weather.batches({ columns: ['origin'] }));
    expect(storage.most).toBe(4);
  });

  test('are not asked for before the caller wants more', async () => {
    const batches = weather.batches({ columns: ['origin'], concurrency: 3 });
    await batches.next();
    await sleep(50);
    expect(fileRequests()).toHaveLength(3);
    await batches.return(undefined);
  });

  test.each([0, -1, 1.5, Number.NaN])('are never read %d at once', async concurrency => {
    expect(await failureOf(collect(weather.rows({ concurrency })))).toMatchObject({ name: 'QueryError' });
    expect(await failureOf(openProfile(server.profile, { concurrency }))).toMatchObject({ name: 'QueryError' });
    expect(server.received).toEqual([]);
  });
});

describe('a limit', () => {
  test('with a predicate reads one file at first, and more at once when that was not enough', async () => {
    const predicate = greaterThan('temp', -1000);
    expect(await collect(weather.rows({ predicate, limit: 10, columns: ['origin'] }))).toHaveLength(10);
    expect(fileRequests()).toHaveLength(1);
    const storage = slowStorage(10);
    await collect(weather.rows({ predicate: equal('temp', -1000), limit: 1, columns: ['origin'] }));
    expect(storage.most).toBe(4);
  });

  test('of more rows than a file has reads several files at once', async () => {
    const storage = slowStorage(10);
    expect(await collect(weather.rows({ limit: 20_000, columns: ['origin'] }))).toHaveLength(20_000);
    expect(storage.most).toBe(4);
    expect(fileRequests().length).toBeLessThan(weatherFiles);
  });
});

describe('all requests end', () => {
  test('when the loop is left', async () => {
    const storage = slowStorage(30);
    for await (const _ of weather.rows({ concurrency: 4 })) break;
    await expect.poll(() => storage.open).toBe(0);
    const asked = fileRequests().length;
    await sleep(100);
    expect(fileRequests()).toHaveLength(asked);
  });

  test('when one fails, whose error is the read’s', async () => {
    let asked = 0;
    const state = slowStorage(5);
    const slow = server.intercept;
    server.intercept = async (request, response) => {
      if (request.url.startsWith('/files/')) asked += 1;
      if (asked !== 2 || !request.url.startsWith('/files/')) return (await slow?.(request, response)) ?? false;
      response.writeHead(404).end();
      return true;
    };
    expect(await failureOf(collect(weather.arrow()))).toMatchObject({
      status: 404,
      errorCode: 'DATA_FILE_UNAVAILABLE',
    });
    await expect.poll(() => state.open).toBe(0);
  });

  test.each(['rows', 'batches', 'arrow', 'parquet'] as const)('when %s are aborted while they wait', async reader => {
    const storage = slowStorage(10_000);
    const abort = new AbortController();
    const reading = failureOf(collect<unknown>(weather[reader]({ signal: abort.signal })));
    await expect.poll(() => storage.open).toBe(4);
    abort.abort(new Error('enough'));
    expect(await reading).toEqual(new Error('enough'));
    await expect.poll(() => storage.open).toBe(0);
  });

  test('when the report of progress throws', async () => {
    const onProgress = () => {
      throw new Error('no more');
    };
    expect(await failureOf(collect(weather.rows({ onProgress })))).toEqual(new Error('no more'));
  });
});

describe('a storage that fails for a while', () => {
  test('is asked again', async () => {
    let asked = 0;
    server.intercept = ({ url }, response) => {
      if (!url.startsWith('/files/')) return false;
      asked += 1;
      if (asked % 3 === 0) return false;
      if (asked % 3 === 1) response.writeHead(503).end();
      else response.destroy();
      return true;
    };
    expect(await collect(weather.rows({ columns: ['origin'], concurrency: 1 }))).toHaveLength(26_115);
  });

  test('and cuts a file off is asked for what is missing', async () => {
    const whole = await collect(weather.rows({ limit: 5 }));
    server.received.length = 0;
    let cut = false;
    server.intercept = ({ url, headers }, response) => {
      if (!url.startsWith('/files/') || cut) return false;
      cut = true;
      const [start = 0, end = 0] = (headers.range ?? '').replace('bytes=', '').split('-').map(Number);
      response.writeHead(206, { 'content-length': String(end - start + 1) });
      response.write(Buffer.from('PAR1'), () => response.destroy());
      return true;
    };
    expect(await collect(weather.rows({ limit: 5 }))).toEqual(whole);
    expect(fileRequests().map(({ headers }) => headers.range)).toEqual([
      expect.stringMatching(/^bytes=0-/),
      expect.stringMatching(/^bytes=4-/),
    ]);
  });
});

describe('batches', () => {
  const batchesOf = (options = {}): Promise<Batch[]> => collect(weather.batches(options));

  test('have the columns that were asked for, of exact cells', async () => {
    const [batch] = await batchesOf({ columns: ['time_hour', 'origin', 'temp'], limit: 2 });
    expect(batch?.schema.fields.map(field => field.name)).toEqual(['time_hour', 'origin', 'temp']);
    expect(batch?.numRows).toBe(2);
    const [row] = await collect(weather.rows({ limit: 1 }));
    expect(batch?.columns.map(cells => cells[0])).toEqual([
      BigInt(Number(row?.['time_hour'])) * 1000n,
      row?.['origin'],
      row?.['temp'],
    ]);
  });

  test('with a predicate hold the rows that fulfil it, and none is empty', async () => {
    const predicate = or(equal('origin', 'LGA'), greaterThan('temp', 90));
    const batches = await batchesOf({ predicate, columns: ['temp', 'origin', 'humid'] });
    const cells = batches.flatMap(({ numRows, columns }) =>
      Array.from({ length: numRows }, (_, i) => columns.map(column => column[i])),
    );
    const rows = await collect(weather.rows({ columns: ['temp', 'origin', 'humid'] }));
    const expected = rows.filter(({ origin, temp }) => origin === 'LGA' || (temp !== null && Number(temp) > 90));
    expect(cells).toEqual(expected.map(row => [row['temp'], row['origin'], row['humid']]));
    expect(await batchesOf({ predicate: equal('origin', 'nowhere') })).toEqual([]);
  });
});

describe('progress', () => {
  const progressOf = async (options = {}): Promise<Progress[]> => {
    const reports: Progress[] = [];
    await collect(weather.arrow({ ...options, onProgress: progress => reports.push(progress) }));
    return reports;
  };

  test('counts files, rows and bytes, up to all of them', async () => {
    const reports = await progressOf();
    expect(reports.map(report => report.filesTotal)).toEqual(reports.map(() => weatherFiles));
    const sizes = (await collect(weather.files())).reduce((sum, file) => sum + file.size, 0);
    expect(reports.at(-1)).toEqual({ filesDone: weatherFiles, filesTotal: weatherFiles, rows: 26_115, bytes: sizes });
    const rows = reports.map(report => report.rows);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });

  test('with a predicate knows how many files there are when the last was listed', async () => {
    const reports = await progressOf({ predicate: equal('origin', 'JFK'), concurrency: 1 });
    expect(reports[0]?.filesTotal).toBeUndefined();
    expect(reports.at(-1)).toMatchObject({ filesDone: weatherFiles, filesTotal: weatherFiles });
  });
});
