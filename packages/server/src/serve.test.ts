import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { get, type RequestOptions } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { ConfigError, completeConfig } from './config.ts';
import { type RunningServer, serve } from './serve.ts';
import { readProfile } from './testing/administrator.ts';
import { spawnServer } from './testing/server-process.ts';

const root = mkdtempSync(join(tmpdir(), 'boathouse-serve-'));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
const newFolder = (): string => {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  return folder;
};

const testing = (name: string) => fileURLToPath(new URL(`./testing/${name}`, import.meta.url));
const certificate = testing('test-only-certificate.pem');
const certificateKey = testing('test-only-key.pem');

/** A request whose body is promised and not sent: the server has answered its head, and waits. */
const openRequest = async (url: string, token: string | undefined, length: number): Promise<Socket> => {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/2.1/unity-catalog/shares HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  const [head] = await once(socket, 'data');
  expect(String(head)).toMatch(/^HTTP\/1\.1 100 /);
  return socket;
};

/** Resolves once nothing listens there any more. */
const untilClosed = async (url: string): Promise<void> => {
  while (
    await fetch(`${url}/healthz`).then(
      () => true,
      () => false,
    )
  ) {
    await setTimeout(10);
  }
};

describe('a started server', () => {
  it('says in one line where it is ready, and ends at SIGINT', async () => {
    const data = newFolder();
    const server = spawnServer(['--port', '0', '--data', data]);
    const url = await server.ready();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const { code, stdout } = await server.kill('SIGINT');
    expect([code, stdout]).toEqual([0, `Boathouse is ready at ${url}\n`]);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
  });

  it('finishes the request that is open at SIGTERM, takes no other, and ends with code 0', async () => {
    const data = newFolder();
    const server = spawnServer(['--port', '0', '--data', data]);
    const url = await server.ready();
    const body = JSON.stringify({ name: 'late' });
    const socket = await openRequest(url, readProfile(data).token, body.length);
    const ended = server.kill('SIGTERM');
    await untilClosed(url);
    socket.write(body);
    const answered = performance.now();
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"name":"late"');
    expect((await ended).code).toBe(0);
    // The client keeps its connection alive; that is nothing to wait for.
    expect(performance.now() - answered).toBeLessThan(5000);
  });

  it.each([
    ['a flag that does not exist', ['--colour', 'red'], {}, '--colour'],
    ['a master key that is none', [], { BOATHOUSE_MASTER_KEY: 'c2VjcmV0' }, 'BOATHOUSE_MASTER_KEY'],
  ])('ends with code 1 and one line of explanation for %s', async (_, args, environment, name) => {
    const server = spawnServer(['--port', '0', '--data', newFolder(), ...args], environment as Record<string, string>);
    const { code, stdout, stderr } = await server.ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Boathouse cannot start: .+\n$/);
    expect(stderr).toContain(name);
  });
});

