import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { add, created } from './testing/log-table.ts';
import { type Line, linesOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const uc = '/api/2.1/unity-catalog';
const day = 24 * 60 * 60 * 1000;
const partitioned = { partitionColumns: ['day'] };
const files = Array.from({ length: 7 }, (_, number) =>
  add(`part-${number}.parquet`, { partitionValues: { day: number < 4 ? 'mon' : 'tue' } }),
);
const commits = [[...created(partitioned), ...files], [add('late.parquet', { partitionValues: { day: 'wed' } })]];
const isDay = (value: string) =>
  JSON.stringify({
    op: 'equal',
    children: [
      { op: 'column', name: 'day', valueType: 'string' },
      { op: 'literal', value, valueType: 'string' },
    ],
  });

const idsOf = (lines: readonly Line[]): string[] => lines.flatMap(({ file }) => (file === undefined ? [] : [file.id]));
const endOf = (lines: readonly Line[]) => lines.at(-1)?.['endStreamAction'];

describe('an answer in pages', () => {
  let shared: SharedTables;

  beforeAll(async () => {
    const history = { history_data_sharing_status: 'ENABLED', start_version: 0 };
    shared = await shareTables({ one: { commits, shared: history }, two: { commits, shared: history } });
  });
  afterAll(() => shared.close());

  const page = async (body: object, request = {}) => linesOf(await shared.query('one', body, request));

  it.each([
    [{ maxFiles: 3 }, 3],
    [{ maxFiles: 1 }, 8],
    [{ maxFiles: 8 }, 1],
    [{ maxFiles: 1_000_000 }, 1],
    [{ maxFiles: 2, version: 0 }, 4],
    [{ maxFiles: 3, jsonPredicateHints: isDay('tue') }, 3],
    [{ maxFiles: 3, predicateHints: ["day = 'mon'"] }, 3],
  ])('asked for by %j together is the whole, in %d pages', async (body, count) => {
    const { maxFiles, ...rest } = body;
    for (const capabilities of ['responseformat=parquet', 'responseformat=delta;includeendstreamaction=true']) {
      const whole = await page(rest, { capabilities });
      const [heads, ids]: [Set<string>, string[]] = [new Set(), []];
      let pageToken: string | undefined;
      let pages = 0;
      do {
        const response = await shared.query('one', pageToken === undefined ? body : { ...body, pageToken }, {
          capabilities,
        });
        expect(response.status).toBe(200);
        const lines = linesOf(response);
        expect(idsOf(lines).length).toBeLessThanOrEqual(maxFiles);
        heads.add(response.text.split('\n').slice(0, 2).join('\n'));
        ids.push(...idsOf(lines));
        pageToken = endOf(lines)?.nextPageToken;
        pages += 1;
      } while (pageToken !== undefined);
      expect(ids.toSorted()).toEqual(idsOf(whole).toSorted());
      expect([heads.size, pages]).toEqual([1, count]);
    }
  });

  it('stops when it has as many rows as are wanted', async () => {
    const counts: number[] = [];
    for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
      const lines = await page({ maxFiles: 2, limitHint: 45, pageToken });
      counts.push(idsOf(lines).length);
      pageToken = endOf(lines)?.nextPageToken;
    }
    expect(counts).toEqual([2, 2, 1]);
  });

  it('ends without a word more than the client knows, and never with an empty token', async () => {
    expect(endOf(await page({ maxFiles: 8 }))).toBeUndefined();
    const end = endOf(await page({ maxFiles: 8 }, { capabilities: 'includeendstreamaction=true' }));
    expect(Object.keys(end)).toEqual(['minUrlExpirationTimestamp']);
    const { file } = (await page({}))[2] ?? {};
    expect(Math.abs(file.expirationTimestamp - end.minUrlExpirationTimestamp)).toBeLessThan(60_000);
    expect(endOf(await page({ maxFiles: 3 })).nextPageToken).toMatch(/^[\w.-]+$/);
  });

  it('stays at its version when the table goes on', async () => {
    const { nextPageToken: pageToken } = endOf(await page({ version: 0, maxFiles: 4 }));
    const rest = await shared.query('one', { version: 0, pageToken });
    expect(rest.headers['delta-table-version']).toBe('0');
    expect(idsOf(linesOf(rest))).toHaveLength(3);
  });

  describe('is refused', () => {
    const refused = async (body: object, request = {}, table = 'one') => {
      const { status, json } = await shared.query(table, body, request);
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      return json.message as string;
    };
    let pageToken: string;
    beforeAll(async () => {
      pageToken = endOf(await page({ maxFiles: 3, limitHint: 70 })).nextPageToken;
    });

    it('when the token is of another recipient, table or share', async () => {
      const body = { maxFiles: 3, limitHint: 70, pageToken };
      await refused(body, { token: await shared.onboard(`other-${randomUUID()}`) });
      await refused(body, {}, 'two');
      expect((await shared.query('one', body)).status).toBe(200);
    });

    it('when anything else is asked for', async () => {
      await refused({ maxFiles: 3, pageToken });
      await refused({ maxFiles: 3, limitHint: 71, pageToken });
      await refused({ maxFiles: 3, limitHint: 70, version: 0, pageToken });
      await refused({ maxFiles: 3, limitHint: 70, jsonPredicateHints: isDay('mon'), pageToken });
      const message = await refused({ limitHint: 70, pageToken }, { capabilities: 'responseformat=delta' });
      expect(message).toContain('parquet response format');
    });

    it('when ids of files would be made in another way', async () => {
      const body = { limitHint: 70, pageToken };
      await refused(body, { headers: { fileidhash: 'delta' } });
    });

    it('when the token is altered, garbage, or a refresh token', async () => {
      const [key, claims = '', mac] = pageToken.split('.');
      const said = Buffer.from(claims, 'base64url').toString();
      const forged = Buffer.from(said.replace('"version":1', '"version":0')).toString('base64url');
      expect(said).not.toBe(Buffer.from(forged, 'base64url').toString());
      const { refreshToken } = endOf(await page({ includeRefreshToken: true, limitHint: 70 }));
      for (const token of [`${key}.${forged}.${mac}`, `${pageToken}x`, 'x', '...', 'ä'.repeat(100), refreshToken]) {
        await refused({ maxFiles: 3, limitHint: 70, pageToken: token });
      }
    });

    it('when the token has expired, after three days', async () => {
      shared.test.passTime(3 * day - 60_000);
      expect((await shared.query('one', { maxFiles: 3, limitHint: 70, pageToken })).status).toBe(200);
      shared.test.passTime(120_000);
      expect(await refused({ maxFiles: 3, limitHint: 70, pageToken })).toContain('has expired');
      shared.test.passTime(-3 * day - 60_000);
    });

    it('when the token is of a past that is not shared any more', async () => {
      const past = endOf(await page({ maxFiles: 3, version: 0 })).nextPageToken;
      const body = { maxFiles: 3, version: 0, pageToken: past };
      const update = (shared_object: object) =>
        shared.test.admin(`PATCH ${uc}/shares/acme-share`, {
          updates: [
            {
              action: 'UPDATE',
              data_object: { name: 'main.default.one', data_object_type: 'TABLE', ...shared_object },
            },
          ],
        });
      await update({ history_data_sharing_status: 'ENABLED', start_version: 1 });
      expect(await refused(body)).toContain('from version 1 on');
      await update({ history_data_sharing_status: 'DISABLED' });
      expect(await refused(body)).toContain('history sharing');
      await update({ history_data_sharing_status: 'ENABLED', start_version: 0 });
      expect((await shared.query('one', body)).status).toBe(200);
    });

    it('when the grant is gone', async () => {
      const token = await shared.onboard(`leaver-${randomUUID()}`);
      const { nextPageToken } = endOf(await page({ maxFiles: 3 }, { token }));
      const { json } = await shared.test.admin(`GET ${uc}/recipients`);
      const leaver = json.recipients.find(({ name }: { name: string }) => name.startsWith('leaver-'));
      const changes = [{ principal: leaver.name, remove: ['SELECT'] }];
      await shared.test.admin(`PATCH ${uc}/shares/acme-share/permissions`, { changes });
      expect((await shared.query('one', { maxFiles: 3, pageToken: nextPageToken }, { token })).status).toBe(404);
    });
  });

  describe('that was renewed', () => {
    it('has the same files of the same version under new URLs, with a new token', async () => {
      const first = await page({ includeRefreshToken: true });
      const { refreshToken } = endOf(first);
      shared.test.passTime(60_000);
      const again = await page({ refreshToken, includeRefreshToken: true });
      shared.test.passTime(-60_000);
      expect(idsOf(again)).toEqual(idsOf(first));
      expect(again[2]?.['file'].url).not.toBe(first[2]?.['file'].url);
      expect(endOf(again).refreshToken).toMatch(/^[\w.-]+$/);
    });

    it('does not need its history to be shared, though the table has gone on', async () => {
      const { refreshToken } = endOf(await page({ includeRefreshToken: true }));
      const body = { refreshToken, maxFiles: 2 };
      const { nextPageToken } = endOf(await page(body));
      expect(idsOf(await page({ pageToken: nextPageToken, maxFiles: 2 }))).toHaveLength(2);
    });

    it('is refused for another table, and beside what says otherwise', async () => {
      const { refreshToken } = endOf(await page({ includeRefreshToken: true }));
      const { nextPageToken } = endOf(await page({ maxFiles: 2 }));
      const refused = async (body: object, table = 'one') =>
        expect((await shared.query(table, { refreshToken, ...body })).json.errorCode).toBe('INVALID_PARAMETER_VALUE');
      for (const body of [{ version: 1 }, { startingVersion: 0 }, { pageToken: nextPageToken }, { limitHint: 1 }]) {
        await refused(body);
      }
      await refused({}, 'two');
      await refused({ refreshToken: nextPageToken });
    });

    it('can be until an hour after its URLs have ended, however long these live', async () => {
      const hour = 3_600_000;
      const long = await shareTables({ one: { commits } }, { settings: { signed_url_seconds: 12 * 3600 } });
      try {
        const renew = async () => (await long.query('one', { refreshToken })).status;
        const lines = linesOf(await long.query('one', { includeRefreshToken: true }));
        const { refreshToken, minUrlExpirationTimestamp } = endOf(lines);
        expect(Math.abs(minUrlExpirationTimestamp - Date.now() - 12 * hour)).toBeLessThan(60_000);
        long.test.passTime(13 * hour - 60_000);
        expect(await renew()).toBe(200);
        long.test.passTime(120_000);
        expect(await renew()).toBe(400);
      } finally {
        await long.close();
      }
    });

    it('is not offered for a version that was named', async () => {
      expect(endOf(await page({ version: 1, includeRefreshToken: true }))).toBeUndefined();
    });
  });

  it('has its records in the audit trail, with what each page gave', async () => {
    const { headers } = await shared.query('one', { maxFiles: 3 });
    const { records } = (await shared.test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme')).json;
    const own = records.filter(({ request_id }: { request_id: string }) => request_id === headers['x-request-id']);
    expect(own).toMatchObject([
      {
        action_name: 'deltaSharingQueriedTable',
        response: { status_code: 200, result: '{"tableVersion":1,"numAddFiles":3,"scannedAddFileSize":300}' },
      },
      { action_name: 'deltaSharingQueryTable', request_params: { maxFiles: '3' } },
    ]);
  });
});
