import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, completeConfig } from './config.ts';
import { openWorkspace } from './open-workspace.ts';
import { type Call, caller, readProfile } from './testing/administrator.ts';
import { createPostgresDatabase, engines } from './testing/engines.ts';
import { type ServerProcess, spawnServer } from './testing/server-process.ts';
import { sampleTables } from './testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const table = 'main.default.airlines';

/** How often a server is killed while it writes. */
const rounds = 2;
/** Clients that write at once. */
const writers = 6;

/** All items of a list, over all its pages. */
const listAll = async <Item>(call: Call, path: string, items: string): Promise<Item[]> => {
  const all: Item[] = [];
  let token: unknown = '';
  do {
    const page = await call('GET', `${path}${path.includes('?') ? '&' : '?'}page_token=${token}`);
    all.push(...(page[items] as Item[]));
    token = page['next_page_token'];
  } while (token !== undefined);
  return all;
};

/** What the server said that it has done. */
interface Acknowledged {
  readonly shares: string[];
  /** Shares that were given a comment and a table, in one call. */
  readonly filled: string[];
  readonly recipients: string[];
}

/** Writes until the server dies. */
const writeOn = async (call: Call, prefix: string, { shares, filled, recipients }: Acknowledged): Promise<void> => {
  try {
    for (let count = 0; ; count += 1) {
      const name = `${prefix}_${count}`;
      await call('POST', `${uc}/shares`, { name });
      shares.push(name);
      const updates = [{ action: 'ADD', data_object: { name: table, data_object_type: 'TABLE' } }];
      await call('PATCH', `${uc}/shares/${name}`, { comment: 'filled', updates });
      filled.push(name);
      await call('POST', `${uc}/recipients`, { name, authentication_type: 'TOKEN' });
      recipients.push(name);
    }
  } catch (error) {
    // What `fetch` throws when the connection breaks; an answer other than 200 is a failure.
    if (!(error instanceof TypeError)) throw error;
  }
};

interface ShareInfo {
  readonly name: string;
  readonly comment?: string;
}
interface RecipientInfo {
  readonly name: string;
  readonly tokens: readonly object[];
}
interface AuditRecord {
  readonly action_name: string;
  readonly request_params: { readonly name: string };
}

/** What the workspace holds, and what its audit trail says that was done. */
const readState = async (call: Call) => {
  const shares = await listAll<ShareInfo>(call, `${uc}/shares`, 'shares');
  const recipients = await listAll<RecipientInfo>(call, `${uc}/recipients`, 'recipients');
  const trail = await listAll<AuditRecord>(call, '/api/2.0/boathouse/audit', 'records');
  const done = (action: string) =>
    trail.filter(record => record.action_name === action).map(record => record.request_params.name);
  return { shares, recipients, done };
};

/** All that was acknowledged is there, and for all that is there the audit trail says it once: nothing is half. */
const expectWhole = async (call: Call, acknowledged: Acknowledged): Promise<void> => {
  const { shares, recipients, done } = await readState(call);
  const names = shares.map(share => share.name);
  expect(names).toEqual(expect.arrayContaining(acknowledged.shares));
  expect(done('createShare').sort()).toEqual(names.sort());
  const filled = shares.filter(share => share.comment === 'filled').map(share => share.name);
  expect(filled).toEqual(expect.arrayContaining(acknowledged.filled));
  expect(done('updateShare').sort()).toEqual(filled.sort());
  const recipientNames = recipients.map(recipient => recipient.name);
  expect(recipientNames).toEqual(expect.arrayContaining(acknowledged.recipients));
  expect(done('createRecipient').sort()).toEqual(recipientNames.sort());
  expect(recipients.filter(recipient => recipient.tokens.length !== 1)).toEqual([]);
};

/** The share and its table come together or not at all. Looks at the last ones, which the kill may have hit. */
const expectTablesOf = async (call: Call, prefix: string): Promise<void> => {
  const shares = await listAll<ShareInfo>(call, `${uc}/shares`, 'shares');
  const mine = shares.filter(share => share.name.startsWith(prefix));
  const number = (name: string) => Number(name.slice(name.lastIndexOf('_') + 1));
  const last = mine.toSorted((one, other) => number(other.name) - number(one.name)).slice(0, 2 * writers);
  for (const { name, comment } of last) {
    const { objects } = await call('GET', `${uc}/shares/${name}`);
    expect([name, (objects as object[]).length]).toEqual([name, comment === 'filled' ? 1 : 0]);
  }
};

describe.each(engines)('a workspace on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let data: string;
    let databaseUrl: string | undefined;
    let dropDatabase: (() => Promise<void>) | undefined;

    beforeEach(async () => {
      data = mkdtempSync(join(tmpdir(), 'boathouse-kill-'));
      const database = engine === 'postgres' ? await createPostgresDatabase() : undefined;
      dropDatabase = database?.drop;
      databaseUrl = database?.url;
    });
    afterEach(async () => {
      await dropDatabase?.();
      // The servers of the test end after this.
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    });

    const start = (): ServerProcess => {
      const args = ['--port', '0', '--log-level', 'error', '--local-root', sampleTables, '--data', data];
      return spawnServer(databaseUrl === undefined ? args : [...args, '--database', databaseUrl]);
    };

    it('loses nothing that it acknowledged when it is killed, and leaves nothing half done', async () => {
      let server = start();
      let call = caller(await server.ready(), readProfile(data).token);
      const { token } = readProfile(data);
      const [catalog_name, schema_name, name] = table.split('.');
      const source = { storage_location: `file://${sampleTables}/${name}`, data_source_format: 'DELTA' };
      await call('POST', `${uc}/tables`, { name, catalog_name, schema_name, table_type: 'EXTERNAL', ...source });
      const acknowledged: Acknowledged = { shares: [], filled: [], recipients: [] };
      for (let round = 0; round < rounds; round += 1) {
        const enough = acknowledged.recipients.length + 10 + Math.random() * 20;
        const current = call;
        const writing = Array.from({ length: writers }, (_, writer) =>
          writeOn(current, `r${round}_w${writer}`, acknowledged),
        );
        while (acknowledged.recipients.length < enough) await setTimeout(Math.random() * 10);
        await server.kill('SIGKILL');
        await Promise.all(writing);
        server = start();
        // The token of the first start is good at every other.
        call = caller(await server.ready(), token);
        await expectWhole(call, acknowledged);
        await expectTablesOf(call, `r${round}_`);
      }
    }, 60_000);

    it('is not opened with another master key, and says what to give', async () => {
      const open = async (keyFile: string) => {
        const master_key_file = join(data, keyFile);
        writeFileSync(master_key_file, randomBytes(32).toString('base64'), { flag: 'a' });
        const database = databaseUrl === undefined ? {} : { database: databaseUrl };
        return openWorkspace(completeConfig({ data, master_key_file, log_level: 'silent', ...database }));
      };
      await (await open('right.key')).close();
      const refusal: unknown = await open('wrong.key').catch(error => error);
      expect(refusal).toBeInstanceOf(ConfigError);
      expect((refusal as Error).message).toMatch(/made with master key \w+.*BOATHOUSE_MASTER_KEY or master_key_file/);
    });
  });
});
