import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Batch, type ClientOptions, openProfile, type SharedTable } from '@boathouse/recipient';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowTexts, sparkFolder, sparkRows } from '../testing/spark-tables.ts';

const samples = fileURLToPath(new URL('../../../../examples/data/', import.meta.url));
const tables = {
  weather: `${samples}weather`,
  vectors: `${sparkFolder}deletion-vectors-partitioned`,
  mapped: `${sparkFolder}mapped-changes`,
};

let workspace: TestWorkspace;
let profile: object;

/** URLs end after a second, and a table that was not read before is told later. */
const settings = { signed_url_seconds: 1, async_query_milliseconds: 5 };

beforeAll(async () => {
  workspace = await startWorkspace({ localRoots: [samples, sparkFolder], settings });
  const w = new WorkspaceClient(workspace);
  await w.shares.create({ name: 's' });
  for (const [name, folder] of Object.entries(tables)) {
    const kind = { table_type: 'EXTERNAL', data_source_format: 'DELTA', storage_location: `file://${folder}` } as const;
    await w.tables.create({ name, catalog_name: 'main', schema_name: 'default', ...kind });
    const object = {
      name: `main.default.${name}`,
      data_object_type: 'TABLE',
      history_data_sharing_status: 'ENABLED',
      start_version: 0,
      cdf_enabled: name === 'mapped',
    } as const;
    await w.shares.update({ name: 's', updates: [{ action: 'ADD', data_object: object }] });
  }
  const { activation_url = '' } = await w.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 's', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  profile = await w.recipientActivation.retrieveToken({ activation_url });
});
afterAll(() => workspace.stop());

/** The calls of the protocol that a client makes, by the ends of their paths; `change` may alter them. */
const recorded = (change: (url: URL, body: Record<string, unknown>) => void = () => undefined) => {
  const calls: string[] = [];
  const recording: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    const kind = /\/(query|queries\/.*|changes)$/.exec(url.pathname)?.[1];
    if (kind === undefined) return fetch(input, init);
    calls.push(kind.replace(/\/.*/, ''));
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {};
    change(url, body);
    return fetch(url, { ...init, ...(init?.method === 'POST' && { body: JSON.stringify(body) }) });
  };
  return { calls, fetch: recording };
};

const tableOf = async (name: keyof typeof tables, options: ClientOptions): Promise<SharedTable> =>
  (await openProfile(profile, options)).table(`s.default.${name}`);

/** Reads batches, slowly. */
const collect = async (batches: AsyncIterable<Batch>, pause = 0): Promise<Batch[]> => {
  const all: Batch[] = [];
  for await (const batch of batches) {
    all.push(batch);
    await wait(pause);
  }
  return all;
};

const lastRows = (name: string): readonly string[] => sparkRows(name).snapshots.at(-1)?.rows ?? [];

describe('a read that takes longer than its URLs live', () => {
  test('has them renewed as often as it takes, and every row once', async () => {
    const { calls, fetch: recording } = recorded();
    const table = await tableOf('weather', { fetch: recording });
    const batches = await collect(table.batches({ concurrency: 1 }), 200);
    expect(batches.reduce((sum, batch) => sum + batch.numRows, 0)).toBe(26_115);
    expect(new Set(rowTexts(batches)).size).toBe(26_115);
    expect(calls.length).toBeGreaterThan(2);
  });

  test.each([1, 4])('of deletion vectors has theirs renewed too, with %d files at once', async concurrency => {
    const { calls, fetch: recording } = recorded();
    const table = await tableOf('vectors', { fetch: recording });
    const batches = await collect(table.batches({ concurrency }), 1200);
    expect(rowTexts(batches)).toEqual(lastRows('deletion-vectors-partitioned'));
    expect(calls.length).toBeGreaterThan(1);
  });
});

describe('an answer in pages of one file each', () => {
  test('is the whole table, with its deletion vectors', async () => {
    const { calls, fetch: recording } = recorded((_, body) => Object.assign(body, { maxFiles: 1 }));
    const table = await tableOf('vectors', { fetch: recording });
    const files = [];
    for await (const file of table.files()) files.push(file);
    expect(calls).toHaveLength(files.length);
    expect(rowTexts(await collect(table.batches()))).toEqual(lastRows('deletion-vectors-partitioned'));
  });

  test('is the whole change data feed', async () => {
    const { calls, fetch: recording } = recorded(url => url.searchParams.set('maxFiles', '1'));
    const table = await tableOf('mapped', { fetch: recording });
    const { from = 0, to = 0, rows } = sparkRows('mapped-changes').changes.at(-1) ?? {};
    const changes = table.changes({ startingVersion: from, endingVersion: to });
    const { schema } = await changes.metadata();
    const columns = schema.fields.map(field => field.name).filter(name => name !== '_commit_timestamp');
    expect(rowTexts(await collect(changes.batches({ columns })))).toEqual(rows);
    expect(calls.length).toBeGreaterThan(3);
  });
});

describe('a query that is answered later', () => {
  test('is the table as it was asked for, also in pages', async () => {
    const { calls, fetch: recording } = recorded((_, body) => Object.assign(body, { maxFiles: 1 }));
    const table = await tableOf('mapped', { fetch: recording, queryTimeout: 60_000, retryDelay: 100 });
    // The tests above asked for other versions: nobody has read this one yet.
    const { version, rows } = sparkRows('mapped-changes').snapshots.at(2) ?? { version: -1, rows: [] };
    expect(rowTexts(await collect(table.batches({ version })))).toEqual(rows);
    expect(calls[0]).toBe('query');
    expect(calls).toContain('queries');
  });

  test('is not answered later to who does not say that they wait', async () => {
    const { calls, fetch: recording } = recorded();
    const table = await tableOf('mapped', { fetch: recording });
    const { version, rows } = sparkRows('mapped-changes').snapshots.at(3) ?? { version: -1, rows: [] };
    expect(rowTexts(await collect(table.batches({ version })))).toEqual(rows);
    expect(calls).not.toContain('queries');
  });
});
