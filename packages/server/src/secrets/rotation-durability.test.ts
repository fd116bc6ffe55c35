import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Call, caller, readProfile } from '../testing/administrator.ts';
import { createPostgresDatabase, engines } from '../testing/engines.ts';
import { type ServerProcess, spawnServer } from '../testing/server-process.ts';

const uc = '/api/2.1/unity-catalog';
const scopes = 100;

/** When a server is killed after it was told to rotate, in milliseconds: in the first sweep, while it waits, at the end. */
const moments = [10, 40, 2010];

describe.each(engines)('a rotation of the master key on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let data: string;
    let database: Awaited<ReturnType<typeof createPostgresDatabase>> | undefined;
    beforeEach(async () => {
      data = mkdtempSync(join(tmpdir(), 'boathouse-rotation-'));
      database = engine === 'postgres' ? await createPostgresDatabase() : undefined;
    });
    afterEach(async () => {
      await database?.drop();
      // The servers of the test end after this.
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    });

    const start = (): ServerProcess => {
      const args = ['--port', '0', '--log-level', 'error', '--data', data];
      return spawnServer(database === undefined ? args : [...args, '--database', database.url]);
    };
    const keys = () => readFileSync(join(data, 'master.key'), 'utf8').trim().split('\n');

    const fill = async (call: Call): Promise<void> => {
      for (let number = 0; number < scopes; number += 1) {
        const scope = `scope-${number}`;
        await call('POST', '/api/2.0/secrets/scopes/create', { scope });
        await call('POST', '/api/2.0/secrets/put', { scope, key: 'k', string_value: `value ${number}` });
      }
      await call('POST', `${uc}/recipients`, { name: 'pending', authentication_type: 'TOKEN' });
    };

    /** Everything opens, and nothing is sealed under a key that is not there. */
    const expectReadable = async (call: Call): Promise<void> => {
      for (let number = 0; number < scopes; number += 1) {
        const { value } = await call('GET', `/api/2.0/secrets/get?scope=scope-${number}&key=k`);
        expect(Buffer.from(String(value), 'base64').toString()).toBe(`value ${number}`);
      }
      expect(await call('GET', `${uc}/recipients/pending`)).toMatchObject({ activation_url: expect.any(String) });
      const { keys: known } = await call('GET', '/api/2.0/boathouse/keys');
      expect((known as { available: boolean }[]).filter(({ available }) => !available)).toEqual([]);
    };

    it('that is killed leaves everything readable, and the next one ends it', async () => {
      let server = start();
      await server.ready();
      const { token } = readProfile(data);
      let call = caller(await server.ready(), token);
      await fill(call);
      const [first] = keys();
      for (const moment of moments) {
        const rotation = call('POST', '/api/2.0/boathouse/keys/rotate').catch(() => undefined);
        await setTimeout(moment);
        await server.kill('SIGKILL');
        await rotation;
        expect([1, 2]).toContain(keys().length);
        server = start();
        call = caller(await server.ready(), token);
        await expectReadable(call);
      }
      await call('POST', '/api/2.0/boathouse/keys/rotate');
      expect(keys()).toHaveLength(1);
      expect(keys()).not.toContain(first);
      await server.kill('SIGTERM');
      server = start();
      await expectReadable(caller(await server.ready(), token));
    }, 120_000);
  });
});
