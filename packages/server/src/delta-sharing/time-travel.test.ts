import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, created, firstCommit, remove, timeOf } from './testing/log-table.ts';
import { linesOf, pathOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const commits = [[...created(), add('a.parquet')], [add('b.parquet')], [remove('a.parquet')], [add('c.parquet')]];
const later = (milliseconds: number) => new Date(firstCommit + milliseconds).toISOString();

describe('reading the past of a table', () => {
  let shared: SharedTables;

  beforeAll(async () => {
    shared = await shareTables({
      history: { commits, shared: { history_data_sharing_status: 'ENABLED', start_version: 0 } },
      recent: { commits, shared: { history_data_sharing_status: 'ENABLED', start_version: 2 } },
      present: { commits },
    });
  });
  afterAll(() => shared.close());

  const version = async (table: string, startingTimestamp: string) => {
    const { status, headers } = await shared.get(
      `${pathOf(table)}/version?startingTimestamp=${encodeURIComponent(startingTimestamp)}`,
    );
    return [status, headers['delta-table-version']];
  };

  it.each([
    [{ version: 0 }, '0', 1],
    [{ version: 1 }, '1', 2],
    [{ timestamp: timeOf(0) }, '0', 1],
    [{ timestamp: later(90_000) }, '1', 2],
    [{ timestamp: '2024-01-01T01:02:00+01:00' }, '2', 1],
    [{ timestamp: timeOf(3) }, '3', 2],
  ])('answers %j with version %s, of which every file tells', async (moment, found, count) => {
    const response = await shared.query('history', moment);
    expect([response.status, response.headers['delta-table-version']]).toEqual([200, found]);
    const files = linesOf(response).slice(2);
    expect(files).toHaveLength(count);
    const timestamp = firstCommit + Number(found) * 60_000;
    for (const { file } of files) expect(file).toMatchObject({ version: Number(found), timestamp });
    const query = Object.entries(moment).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    const metadata = await shared.get(`${pathOf('history')}/metadata?${query.join('&')}`);
    expect(metadata.headers['delta-table-version']).toBe(found);
    expect(metadata.text).toBe(response.text.split('\n').slice(0, 2).join('\n').concat('\n'));
  });

  it.each([
    ['before the first version', { timestamp: later(-1) }],
    ['after the latest version', { timestamp: later(180_001) }],
    ['that is no time', { timestamp: 'yesterday' }],
    ['without a zone', { timestamp: '2024-01-01T00:00:00' }],
    ['of a month that is none', { timestamp: '2024-13-41T00:00:00Z' }],
    ['of February 30', { timestamp: '2023-02-30T00:00:00Z' }],
    ['beside a version', { timestamp: timeOf(0), version: 0 }],
    ['beside a starting version', { timestamp: timeOf(0), startingVersion: 0 }],
  ])('refuses a time %s', async (_, body) => {
    const { status, json } = await shared.query('history', body);
    expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
  });

  it.each([
    [{ version: 0, startingVersion: 0 }, 400],
    [{ endingVersion: 1 }, 400],
    [{ version: 0, endingVersion: 1 }, 400],
    [{ includeHistoricalProtocol: true }, 400],
    [{ version: -1 }, 400],
    [{ version: 1.5 }, 400],
    [{ version: 'x' }, 400],
    [{ timestamp: 5 }, 400],
    [{ version: 4 }, 404],
  ])('refuses %j with %d', async (body, status) => {
    expect((await shared.query('history', body)).status).toBe(status);
  });

  it('of a table that is shared without its history is refused, in every way', async () => {
    for (const body of [{ version: 3 }, { timestamp: timeOf(1) }, { startingVersion: 0 }]) {
      const { status, json } = await shared.query('present', body);
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toContain('history sharing is not enabled');
    }
    for (const query of ['version=0', `timestamp=${timeOf(1)}`]) {
      expect((await shared.get(`${pathOf('present')}/metadata?${query}`)).status).toBe(400);
    }
    expect((await version('present', timeOf(0)))[0]).toBe(400);
  });

  it('begins with the version that the share begins with', async () => {
    expect((await shared.query('recent', { version: 2 })).status).toBe(200);
    for (const body of [{ version: 1 }, { timestamp: timeOf(1) }, { startingVersion: 1 }]) {
      const { status, json } = await shared.query('recent', body);
      expect([status, json.message]).toEqual([400, expect.stringContaining('from version 2 on')]);
    }
    expect(await version('recent', timeOf(1))).toEqual([400, undefined]);
    expect(await version('recent', timeOf(2))).toEqual([200, '2']);
  });

  it('finds the first version since a time', async () => {
    expect(await version('history', later(-1_000_000))).toEqual([200, '0']);
    expect(await version('history', later(1))).toEqual([200, '1']);
    expect(await version('history', timeOf(3))).toEqual([200, '3']);
    for (const wrong of [later(180_001), 'soon', '']) expect(await version('history', wrong)).toEqual([400, undefined]);
    const head = await shared.test.call(`HEAD ${pathOf('history')}?startingTimestamp=${timeOf(1)}` as 'GET /', {});
    expect(head.status).toBe(401);
  });
});