describe('serve', () => {
  const running: RunningServer[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.stop();
  });

  const start = async (settings: object): Promise<RunningServer> => {
    const server = await serve(completeConfig({ data: newFolder(), port: 0, log_level: 'silent', ...settings }));
    running.push(server);
    return server;
  };

  it('writes a profile that its owner alone can read, with its address and a token that is good', async () => {
    const data = newFolder();
    const { url } = await start({ data });
    const { host, token } = readProfile(data);
    expect(statSync(join(data, 'databrickscfg')).mode & 0o777).toBe(0o600);
    expect(host).toBe(url);
    const me = await fetch(`${host}/api/2.0/preview/scim/v2/Me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({
      userName: 'admin@localhost',
      groups: expect.arrayContaining([expect.objectContaining({ display: 'admins' })]),
    });
  });

  it('keeps the token of the profile and brings its address up to date at the next start', async () => {
    const data = newFolder();
    await (await start({ data })).stop();
    running.pop();
    const { token } = readProfile(data);
    const { url } = await start({ data });
    expect(readProfile(data)).toEqual({ host: url, token });
    expect(statSync(join(data, 'databrickscfg')).mode & 0o777).toBe(0o600);
  });

  it('does not miss a profile that somebody took away', async () => {
    const data = newFolder();
    await (await start({ data })).stop();
    running.pop();
    rmSync(join(data, 'databrickscfg'));
    const { url } = await start({ data });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('cuts what a client still keeps open nine seconds after it was asked to stop', async () => {
    const data = newFolder();
    const { url, stop } = await start({ data });
    running.pop();
    const socket = await openRequest(url, readProfile(data).token, 10);
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const stopped = stop();
    vi.advanceTimersByTime(8999);
    expect(socket.closed).toBe(false);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await Promise.all([closed, stopped]);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  it('tells its public URL, where it has one, and not what the Host header says', async () => {
    const data = newFolder();
    const { workspace } = await start({ data, public_url: 'https://data.example.com/' });
    expect(workspace.publicUrl()).toBe('https://data.example.com');
    expect(readProfile(data).host).toBe('https://data.example.com');
  });

  it('speaks TLS with the given certificate, and nothing else', async () => {
    const data = newFolder();
    const { url } = await start({ data, tls_cert: certificate, tls_key: certificateKey });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(readProfile(data).host).toBe(url);
    const options: RequestOptions = { ca: readFileSync(certificate), agent: false };
    const [response] = await once(get(`${url}/healthz`, options), 'response');
    expect([response.statusCode, await text(response)]).toEqual([200, '{"status":"ok"}']);
    await expect(fetch(`${url.replace('https', 'http')}/healthz`)).rejects.toThrow();
  });

  it('closes the workspace again when it cannot listen', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const data = newFolder();
    await expect(start({ data, port })).rejects.toThrow(
      `Setting port: another program listens on port ${port} of 127.0.0.1. Choose another port, or 0 for any that is free.`,
    );
    blocker.close();
    const { url } = await start({ data });
    expect(readProfile(data).host).toBe(url);
  });

  const folderWith = (name: string, content: string): string => {
    const folder = newFolder();
    writeFileSync(join(folder, name), content);
    return folder;
  };
  const withFile = (content: string): string => join(folderWith('file', content), 'file');
  const bucket = { region: 'us-east-1', access_key_id: 'k', secret_access_key: 'very-secret' };

  it.each([
    ['tls_cert', () => ({ tls_cert: '/nowhere/c.pem', tls_key: certificateKey })],
    ['tls_key', () => ({ tls_cert: certificate, tls_key: withFile('no key') })],
    ['tls_cert', () => ({ tls_cert: withFile('no certificate'), tls_key: certificateKey })],
    ['host', () => ({ host: '192.0.2.1' })],
    ['database', () => ({ database: 'postgres://boathouse:very-secret@127.0.0.1:1/boathouse' })],
    ['master_key_file', () => ({ master_key_file: '/nowhere/master.key' })],
    ['data', () => ({ data: withFile('') })],
    ['data: cannot use the folder', () => ({ data: folderWith('in-use', 'no database '.repeat(100)) })],
    ['local_roots', () => ({ local_roots: [join(newFolder(), 'misspelt')] })],
    ['local_roots', () => ({ local_roots: [withFile('')] })],
    ['local_roots', () => ({ local_roots: [join(withFile(''), 'tables')] })],
    ['s3', () => ({ s3: [{ ...bucket, location: 'gs://bucket' }] })],
    ['azure_storage', () => ({ azure_storage: [{ location: 'abfss://lake@acme1', account_key: 'very-secret' }] })],
  ])('refuses a setting %s that cannot work, by name and without secrets', async (name, settings) => {
    const error: unknown = await start(settings()).catch(reason => reason);
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as Error;
    expect(message).toContain(name);
    expect(message).not.toContain('very-secret');
  });
});
