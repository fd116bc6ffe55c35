import { cpSync, globSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { type Action, add, created, remove, writeLog } from './testing/log-table.ts';
import { type Line, linesOf, pathOf, type SharedTables, shareTables } from './testing/shared-tables.ts';

const uc = '/api/2.1/unity-catalog';
const fixtures = fileURLToPath(new URL('../../../delta/fixtures/spark/', import.meta.url));
const written = 'file:/tmp/boathouse-fixtures/';
const inDelta = { capabilities: 'responseformat=delta;readerfeatures=deletionvectors;includeendstreamaction=true' };

/** The URLs of an answer in the delta format, of files and of deletion vectors. */
const urlsOf = (lines: readonly Line[]): string[] =>
  lines.flatMap(({ file }) => {
    const { add: added, remove: removed } = file?.deltaSingleAction ?? {};
    const action = added ?? removed;
    const vector = action?.deletionVector;
    return action === undefined ? [] : [action.path, ...(vector === undefined ? [] : [vector.pathOrInlineDv])];
  });

describe.each(engines)('files that a log names by URIs on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let shared: SharedTables;
    let lake: string;

    const done = async (request: `${string} /${string}`, body: object): Promise<void> => {
      const { status, text } = await shared.test.admin(request, body);
      expect([status, text], request).toEqual([200, expect.anything()]);
    };
    const register = (name: string, folder: string): Promise<void> =>
      done(`POST ${uc}/tables`, {
        ...{ name, catalog_name: 'main', schema_name: 'default', table_type: 'EXTERNAL' },
        ...{ data_source_format: 'DELTA', storage_location: `file://${folder}` },
      });
    /** Shares a table with its history. */
    const share = async (name: string, folder: string): Promise<void> => {
      await register(name, folder);
      const history = { history_data_sharing_status: 'ENABLED', start_version: 0 };
      const data_object = { name: `main.default.${name}`, data_object_type: 'TABLE', ...history };
      await done(`PATCH ${uc}/shares/acme-share`, { updates: [{ action: 'ADD', data_object }] });
    };
    let count = 0;
    /** Shares a table of these commits, in a folder that no external location covers. */
    const shareLog = async (...commits: readonly (readonly Action[])[]): Promise<string> => {
      const name = `clone${count++}`;
      writeLog(shared.folderOf(name), commits);
      await share(name, shared.folderOf(name));
      return name;
    };
    const shareClone = (...paths: readonly string[]) => shareLog([...created(), ...paths.map(path => add(path))]);
    const grant = (object: string, principal: string, ...privileges: readonly string[]) =>
      done(`PATCH ${uc}/permissions/${object}`, { changes: [{ principal, add: privileges }] });
    const revoke = (object: string, principal: string, ...privileges: readonly string[]) =>
      done(`PATCH ${uc}/permissions/${object}`, { changes: [{ principal, remove: privileges }] });
    const fetchFile = (url: string) => shared.test.call(`GET ${new URL(url).pathname}` as 'GET /');
    const firstUrl = async (name: string): Promise<string> => {
      const response = await shared.query(name);
      expect(response.status, response.text).toBe(200);
      return linesOf(response)[2]?.['file'].url;
    };
    const expectRefused = async (name: string): Promise<void> => {
      const { status, text } = await shared.query(name);
      expect(status, text).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).toContain('lie outside of its own folder');
      expect(text).not.toContain(dirname(lake));
    };
    const expectOpened = async (name: string): Promise<void> => {
      expect((await fetchFile(await firstUrl(name))).text).toBe('rows');
    };
    const put = (path: string): string => {
      const file = join(dirname(lake), path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'rows');
      return `file://${encodeURI(file)}`;
    };

    beforeAll(async () => {
      shared = await shareTables({}, { engine });
      lake = shared.folderOf('lake');
      cpSync(join(fixtures, 'deletion-vectors'), join(lake, 'deletion-vectors'), { recursive: true });
      await done(`POST ${uc}/storage-credentials`, { name: 'here', boathouse: { local: {} } });
      await done(`POST ${uc}/external-locations`, { name: 'lake', url: `file://${lake}`, credential_name: 'here' });
      writeLog(join(lake, 'payroll'), [created()]);
      await register('payroll', join(lake, 'payroll'));
      for (const name of ['mallory@example.com', 'keeper@example.com']) await shared.test.addUser(name);
    });
    afterAll(() => shared.close());

    describe('of a shallow clone that Spark wrote', () => {
      beforeAll(async () => {
        const folder = shared.folderOf('shallow-clone');
        cpSync(join(fixtures, 'shallow-clone'), folder, { recursive: true });
        for (const file of globSync(['*.crc', '*.parquet', '_last_checkpoint'], { cwd: join(folder, '_delta_log') })) {
          rmSync(join(folder, '_delta_log', file));
        }
        for (const file of globSync('*.json', { cwd: join(folder, '_delta_log') })) {
          const log = join(folder, '_delta_log', file);
          writeFileSync(log, readFileSync(log, 'utf8').replaceAll(written, `file:${lake}/`));
        }
        await share('spark', folder);
      });

      const expectSource = async (urls: readonly string[]): Promise<void> => {
        for (const url of urls) {
          const name = basename(new URL(url).pathname);
          const [source] = globSync(`{shallow-clone,deletion-vectors}/${name}`, { cwd: fixtures });
          const { rawPayload, statusCode } = await shared.test.app.inject(new URL(url).pathname);
          expect([statusCode, name]).toEqual([200, name]);
          expect(rawPayload.equals(readFileSync(join(fixtures, source ?? '')))).toBe(true);
        }
      };

      it.each([
        [0, 5],
        [1, 6],
        [2, 5],
        [3, 5],
      ])('gives the files and deletion vectors of version %i', async (version, total) => {
        const response = await shared.query('spark', { version }, inDelta);
        expect(response.status, response.text).toBe(200);
        const urls = urlsOf(linesOf(response));
        expect(urls).toHaveLength(total);
        await expectSource(urls);
      });

      it('gives them in streams, what was removed as well', async () => {
        const response = await shared.query('spark', { startingVersion: 0 }, inDelta);
        expect(response.status, response.text).toBe(200);
        const lines = linesOf(response);
        expect(lines.filter(({ file }) => file?.deltaSingleAction.remove !== undefined)).toHaveLength(3);
        await expectSource(urlsOf(lines));
      });
    });

    it('are the table’s own below its root, however they are spelled, and need nobody’s right', async () => {
      const root = shared.folderOf(`clone${count}`);
      put(`clone${count}/at=a b/own.parquet`);
      const name = await shareClone(`file:${root}/at=a%20b/own.parquet`);
      await expectOpened(name);
      await done(`PATCH ${uc}/tables/main.default.${name}`, { owner: 'mallory@example.com' });
      await expectOpened(name);
    });

    it('are opened in an external location, and not beside it, whose folder’s name begins alike', async () => {
      await expectOpened(await shareClone(put('lake/raw/at=a b/1%.parquet')));
      await expectRefused(await shareClone(put('lake2/1.parquet')));
    });

    it('are not opened by the settings of the server', async () => {
      await expectRefused(await shareClone(put('elsewhere/1.parquet')));
    });

    it('are refused where the table’s folder is only the beginning of another’s name', async () => {
      const next = `clone${count}`;
      await expectRefused(await shareClone(put(`${next}beside/1.parquet`)));
    });

    it.each([
      ['a step up', 'file:LAKE/../elsewhere/1.parquet'],
      ['an encoded step up', 'file:LAKE/%2e%2e/elsewhere/1.parquet'],
      ['an encoded slash', 'file:LAKE/..%2Felsewhere%2F1.parquet'],
      ['an empty segment', 'file:LAKE//raw/1.parquet'],
      ['another host', 'file://evil.exampleLAKE/1.parquet'],
      ['a store that no location covers', 's3://lake/1.parquet'],
      ['an account that no location covers', 'wasbs://lake@account.blob.core.windows.net/1.parquet'],
      ['a query', 'file:LAKE/1.parquet?x'],
      ['another scheme', 'https://lake.example/1.parquet'],
    ])('are refused with %s', async (_, path) => {
      const name = await shareLog(created());
      const commit = `${JSON.stringify(add(path.replace('LAKE', lake)))}\n`;
      writeFileSync(join(shared.folderOf(name), '_delta_log', `${'1'.padStart(20, '0')}.json`), commit);
      const { status, text } = await shared.query(name, { version: 1 });
      expect(status, text).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('"url"');
    });

    it('are decoded once: what is encoded twice is a name that nothing has', async () => {
      put('elsewhere/1.parquet');
      const url = await firstUrl(await shareClone(`file:${lake}/%252e%252e/elsewhere/1.parquet`));
      expect((await fetchFile(url)).status).toBe(404);
    });

    it('are not read through links', async () => {
      put('elsewhere/1.parquet');
      put('lake/payroll/1.parquet');
      mkdirSync(join(lake, 'links'), { recursive: true });
      symlinkSync(join(dirname(lake), 'elsewhere'), join(lake, 'links', 'out'));
      symlinkSync(join(lake, 'payroll'), join(lake, 'links', 'in'));
      for (const link of ['out', 'in']) {
        const { status, text } = await fetchFile(
          await firstUrl(await shareClone(`file:${lake}/links/${link}/1.parquet`)),
        );
        expect([status, text]).toEqual([403, expect.stringContaining('revoked')]);
      }
    });

    describe('need the rights of all who have a say in it:', () => {
      it('the owner of the table may read the location', async () => {
        const name = await shareClone(put('lake/raw/2.parquet'));
        await done(`PATCH ${uc}/tables/main.default.${name}`, { owner: 'mallory@example.com' });
        await expectRefused(name);
        await grant('external_location/lake', 'mallory@example.com', 'READ_FILES');
        await expectOpened(name);
        const url = await firstUrl(name);
        await revoke('external_location/lake', 'mallory@example.com', 'READ_FILES');
        await expectRefused(name);
        expect(await fetchFile(url)).toMatchObject({ status: 403, text: expect.stringContaining('revoked') });
      });

      it.each(['table', 'schema', 'catalog'])(
        'whoever may modify the table by its %s may read the location',
        async kind => {
          const name = await shareClone(put('lake/raw/3.parquet'));
          const object = {
            table: `table/main.default.${name}`,
            schema: 'schema/main.default',
            catalog: 'catalog/main',
          }[kind];
          await grant(object ?? '', 'mallory@example.com', 'MODIFY');
          await expectRefused(name);
          await grant('external_location/lake', 'mallory@example.com', 'ALL_PRIVILEGES');
          await expectOpened(name);
          await revoke('external_location/lake', 'mallory@example.com', 'ALL_PRIVILEGES');
          await revoke(object ?? '', 'mallory@example.com', 'MODIFY');
        },
      );

      it('everybody may, where everybody may modify the table', async () => {
        const name = await shareClone(put('lake/raw/4.parquet'));
        await grant(`table/main.default.${name}`, 'account users', 'ALL_PRIVILEGES');
        await expectRefused(name);
        await grant('external_location/lake', 'account users', 'READ_FILES');
        await expectOpened(name);
        await revoke('external_location/lake', 'account users', 'READ_FILES');
      });

      it('they may read the table that the file is of, too', async () => {
        const name = await shareClone(put('lake/payroll/2.parquet'));
        await expectOpened(name);
        await grant(`table/main.default.${name}`, 'mallory@example.com', 'MODIFY');
        await grant('external_location/lake', 'mallory@example.com', 'READ_FILES');
        await expectRefused(name);
        await grant('table/main.default.payroll', 'mallory@example.com', 'SELECT');
        await expectRefused(name);
        await grant('catalog/main', 'mallory@example.com', 'USE_CATALOG', 'USE_SCHEMA');
        await expectOpened(name);
        await revoke('external_location/lake', 'mallory@example.com', 'READ_FILES');
      });

      it('and the volume', async () => {
        const file = put('lake/scans/1.parquet');
        await done(`POST ${uc}/volumes`, {
          ...{ name: 'scans', catalog_name: 'main', schema_name: 'default', volume_type: 'EXTERNAL' },
          storage_location: `file://${lake}/scans`,
        });
        const name = await shareClone(file);
        await expectOpened(name);
        await grant(`table/main.default.${name}`, 'mallory@example.com', 'MODIFY');
        await grant('external_location/lake', 'mallory@example.com', 'READ_FILES');
        await expectRefused(name);
        await revoke('external_location/lake', 'mallory@example.com', 'READ_FILES');
      });

      it('the owner of the share may read the location', async () => {
        const name = await shareClone(put('lake/raw/5.parquet'));
        await grant('catalog/main', 'keeper@example.com', 'USE_CATALOG', 'USE_SCHEMA', 'SELECT');
        await done(`PATCH ${uc}/shares/acme-share`, { owner: 'keeper@example.com' });
        await expectRefused(name);
        await grant('external_location/lake', 'keeper@example.com', 'READ_FILES');
        await expectOpened(name);
        await done(`PATCH ${uc}/shares/acme-share`, { owner: 'admin@localhost' });
      });

      it('an owner who is gone may read nothing', async () => {
        const name = await shareClone(put('lake/raw/6.parquet'));
        await shared.test.workspace.database.write(transaction =>
          transaction.updateTable('tables').set({ owner: 'gone@example.com' }).where('name', '=', name).execute(),
        );
        await grant('external_location/lake', 'account users', 'READ_FILES');
        await expectRefused(name);
        await revoke('external_location/lake', 'account users', 'READ_FILES');
      });
    });

    it('are refused before the first line, be they on a later page or left out by a hint', async () => {
      const paths = Array.from({ length: 30 }, (_, index) => `${index}.parquet`);
      const name = await shareClone(...paths, put('elsewhere/2.parquet'));
      const { status, text } = await shared.query(name, { maxFiles: 1 });
      expect([status, text.includes('protocol')]).toEqual([400, false]);
      expect(text).toContain('lie outside of its own folder');
    });

    it('are refused in streams and change data, in the last line where others have gone before', async () => {
      const outside = put('elsewhere/3.parquet');
      const feed = created({ configuration: { 'delta.enableChangeDataFeed': 'true' } });
      const name = await shareLog([...feed, add('1.parquet')], [add(outside)], [remove(outside)]);
      const first = await shared.query(name, { startingVersion: 1 }, inDelta);
      expect([first.status, first.text]).toEqual([400, expect.stringContaining('lie outside of its own folder')]);
      const changes = await shared.get(`${pathOf(name)}/changes?startingVersion=1`, inDelta);
      expect([changes.status, changes.text]).toEqual([400, expect.stringContaining('lie outside of its own folder')]);
      const later = await shared.query(name, { startingVersion: 0 }, inDelta);
      const end = linesOf(later).at(-1)?.['endStreamAction'];
      expect(end?.errorMessage, later.text).toContain('lie outside of its own folder');
      expect(later.text).not.toContain('3.parquet');
    });
  });
});
