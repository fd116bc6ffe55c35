import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, completeConfig } from '../config.ts';
import { type RunningServer, serve } from '../serve.ts';
import { type Call, caller, readProfile } from '../testing/administrator.ts';
import { createPostgresDatabase, engines } from '../testing/engines.ts';

const uc = '/api/2.1/unity-catalog';
const keysPath = '/api/2.0/boathouse/keys';

// SQLite serves one process: there are no replicas.
describe.each(engines.filter(({ engine }) => engine === 'postgres'))(
  'the keys of replicas on $engine',
  ({ missing }) => {
    describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
      let folder: string;
      let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
      const running: RunningServer[] = [];
      beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), 'boathouse-key-replicas-'));
        database = await createPostgresDatabase();
      });
      afterEach(async () => {
        await stop();
        await database.drop();
        rmSync(folder, { recursive: true });
      });
      const stop = async () => {
        for (const server of running.splice(0)) await server.stop();
      };

      const start = async (data: string, more: Partial<Config> = {}): Promise<Call> => {
        const settings = { data: join(folder, data), port: 0, log_level: 'silent', database: database.url, ...more };
        const server = await serve(completeConfig(settings), { environment: {} });
        running.push(server);
        return caller(server.url, readProfile(join(folder, 'one')).token);
      };
      const keyFile = () => join(folder, 'one', 'master.key');
      /** Two replicas: one has the key file, the other reads it. */
      const startBoth = async (): Promise<[Call, Call]> => {
        const one = await start('one');
        return [one, await start('other', { master_key_file: keyFile() })];
      };

      it('change together: one rotates the master key, the other goes on reading and sealing', async () => {
        const [one, other] = await startBoth();
        const scopes: string[] = [];
        const add = async (call: Call, scope: string) => {
          await call('POST', '/api/2.0/secrets/scopes/create', { scope });
          await call('POST', '/api/2.0/secrets/put', { scope, key: 'k', string_value: scope });
          scopes.push(scope);
        };
        const readAll = async (call: Call) => {
          for (const scope of scopes) {
            const { value } = await call('GET', `/api/2.0/secrets/get?scope=${scope}&key=k`);
            expect(Buffer.from(String(value), 'base64').toString()).toBe(scope);
          }
        };
        await add(one, 'before');
        await readAll(other);
        let isDone = false;
        const work = async () => {
          for (let count = 0; !isDone; count += 1) {
            await add(other, `during-${count}`);
            await readAll(other);
          }
        };
        const working = work();
        await one('POST', `${keysPath}/rotate`);
        isDone = true;
        await working;
        await add(other, 'after');
        await readAll(one);
        expect(await other('GET', keysPath)).toMatchObject({ keys: [{ current: true, available: true }] });
        expect(readFileSync(keyFile(), 'utf8').trim().split('\n')).toHaveLength(1);
        await stop();
        for (const call of await startBoth()) await readAll(call);
      });

      it('of whom one rotates the signing key take the page tokens of each other', async () => {
        const [one, other] = await startBoth();
        for (const name of ['a', 'b', 'c']) await one('POST', `${uc}/shares`, { name });
        const page = (call: Call, token: unknown) => call('GET', `${uc}/shares?max_results=2&page_token=${token}`);
        // A replica reads its keys again once a second at most.
        await setTimeout(1100);
        const { next_page_token: former } = await page(other, '');
        const { key_id } = await one('POST', `${keysPath}/rotate-signing`);
        const { next_page_token: fresh } = await page(one, '');
        expect(String(fresh)).toMatch(new RegExp(`^${key_id}\\.`));
        expect(await page(other, fresh)).toMatchObject({ shares: [{ name: 'c' }] });
        expect(await page(one, former)).toMatchObject({ shares: [{ name: 'c' }] });
        const { next_page_token: own } = await page(other, '');
        expect(String(own)).toMatch(new RegExp(`^${key_id}\\.`));
      });
    });
  },
);
