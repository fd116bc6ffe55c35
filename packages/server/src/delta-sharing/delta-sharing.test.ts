import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestResponse, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const travel = '/delta-sharing/shares/Travel';
const flights = `${travel}/schemas/default/tables/flights`;

const linesOf = (response: TestResponse) =>
  response.text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));

describe.each(engines)("the recipient's protocol on $engine", ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let token: string;

    const get = (path: string, options: object = {}) => test.call(`GET ${path}` as 'GET /', { token, ...options });
    const query = (body: object = {}, path = flights) => test.call(`POST ${path}/query` as 'POST /', { token, body });
    const add = (share: string, name: string, more: object = {}) =>
      test.admin(`PATCH ${uc}/shares/${share}`, {
        updates: [{ action: 'ADD', data_object: { name: `main.default.${name}`, data_object_type: 'TABLE', ...more } }],
      });
    const grant = (share: string, principal: string) =>
      test.admin(`PATCH ${uc}/shares/${share}/permissions`, { changes: [{ principal, add: ['SELECT'] }] });

    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      for (const name of ['flights', 'airlines', 'planes']) {
        await test.admin(`POST ${uc}/tables`, {
          name,
          catalog_name: 'main',
          schema_name: 'default',
          table_type: 'EXTERNAL',
          data_source_format: 'DELTA',
          storage_location: `file://${sampleTables}/${name}`,
        });
      }
      for (const share of ['Travel', 'empty', 'hidden']) await test.admin(`POST ${uc}/shares`, { name: share });
      await add('Travel', 'flights');
      await add('Travel', 'airlines', { shared_as: 'reference.Airlines' });
      await add('Travel', 'planes', { history_data_sharing_status: 'ENABLED', start_version: 1 });
      await add('hidden', 'flights');
      token = await onboard(test, 'acme');
      await grant('Travel', 'acme');
      await grant('empty', 'acme');
    });
    afterAll(() => test.close());

    describe('discovery', () => {
      it('lists the shares that are granted, and no other', async () => {
        const { json } = await get('/delta-sharing/shares');
        expect(json.items.map((share: { name: string }) => share.name)).toEqual(['empty', 'Travel']);
        expect(json.items[1].id).toMatch(/^[0-9a-f-]{36}$/);
        expect(json).not.toHaveProperty('nextPageToken');
      });

      it('answers a share that is not granted like one that does not exist', async () => {
        for (const path of [
          '',
          '/schemas',
          '/all-tables',
          '/schemas/default/tables',
          '/schemas/default/tables/flights/metadata',
        ]) {
          const hidden = await get(`/delta-sharing/shares/hidden${path}`);
          const unknown = await get(`/delta-sharing/shares/nothing${path}`);
          expect([hidden.status, hidden.json.errorCode]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
          expect(hidden.json.message).toBe(unknown.json.message.replaceAll('nothing', 'hidden'));
        }
      });

      it('tells of a share or schema that does not exist before it tells of a wrong page token', async () => {
        for (const path of [
          '/delta-sharing/shares/nothing/schemas',
          '/delta-sharing/shares/nothing/all-tables',
          '/delta-sharing/shares/nothing/schemas/default/tables',
          `${travel}/schemas/nothing/tables`,
        ]) {
          const { status, json } = await get(`${path}?pageToken=x`);
          expect([path, status, json.errorCode]).toEqual([path, 404, 'RESOURCE_DOES_NOT_EXIST']);
        }
        expect((await get(`${travel}/schemas/default/tables?pageToken=x`)).status).toBe(400);
      });

      it('finds names whatever their case, and tells them as the provider wrote them', async () => {
        expect((await get('/delta-sharing/shares/TRAVEL')).json.share.name).toBe('Travel');
        const { json } = await get('/delta-sharing/shares/travel/schemas/REFERENCE/tables');
        expect(json.items).toMatchObject([{ name: 'Airlines', schema: 'reference', share: 'Travel' }]);
      });

      it('lists schemas and tables', async () => {
        expect((await get(`${travel}/schemas`)).json.items).toEqual([
          { name: 'default', share: 'Travel' },
          { name: 'reference', share: 'Travel' },
        ]);
        const tables = (await get(`${travel}/all-tables`)).json.items;
        expect(tables.map((table: { schema: string; name: string }) => `${table.schema}.${table.name}`)).toEqual([
          'default.flights',
          'default.planes',
          'reference.Airlines',
        ]);
        expect((await get('/delta-sharing/shares/empty/schemas')).json).toEqual({ items: [] });
      });

      it('finds a table by its name, as it is listed and with its format', async () => {
        const listed = (await get(`${travel}/schemas/reference/tables`)).json.items[0];
        expect((await get(`${travel}/schemas/REFERENCE/tables/airlines`)).json).toEqual({ ...listed, format: 'delta' });
        const { status, json } = await get(`${travel}/schemas/reference/tables/none`);
        expect([status, json.errorCode]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
      });

      it.each(['/delta-sharing/shares', `${travel}/schemas`, `${travel}/all-tables`])(
        'cuts %s into pages that together are the whole',
        async path => {
          const whole = (await get(path)).json.items;
          const paged = [];
          let pageToken: string | undefined;
          do {
            const { json } = await get(
              `${path}?maxResults=1${pageToken === undefined ? '' : `&pageToken=${pageToken}`}`,
            );
            expect(json.items).toHaveLength(1);
            paged.push(...json.items);
            pageToken = json.nextPageToken;
          } while (pageToken !== undefined);
          expect(paged).toEqual(whole);
        },
      );

      it('gives no items and a token for maxResults 0, and refuses what is no number', async () => {
        const { json } = await get('/delta-sharing/shares?maxResults=0');
        expect(json.items).toEqual([]);
        expect((await get(`/delta-sharing/shares?pageToken=${json.nextPageToken}`)).json.items).toHaveLength(2);
        for (const wrong of ['-1', 'many', '1.5']) {
          const response = await get(`/delta-sharing/shares?maxResults=${wrong}`);
          expect([response.status, response.json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        }
      });

      it('refuses a page token of another list or of another recipient', async () => {
        const { nextPageToken } = (await get(`${travel}/all-tables?maxResults=1`)).json;
        const other = await onboard(test, 'other');
        await grant('Travel', 'other');
        const attempts = [
          await get(`${travel}/schemas?pageToken=${nextPageToken}`),
          await get(`${travel}/all-tables?pageToken=${nextPageToken}`, { token: other }),
        ];
        for (const { status, json } of attempts)
          expect([status, json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      });

      it('is reached under the prefix of profiles that Databricks made', async () => {
        expect((await get('/api/2.0/delta-sharing/metastores/any/shares/travel')).status).toBe(200);
      });
    });

    describe('a table', () => {
      it('tells its version in a header, to GET and to HEAD', async () => {
        const byGet = await get(`${flights}/version`);
        const byHead = await test.call(`HEAD ${flights}` as 'GET /', { token });
        for (const { status, headers, text } of [byGet, byHead]) {
          expect([status, text]).toEqual([200, '']);
          expect(headers['delta-table-version']).toMatch(/^\d+$/);
        }
      });

      it('tells its schema and facts in two lines', async () => {
        const response = await get(`${flights}/metadata`, {
          headers: { 'delta-sharing-capabilities': 'responseformat=delta,parquet;readerfeatures=deletionvectors' },
        });
        const [protocol, metadata, ...more] = linesOf(response);
        expect(more).toEqual([]);
        expect(protocol).toEqual({ protocol: { minReaderVersion: 1 } });
        expect(metadata.metaData).toMatchObject({
          format: { provider: 'parquet' },
          partitionColumns: ['month'],
          numFiles: expect.any(Number),
        });
        expect(JSON.parse(metadata.metaData.schemaString).type).toBe('struct');
        expect(response.headers).toMatchObject({
          'content-type': 'application/x-ndjson; charset=utf-8',
          'delta-sharing-capabilities': 'responseformat=parquet',
        });
      });

      it('gives its files with URLs that open', async () => {
        const response = await query();
        const [, metadata, ...files] = linesOf(response);
        expect(files).toHaveLength(metadata.metaData.numFiles);
        expect(response.headers['delta-table-version']).toBe(String(metadata.metaData.version));
        const sizes = files.map(({ file }) => file.size);
        expect(sizes.reduce((sum: number, size: number) => sum + size, 0)).toBe(metadata.metaData.size);
        for (const { file } of files.slice(0, 3)) {
          expect(file).toMatchObject({
            id: expect.any(String),
            partitionValues: { month: expect.any(String) },
            expirationTimestamp: expect.any(Number),
          });
          const { pathname } = new URL(file.url);
          const whole = await test.call(`GET ${pathname}` as 'GET /');
          expect([whole.status, whole.headers['content-length']]).toEqual([200, String(file.size)]);
          const part = await test.call(`GET ${pathname}` as 'GET /', { headers: { range: 'bytes=0-3' } });
          expect([part.status, part.text]).toEqual([206, 'PAR1']);
          expect((await test.call(`HEAD ${pathname}` as 'GET /')).headers['content-length']).toBe(String(file.size));
        }
      });

      it('leaves out files by a predicate over a partition column, and ignores one that it does not understand', async () => {
        const hint = {
          op: 'equal',
          children: [
            { op: 'column', name: 'month', valueType: 'int' },
            { op: 'literal', value: '3', valueType: 'int' },
          ],
        };
        const files = linesOf(await query({ jsonPredicateHints: JSON.stringify(hint) })).slice(2);
        expect(files.length).toBeGreaterThan(0);
        expect(files.every(({ file }) => file.partitionValues.month === '3')).toBe(true);
        const all = linesOf(await query()).length;
        expect(linesOf(await query({ jsonPredicateHints: '{"op":"mystery"}' }))).toHaveLength(all);
        expect(linesOf(await query({ predicateHints: ['month = 3'] }))).toHaveLength(files.length + 2);
        expect(linesOf(await query({ predicateHints: ['mystery(month)'] }))).toHaveLength(all);
      });

      it('gives as many files as a limit needs', async () => {
        const all = linesOf(await query()).length - 2;
        expect(linesOf(await query({ limitHint: 1 }))).toHaveLength(3);
        expect(linesOf(await query({ limitHint: 100_000_000 }))).toHaveLength(all + 2);
      });

      it('can be read at a past version when its history is shared, from the start version on', async () => {
        const planes = `${travel}/schemas/default/tables/planes`;
        const past = await query({ version: 1 }, planes);
        expect([past.status, past.headers['delta-table-version']]).toEqual([200, '1']);
        expect(linesOf(past)[2].file.version).toBe(1);
        expect((await query({ version: 0 }, planes)).status).toBe(400);
        expect((await query({ version: 999 }, planes)).status).toBe(404);
        const withoutHistory = await query({ version: 0 });
        expect([withoutHistory.status, withoutHistory.json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      });

      it.each([
        ['a negative version', { version: -1 }],
        ['a version that is no number', { version: 'first' }],
        ['a negative limit', { limitHint: -5 }],
        ['a stream without shared history', { startingVersion: 0 }],
        ['a timestamp without shared history', { timestamp: '2024-01-01T00:00:00Z' }],
        ['a page token of nobody', { pageToken: 'x' }],
        ['a refresh token of nobody', { refreshToken: 'x' }],
      ])('refuses %s with 400', async (_, body) => {
        const response = await query(body);
        expect([response.status, response.json.errorCode]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      });

      it('refuses a body that is not JSON', async () => {
        const response = await test.call(`POST ${flights}/query` as 'POST /', { token, body: '{"limitHint":' });
        expect([response.status, response.json.errorCode]).toEqual([400, 'MALFORMED_REQUEST']);
      });

      it('leaves a record when a query starts and one when it ends, with its figures', async () => {
        const response = await query();
        const metadata = linesOf(response)[1].metaData;
        const { records } = (await test.admin('GET /api/2.0/boathouse/audit?recipient_name=acme&max_results=2')).json;
        expect(records).toMatchObject([
          {
            action_name: 'deltaSharingQueriedTable',
            request_id: response.headers['x-request-id'],
            response: { status_code: 200 },
          },
          {
            action_name: 'deltaSharingQueryTable',
            request_id: response.headers['x-request-id'],
            request_params: { share: 'Travel', table: 'flights' },
          },
        ]);
        expect(JSON.parse(records[0].response.result)).toEqual({
          numAddFiles: metadata.numFiles,
          scannedAddFileSize: metadata.size,
          tableVersion: metadata.version,
        });
      });
    });

    describe('a signed URL', () => {
      const urlOf = async () => new URL(linesOf(await query({ limitHint: 1 }))[2].file.url).pathname;
      const open = (path: string) => test.call(`GET ${path}` as 'GET /');

      it('is refused when it was altered', async () => {
        const path = await urlOf();
        const [prefix, segment = '', name] = [
          path.slice(0, path.indexOf('files/') + 6),
          path.split('/').at(-2),
          path.split('/').at(-1),
        ];
        const [key, claims = '', mac] = segment.split('.');
        const forged = Buffer.from(
          Buffer.from(claims, 'base64url')
            .toString()
            .replace(/\d{13}/, '9999999999999'),
        ).toString('base64url');
        const response = await open(`${prefix}${key}.${forged}.${mac}/${name}`);
        expect([response.status, response.json.errorCode]).toEqual([403, 'PERMISSION_DENIED']);
        expect((await open(path)).status).toBe(200);
      });

      it('is refused when it has expired', async () => {
        const path = await urlOf();
        test.passTime(3_601_000);
        expect((await open(path)).status).toBe(403);
        test.passTime(-3_601_000);
      });

      it('is refused when the grant behind it is gone', async () => {
        const path = await urlOf();
        await test.admin(`PATCH ${uc}/shares/Travel/permissions`, {
          changes: [{ principal: 'acme', remove: ['SELECT'] }],
        });
        expect((await open(path)).status).toBe(403);
        await grant('Travel', 'acme');
        expect((await open(path)).status).toBe(200);
      });
    });

    it('shows a table no more when its owner may not read it any more', async () => {
      const owner = 'manager@example.com';
      await test.addUser(owner);
      await test.admin(`POST ${uc}/shares`, { name: 'handed-over' });
      await add('handed-over', 'airlines');
      await grant('handed-over', 'acme');
      const tables = async () => (await get('/delta-sharing/shares/handed-over/all-tables')).json.items;
      expect(await tables()).toHaveLength(1);
      await test.admin(`PATCH ${uc}/shares/handed-over`, { owner });
      expect(await tables()).toEqual([]);
      expect((await get('/delta-sharing/shares/handed-over/schemas/default/tables/airlines/version')).status).toBe(404);
      expect((await test.admin(`GET ${uc}/shares/handed-over`)).json.objects[0].status).toBe('PERMISSION_DENIED');
    });

    it('refuses a missing, a wrong and an expired token alike, without telling which', async () => {
      const expired = await onboard(test, 'late');
      await test.workspace.database.write(transaction =>
        transaction
          .updateTable('recipient_tokens')
          .set({ expires_at: 1 })
          .where('recipient_id', 'in', inner => inner.selectFrom('recipients').select('id').where('name', '=', 'late'))
          .execute(),
      );
      const answers = [
        await get('/delta-sharing/shares', { token: 'wrong' }),
        await get('/delta-sharing/shares', { token: expired }),
      ];
      for (const { status, json } of answers) expect([status, json.errorCode]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answers[0]?.text).toBe(answers[1]?.text);
      expect((await get('/delta-sharing/shares', { token: undefined })).status).toBe(401);
    });
  });
});
