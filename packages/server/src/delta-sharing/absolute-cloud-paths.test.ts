import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudService } from '../storage/testing/cloud-service.ts';
import { clouds } from '../storage/testing/clouds.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { type Action, add, created } from './testing/log-table.ts';
import { linesOf } from './testing/shared-tables.ts';

const uc = '/api/2.1/unity-catalog';
const [s3] = clouds.filter(({ name }) => name === 'S3');

describe('a shallow clone in S3', () => {
  const missing = s3?.missing;
  if (s3 === undefined || missing !== undefined) return it.skip(`is not tested here, for want of ${missing}`);

  let service: CloudService;
  let test: TestWorkspace;
  let token: string;

  const done = async (request: `${string} /${string}`, body: object) => {
    const { status, text, json } = await test.admin(request, body);
    expect([status, text], request).toEqual([200, expect.anything()]);
    return json;
  };
  const putLog = (table: string, actions: readonly Action[]) => {
    const lines = actions.map(action => `${JSON.stringify(action)}\n`).join('');
    return service.put(`${table}/_delta_log/${'0'.padStart(20, '0')}.json`, Buffer.from(lines));
  };
  const shareClone = async (name: string, ...paths: readonly string[]): Promise<void> => {
    await putLog(name, [...created(), ...paths.map(path => add(path))]);
    const table = { name, catalog_name: 'main', schema_name: 'default', table_type: 'EXTERNAL' };
    await done(`POST ${uc}/tables`, {
      ...table,
      data_source_format: 'DELTA',
      storage_location: `${service.root}/${name}`,
    });
    const data_object = { name: `main.default.${name}`, data_object_type: 'TABLE' };
    await done(`PATCH ${uc}/shares/clones`, { updates: [{ action: 'ADD', data_object }] });
  };
  const query = (name: string) =>
    test.call(`POST /delta-sharing/shares/clones/schemas/default/tables/${name}/query`, { token, body: {} });

  beforeAll(async () => {
    service = await s3.start();
    test = await openTestWorkspace('sqlite', service.settings);
    const [entry] = service.settings.s3 ?? [];
    const { location, ...access } = entry ?? { location: '' };
    await done(`POST ${uc}/storage-credentials`, { name: 'keys', boathouse: { s3: access } });
    await service.put('lake/at=a b/1.parquet', Buffer.from('rows'));
    await service.put('lake2/1.parquet', Buffer.from('others'));
    const lake = { name: 'lake', url: `${service.root}/lake`, credential_name: 'keys' };
    await done(`POST ${uc}/external-locations`, lake);
    await done(`POST ${uc}/shares`, { name: 'clones' });
    token = await onboard(test, 'acme', 'clones');
  }, 60_000);
  afterAll(async () => {
    await test?.close();
    await service?.stop();
  });

  it('comes with URLs that the store accepts, its own files and those of its source, by either scheme', async () => {
    await service.put('clone/own.parquet', Buffer.from('own'));
    const bare = service.root.replace('s3://', '');
    const source = ['s3', 's3a'].map(scheme => `${scheme}://${bare}/lake/at=a%20b/1.parquet`);
    await shareClone('clone', 'own.parquet', ...source);
    const response = await query('clone');
    expect(response.status, response.text).toBe(200);
    const files = linesOf(response).slice(2);
    expect(files).toHaveLength(3);
    for (const { file } of files) {
      const isOwn = file.id === createHash('md5').update('own.parquet').digest('hex');
      expect(await (await fetch(file.url)).text()).toBe(isOwn ? 'own' : 'rows');
    }
  });

  it('is refused where it names a file beside the external location, which the settings would open', async () => {
    await shareClone('greedy', `${service.root}/lake2/1.parquet`);
    const { status, text } = await query('greedy');
    expect([status, text]).toEqual([400, expect.stringContaining('lie outside of its own folder')]);
  });
});
