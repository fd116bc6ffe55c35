import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answering, type Outside, run, signedIn } from '../testing/run.ts';
import { parseSince } from './since.ts';

let workspace: TestWorkspace;
let client: WorkspaceClient;
beforeAll(async () => {
  workspace = await startWorkspace();
  client = new WorkspaceClient(workspace);
  await client.shares.create({ name: 'travel' });
  await client.shares.create({ name: 'travel' }).catch(() => undefined);
  await client.recipients.create({ name: 'acme\u001b[2J', authentication_type: 'TOKEN' }).catch(() => undefined);
});
afterAll(() => workspace.stop());

const audit = (args: readonly string[], outside?: Outside) =>
  run(['audit', ...args], { env: signedIn(workspace.host, workspace.token), ...outside });
const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('boathouse audit tail', () => {
  test('is JSON lines in a pipe, oldest first', async () => {
    const { out, err, code } = await audit(['tail', '--since', '1d']);
    expect([code, err]).toEqual([0, '']);
    const records = linesOf(out);
    expect(records.slice(0, 2)).toMatchObject([
      { action_name: 'createShare', response: { status_code: 200 } },
      { action_name: 'createShare', response: { status_code: 409 } },
    ]);
  });

  test('is a line for people on a terminal, as wide as that, and safe to look at', async () => {
    const { out } = await audit(['tail'], { terminal: 90 });
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}200 {2}admin@localhost +createShare +name=travel$/);
    expect(lines[1]).toMatch(/ 409 .* SH.*…$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
    expect(out).not.toContain('\u001b');
    expect(linesOf((await audit(['tail', '-o', 'json'], { terminal: 90 })).out)).toHaveLength(lines.length);
  });

  test('takes filters', async () => {
    const { fetch, requests } = answering({ records: [], position: '1', caught_up: true });
    const args = ['--recipient', 'acme', '--user', 'ann', '--service', 's', '--action', 'a', '--failed'];
    await audit(['tail', '--since', '2026-01-31', ...args], { fetch });
    expect(Object.fromEntries(new URL(requests[0]?.url ?? '').searchParams)).toEqual({
      ...{ recipient_name: 'acme', principal: 'ann', service_name: 's', action_name: 'a', outcome: 'FAILED' },
      start_time: String(Date.UTC(2026, 0, 31)),
    });
    expect(linesOf((await audit(['tail', '--failed'])).out).every(record => record.response.status_code >= 400)).toBe(
      true,
    );
  });

  test('follows until it is interrupted, with every record once', async () => {
    const interrupt = new AbortController();
    const names = Array.from({ length: 12 }, (_, index) => `catalog_${index}`);
    const { promise: complete, resolve } = Promise.withResolvers<void>();
    const following = audit(['tail', '--follow', '--action', 'createCatalog'], {
      signal: interrupt.signal,
      onOutput: out => linesOf(out).length >= names.length && resolve(),
    });
    for (const name of names) await client.catalogs.create({ name });
    await complete;
    // Long enough for the next look at the trail, which must not show them again.
    await new Promise(done => setTimeout(done, 1500));
    interrupt.abort();
    const { out, err, code } = await following;
    expect([code, err]).toEqual([0, '']);
    expect(linesOf(out).map(record => record.request_params.name)).toEqual(names);
  });

  test('refuses a time that is none', async () => {
    const { code, err } = await audit(['tail', '--since', 'yesterday']);
    expect([code, err]).toEqual([1, expect.stringContaining('--since must be a duration such as 30s, 15m, 1h or 7d')]);
  });
});

describe('how far back', () => {
  const now = Date.UTC(2026, 5, 15, 12);
  test.each([
    ['30s', now - 30_000],
    ['15m', now - 900_000],
    ['1h', now - 3_600_000],
    ['7d', now - 7 * 86_400_000],
    ['0s', now],
    ['2026-01-31', Date.UTC(2026, 0, 31)],
    ['2026-01-31T10:30', Date.UTC(2026, 0, 31, 10, 30)],
    ['2026-01-31 10:30:15Z', Date.UTC(2026, 0, 31, 10, 30, 15)],
    ['2026-01-31T10:30:15+02:00', Date.UTC(2026, 0, 31, 8, 30, 15)],
  ])('%s', (word, expected) => {
    expect(parseSince(word, now)).toBe(expected);
  });

  test.each(['', '1', '1w', '-1h', '2026-13-01', 'now', '1h30m'])('not %j', word => {
    expect(() => parseSince(word, now)).toThrow('--since');
  });
});

describe('boathouse audit verify', () => {
  const page = (changes: object) => ({
    ...{ problems: [], batches: 2, rows: 1500, pruned_batches: 0, recovered_batches: 0, unsealed_rows: 0 },
    ...{ unsigned_batches: 0, heads: 1, total_batches: 4, ...changes },
  });
  const pages = (...answers: object[]): typeof fetch => {
    const left = answers.map((answer, index) => ({
      ...answer,
      ...(index < answers.length - 1 ? { next_page_token: String(index) } : {}),
    }));
    return async () => Response.json(left.shift());
  };

  test('verifies a workspace', async () => {
    const { code, out, err } = await audit(['verify']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Checked \d+ records? in \d+ batch(es)?, and \d+ anchored heads?\.\n(.*\n)*All is as it was written\.\n$/,
    );
  });

  test('adds its pages up, and draws how far it has come on a terminal', async () => {
    const fetch = pages(
      page({}),
      page({ unsealed_rows: 1, pruned_batches: 2, recovered_batches: 1, unsigned_batches: 1 }),
    );
    const { out, err } = await audit(['verify'], { terminal: 80, fetch });
    expect(out.split('\n')).toEqual([
      'Checked 3,000 records in 4 batches, and 2 anchored heads.',
      '1 record not sealed yet.',
      '2 batches deleted at the end of their retention.',
      '1 batch sealed later, after a server was killed.',
      '1 batch with a signature that cannot be checked: its key is not there.',
      'All is as it was written.',
      '',
    ]);
    expect(err).toMatch(/^\r\[#{12}-{12}\] 2\/4 batches, 1,500 records/);
  });

  test('ends with exit code 1 and says where the trail is broken', async () => {
    const problem = {
      kind: 'ROWS_ALTERED',
      replica: 'ab12',
      batch: 7,
      message: 'At least one of 3 records is not as it was sealed.',
      ...{ first_time: Date.UTC(2026, 0, 1), last_time: Date.UTC(2026, 0, 1, 0, 0, 1) },
    };
    const { code, out, err } = await audit(['verify'], { fetch: pages(page({ problems: [problem] })) });
    expect(code).toBe(1);
    expect(out).toContain(
      'ROWS_ALTERED  batch 7 of ab12, 2026-01-01T00:00:00Z to 2026-01-01T00:00:01Z: At least one of 3 records',
    );
    expect(err).toBe('Error: The audit trail is not as it was written: 1 problem.\n');
    const json = await audit(['verify', '-o', 'json'], { fetch: pages(page({ problems: [problem] })) });
    expect([json.code, JSON.parse(json.out)]).toEqual([1, page({ problems: [problem] })]);
  });
});
