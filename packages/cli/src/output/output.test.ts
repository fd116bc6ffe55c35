import { expect, test } from 'vitest';
import { answering, run, signedIn } from '../testing/run.ts';
import { tableLines } from './table.ts';

const shares = {
  shares: [
    { name: 'sales', owner: 'ana@example.com', created_at: 1795314096320, comment: 'Umsätze – 売上' },
    { name: 'hr', owner: 'bo@example.com', created_at: 1795314096320 },
  ],
};

const show = (args: readonly string[], body: unknown, terminal?: number) =>
  run(args, { env: signedIn(), fetch: answering(body).fetch, ...(terminal === undefined ? {} : { terminal }) });

test('a list is a table on a terminal', async () => {
  const { out } = await show(['shares', 'list-shares'], shares, 100);
  expect(out.split('\n')).toEqual([
    'Name   Owner            Created At            Comment',
    'sales  ana@example.com  2026-11-22T02:21:36Z  Umsätze – 売上',
    'hr     bo@example.com   2026-11-22T02:21:36Z',
    '',
  ]);
});

test('a list is lines with tabs and without a head elsewhere', async () => {
  const { out } = await show(['shares', 'list-shares'], shares);
  expect(out).toBe(
    'sales\tana@example.com\t2026-11-22T02:21:36Z\tUmsätze – 売上\nhr\tbo@example.com\t2026-11-22T02:21:36Z\t\n',
  );
});

test('a list is an array as JSON, whatever its pages, and --limit ends it', async () => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async input => {
    asked.push(String(input));
    const name = `share-${asked.length}`;
    return Response.json({ shares: [{ name }], next_page_token: `after-${name}` });
  };
  const { out } = await run(['shares', 'list-shares', '--limit', '3', '-o', 'json'], { env: signedIn(), fetch });
  expect(JSON.parse(out)).toEqual([{ name: 'share-1' }, { name: 'share-2' }, { name: 'share-3' }]);
  expect(out).toMatch(/^\[\n {2}\{\n {4}"name"/);
  expect(asked).toHaveLength(3);
});

test('an empty list is nothing as text and [] as JSON', async () => {
  expect((await show(['shares', 'list-shares'], {}, 80)).out).toBe('');
  expect((await show(['shares', 'list-shares', '-o', 'json'], {})).out).toBe('[]\n');
});

test('an object is its fields, and nothing when it has none', async () => {
  const token = { token_info: { token_id: 'ab', expiry_time: -1 }, token_value: 'dapi1' };
  expect((await show(['tokens', 'create'], token, 80)).out).toBe(
    'token_info   {"token_id":"ab","expiry_time":-1}\ntoken_value  dapi1\n',
  );
  expect((await show(['tokens', 'create'], token)).out).toBe(
    'token_info\t{"token_id":"ab","expiry_time":-1}\ntoken_value\tdapi1\n',
  );
  expect(JSON.parse((await show(['tokens', 'create', '--output', 'json'], token)).out)).toEqual(token);
  expect((await show(['shares', 'delete', 'sales'], {})).out).toBe('');
});

test('the format of the environment holds unless an option says more', async () => {
  const { fetch } = answering(shares);
  const env = { ...signedIn(), DATABRICKS_OUTPUT_FORMAT: 'json' };
  expect((await run(['shares', 'list-shares'], { env, fetch })).out).toMatch(/^\[/);
  expect((await run(['shares', 'list-shares', '-o', 'text'], { env, fetch })).out).toMatch(/^sales/);
  const wrong = await run(['shares', 'list-shares'], { env: { ...env, DATABRICKS_OUTPUT_FORMAT: 'xml' }, fetch });
  expect(wrong).toMatchObject({ code: 1, err: 'Error: DATABRICKS_OUTPUT_FORMAT is "xml"; it must be text or json.\n' });
});

test('control characters of a hostile name reach no terminal', async () => {
  const hostile = { shares: [{ name: 'a\u001b[2J\nb\u009bc\u202ed', owner: '\u0007' }] };
  for (const args of [
    ['shares', 'list-shares'],
    ['shares', 'list-shares', '-o', 'json'],
  ]) {
    for (const terminal of [80, undefined]) {
      const { out } = await show(args, hostile, terminal);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about.
      expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  }
});

test('tables are cut where the terminal ends, by whole letters, and wide letters count twice', () => {
  const lines = tableLines(
    ['Name', 'Comment'],
    [['売上高', 'a comment that is much too long for a terminal like this']],
    30,
  );
  expect(lines[0]).toBe('Name    Comment');
  expect(lines[1]).toBe('売上高  a comment that is muc…');
  expect(tableLines(['A', 'B'], [['👩‍👩‍👧‍👦'.repeat(8), 'b']], 14)[1]).toMatch(/^(👩‍👩‍👧‍👦)+… +b$/u);
});

test('columns for which there is no room are counted', () => {
  const head = ['One', 'Two', 'Three', 'Four'];
  const rows = [head.map(word => word.repeat(10))];
  for (const width of [16, 25, 30, 40, 60, 200]) {
    for (const line of tableLines(head, rows, width)) expect(line.length).toBeLessThanOrEqual(width);
  }
  expect(tableLines(head, rows, 30)[0]).toMatch(/^One +Two +\+2$/);
});
