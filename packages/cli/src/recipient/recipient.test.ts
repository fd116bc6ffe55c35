import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Outside, run } from '../testing/run.ts';

const data = fileURLToPath(new URL('../../../../examples/data', import.meta.url));

let workspace: TestWorkspace;
let folder: string;
let profile: string;

/** A share of two sample tables, and the profile of a recipient who may read it. */
const shareTables = async (w: WorkspaceClient): Promise<string> => {
  await w.shares.create({ name: 'travel', comment: 'Flights' });
  for (const name of ['flights', 'airlines']) {
    const location = { storage_location: `file://${join(data, name)}` };
    const kind = { table_type: 'EXTERNAL', data_source_format: 'DELTA' } as const;
    await w.tables.create({ name, catalog_name: 'main', schema_name: 'default', ...kind, ...location });
    const object = { name: `main.default.${name}`, data_object_type: 'TABLE' } as const;
    await w.shares.update({ name: 'travel', updates: [{ action: 'ADD', data_object: object }] });
  }
  const { activation_url = '' } = await w.recipients.create({ name: 'acme', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'acme', add: ['SELECT'] }] });
  return JSON.stringify(await w.recipientActivation.retrieveToken({ activation_url }));
};

beforeAll(async () => {
  workspace = await startWorkspace({ localRoots: [data] });
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  profile = join(folder, 'config.share');
  writeFileSync(profile, await shareTables(new WorkspaceClient(workspace)));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await workspace.stop();
});

const recipient = (args: readonly string[], outside?: Outside) => run(['recipient', ...args], outside);
const read = (table: string, args: readonly string[] = [], outside?: Outside) =>
  recipient(['read', `${profile}#travel.default.${table}`, ...args], outside);

describe('looking around', () => {
  test('lists shares, tables and columns', async () => {
    expect(await recipient(['list-shares', profile, '-o', 'json'])).toMatchObject({ code: 0, err: '' });
    expect((await recipient(['list-tables', profile])).out).toBe(
      'travel\tdefault\tairlines\ntravel\tdefault\tflights\n',
    );
    const { out } = await recipient(['list-columns', `${profile}#travel.default.airlines`]);
    expect(out).toMatch(/^carrier\tstring\ttrue\tfalse\t\n/);
  });

  test('--debug shows requests, and neither the token nor the signature of a URL', async () => {
    const { err, code } = await read('airlines', ['--debug']);
    const { bearerToken } = JSON.parse(readFileSync(profile, 'utf8'));
    expect(code).toBe(0);
    expect(err).toMatch(/> POST .*\/query\n/);
    expect(err).not.toContain(bearerToken);
    expect(err).not.toMatch(/\?(?!…)/);
  });
});

describe('reading', () => {
  test('is a table on a terminal, of as many rows as were asked for', async () => {
    const { out, err } = await read('airlines', ['--limit', '2'], { terminal: 60 });
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^carrier +name$/),
      expect.stringMatching(/^\w\w +\w/),
      expect.stringMatching(/^\w\w +\w/),
      '',
    ]);
    expect(err).toBe('');
  });

  test('is one screenful on a terminal when nothing is asked for, and says so', async () => {
    const { out, err } = await read('flights', ['--columns', 'origin, dest'], { terminal: 60 });
    expect(out.split('\n')).toHaveLength(102);
    expect(err).toBe('The first 100 rows. --limit shows more, --to FILE keeps them all.\n');
  });

  test('is CSV, JSON or JSON lines, all with the same rows', async () => {
    const csv = (await read('airlines')).out;
    const array = JSON.parse((await read('airlines', ['-o', 'json'])).out);
    const lines = (await read('airlines', ['--format', 'jsonl'])).out.trimEnd().split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual(array);
    const [head, ...rows] = csv.trimEnd().split('\r\n');
    expect(head).toBe('carrier,name');
    expect(rows).toEqual(array.map((row: { carrier: string; name: string }) => `${row.carrier},${row.name}`));
    expect(array.length).toBeGreaterThan(10);
  });

  test('is Arrow or Parquet in a file, by its ending', async () => {
    const [arrow, parquet] = [join(folder, 'a.arrow'), join(folder, 'a.PARQUET')];
    for (const to of [arrow, parquet])
      expect(await read('airlines', ['--to', to])).toMatchObject({ code: 0, out: '', err: '' });
    expect(readFileSync(arrow).readUInt32LE(0)).toBe(0xffffffff);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    expect(readFileSync(parquet).subarray(-4).toString()).toBe('PAR1');
  });

  test('waits for a server that answers later when it was told for how long, and offers it to no other', async () => {
    const offers: boolean[] = [];
    /** A server that answers the first query later, if it may. */
    const later: typeof fetch = async (input, init) => {
      const url = String(input);
      const mayBeLater =
        new Headers(init?.headers).get('delta-sharing-capabilities')?.includes('asyncquery=true') ?? false;
      if (url.includes('/queries/')) return fetch(url.replace(/queries\/.*/, 'query'), init);
      if (!url.endsWith('/query')) return fetch(input, init);
      offers.push(mayBeLater);
      return mayBeLater ? new Response('{"queryStatus":{"queryId":"q1"}}') : fetch(input, init);
    };
    const atOnce = await read('airlines', [], { fetch: later });
    expect(await read('airlines', ['--query-timeout', '60'], { fetch: later })).toEqual(atOnce);
    expect(atOnce).toMatchObject({ code: 0, err: '' });
    expect(offers).toEqual([false, true]);
  });

  test('draws its progress on a terminal and clears it, and never elsewhere', async () => {
    const to = join(folder, 'flights.csv');
    const { err } = await read('flights', ['--to', to, '--limit', '20000'], { terminal: 80 });
    expect(err).toMatch(/^\rflights .*\d+.* files, .* rows, .* MB/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the line is cleared by one.
    expect(err).toMatch(/\r\u001b\[K$/);
    expect((await read('flights', ['--to', to, '--limit', '20000'])).err).toBe('');
  });
});

