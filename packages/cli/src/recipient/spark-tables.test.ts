import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  and,
  type Batch,
  greaterThan,
  isNotNull,
  openProfile,
  type SharedTable,
  type SharingClient,
} from '@boathouse/recipient';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { rowTexts, sparkFolder, sparkRows, sparkTables } from '../testing/spark-tables.ts';

let workspace: TestWorkspace;
let client: SharingClient;
let folder: string;
let profile: string;

/** A share of all tables with their history, and with the change data feed of those that have one. */
const shareTables = async (w: WorkspaceClient): Promise<void> => {
  await w.shares.create({ name: 'spark' });
  for (const name of sparkTables) {
    const location = { storage_location: `file://${join(sparkFolder, name)}` };
    const kind = { table_type: 'EXTERNAL', data_source_format: 'DELTA' } as const;
    await w.tables.create({ name, catalog_name: 'main', schema_name: 'default', ...kind, ...location });
    const object = {
      name: `main.default.${name}`,
      data_object_type: 'TABLE',
      history_data_sharing_status: 'ENABLED',
      start_version: sparkRows(name).snapshots[0]?.version ?? 0,
      cdf_enabled: sparkRows(name).changes.length > 0,
    } as const;
    await w.shares.update({ name: 'spark', updates: [{ action: 'ADD', data_object: object }] });
  }
};

beforeAll(async () => {
  workspace = await startWorkspace({ localRoots: [sparkFolder] });
  const w = new WorkspaceClient(workspace);
  await shareTables(w);
  const { activation_url = '' } = await w.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 'spark', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  profile = join(folder, 'config.share');
  writeFileSync(profile, JSON.stringify(await w.recipientActivation.retrieveToken({ activation_url })));
  client = await openProfile(profile);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await workspace.stop();
});

const tableOf = (name: string): SharedTable => client.table(`spark.default.${name}`);
const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

describe.each(sparkTables)('%s', name => {
  test('has at each version the rows that Spark read', async () => {
    const table = tableOf(name);
    for (const { version, rows } of sparkRows(name).snapshots) {
      const batches: Batch[] = await collect(table.batches({ version }));
      expect({ version, rows: rowTexts(batches) }).toEqual({ version, rows });
    }
  });

  test('has in each range the changes that Spark read', async () => {
    for (const { from, to, rows } of sparkRows(name).changes) {
      const changes = tableOf(name).changes({ startingVersion: from, endingVersion: to });
      const { schema } = await changes.metadata();
      const columns = schema.fields.map(field => field.name).filter(column => column !== '_commit_timestamp');
      const read = await collect(changes.batches({ columns }));
      expect({ from, to, rows: rowTexts(read) }).toEqual({ from, to, rows });
    }
  });
});

describe('a table of features that the parquet format has no place for', () => {
  test('is read by a condition on renamed columns, in any order, and no further than the limit', async () => {
    const all = await collect(tableOf('mapped-changes').rows({ version: 5 }));
    const predicate = and(greaterThan('row id', 2), isNotNull('the part'));
    const expected = all
      .filter(row => Number(row['row id']) > 2 && row['the part'] !== null)
      .map(row => ({ 'the part': row['the part'], 'row id': row['row id'] }));
    expect(expected.length).toBeGreaterThan(1);
    const options = { version: 5, predicate, columns: ['the part', 'row id'] };
    expect(await collect(tableOf('mapped-changes').rows(options))).toEqual(expected);
    expect(await collect(tableOf('mapped-changes').rows({ ...options, limit: 1 }))).toEqual(expected.slice(0, 1));
  });

  test('gives as many live rows as were asked for, though the first of a file are deleted', async () => {
    const all = await collect(tableOf('deletion-vectors').rows({ version: 8 }));
    for (const limit of [1, 5, 9, 100]) {
      const read = await collect(tableOf('deletion-vectors').rows({ version: 8, limit }));
      expect(read).toEqual(all.slice(0, limit));
    }
  });

  test.each(['variant', 'variant-shredded'])('gives the values of %s as those of other columns', async name => {
    const rows = await collect(tableOf(name).rows({ predicate: isNotNull('v') }));
    const byId = new Map(rows.map(row => [row['id'], row['v']]));
    if (name === 'variant-shredded') {
      expect(byId.get(7)).toEqual({ n: 7, word: 'w7' });
      expect(byId.get(20)).toEqual({ n: 'not a number', other: [1] });
      return;
    }
    expect(byId.get(1)).toEqual({ a: 1, b: ['x', null, '2.5'] });
    // Row 3 holds JSON's null, row 4 no variant at all.
    expect([...byId.keys()].toSorted()).toEqual([1, 2, 3, 5]);
  });

  test('has its URLs renewed by the refresh token of its answer, which is in the last line', async () => {
    const queries: unknown[] = [];
    const expiring: typeof fetch = async (input, init) => {
      if (!String(input).endsWith('/query')) return fetch(input, init);
      queries.push(JSON.parse(String(init?.body)));
      const response = await fetch(input, init);
      if (queries.length > 1) return response;
      const text = (await response.text()).replaceAll(/"expirationTimestamp":\d+/g, '"expirationTimestamp":1');
      return new Response(text, response);
    };
    const late = await openProfile(profile, { fetch: expiring });
    expect(await collect(late.table('spark.default.deletion-vectors').rows({ concurrency: 1 }))).toHaveLength(8);
    expect(queries).toEqual([
      { includeRefreshToken: true },
      { includeRefreshToken: true, refreshToken: expect.any(String) },
    ]);
  });
});

