import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answering, run, signedIn } from '../testing/run.ts';
import { withProfile } from './profile-text.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  file = join(folder, 'databrickscfg');
});
afterEach(() => rmSync(folder, { recursive: true }));

const me = { id: '17', userName: 'ana@example.com' };

describe('configure', () => {
  const configure = (args: readonly string[], answer = answering(me)) =>
    run(['configure', ...args], {
      env: { DATABRICKS_CONFIG_FILE: file },
      stdin: 'dapi123\nmore\n',
      fetch: answer.fetch,
    });

  test('tries the login and keeps it, for its owner alone', async () => {
    const answer = answering(me);
    const ended = await configure(['--host', 'w.example.com/?o=1'], answer);
    expect(ended).toEqual({
      code: 0,
      out: '',
      err: `Profile "DEFAULT" of ${file} is for https://w.example.com, signed in as ana@example.com.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('[DEFAULT]\nhost = https://w.example.com\ntoken = dapi123\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(answer.requests[0]?.headers.get('authorization')).toBe('Bearer dapi123');
  });

  test('changes one profile and leaves the rest of the file alone', async () => {
    writeFileSync(file, '# mine\n[a]\nhost = x\n\n[b]\n; old\nHOST = y\nwarehouse_id = 7\ntoken = z\n[c]\ntoken = q\n');
    await configure(['--host', 'https://w.example.com', '-p', 'b']);
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\n[a]\nhost = x\n\n[b]\nhost = https://w.example.com\ntoken = dapi123\n; old\nwarehouse_id = 7\n[c]\ntoken = q\n',
    );
  });

  test('follows a link instead of replacing it', async () => {
    const real = join(folder, 'real');
    writeFileSync(real, '');
    symlinkSync(real, file);
    await configure(['--host', 'https://w.example.com']);
    expect(readFileSync(real, 'utf8')).toContain('dapi123');
  });

  test('keeps nothing when the login does not work, unless told so', async () => {
    const refusing = answering({ error_code: 403, message: 'Invalid access token.' }, { status: 403 });
    expect(await configure(['--host', 'https://w.example.com'], refusing)).toMatchObject({
      code: 4,
      err: 'Error: Invalid access token.\n',
    });
    expect(() => readFileSync(file)).toThrow('ENOENT');
    expect(await configure(['--host', 'https://w.example.com', '--no-verify'], refusing)).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('dapi123');
  });

  test('does not write over a file that it cannot read', async () => {
    writeFileSync(file, 'half a file');
    expect(await configure(['--host', 'https://w.example.com'])).toMatchObject({
      code: 1,
      err: `Error: ${file}, line 1: expected \`[profile]\` or \`key = value\`.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('half a file');
  });

  test.each([
    [[], 'Give the workspace by --host.'],
    [['--host', 'ftp://x'], 'must be an https or http URL'],
    [['--host', 'https://x', '-p', 'a]b'], 'holds no brackets'],
  ])('%j is refused', async (args, message) => {
    const ended = await configure(args);
    expect(ended.code).toBe(1);
    expect(ended.err).toContain(message);
  });

  test('needs a token', async () => {
    const ended = await run(['configure', '--host', 'https://x'], {
      env: { DATABRICKS_CONFIG_FILE: file },
      stdin: '\n',
    });
    expect(ended.err).toContain('There is no token');
  });
});

test('a profile that stands in two parts is set once', () => {
  const text = '[a]\ntoken = 1\n[b]\n[a]\ntoken = 2\nx = 3\n';
  expect(withProfile(text, 'f', 'a', { token: 't' })).toBe('[a]\ntoken = t\n[b]\n[a]\nx = 3\n');
});

describe('auth describe', () => {
  test('tells workspace, user, and where both come from, with no more of the token than its end', async () => {
    writeFileSync(file, '[p]\nhost = https://w.example.com\ntoken = dapi0123456789abcdef');
    const env = { DATABRICKS_CONFIG_FILE: file };
    const { out, code } = await run(['auth', 'describe', '-p', 'p', '-o', 'json'], { env, fetch: answering(me).fetch });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      host: 'https://w.example.com',
      host_from: `profile "p" of ${file}`,
      auth_type: 'pat',
      token: '…cdef',
      token_from: `profile "p" of ${file}`,
      user: 'ana@example.com',
      user_id: '17',
    });
  });

  test('tells what it tried when that does not work', async () => {
    const refusing = answering({ error_code: 403, message: 'Invalid access token.' }, { status: 403 });
    const ended = await run(['auth', 'describe'], { env: signedIn(), fetch: refusing.fetch });
    expect(ended).toMatchObject({ code: 4, err: 'Error: Invalid access token.\n' });
    expect(ended.out).toContain('token_from\tDATABRICKS_TOKEN\n');
  });
});