describe('a read that does not come to its end', () => {
  let to: string;
  beforeEach(() => {
    rmSync(join(folder, 'kept'), { recursive: true, force: true });
    to = join(folder, 'kept', 'flights.csv');
  });
  const files = () => readdirSync(join(folder, 'kept'));

  /** A `fetch` that does something at the second data file. */
  const atSecondFile = (act: () => void): typeof fetch => {
    const seen = new Set<string>();
    return async (input, init) => {
      const { pathname } = new URL(String(input));
      if (!pathname.includes('/delta-sharing/shares')) seen.add(pathname);
      if (seen.size >= 2) act();
      return fetch(input, init);
    };
  };

  test('leaves no file when it is interrupted', async () => {
    const interrupt = new AbortController();
    const fetch = atSecondFile(() => interrupt.abort());
    expect(await read('flights', ['--to', to], { fetch, signal: interrupt.signal })).toMatchObject({
      code: 2,
      err: 'Error: Interrupted.\n',
    });
    expect(files()).toEqual([]);
  });

  test('leaves what was there before when it fails', async () => {
    await read('airlines', ['--to', to]);
    const before = readFileSync(to, 'utf8');
    const fetch = atSecondFile(() => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code: 'EBADF' }) });
    });
    expect(await read('flights', ['--to', to], { fetch })).toMatchObject({ code: 1 });
    expect(files()).toEqual(['flights.csv']);
    expect(readFileSync(to, 'utf8')).toBe(before);
  }, 60_000);
});

describe('what cannot be read', () => {
  test.each([
    ['no-such-table', [], 1, 'RESOURCE_DOES_NOT_EXIST'],
    ['airlines', ['--columns', 'nope'], 1, 'nope'],
    ['airlines', ['--query-timeout', '0'], 1, 'queryTimeout is 0'],
    ['airlines', ['--query-timeout', '10m'], 1, '--query-timeout must be a whole number, not "10m".'],
    ['airlines', ['--limit', '-1'], 1, '--limit must not be negative.'],
    ['airlines', ['--format', 'xml'], 1, 'Allowed choices are csv, json, jsonl, arrow, parquet'],
    ['airlines', ['--to', '/tmp/x.txt'], 1, '--to /tmp/x.txt: its ending names no format'],
  ])('%s %j', async (table, args, code, message) => {
    const ended = await read(table, args);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(message);
  });

  test.each([{}, { terminal: 80 }])(
    'a column that is renamed right after the columns were told is not shown empty',
    async outside => {
      const renaming: typeof fetch = async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).endsWith('/metadata')) return response;
        return new Response(
          (await response.text()).replace('\\"name\\":\\"name\\"', '\\"name\\":\\"label\\"'),
          response,
        );
      };
      const ended = await read('airlines', [], { ...outside, fetch: renaming });
      expect(ended).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringContaining('The table has no column "label"'),
      });
    },
  );

  test('bytes are not for a terminal', async () => {
    const ended = await read('airlines', ['--format', 'parquet'], { terminal: 80 });
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toContain('parquet is not for a terminal');
  });

  test('a profile that is broken, expired or not there is told apart', async () => {
    const url = (name: string, text?: string) => {
      const path = join(folder, name);
      if (text !== undefined) writeFileSync(path, text);
      return recipient(['read', `${path}#a.b.c`]);
    };
    expect(await url('none')).toMatchObject({ code: 1, err: expect.stringContaining('ENOENT') });
    expect(await url('half', '{"endpoint"')).toMatchObject({ code: 1, err: expect.stringContaining('JSON') });
    const old = {
      shareCredentialsVersion: 1,
      endpoint: 'https://x',
      bearerToken: 't',
      expirationTime: '2020-01-01T00:00:00Z',
    };
    expect(await url('old', JSON.stringify(old))).toMatchObject({ code: 4, err: expect.stringContaining('expired') });
    expect((await recipient(['read', 'config.share'])).err).toContain('<profile path>#<share>.<schema>.<table>');
  });
});
