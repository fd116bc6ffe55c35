import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { engines } from '../testing/engines.ts';
import { pruneAsyncQueries } from './async-queries.ts';
import { add, created } from './testing/log-table.ts';
import { linesOf, pathOf, type SharedTables, type SharingRequest, shareTables } from './testing/shared-tables.ts';

const capabilities = 'responseformat=delta,parquet;asyncquery=true;includeendstreamaction=true';
const commits = [
  [...created(), add('a.parquet'), add('b.parquet'), add('c.parquet')],
  [add('d.parquet'), add('e.parquet')],
];

describe.each(engines)('an asynchronous query on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let shared: SharedTables;

    beforeAll(async () => {
      const history = { history_data_sharing_status: 'ENABLED', start_version: 0 };
      const tables = { big: { commits, shared: history }, other: { commits, shared: history } };
      shared = await shareTables(tables, { engine, settings: { async_query_milliseconds: 300 } });
    });
    afterAll(() => shared.close());

    /** Lets the next snapshot take longer than a query waits. */
    const slowly = async <T>(act: () => Promise<T>): Promise<T> => {
      const open = vi.spyOn(shared.test.workspace.snapshots, 'open').mockReturnValueOnce(new Promise(() => {}));
      try {
        return await act();
      } finally {
        open.mockRestore();
      }
    };
    const ask = (body: object = {}, request = {}) => shared.query('big', body, { capabilities, ...request });
    const askSlowly = async (body: object = {}, request = {}): Promise<string> => {
      const response = await slowly(() => ask(body, request));
      expect(response.status).toBe(200);
      const [line, ...more] = linesOf(response);
      expect([line?.['queryStatus'].status, more]).toEqual(['pending', []]);
      return line?.['queryStatus'].queryId;
    };
    const poll = (id: string, body: object = {}, request: SharingRequest = {}, table = 'big') =>
      shared.post(`${pathOf(table)}/queries/${id}`, body, request);

    it('is answered at once when the table is there', async () => {
      const response = await ask();
      expect(response.headers['delta-sharing-capabilities']).toBe('responseformat=parquet;includeendstreamaction=true');
      expect(linesOf(response)).toHaveLength(8);
    });

    it('is answered at once when it asks for a stream', async () => {
      const response = await ask({ startingVersion: 1, idempotencyKey: 'stream' });
      expect(response.headers['delta-sharing-capabilities']).toBe('responseformat=parquet;includeendstreamaction=true');
      const kinds = linesOf(response).flatMap(line => Object.keys(line));
      expect(kinds).toEqual(['protocol', 'metaData', 'add', 'add', 'endStreamAction']);
    });

    it('is pending while the table is being read, and then what was asked for', async () => {
      const asked = { limitHint: 25, includeRefreshToken: true };
      const first = await slowly(() => ask(asked));
      expect(first.headers).toMatchObject({
        'delta-table-version': '0',
        'delta-sharing-capabilities': 'responseformat=parquet;asyncquery=true',
      });
      const { queryId } = linesOf(first)[0]?.['queryStatus'] ?? {};
      const pending = await slowly(() => poll(queryId));
      expect(linesOf(pending)).toEqual([{ queryStatus: { queryId, status: 'pending' } }]);
      const done = await poll(queryId);
      expect(done.headers).toMatchObject({
        'delta-table-version': '1',
        'delta-sharing-capabilities': 'responseformat=parquet;includeendstreamaction=true',
      });
      const lines = linesOf(done);
      expect(lines.filter(({ file }) => file !== undefined)).toHaveLength(3);
      expect(lines.at(-1)?.['endStreamAction'].refreshToken).toMatch(/^[\w.-]+$/);
    });

    it('can be read in pages, each by the same id', async () => {
      const id = await askSlowly();
      const files: string[] = [];
      for (let pageToken: string | undefined = ''; pageToken !== undefined; ) {
        const lines = linesOf(await poll(id, { maxFiles: 2, pageToken }));
        files.push(...lines.flatMap(({ file }) => (file === undefined ? [] : [file.id])));
        pageToken = lines.at(-1)?.['endStreamAction'].nextPageToken;
      }
      expect(new Set(files).size).toBe(5);
    });

    it('waits for nobody who did not say that they can come again', async () => {
      const opening = vi.spyOn(shared.test.workspace.snapshots, 'open');
      const response = await ask({}, { capabilities: 'responseformat=parquet' });
      expect([linesOf(response).length, opening.mock.calls.length]).toEqual([7, 1]);
      opening.mockRestore();
    });

    it('is not kept when it is long: whoever sends it waits', async () => {
      const { snapshots } = shared.test.workspace;
      const open = snapshots.open.bind(snapshots);
      const slow = vi.spyOn(snapshots, 'open').mockImplementationOnce(async (...wanted) => {
        await new Promise(resolve => setTimeout(resolve, 600));
        return open(...wanted);
      });
      const response = await ask({ predicateHints: [`id = ${'1'.repeat(70_000)}`] });
      slow.mockRestore();
      expect(linesOf(response).map(line => Object.keys(line)[0])).toContain('file');
    });

    it.each(['idempotencyKey', 'idempotency_key'])('sent again under the same %s is the same query', async field => {
      const key = { [field]: `key-${field}` };
      const id = await askSlowly({ limitHint: 5, ...key });
      expect(await askSlowly({ limitHint: 5, ...key })).toBe(id);
      const other = await ask({ limitHint: 6, ...key });
      expect([other.status, other.json.errorCode]).toEqual([409, 'RESOURCE_CONFLICT']);
      expect(linesOf(await ask({ limitHint: 5, ...key })).length).toBeGreaterThan(2);
      const token = await shared.onboard(`other-${field}`.toLowerCase());
      expect(await askSlowly({ limitHint: 6, ...key }, { token })).not.toBe(id);
      expect(await askSlowly()).not.toBe(await askSlowly());
    });

    it('sent twice at once under the same key is one query', async () => {
      const never = () => new Promise<never>(() => {});
      const open = vi.spyOn(shared.test.workspace.snapshots, 'open').mockImplementation(never);
      const answers = await Promise.all([1, 2, 3].map(() => ask({ idempotencyKey: 'at-once' })));
      open.mockRestore();
      expect(new Set(answers.map(answer => linesOf(answer)[0]?.['queryStatus'].queryId)).size).toBe(1);
    });

    it('that is unknown, of another recipient or of another table does not exist', async () => {
      const id = await askSlowly();
      const token = await shared.onboard('stranger');
      for (const answer of [await poll('x'), await poll(id, {}, { token }), await poll(id, {}, {}, 'other')]) {
        expect([answer.status, answer.json.errorCode]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      }
    });

    it('that fails is an error, of the kind that it would have been at once', async () => {
      const id = await askSlowly({}, { capabilities: 'responseformat=iceberg;asyncquery=true' });
      const { status, json } = await poll(id);
      expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('is gone when its time is over', async () => {
      const id = await askSlowly({ idempotencyKey: 'old' });
      const { database, now } = shared.test.workspace;
      await database.write(async transaction => {
        await transaction
          .updateTable('async_queries')
          .set({ expires_at: now() - 1 })
          .where('id', '=', id)
          .execute();
      });
      expect((await poll(id)).status).toBe(404);
      const next = await askSlowly({ idempotencyKey: 'old', limitHint: 1 });
      expect(next).not.toBe(id);
      await pruneAsyncQueries(database, now());
      expect((await poll(next)).status).toBe(200);
      await pruneAsyncQueries(database, now() + 3_700_000);
      expect((await poll(next)).status).toBe(404);
    });

    it('leaves one record when it is put off, and two when it is answered', async () => {
      const response = await slowly(() => ask());
      const { queryId } = linesOf(response)[0]?.['queryStatus'] ?? {};
      const answer = await poll(queryId);
      const { records } = (await shared.test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme')).json;
      const actionsOf = ({ headers }: { headers: Record<string, unknown> }) =>
        records
          .filter(({ request_id }: { request_id: string }) => request_id === headers['x-request-id'])
          .map(({ action_name }: { action_name: string }) => action_name);
      expect(actionsOf(response)).toEqual(['deltaSharingQueryTable']);
      expect(actionsOf(answer)).toEqual(['deltaSharingQueriedTable', 'deltaSharingGetQuery']);
    });
  });
});
