import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Queries } from '../database/database.ts';
import { writeBatch } from '../testing/audit-records.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

describe.each(engines)('the verification of the audit trail on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeEach(async () => {
      test = await openTestWorkspace(engine);
    });
    afterEach(() => test.close());

    /** All pages together. */
    const verify = async () => {
      const sum = { batches: 0, rows: 0, unsealed_rows: 0, heads: 0, pruned_batches: 0, unsigned_batches: 0 };
      const problems: { kind: string; batch: number; replica: string; message: string }[] = [];
      let token = '';
      do {
        const { status, json, text } = await test.admin(`GET /api/2.0/boathouse/audit/verify?page_token=${token}`);
        expect([status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
        problems.push(...json.problems);
        for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += json[name];
        token = json.next_page_token;
      } while (token !== undefined);
      return { ...sum, problems };
    };
    const tamper = (change: (queries: Queries) => Promise<unknown>) => test.workspace.database.write(change);
    const headsFile = () => join(test.workspace.config.data, 'audit-heads.jsonl');

    /** Three sealed batches of three records, the first of them anchored. */
    const writeThree = async (): Promise<string> => {
      for (let batch = 0; batch < 3; batch += 1) await writeBatch(test.workspace, 3);
      return test.workspace.audit.trail.replica;
    };

    it('finds nothing in a trail that nobody touched, and says what it checked', async () => {
      expect(await verify()).toMatchObject({ batches: 0, rows: 0, problems: [] });
      await writeThree();
      await test.admin('POST /api/2.1/unity-catalog/shares', { name: 'not_sealed_yet' });
      expect(await verify()).toEqual({
        batches: 3,
        rows: 9,
        unsealed_rows: 1,
        heads: 1,
        pruned_batches: 0,
        unsigned_batches: 0,
        problems: [],
      });
    });

    it.each([
      ['who did it', { identity: 'bob@example.com' }],
      ['when', { time: 1 }],
      ['what', { request_params: '{}' }],
      ['how it ended', { status_code: 403 }],
      ['a text that was missing', { error_message: '' }],
      ['whence', { source_ip: '192.0.2.77' }],
    ])('sees a record altered: %s', async (_, change) => {
      const replica = await writeThree();
      await tamper(queries =>
        queries.updateTable('audit_log').set(change).where('batch', '=', 2).where('sequence', '=', 5).execute(),
      );
      const { problems } = await verify();
      expect(problems).toMatchObject([{ kind: 'ROWS_ALTERED', replica, batch: 2 }]);
    });

    it('sees that what ends one column and begins the next was moved', async () => {
      await writeThree();
      await tamper(queries =>
        queries
          .updateTable('audit_log')
          .set({ service_name: 'unityCatalogc', action_name: 'reateShare' })
          .where('sequence', '=', 5)
          .execute(),
      );
      expect((await verify()).problems).toMatchObject([{ kind: 'ROWS_ALTERED', batch: 2 }]);
    });

    it('sees records that are gone, one or all of a batch', async () => {
      await writeThree();
      await tamper(queries => queries.deleteFrom('audit_log').where('sequence', 'in', [2, 7, 8, 9]).execute());
      expect((await verify()).problems).toMatchObject([
        { kind: 'ROWS_REMOVED', batch: 1, message: '1 record of 3 that were sealed is gone.' },
        { kind: 'ROWS_REMOVED', batch: 3, message: '3 records of 3 that were sealed are gone.' },
      ]);
    });

    const addRow = (place: { replica?: string; batch?: number }) =>
      tamper(async queries => {
        const { sequence: _, ...row } = await queries
          .selectFrom('audit_log')
          .selectAll()
          .limit(1)
          .executeTakeFirstOrThrow();
        await queries
          .insertInto('audit_log')
          .values({ ...row, ...place })
          .execute();
      });

    it('sees records that were added: to a sealed batch, between batches, and of a process that never was', async () => {
      const replica = await writeThree();
      await addRow({ batch: 2 });
      await addRow({ replica: 'never', batch: 1 });
      await addRow({ batch: 0 });
      const { problems } = await verify();
      expect(problems.toSorted((one, other) => one.kind.localeCompare(other.kind))).toMatchObject([
        { kind: 'ROWS_ADDED', replica, batch: 2 },
        expect.objectContaining({ kind: 'ROWS_NOT_SEALED' }),
        expect.objectContaining({ kind: 'ROWS_NOT_SEALED' }),
      ]);
      expect(problems.map(problem => `${problem.replica} ${problem.batch}`).toSorted()).toEqual(
        ['never 1', `${replica} 0`, `${replica} 2`].toSorted(),
      );
    });

    it('sees a seal that was altered, also when its hash was made to fit', async () => {
      await writeThree();
      await tamper(queries =>
        queries.updateTable('audit_seals').set({ sealed_at: 1 }).where('batch', '=', 2).execute(),
      );
      expect((await verify()).problems).toMatchObject([{ kind: 'SEAL_ALTERED', batch: 2 }]);
      await tamper(queries => queries.updateTable('audit_seals').set({ mac: '00' }).where('batch', '=', 1).execute());
      expect((await verify()).problems).toMatchObject([
        { kind: 'SEAL_ALTERED', batch: 1 },
        { kind: 'SEAL_ALTERED', batch: 2 },
      ]);
    });

    it('sees a seal that is gone, with its records or without', async () => {
      const replica = await writeThree();
      await tamper(async queries => {
        await queries.deleteFrom('audit_seals').where('batch', '=', 2).execute();
        await queries.deleteFrom('audit_log').where('batch', '=', 2).execute();
      });
      expect((await verify()).problems).toMatchObject([{ kind: 'SEAL_REMOVED', replica, batch: 3 }]);
    });

    it('sees that the end of the trail is gone by the head that was anchored beside the database', async () => {
      const replica = await writeThree();
      await tamper(async queries => {
        await queries.deleteFrom('audit_seals').execute();
        await queries.deleteFrom('audit_log').execute();
      });
      expect((await verify()).problems).toMatchObject([{ kind: 'HEAD_ALTERED', replica, batch: 1 }]);
    });

    it('reads on behind a head that a crash left half written', async () => {
      await writeThree();
      const text = readFileSync(headsFile(), 'utf8');
      writeFileSync(headsFile(), `{"replica":"x\n${text}`);
      expect(await verify()).toMatchObject({ heads: 1, problems: [] });
    });

    it('anchors a head at once, and then one a minute', async () => {
      await writeThree();
      const lines = readFileSync(headsFile(), 'utf8').trimEnd().split('\n');
      expect(lines.map(line => JSON.parse(line))).toEqual([
        {
          replica: test.workspace.audit.trail.replica,
          batch: 1,
          last_sequence: 3,
          sealed_at: expect.any(Number),
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
          key_id: '1',
          mac: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
    });

    it('says when signatures cannot be checked, and checks all else', async () => {
      await writeThree();
      await tamper(queries => queries.updateTable('audit_keys').set({ id: 'other' }).execute());
      const fresh = await import('./audit-keys.ts').then(({ AuditKeys }) => new AuditKeys(test.workspace));
      Object.assign(test.workspace.audit, { keys: fresh });
      expect(await verify()).toMatchObject({ batches: 3, unsigned_batches: 3, problems: [] });
    });

    it('makes no seal when nothing was recorded', async () => {
      await test.workspace.scheduler.run('audit-seal');
      await test.workspace.scheduler.run('audit-seal');
      expect(await verify()).toMatchObject({ batches: 0, heads: 0 });
      expect(existsSync(headsFile())).toBe(false);
    });

    it('walks through batches of thousands of records and thousands of batches, in pages', async () => {
      const { trail } = test.workspace.audit;
      const { auditEntry } = await import('../testing/audit-records.ts');
      for (let round = 0; round < 24; round += 1) {
        await Promise.all(Array.from({ length: 500 }, () => trail.append(auditEntry(test.workspace))));
      }
      for (let batch = 0; batch < 30; batch += 1) await writeBatch(test.workspace, 1);
      const { batches, rows, problems } = await verify();
      expect([batches, rows, problems]).toEqual([3 + 29, 12_030, []]);
    }, 60_000);
  });
});
