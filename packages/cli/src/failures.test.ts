import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answering, run, signedIn } from './testing/run.ts';

const list = ['shares', 'list-shares'];

const answered = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  run(list, { env: signedIn(), fetch: answering(body, { status, headers }).fetch });

describe('an error answer ends the command as the error table says', () => {
  test.each([
    [404, { error_code: 'SHARE_DOES_NOT_EXIST', message: "Share 'x' does not exist." }, 1],
    [401, { error_code: 'UNAUTHENTICATED', message: 'No credential.' }, 4],
    [403, { error_code: 403, message: 'Invalid access token.' }, 4],
    [403, { error_code: 'PERMISSION_DENIED', message: 'Not allowed.' }, 1],
    [499, { error_code: 'CANCELLED', message: 'Given up.' }, 2],
  ])('%i %j', async (status, body, code) => {
    const ended = await answered(status, body);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(`Error: ${body.message}`);
  });

  test.each([
    ['Invalid access token.', 4],
    ['Only administrators may list users.', 1],
  ])('a refusal by SCIM has no code: %s', async (detail, code) => {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], detail, status: '403' };
    expect(await answered(403, body)).toEqual({ code, out: '', err: `Error: ${detail}\n` });
  });

  test('with the code, and with the id of the request when the server is at fault', async () => {
    const body = { error_code: 'INTERNAL_ERROR', message: 'Something broke.' };
    const { err } = await answered(500, body, { 'x-request-id': 'r-1' });
    expect(err).toBe('Error: Something broke. (INTERNAL_ERROR, request r-1)\n');
  });

  test('a web page says so, whatever its status', async () => {
    const page = '<html><head><title>Sign in</title></head></html>';
    const html = { 'content-type': 'text/html' };
    expect((await answered(200, page, html)).err).toContain('Is https://w.example.com a workspace?');
    expect((await answered(502, page, html)).err).toContain('A web page came instead of JSON: Sign in');
  });
});

describe('without a usable login nothing is sent, and the exit code is 4', () => {
  const folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return { DATABRICKS_CONFIG_FILE: join(folder, name) };
  };

  test.each([
    ['no file', { DATABRICKS_CONFIG_FILE: join(folder, 'none') }, [], 'which does not exist'],
    ['a broken file', file('broken', '[DEFAULT]\nhost = a.example.com\ndapi0123'), [], 'broken, line 3: expected'],
    [
      'an unknown profile',
      file('one', '[one]\nhost = h\ntoken = t'),
      ['-p', 'two'],
      'no profile "two". Its profiles: one.',
    ],
    ['a profile without a token', file('half', '[DEFAULT]\nhost = h'), [], 'No credential for a workspace'],
    ['a host that is none', { DATABRICKS_HOST: 'ftp://x', DATABRICKS_TOKEN: 't' }, [], 'must be an https or http URL'],
  ])('%s', async (_, env, flags, message) => {
    const { fetch, requests } = answering({});
    const ended = await run([...list, ...flags], { env, fetch });
    expect(ended).toMatchObject({ code: 4, out: '' });
    expect(ended.err).toContain(message);
    expect(ended.err).not.toContain('dapi0123');
    expect(requests).toEqual([]);
  });

  test('a host without a scheme is reached by https', async () => {
    const { fetch, requests } = answering({});
    await run(list, { env: signedIn('w.example.com'), fetch });
    expect(requests[0]?.url).toMatch(/^https:\/\/w\.example\.com\//);
  });
});

test('an interrupt ends a command that waits, with exit code 2', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const interrupt = new AbortController();
  server.once('request', () => interrupt.abort());
  const ended = await run(list, { env: signedIn(`http://127.0.0.1:${port}`), signal: interrupt.signal });
  expect(ended).toEqual({ code: 2, out: '', err: 'Error: Interrupted.\n' });
  server.closeAllConnections();
  server.close();
});

test('a workspace that cannot be reached is named', async () => {
  const ended = await run(['shares', 'create', 'a'], { env: signedIn('http://127.0.0.1:9') });
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('no answer from http://127.0.0.1:9');
});

test('a workspace that speaks no TLS is told from one that is away', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, err } = await run(list, { env: signedIn(`127.0.0.1:${port}`) });
  server.close();
  expect(code).toBe(1);
  expect(err).toContain(`no answer from https://127.0.0.1:${port}`);
  expect(err).toContain('write http:// before it');
});

test('a defect of the program shows where it happened', async () => {
  const fetch = (() => {
    throw new TypeError('not a function');
  }) as unknown as typeof globalThis.fetch;
  const { err, code } = await run(['api', 'get', '/x'], { env: signedIn(), fetch });
  expect(code).toBe(1);
  expect(err).toMatch(/^Error: /);
});
