import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverFlags } from '@boathouse/server';
import { expect, test } from 'vitest';
import { run } from '../testing/run.ts';
import { serveFlags } from './serve-command.ts';

test('the flags are those that the workspace reads', () => {
  expect(Object.keys(serveFlags).sort()).toEqual([...serverFlags].sort());
});

test('a workspace starts, says where, and ends by a signal', async () => {
  const data = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  const ended = new AbortController();
  const args = [
    'serve',
    '--port',
    '0',
    '--data',
    data,
    '--log-level',
    'silent',
    '--local-root',
    data,
    '--local-root',
    '/tmp',
  ];
  const { code, out, err } = await run(args, { signal: ended.signal, onOutput: () => ended.abort() });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Boathouse is ready at http:\/\/127\.0\.0\.1:\d+\n$/);
  rmSync(data, { recursive: true });
});

test('a setting that is wrong is told', async () => {
  expect(await run(['serve', '--port', 'x'])).toMatchObject({
    code: 1,
    err: "Error: Boathouse cannot start: Setting port must be a whole number, not 'x'.\n",
  });
});