describe('on the command line', () => {
  const table = (name: string) => `${profile}#spark.default.${name}`;

  test('changes are written as other rows are', async () => {
    const range = ['--starting-version', '3', '--ending-version', '5'];
    const to = join(folder, 'changes.jsonl');
    const ended = await run(['recipient', 'changes', table('mapped-changes'), ...range, '--to', to]);
    expect(ended).toMatchObject({ code: 0, out: '', err: '' });
    const rows = readFileSync(to, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    const { changes } = sparkRows('mapped-changes');
    expect(rows).toHaveLength(changes.find(({ from, to: last }) => from === 3 && last === 5)?.rows.length ?? 0);
    expect(rows[0]).toMatchObject({ _commit_version: 3, _commit_timestamp: expect.stringMatching(/^20.*Z$/) });
    const csv = await run(['recipient', 'changes', table('mapped-changes'), ...range, '--columns', '_change_type']);
    expect(csv.out.split('\r\n')[0]).toBe('_change_type');
    const seen = await run(['recipient', 'changes', table('mapped-changes'), ...range], { terminal: 100 });
    expect(seen.out).toMatch(/^row id +name +the part +_change_type/);
  });

  test('variants are JSON, in a row of JSON and in a cell of CSV', async () => {
    const json = await run(['recipient', 'read', table('variant-shredded'), '--format', 'jsonl']);
    expect(json.out).toContain('{"id":20,"v":{"n":"not a number","other":[1]}}\n');
    const csv = await run(['recipient', 'read', table('variant'), '--columns', 'v']);
    expect(csv.out).toContain('"{""a"":1,""b"":[""x"",null,""2.5""]}"\r\n');
  });

  test.each([
    [[], 'Give one of startingVersion and startingTimestamp'],
    [['--starting-version', '-1'], '--starting-version must not be negative.'],
    [['--starting-timestamp', 'yesterday'], 'startingTimestamp must be a time in ISO 8601'],
    [['--starting-version', '99'], 'the latest version is'],
  ])('changes of %j are refused', async (flags, message) => {
    const ended = await run(['recipient', 'changes', table('mapped-changes'), ...flags]);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toContain(message);
  });

  test('a table is read as it was at a time', async () => {
    const name = 'in-commit-timestamps';
    const commits = await collect(tableOf(name).changes({ startingVersion: 0 }).rows());
    const committed = commits.find(row => row['_commit_version'] === 2)?.['_commit_timestamp'];
    const at = committed instanceof Date ? committed.toISOString() : 'not a time';
    const now = await run(['recipient', 'read', table(name), '--timestamp', at, '--format', 'jsonl']);
    const expected = await collect(tableOf(name).rows({ version: 2 }));
    expect(now).toMatchObject({ code: 0, err: '' });
    expect(
      now.out
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toEqual(expected);
    const before = await run(['recipient', 'read', table(name), '--timestamp', '2001-01-01']);
    expect(before).toMatchObject({ code: 1, err: expect.stringContaining('2001-01-01') });
  });
});
