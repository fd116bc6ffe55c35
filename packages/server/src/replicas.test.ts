import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeConfig } from './config.ts';
import { type RunningServer, serve } from './serve.ts';
import { type Call, caller, readProfile } from './testing/administrator.ts';
import { createPostgresDatabase, engines } from './testing/engines.ts';
import { sampleTables } from './testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

// SQLite serves one process: there are no replicas.
describe.each(engines.filter(({ engine }) => engine === 'postgres'))('replicas on $engine', ({ missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let folder: string;
    let database: Awaited<ReturnType<typeof createPostgresDatabase>>;
    const running: RunningServer[] = [];
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'boathouse-replicas-'));
      database = await createPostgresDatabase();
      writeFileSync(join(folder, 'master.key'), randomBytes(32).toString('base64'));
    });
    afterEach(async () => {
      for (const server of running.splice(0)) await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true });
    });

    const start = async (data: string): Promise<RunningServer> => {
      const settings = { data, port: 0, log_level: 'silent', database: database.url, local_roots: [sampleTables] };
      const server = await serve(completeConfig({ ...settings, master_key_file: join(folder, 'master.key') }));
      running.push(server);
      return server;
    };

    /** Starts two servers at the same moment, which make the workspace. Gives a caller of each. */
    const startBoth = async (...folders: [string, string]): Promise<[Call, Call]> => {
      const [one, other] = await Promise.all([start(folders[0]), start(folders[1])]);
      const { token } = readProfile(folders.find(data => existsSync(join(data, 'databrickscfg'))) ?? folders[0]);
      return [caller(one.url, token), caller(other.url, token)];
    };

    it('that start at the same moment are one workspace', async () => {
      const folders: [string, string] = [join(folder, 'one'), join(folder, 'other')];
      const [one, other] = await startBoth(...folders);
      const assignment = `${uc}/current-metastore-assignment`;
      expect(await other('GET', assignment)).toEqual(await one('GET', assignment));
      expect(await one('GET', `${uc}/catalogs`)).toMatchObject({ catalogs: [{ name: 'main' }] });
      expect(folders.filter(data => existsSync(join(data, 'databrickscfg')))).toHaveLength(1);
    });

    it('continue the lists of each other', async () => {
      const calls = await startBoth(join(folder, 'one'), join(folder, 'other'));
      for (const name of ['a', 'b', 'c']) await calls[0]('POST', `${uc}/shares`, { name });
      for (const [first, second] of [calls, calls.toReversed() as [Call, Call]]) {
        const { next_page_token } = await first('GET', `${uc}/shares?max_results=2`);
        const rest = await second('GET', `${uc}/shares?max_results=2&page_token=${next_page_token}`);
        expect(rest).toMatchObject({ shares: [{ name: 'c' }] });
      }
    });

    it('open tables by what a storage credential is now, whichever of them was told', async () => {
      const [one, other] = await startBoth(join(folder, 'one'), join(folder, 'other'));
      await one('POST', `${uc}/storage-credentials`, { name: 'keys', boathouse: { local: {} } });
      await one('POST', `${uc}/external-locations`, {
        ...{ name: 'samples', url: `file://${sampleTables}`, credential_name: 'keys' },
      });
      const register = (name: string) =>
        other('POST', `${uc}/tables`, {
          ...{
            catalog_name: 'main',
            schema_name: 'default',
            name,
            table_type: 'EXTERNAL',
            data_source_format: 'DELTA',
          },
          storage_location: `file://${sampleTables}/${name}`,
        });
      const change = (fields: object) => one('PATCH', `${uc}/storage-credentials/keys`, { ...fields, force: true });
      await register('airlines');
      await change({ aws_iam_role: { role_arn: 'arn:aws:iam::1:role/r' } });
      await expect(register('planes')).rejects.toThrow(/no AWS identity/);
      await change({ boathouse: { local: {} } });
      expect(await register('planes')).toMatchObject({ storage_credential_name: 'keys' });
    });

    it('need a data folder each: the second is refused, and the first goes on', async () => {
      const { url } = await start(folder);
      await expect(start(folder)).rejects.toThrow(/^Setting data: .* is in use by another workspace/);
      const me = await caller(url, readProfile(folder).token)('GET', '/api/2.0/preview/scim/v2/Me');
      expect(me).toMatchObject({ userName: 'admin@localhost' });
    });
  });
});
