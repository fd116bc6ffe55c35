import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudService } from '../storage/testing/cloud-service.ts';
import { clouds } from '../storage/testing/clouds.ts';
import { onboard } from '../testing/onboard.ts';
import { openTestWorkspace, sampleTables, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';
const tables = ['rare_routes', 'weather'];

/** Copies a sample table into a cloud. */
const upload = async (service: CloudService, table: string): Promise<void> => {
  const files = globSync(['**/*.{json,parquet,crc}', '_delta_log/_last_checkpoint'], {
    cwd: join(sampleTables, table),
  });
  for (const file of files) {
    await service.put(`warehouse/${table}/${file}`, readFileSync(join(sampleTables, table, file)));
  }
};

describe.each(clouds)('a shared table in $name', ({ missing, isReal, start }) => {
  if (missing !== undefined) return it.skip(`is not tested here, for want of ${missing}`);

  let service: CloudService;
  let test: TestWorkspace;
  let token: string;

  const createTable = (name: string, location: string) =>
    test.admin(`POST ${uc}/tables`, {
      name,
      catalog_name: 'main',
      schema_name: 'default',
      table_type: 'EXTERNAL',
      data_source_format: 'DELTA',
      storage_location: location,
    });

  beforeAll(async () => {
    service = await start();
    for (const name of tables) await upload(service, name);
    test = await openTestWorkspace('sqlite', service.settings);
    await test.admin(`POST ${uc}/shares`, { name: 'cloud' });
    for (const name of tables) {
      await createTable(name, `${service.root}/warehouse/${name}`);
      await test.admin(`PATCH ${uc}/shares/cloud`, {
        updates: [{ action: 'ADD', data_object: { name: `main.default.${name}`, data_object_type: 'TABLE' } }],
      });
    }
    token = await onboard(test, 'acme', 'cloud');
  }, 60_000);
  afterAll(async () => {
    await test?.close();
    await service?.stop();
  });

  it.each(tables)('gives URLs of %s that the store itself accepts, and no others', async table => {
    const { text } = await test.call(`POST /delta-sharing/shares/cloud/schemas/default/tables/${table}/query`, {
      token,
      body: {},
    });
    const files = text
      .split('\n')
      .slice(2, -1)
      .map(line => JSON.parse(line).file);
    expect(files.length).toBeGreaterThan(0);
    for (const { url, size } of files) {
      const fetched = await fetch(url);
      expect(fetched.status).toBe(200);
      const path = decodeURIComponent(new URL(url).pathname).split('/warehouse/')[1] ?? '';
      const original = readFileSync(join(sampleTables, path));
      expect(original.byteLength).toBe(size);
      expect(Buffer.from(await fetched.arrayBuffer()).equals(original)).toBe(true);
    }
    const forged = new URL(files[0].url);
    forged.pathname = forged.pathname.replace('/warehouse/', '/elsewhere/');
    expect((await fetch(forged)).status).toBe(403);
  });

  it('cannot be made where there is no table, or where the settings do not reach', async () => {
    const none = await createTable('refused', `${service.root}/warehouse/none`);
    expect(none.status).toBe(400);
    expect(none.json.message).toMatch(/no Delta table/i);
    const elsewhere = await createTable('refused', service.root.replace(/^(\w+:\/\/)(\w{3})/, '$1x$2'));
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.json.message).toMatch(/Add an entry to the setting/);
  });

  // A real cloud cannot be stopped.
  it.skipIf(isReal)('never tells a recipient where the data is when the store does not answer', async () => {
    await service.stop();
    test.passTime(10_000);
    const response = await test.call('GET /delta-sharing/shares/cloud/schemas/default/tables/weather/version', {
      token,
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.text).not.toContain('warehouse');
    for (const secret of service.secrets) expect(response.text).not.toContain(secret);
    expect(response.json.message).toContain(response.headers['x-request-id']);
  });
});
