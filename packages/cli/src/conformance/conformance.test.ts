import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outside, run, signedIn } from '../testing/run.ts';

const data = fileURLToPath(new URL('../../../../examples/data', import.meta.url));

let workspace: TestWorkspace;
let folder: string;
let profile: string;

const shareTable = async (w: WorkspaceClient): Promise<string> => {
  await w.shares.create({ name: 'travel' });
  await w.tables.create({
    ...{ name: 'flights', catalog_name: 'main', schema_name: 'default' },
    ...({ table_type: 'EXTERNAL', data_source_format: 'DELTA' } as const),
    storage_location: `file://${join(data, 'flights')}`,
  });
  const data_object = { name: 'main.default.flights', data_object_type: 'TABLE' } as const;
  await w.shares.update({ name: 'travel', updates: [{ action: 'ADD', data_object }] });
  const { activation_url = '' } = await w.recipients.create({ name: 'judge', authentication_type: 'TOKEN' });
  await w.shares.updatePermissions({ name: 'travel', changes: [{ principal: 'judge', add: ['SELECT'] }] });
  return JSON.stringify(await w.recipientActivation.retrieveToken({ activation_url }));
};

beforeAll(async () => {
  workspace = await startWorkspace({ localRoots: [data] });
  folder = mkdtempSync(join(tmpdir(), 'boathouse-cli-'));
  profile = join(folder, 'config.share');
  writeFileSync(profile, await shareTable(new WorkspaceClient(workspace)));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await workspace.stop();
});

const check = (args: readonly string[], outside?: Outside) =>
  run(['conformance', 'sharing', '--profile', profile, ...args], outside);

