import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { add, created } from './testing/log-table.ts';
import { linesOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const uc = '/api/2.1/unity-catalog';

/** A filter that lets the partitions of some days pass, and those of the recipient's property `day`. */
const daysOf = (...days: readonly string[]) => [
  ...days.map(value => ({ values: [{ name: 'day', op: 'EQUAL', value }] })),
  { values: [{ name: 'day', op: 'EQUAL', recipient_property_key: 'day' }] },
];
const history = { history_data_sharing_status: 'ENABLED', start_version: 0 };

describe.each(engines)('the URL of a file in a local folder on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let shared: SharedTables;
    const update = async (more: object, action = 'UPDATE', name = 'main.default.sales'): Promise<void> => {
      const data_object = { name, data_object_type: name.includes('sales') ? 'TABLE' : 'SCHEMA', ...more };
      const changed = await shared.test.admin(`PATCH ${uc}/shares/acme-share`, { updates: [{ action, data_object }] });
      expect(changed.status, changed.text).toBe(200);
    };
    const setDay = (day: string) =>
      shared.test.admin(`PATCH ${uc}/recipients/acme`, { properties_kvpairs: { properties: { day } } });
    /** Queries the table, and gives the URL of its file of Monday. */
    const urlOf = async (): Promise<string> => {
      const lines = linesOf(await shared.query('sales'));
      const urls: string[] = lines.flatMap(({ file }) => file?.url ?? []);
      return (urls.find(url => url.includes('monday')) ?? '').replace('http://boathouse.test', '');
    };
    const file = () => join(shared.folderOf('sales'), 'monday.parquet');
    const read = (url: string) => shared.test.call(`GET ${url}` as 'GET /');

    beforeAll(async () => {
      const traits = { partitionColumns: ['day'], configuration: { 'delta.enableChangeDataFeed': 'true' } };
      const files = ['mon', 'tue'].map(day => add(`${day}day.parquet`, { partitionValues: { day } }));
      shared = await shareTables({ sales: { commits: [[...created(traits), ...files]] } }, { engine });
      writeFileSync(file(), 'rows of Monday');
    });
    beforeEach(async () => {
      await update({ ...history, partitions: daysOf('mon', 'tue') });
      await setDay('sat');
    });
    afterAll(() => shared.close());

    it.each<[string, () => Promise<unknown>]>([
      ['its partition is not shared any more', () => update({ ...history, partitions: daysOf('tue') })],
      ['the filter depends on a property of the recipient that has changed', () => setDay('sun')],
      ['history is not shared any more', () => update({ partitions: daysOf('mon', 'tue') })],
      [
        'the change data feed is held back',
        () => update({ ...history, partitions: daysOf('mon', 'tue'), cdf_enabled: false }),
      ],
    ])('ends when %s', async (_, change) => {
      const url = await urlOf();
      expect((await read(url)).text).toBe('rows of Monday');
      await change();
      const { status, json } = await read(url);
      expect([status, json.errorCode]).toEqual([403, 'PERMISSION_DENIED']);
      expect(json.message).toMatch(/^What is shared of the table has changed since the URL was signed\. Query/);
    });

    it('goes on when nothing changes of what is shared', async () => {
      const url = await urlOf();
      await update({ ...history, partitions: daysOf('mon', 'tue'), comment: 'by day', shared_as: 'shop.sales' });
      expect((await read(url)).text).toBe('rows of Monday');
      await update({ ...history, partitions: daysOf('mon', 'tue'), shared_as: 'default.sales' });
    });

    it('is not kept by caches on the way, which would not hear that it was revoked', async () => {
      const { status, headers } = await read(await urlOf());
      expect([status, headers['cache-control']]).toEqual([200, 'private, no-cache']);
    });

    it.each<[string, () => void]>([
      ['a link out of it', () => symlinkSync('/etc/hostname', file())],
      ['a link to itself', () => symlinkSync(file(), file())],
    ])('tells nothing of where the table is when the file has become %s', async (_, become) => {
      const url = await urlOf();
      renameSync(file(), `${file()}.bak`);
      try {
        become();
        const { status, json, headers } = await read(url);
        expect([status, json.errorCode]).toEqual([400, 'INVALID_STATE']);
        expect(json.message).toBe(
          `The storage of this file cannot be read at present. Tell your provider the request id ${headers['x-request-id']}.`,
        );
      } finally {
        rmSync(file());
        renameSync(`${file()}.bak`, file());
      }
    });

    it('goes on while either of two entries of the share gives the file', async () => {
      await update({ ...history, partitions: daysOf('mon'), shared_as: 'shop.sales' });
      const filtered = linesOf(
        await shared.post('/delta-sharing/shares/acme-share/schemas/shop/tables/sales/query'),
      ).flatMap(({ file }) => file?.url ?? []);
      await update({}, 'ADD', 'main.default');
      await update({ ...history, partitions: daysOf('mon'), shared_as: 'shop.sales' }, 'ADD');
      const [narrow = '', whole] = [filtered[0]?.replace('http://boathouse.test', ''), await urlOf()];
      expect([(await read(narrow)).status, (await read(whole)).status]).toEqual([200, 200]);
      await update({}, 'REMOVE', 'main.default');
      expect([(await read(narrow)).status, (await read(whole)).status]).toEqual([200, 403]);
      await update({ ...history, shared_as: 'default.sales' });
    });
  });
});
