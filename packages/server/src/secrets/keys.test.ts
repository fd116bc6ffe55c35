import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditKeys } from '../audit/audit-keys.ts';
import { type Config, completeConfig } from '../config.ts';
import { currentTokenKey } from '../identity/oauth/token-keys.ts';
import type { Surroundings } from '../open-workspace.ts';
import { sealedColumns } from '../rooms.ts';
import { type RunningServer, serve } from '../serve.ts';
import { type Call, caller, readProfile } from '../testing/administrator.ts';
import { dump } from '../testing/dump.ts';
import { createPostgresDatabase, engines } from '../testing/engines.ts';
import { openTestWorkspace } from '../testing/test-workspace.ts';
import { newMasterKey, toMasterKey, writeKeys } from './master-key.ts';
import { resealColumn } from './sealed-columns.ts';
import { createSealer } from './sealing.ts';
import { sealedDataKeys } from './secret-value.ts';

const uc = '/api/2.1/unity-catalog';
const keysPath = '/api/2.0/boathouse/keys';

describe.each(engines)('the master key on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let data: string;
    let database: Awaited<ReturnType<typeof createPostgresDatabase>> | undefined;
    const running: RunningServer[] = [];
    beforeEach(async () => {
      data = mkdtempSync(join(tmpdir(), 'boathouse-keys-'));
      database = engine === 'postgres' ? await createPostgresDatabase() : undefined;
    });
    afterEach(async () => {
      await stop();
      await database?.drop();
      rmSync(data, { recursive: true });
    });
    const stop = async () => {
      for (const server of running.splice(0)) await server.stop();
    };

    const start = async (
      settings: Partial<Config> = {},
      environment: NodeJS.ProcessEnv = {},
    ): Promise<RunningServer & { readonly call: Call }> => {
      const common = {
        data,
        port: 0,
        log_level: 'silent',
        ...(database === undefined ? {} : { database: database.url }),
      };
      const surroundings: Surroundings = { environment };
      const server = await serve(completeConfig({ ...common, ...settings }), surroundings);
      running.push(server);
      return { ...server, call: caller(server.url, readProfile(data).token) };
    };
    const restart: typeof start = async (...how) => {
      await stop();
      return start(...how);
    };

    /** Makes something of everything that is sealed. */
    const fill = async (call: Call, count = 1): Promise<void> => {
      for (let number = 0; number < count; number += 1) {
        const scope = `scope-${number}`;
        await call('POST', '/api/2.0/secrets/scopes/create', { scope });
        await call('POST', '/api/2.0/secrets/put', { scope, key: 'k', string_value: `value ${number}` });
        await call('POST', `${uc}/recipients`, { name: `recipient_${number}`, authentication_type: 'TOKEN' });
      }
    };
    /** All that can only be told by whoever can open what is sealed. */
    const tell = async (call: Call, count = 1) => {
      const told: unknown[] = [];
      for (let number = 0; number < count; number += 1) {
        const { value } = await call('GET', `/api/2.0/secrets/get?scope=scope-${number}&key=k`);
        const { activation_url } = await call('GET', `${uc}/recipients/recipient_${number}`);
        told.push(Buffer.from(String(value), 'base64').toString(), String(activation_url).split('?')[1]);
      }
      return told;
    };
    const list = async (call: Call) =>
      (await call('GET', keysPath))['keys'] as { key_id: string; current: boolean; sealed_values: number }[];
    const file = (name = 'master.key') => join(data, name);
    const keysIn = (name?: string) => readFileSync(file(name), 'utf8').trim().split('\n');
    const idOf = (base64 = '') => toMasterKey(Buffer.from(base64, 'base64')).id;
    /** Every sealed value of the database, as `table.column: key id`. */
    const sealedValues = async ({ workspace: { database: store } }: RunningServer): Promise<string[]> => {
      const tables = await store.read.introspection.getTables();
      const places = await Promise.all(
        tables.map(async ({ name }) => {
          const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(store.read);
          return rows.flatMap(row =>
            Object.entries(row).map(([column, value]) => [`${name}.${column}`, value] as const),
          );
        }),
      );
      return places.flat().flatMap(([place, value]) => {
        const [, keyId] = /^v1\.([0-9a-f]{16})\.[\w-]{38,}$/.exec(String(value)) ?? [];
        return keyId === undefined ? [] : [`${place}: ${keyId}`];
      });
    };

    it('is rotated without a stop: a new one is made, everything is sealed under it, and the old one goes', async () => {
      const server = await start();
      const { call } = server;
      await fill(call);
      const told = await tell(call);
      const [before] = keysIn();
      const answer = await call('POST', `${keysPath}/rotate`);
      const [after, ...others] = keysIn();
      expect(others).toEqual([]);
      expect(after).not.toBe(before);
      expect(answer).toMatchObject({ key_id: idOf(after), removed_key_ids: [idOf(before)] });
      expect(answer).not.toHaveProperty('next_step');
      const resealed = answer['resealed'] as { kind: string; values: number }[];
      expect(resealed.map(({ kind }) => kind)).toEqual(sealedColumns.map(({ kind }) => kind));
      for (const kind of ['signing_keys', 'secret_scope_keys', 'activation_links']) {
        expect(resealed).toContainEqual({ kind, values: 1 });
      }
      const places = await sealedValues(server);
      expect(places.length).toBeGreaterThanOrEqual(3);
      expect(places.filter(place => !place.endsWith(idOf(after)))).toEqual([]);
      expect(await tell(call)).toEqual(told);
      expect(await tell((await restart()).call)).toEqual(told);
    });

    it('takes every sealed column along: what is sealed is registered, and opens under the new key alone', async () => {
      const server = await start();
      await fill(server.call);
      await currentTokenKey(server.workspace);
      await new AuditKeys(server.workspace).current();
      const profile = { shareCredentialsVersion: 1, endpoint: 'https://data.example.com', bearerToken: 'sesame' };
      await server.call('POST', `${uc}/providers`, { name: 'carrier', recipient_profile_str: JSON.stringify(profile) });
      const s3 = { region: 'us-east-1', access_key_id: 'AKIA0', secret_access_key: 'sesame' };
      await server.call('POST', `${uc}/storage-credentials`, { name: 'lake', boathouse: { s3 } });
      const { database: store } = server.workspace;
      const tables = await store.read.introspection.getTables();
      const named = tables.flatMap(({ name, columns }) =>
        columns.filter(column => /(^|_)sealed$/.test(column.name)).map(column => `${name}.${column.name}`),
      );
      const registered = sealedColumns.map(({ table, column }) => `${table}.${column}`);
      expect(registered.toSorted()).toEqual(named.sort());
      const found = (await sealedValues(server)).map(place => place.split(':')[0]);
      // One of each, so that a column that is registered is also tried.
      expect([...new Set(found)].toSorted()).toEqual(registered.toSorted());
      await server.call('POST', `${keysPath}/rotate`);
      const alone = createSealer(Buffer.from(keysIn()[0] ?? '', 'base64'));
      for (const { table, column, purposeOf } of sealedColumns) {
        const { rows } = await sql<{ id: string; sealed: string }>`
          select id, ${sql.ref(column)} as sealed from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
          store.read,
        );
        for (const { id, sealed } of rows) expect(alone.open(purposeOf(id), sealed).length).toBeGreaterThan(0);
      }
    });

    it('is rotated while others read and write', async () => {
      const { call } = await start();
      await fill(call, 3);
      const told = await tell(call, 3);
      let isDone = false;
      const work = async () => {
        for (let count = 0; !isDone; count += 1) {
          const scope = `busy-${count}`;
          await call('POST', '/api/2.0/secrets/scopes/create', { scope });
          await call('POST', '/api/2.0/secrets/put', { scope, key: 'k', string_value: scope });
          const { value } = await call('GET', `/api/2.0/secrets/get?scope=${scope}&key=k`);
          expect(Buffer.from(String(value), 'base64').toString()).toBe(scope);
          expect(await tell(call, 3)).toEqual(told);
          await setTimeout(20);
        }
      };
      const working = work();
      await call('POST', `${keysPath}/rotate`);
      isDone = true;
      await working;
      const [key, ...others] = await list(call);
      expect(others).toEqual([]);
      expect(key).toMatchObject({ current: true, key_id: idOf(keysIn()[0]) });
      const again = await restart();
      expect(await tell(again.call, 3)).toEqual(told);
      const { value } = await again.call('GET', '/api/2.0/secrets/get?scope=busy-0&key=k');
      expect(Buffer.from(String(value), 'base64').toString()).toBe('busy-0');
    });

    it('is rotated to the end when a rotation was interrupted, without yet another key', async () => {
      const server = await start();
      await fill(server.call, 2);
      const told = await tell(server.call, 2);
      const { masterKeys, sealer, database: store } = server.workspace;
      const [old] = masterKeys.keys;
      const next = newMasterKey();
      masterKeys.replace([next, old]);
      await resealColumn(store, sealer, sealedDataKeys, old.id);
      const interrupted = await restart();
      expect(await tell(interrupted.call, 2)).toEqual(told);
      expect((await list(interrupted.call)).map(({ key_id }) => key_id)).toEqual([next.id, old.id]);
      const answer = await interrupted.call('POST', `${keysPath}/rotate`);
      expect(answer).toMatchObject({ key_id: next.id, removed_key_ids: [old.id] });
      expect(keysIn().map(idOf)).toEqual([next.id]);
      expect(await tell((await restart()).call, 2)).toEqual(told);
    });

    it('is rotated by one at a time', async () => {
      const { call } = await start();
      const results = await Promise.allSettled([1, 2, 3].map(() => call('POST', `${keysPath}/rotate`)));
      const refused = results.flatMap(result => (result.status === 'rejected' ? [String(result.reason)] : []));
      expect(refused).toHaveLength(2);
      for (const reason of refused) expect(reason).toMatch(/409.*RESOURCE_CONFLICT/);
      expect(keysIn()).toHaveLength(1);
    });

    it('stays when a value does not open: nothing is thrown away', async () => {
      const { call, workspace } = await start();
      await fill(call);
      const [before = ''] = keysIn();
      const sealed = createSealer(Buffer.from(before, 'base64')).seal('something else', 'x');
      const spoil = { activation_sealed: sealed };
      await workspace.database.write(transaction => transaction.updateTable('recipient_tokens').set(spoil).execute());
      await expect(call('POST', `${keysPath}/rotate`)).rejects.toThrow(/DATA_LOSS.*recipient_tokens/);
      expect(keysIn()).toHaveLength(2);
      expect(keysIn()[1]).toBe(before);
      const { value } = await (await restart()).call('GET', '/api/2.0/secrets/get?scope=scope-0&key=k');
      expect(Buffer.from(String(value), 'base64').toString()).toBe('value 0');
    });

    it('of a configured file is changed by its owner: the file is read, and never written', async () => {
      const [old, next] = [newMasterKey(), newMasterKey()];
      writeFileSync(file('own.key'), writeKeys([old]));
      const { call } = await start({ master_key_file: file('own.key') });
      await fill(call);
      const told = await tell(call);
      await expect(call('POST', `${keysPath}/rotate`)).rejects.toThrow(
        new RegExp(`400.*INVALID_STATE.*under master key ${old.id} already.*put a new key`),
      );
      writeFileSync(file('own.key'), writeKeys([next, old]));
      const answer = await call('POST', `${keysPath}/rotate`);
      expect(answer).toMatchObject({ key_id: next.id, removed_key_ids: [] });
      expect(answer['next_step']).toContain(`under ${old.id}, remove it from ${file('own.key')}`);
      expect(keysIn('own.key').map(idOf)).toEqual([next.id, old.id]);
      expect((await list(call)).map(({ key_id, sealed_values }) => [key_id, sealed_values > 0])).toEqual([
        [next.id, true],
        [old.id, false],
      ]);
      writeFileSync(file('own.key'), writeKeys([next]));
      expect(await tell((await restart({ master_key_file: file('own.key') })).call)).toEqual(told);
      writeFileSync(file('own.key'), writeKeys([old]));
      await expect(restart({ master_key_file: file('own.key') })).rejects.toThrow(
        `The database was made with master key ${next.id}, this is ${old.id}.`,
      );
    });

    it('of the environment is changed by a restart and a rotation', async () => {
      const [old, next] = [newMasterKey(), newMasterKey()];
      const ring = (...keys: (typeof old)[]) => ({
        BOATHOUSE_MASTER_KEY: writeKeys(keys).trim().replaceAll('\n', ','),
      });
      const { call } = await start({}, ring(old));
      await fill(call);
      const told = await tell(call);
      await expect(call('POST', `${keysPath}/rotate`)).rejects.toThrow(/first of BOATHOUSE_MASTER_KEY.*restart/);
      const both = await restart({}, ring(next, old));
      expect(await tell(both.call)).toEqual(told);
      expect(await both.call('POST', `${keysPath}/rotate`)).toMatchObject({ key_id: next.id });
      expect(await tell((await restart({}, ring(next))).call)).toEqual(told);
      await expect(restart({}, ring(old))).rejects.toThrow(/made with master key/);
    });

    it('of a command is asked for again when it is rotated', async () => {
      const [old, next] = [newMasterKey(), newMasterKey()];
      writeFileSync(file('vault'), writeKeys([old]));
      const command = { master_key_command: ['cat', file('vault')] };
      const { call } = await start(command);
      await fill(call);
      const told = await tell(call);
      writeFileSync(file('vault'), '');
      await expect(call('POST', `${keysPath}/rotate`)).rejects.toThrow(/400.*INVALID_STATE.*cannot be read.*command/);
      expect(await tell(call)).toEqual(told);
      writeFileSync(file('vault'), writeKeys([next, old]));
      expect(await call('POST', `${keysPath}/rotate`)).toMatchObject({ key_id: next.id });
      writeFileSync(file('vault'), writeKeys([next]));
      expect(await tell((await restart(command)).call)).toEqual(told);
    });

    it('that is missing is named, with how many values need it', async () => {
      const { call, workspace } = await start();
      await fill(call);
      const lost = createSealer(randomBytes(32));
      const spoil = { activation_sealed: lost.seal('activation link', 'x') };
      await workspace.database.write(transaction => transaction.updateTable('recipient_tokens').set(spoil).execute());
      expect(await list(call)).toContainEqual({
        key_id: lost.keyId,
        current: false,
        available: false,
        sealed_values: 1,
      });
      const { next_step } = await call('POST', `${keysPath}/rotate`);
      expect(next_step).toContain(`under master key ${lost.keyId}, which is not there`);
    });

    it('is shown nowhere: not in answers, not in the audit trail, not in the database', async () => {
      const { call, workspace } = await start();
      const [before = ''] = keysIn();
      const answers = [
        await call('POST', `${keysPath}/rotate`),
        await list(call),
        await call('GET', `${keysPath}/signing`),
      ];
      const [after = ''] = keysIn();
      const trail = await workspace.database.read.selectFrom('audit_log').selectAll().execute();
      expect(trail.filter(({ action_name }) => action_name === 'rotateMasterKey')).toHaveLength(1);
      const everything = JSON.stringify([answers, trail, await dump(workspace.database)]);
      expect(everything).toContain(idOf(after));
      for (const key of [before, after]) {
        for (const encoding of ['hex', 'base64', 'base64url'] as const) {
          expect(everything.includes(Buffer.from(key, 'base64').toString(encoding))).toBe(false);
        }
      }
    });
  });
});

describe.each(engines)('the signing key on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    it('is rotated: what the former one signed is good until the longest URL is over', async () => {
      const test = await openTestWorkspace(engine);
      for (const name of ['a', 'b', 'c']) await test.admin(`POST ${uc}/shares`, { name });
      const page = (token: string) => test.admin(`GET ${uc}/shares?max_results=2&page_token=${token}`);
      const { next_page_token: old } = (await page('')).json;
      const { json: rotated, status } = await test.admin(`POST ${keysPath}/rotate-signing`);
      expect(status).toBe(200);
      const { next_page_token: fresh } = (await page('')).json;
      expect(fresh.startsWith(`${rotated.key_id}.`)).toBe(true);
      expect(old.startsWith(`${rotated.key_id}.`)).toBe(false);
      for (const token of [old, fresh]) expect((await page(token)).json.shares).toMatchObject([{ name: 'c' }]);
      const { signing_keys } = (await test.admin(`GET ${keysPath}/signing`)).json;
      expect(signing_keys.map((key: { current: boolean }) => key.current)).toEqual([true, false]);
      expect(signing_keys[1].verifies_until).toBe(rotated.former_keys_verify_until);
      const { keys } = (await test.call('GET /oidc/jwks.json')).json;
      expect(keys[0].kid).toBe(rotated.token_key_id);
      test.passTime(rotated.former_keys_verify_until - test.workspace.now() - 1000);
      expect((await page(old)).status).toBe(200);
      test.passTime(1001);
      expect((await page(old)).status).toBe(400);
      expect((await page(fresh)).status).toBe(200);
      await test.admin(`POST ${keysPath}/rotate-signing`);
      expect((await test.admin(`GET ${keysPath}/signing`)).json.signing_keys).toHaveLength(2);
      await test.close();
    });
  });
});