describe('boathouse conformance sharing', () => {
  test('tells of each rule whether it holds, and ends with a count', async () => {
    const { code, out, err } = await check(['--only', 'query,version/get-and-head']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^pass {9}version\/get-and-head +The version stands in the header/m);
    expect(out).toMatch(/^pass {9}query\/lines +/m);
    expect(out).toMatch(/\n\d+ pass, 0 fail, 0 not offered, \d+ not tried\n$/);
  });

  test('shows how far it has come on a terminal', async () => {
    const { err } = await check(['--only', 'query'], { terminal: 80 });
    expect(err).toMatch(/^\r\[#*-*\] \d+\/\d+ rules/);
  });

  test('can leave out what not every client needs', async () => {
    const results = JSON.parse((await check(['--level', 'core', '-o', 'json'])).out);
    expect(results.length).toBeGreaterThan(20);
    expect(results.every(({ rule }: { rule: { level: string } }) => rule.level === 'core')).toBe(true);
  });

  test('writes reports', async () => {
    const [junit, html] = [join(folder, 'report.xml'), join(folder, 'report.html')];
    expect((await check(['--only', 'version', '--junit', junit, '--html', html])).code).toBe(0);
    expect(readFileSync(junit, 'utf8')).toContain('<testsuite name="sharing.version"');
    expect(readFileSync(html, 'utf8')).toContain(`${workspace.host}/delta-sharing`);
    expect(readFileSync(html, 'utf8')).not.toContain(JSON.parse(readFileSync(profile, 'utf8')).bearerToken);
  });

  test('ends with exit code 1 and shows the exchange when a rule is broken', async () => {
    const server = createServer((_, response) => response.end('{"welcome":"\u001b[2J"}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const wrong = join(folder, 'wrong.share');
    const endpoint = `http://127.0.0.1:${port}`;
    writeFileSync(wrong, JSON.stringify({ shareCredentialsVersion: 1, endpoint, bearerToken: 'very-secret' }));
    const words = ['--only', 'discovery/unknown-endpoint', '--exchanges'];
    const { code, out, err } = await run(['conformance', 'sharing', '--profile', wrong, ...words]);
    server.close();
    expect([code, err]).toEqual([1, 'Error: 1 of 1 rules are broken.\n']);
    expect(out).toContain('The answer has status 200 instead of 404.');
    expect(out).toContain('             The last request: GET /conformance-none\n');
    expect(out).toContain('> GET /conformance-none');
    expect(out).toContain('{"welcome":"\\u001b[2J"}');
    expect(out).not.toContain('very-secret');
  });

  test.each([
    [['--only', 'nonsense'], 'There is no rule and no area "nonsense".'],
    [['--timeout', 'soon'], '--timeout must be between 0 and 3600 seconds, not "soon".'],
  ])('refuses %j', async (args, message) => {
    expect(await check(args)).toMatchObject({ code: 1, err: `Error: ${message}\n` });
  });

  test('needs a profile that can be used', async () => {
    expect(await run(['conformance', 'sharing'])).toMatchObject({
      code: 1,
      err: 'Error: Name the profile file: --profile config.share. Or give --storage, to have tables made.\n',
    });
    const bad = join(folder, 'bad.share');
    writeFileSync(bad, '{"bearerToken":"very-secret"}');
    const { code, err } = await run(['conformance', 'sharing', '--profile', bad]);
    expect([code, err]).toEqual([1, 'Error: The profile is not of shareCredentialsVersion 1.\n']);
  });
});

test('a server that is not there does not look like one that keeps the rules', async () => {
  const gone = join(folder, 'gone.share');
  const server = { endpoint: 'http://127.0.0.1:9', bearerToken: 'very-secret' };
  writeFileSync(gone, JSON.stringify({ shareCredentialsVersion: 1, ...server }));
  const { code, err } = await run(['conformance', 'sharing', '--profile', gone, '--only', 'query,paging']);
  expect(code).toBe(1);
  expect(err).toMatch(/^Error: None of \d+ rules could be tried\. The first: The tables could not be looked at: /);
});

describe('boathouse conformance sharing --storage', () => {
  let storage: string;
  const made = async (): Promise<readonly unknown[]> => {
    const names: string[] = [];
    for await (const { name = '' } of new WorkspaceClient(workspace).schemas.list({ catalog_name: 'main' })) {
      names.push(name);
    }
    return [...names.filter(name => name.startsWith('conformance')), ...readdirSync(workspace.warehouse)];
  };

  beforeAll(() => {
    mkdirSync(workspace.warehouse, { recursive: true });
    storage = `file://${workspace.warehouse}`;
  });

  test('makes tables of its own in the workspace that the environment names, and removes them', async () => {
    const words = ['conformance', 'sharing', '--storage', storage, '--only', 'query,changes'];
    const { code, out, err } = await run(words, { env: signedIn(workspace.host, workspace.token) });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/ 0 fail, 0 not offered, 0 not tried\n$/);
    expect(await made()).toEqual([]);
  });

  test('signs in by a profile of the configuration file, and shares with the recipient that it is told', async () => {
    const words = ['--storage', storage, '--admin-profile', 'DEFAULT', '--recipient', 'judge', '--only', 'changes'];
    const { code, out, err } = await check(words, { env: { DATABRICKS_CONFIG_FILE: workspace.configFile } });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/ 0 fail, 0 not offered, 0 not tried\n$/);
    expect(await made()).toEqual([]);
  });

  test('removes everything when it is interrupted, and shows what it is doing until then', async () => {
    const abort = new AbortController();
    const env = signedIn(workspace.host, workspace.token);
    const ended = run(['conformance', 'sharing', '--storage', storage], { env, terminal: 80, signal: abort.signal });
    await expect.poll(made, { interval: 5 }).toHaveLength(2);
    abort.abort();
    const { code, err } = await ended;
    expect(code).toBe(2);
    expect(err).toMatch(/\rmaking the /);
    expect(err).toMatch(/Error: Interrupted\.\n$/);
    expect(await made()).toEqual([]);
  });

  test('says why tables cannot be made, without the token', async () => {
    const env = signedIn(workspace.host, 'dapi00000000000000000000000000000000');
    const { code, err } = await run(['conformance', 'sharing', '--storage', storage], { env });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^Error: The schema conformance_\w+ cannot be made: http:.* answers 403 Invalid access token\.\n$/,
    );
  });

  test.each([
    [['--storage', 'gs://bucket'], 'The storage "gs://bucket" is none that the suite can write to.'],
    [['--admin-profile', 'DEFAULT'], '--admin-profile needs --storage: where the suite may put tables'],
    [['--catalog', 'main'], '--catalog needs --storage: where the suite may put tables'],
    [['--storage', 'file:///x', '--recipient', 'judge'], 'With --storage, --profile and --recipient go together'],
    [['--storage', 'file:///x', '--profile', 'x.share'], 'With --storage, --profile and --recipient go together'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await run(['conformance', 'sharing', ...args], {
      env: signedIn(workspace.host, workspace.token),
    });
    expect(code).toBe(1);
    expect(err).toContain(`Error: ${message}`);
  });

  test('needs somebody who is signed in', async () => {
    const env = { DATABRICKS_CONFIG_FILE: join(folder, 'none') };
    const { code, err } = await run(['conformance', 'sharing', '--storage', storage], { env });
    expect(code).toBe(4);
    expect(err).toContain('Error: With --storage an administrator signs in. No host of a workspace');
  });
});
