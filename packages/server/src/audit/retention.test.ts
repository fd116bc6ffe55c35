import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBatch } from '../testing/audit-records.ts';
import { engines } from '../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const day = 86_400_000;

describe.each(engines)('the retention of audit records on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    beforeEach(async () => {
      test = await openTestWorkspace(engine, { audit_retention_days: 30 });
    });
    afterEach(() => test.close());

    const verify = async () => (await test.admin('GET /api/2.0/boathouse/audit/verify')).json;
    const count = async () =>
      (await test.workspace.database.read.selectFrom('audit_log').select('id').execute()).length;
    const deletions = async () =>
      (await test.admin('GET /api/2.0/boathouse/audit?action_name=deleteAuditRecords')).json.records;

    it('deletes whole batches when all of their records are old, and tells it', async () => {
      await writeBatch(test.workspace, 3);
      await writeBatch(test.workspace, 2, { time: test.workspace.now() - 31 * day });
      // One record of this batch is young.
      await test.workspace.audit.trail.append({
        ...(await import('../testing/audit-records.ts')).auditEntry(test.workspace),
        time: test.workspace.now() - 40 * day,
      });
      await writeBatch(test.workspace, 1);
      await test.workspace.scheduler.run('audit-retention');
      expect(await count()).toBe(3 + 2 + 1);
      expect(await deletions()).toMatchObject([
        { service_name: 'boathouse', request_params: { batches: '1', rows: '2' }, source_ip_address: '' },
      ]);
      await test.workspace.scheduler.run('audit-retention');
      expect(await deletions()).toHaveLength(1);
    });

    it('leaves a trail that verifies from its beginning on', async () => {
      for (let batch = 0; batch < 25; batch += 1) await writeBatch(test.workspace, 1);
      test.passTime(31 * day);
      await writeBatch(test.workspace, 1);
      await test.workspace.scheduler.run('audit-retention');
      await test.workspace.scheduler.run('audit-seal');
      expect(await verify()).toMatchObject({ problems: [], batches: 27, pruned_batches: 25, heads: 1 });
      expect(await deletions()).toHaveLength(2);
    });

    it('cannot be feigned by somebody who has the database alone', async () => {
      await writeBatch(test.workspace, 3);
      await writeBatch(test.workspace, 3);
      await test.workspace.database.write(async queries => {
        await queries.deleteFrom('audit_log').where('batch', '=', 1).execute();
        const seal = { pruned_at: test.workspace.now(), pruned_mac: `1.${'0'.repeat(64)}` };
        await queries.updateTable('audit_seals').set(seal).where('batch', '=', 1).execute();
      });
      expect((await verify()).problems).toMatchObject([{ kind: 'ROWS_REMOVED', batch: 1 }]);
    });

    it('is not there without its setting', async () => {
      const other = await openTestWorkspace(engine);
      await expect(other.workspace.scheduler.run('audit-retention')).rejects.toThrow('no job');
      await other.close();
    });
  });
});
