import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeConfig } from '../config.ts';
import { type OpenWorkspace, openWorkspace } from '../open-workspace.ts';
import { caller, readProfile } from '../testing/administrator.ts';
import { auditEntry, writeBatch } from '../testing/audit-records.ts';
import { createPostgresDatabase, engines } from '../testing/engines.ts';
import { spawnServer } from '../testing/server-process.ts';
import { lease } from './trail.ts';
import { verifyPage } from './verify.ts';

const verifyPath = '/api/2.0/boathouse/audit/verify';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boathouse-recovery-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe.each(engines)('a server on $engine that is killed', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let drop: (() => Promise<void>) | undefined;
    let url: string | undefined;
    beforeEach(async () => {
      ({ drop, url } = engine === 'postgres' ? await createPostgresDatabase() : { drop: undefined, url: undefined });
    });
    afterEach(() => drop?.());

    it('leaves a trail that is sealed to its end, and verifies, once it runs again', async () => {
      const data = join(folder, 'data');
      const args = ['--port', '0', '--log-level', 'error', '--data', data];
      const start = () => spawnServer(url === undefined ? args : [...args, '--database', url]);
      let server = start();
      const first = caller(await server.ready(), readProfile(data).token);
      const { token } = readProfile(data);
      const writing = Array.from({ length: 4 }, async (_, writer) => {
        for (let number = 0; ; number += 1) {
          await first('POST', '/api/2.1/unity-catalog/shares', { name: `s_${writer}_${number}` });
        }
      }).map(endless => endless.catch(() => undefined));
      await setTimeout(2500);
      await server.kill('SIGKILL');
      await Promise.all(writing);
      if (url !== undefined) await letLeasesEnd(url);
      server = start();
      const second = caller(await server.ready(), token);
      let found: Awaited<ReturnType<typeof second>> = {};
      for (let looks = 0; looks < 200; looks += 1) {
        found = await second('GET', verifyPath);
        if (found['recovered_batches'] !== 0 && found['unsealed_rows'] === 0) break;
        await setTimeout(100);
      }
      expect(found).toMatchObject({ problems: [], recovered_batches: expect.any(Number), unsealed_rows: 0 });
      expect(found['recovered_batches']).toBeGreaterThan(0);
      expect(found['rows']).toBeGreaterThan(4);
      expect(found['heads']).toBeGreaterThan(0);
    }, 60_000);
  });
});

const letLeasesEnd = async (url: string): Promise<void> => {
  const { openPostgres } = await import('../database/postgres.ts');
  const database = await openPostgres(url);
  await database.write(queries => queries.updateTable('audit_replicas').set({ seen_at: 1 }).execute());
  await database.close();
};

describe('a server that ends', () => {
  it('seals and anchors its last record', async () => {
    const data = join(folder, 'data');
    const config = completeConfig({ data, log_level: 'silent' });
    const workspace = await openWorkspace(config);
    await workspace.audit.trail.append(auditEntry(workspace));
    const { replica } = workspace.audit.trail;
    await workspace.close();
    const [head = ''] = readFileSync(join(data, 'audit-heads.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(head)).toMatchObject({ replica, batch: 1, last_sequence: 1 });
    const again = await openWorkspace(config);
    const { content } = await verifyPage({ ...again, keys: again.audit.keys }, '');
    expect(content).toMatchObject({ problems: [], batches: 1, rows: 1, recovered_batches: 0, heads: 1 });
    expect(await again.database.read.selectFrom('audit_replicas').selectAll().execute()).toEqual([]);
    await again.close();
  });

  it('is followed by the chain of the next: who takes its chain away is seen', async () => {
    const config = completeConfig({ data: join(folder, 'data'), log_level: 'silent' });
    const first = await openWorkspace(config);
    await writeBatch(first, 2);
    const { replica } = first.audit.trail;
    await first.close();
    const second = await openWorkspace(config);
    await writeBatch(second, 2);
    await second.database.write(async queries => {
      await queries.deleteFrom('audit_log').where('replica', '=', replica).execute();
      await queries.deleteFrom('audit_seals').where('replica', '=', replica).execute();
    });
    const { content } = await verifyPage({ ...second, keys: second.audit.keys }, '');
    expect(content.problems).toMatchObject([
      { kind: 'SEAL_REMOVED', replica: second.audit.trail.replica, batch: 1 },
      { kind: 'HEAD_ALTERED', replica, batch: 1 },
    ]);
    await second.close();
  });

  it('copies its heads to where another setting says', async () => {
    const anchor = join(folder, 'elsewhere.jsonl');
    const config = completeConfig({ data: join(folder, 'data'), audit_anchor: anchor, log_level: 'silent' });
    const workspace = await openWorkspace(config);
    await writeBatch(workspace, 1);
    await workspace.close();
    expect(readFileSync(anchor, 'utf8')).toBe(readFileSync(join(folder, 'data', 'audit-heads.jsonl'), 'utf8'));
  });
});

// SQLite serves one process: there are no replicas.
describe.each(engines.filter(({ engine }) => engine === 'postgres'))('replicas on $engine', ({ missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
    const opened: OpenWorkspace[] = [];
    beforeEach(async () => {
      database = await createPostgresDatabase();
      writeFileSync(join(folder, 'master.key'), randomBytes(32).toString('base64'));
    });
    afterEach(async () => {
      for (const workspace of opened.splice(0)) await workspace.close();
      await database.drop();
    });

    const open = async (name: string): Promise<OpenWorkspace> => {
      const master_key_file = join(folder, 'master.key');
      const config = { data: join(folder, name), database: database.url, master_key_file, log_level: 'silent' };
      const workspace = await openWorkspace(completeConfig(config));
      opened.push(workspace);
      return workspace;
    };
    const verify = async (workspace: OpenWorkspace) =>
      (await verifyPage({ ...workspace, keys: workspace.audit.keys }, '')).content;

    it('seal a chain each while they write at once, and either verifies both', async () => {
      const [one, other] = [await open('one'), await open('other')];
      for (let round = 0; round < 3; round += 1) {
        await Promise.all(
          Array.from({ length: 40 }, (_, index) => {
            const workspace = index % 2 === 0 ? one : other;
            return workspace.audit.trail.append(auditEntry(workspace));
          }),
        );
        await Promise.all([one, other].map(workspace => workspace.scheduler.run('audit-seal')));
      }
      for (const workspace of [one, other]) {
        expect(await verify(workspace)).toMatchObject({ problems: [], batches: 6, rows: 120, unsealed_rows: 0 });
      }
    });

    it('seal what another left that is silent for long, once, and not before', async () => {
      const [one, other] = [await open('one'), await open('other')];
      await one.audit.trail.append(auditEntry(one));
      await other.scheduler.run('audit-seal');
      expect(await verify(other)).toMatchObject({ problems: [], batches: 0, unsealed_rows: 1 });
      await other.database.write(queries =>
        queries
          .updateTable('audit_replicas')
          .set({ seen_at: Date.now() - lease - 1000 })
          .where('id', '=', one.audit.trail.replica)
          .execute(),
      );
      const third = await open('third');
      const fourth = await open('fourth');
      await Promise.all([third, fourth].map(workspace => workspace.scheduler.run('audit-seal')));
      expect(await verify(third)).toMatchObject({ problems: [], batches: 1, rows: 1, recovered_batches: 1 });
      // The one that was taken for dead was only slow: it finds its batch sealed, and goes on.
      await one.scheduler.run('audit-seal');
      await writeBatch(one, 2);
      expect(await verify(third)).toMatchObject({ problems: [], batches: 2, rows: 3 });
    });
  });
});
