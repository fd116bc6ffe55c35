import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { WorkspaceClient } from '@boathouse/sdk';
import { startWorkspace, type TestWorkspace } from '@boathouse/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCli } from '../cli.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Outside, run } from '../testing/run.ts';

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await startWorkspace();
});
afterAll(() => workspace.stop());

let home: string;
let env: Surroundings['env'];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'boathouse-home-'));
  env = { HOME: home, DATABRICKS_CONFIG_FILE: join(home, 'databrickscfg') };
});
afterEach(() => rmSync(home, { recursive: true }));

const cacheFile = () => join(home, '.databricks', 'token-cache.json');
const cached = () => JSON.parse(readFileSync(cacheFile(), 'utf8')).tokens[workspace.host];

/** A browser with its cookies, in which somebody does what pages ask for. */
const browser = () => {
  const cookies = new Map<string, string>();
  const visit = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const headers = { cookie: [...cookies].map(pair => pair.join('=')).join('; ') };
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
    const response = await fetch(url, { headers, redirect: 'manual', ...body });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return location === null ? response : visit(new URL(location, url).href);
  };
  return { visit };
};

/** The hidden fields of a page's form. */
const fieldsOf = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
    ]),
  );

/** Signs in with a token and decides. */
const signIn = async (url: string, decision: 'allow' | 'deny'): Promise<void> => {
  const { visit } = browser();
  const first = await (await visit(url)).text();
  const signedIn = await visit(`${workspace.host}/oidc/v1/sign-in`, { ...fieldsOf(first), token: workspace.token });
  const second = await signedIn.text();
  expect(second).toContain('signed in as <strong>admin@localhost</strong>');
  const back = await visit(`${workspace.host}/oidc/v1/consent`, { ...fieldsOf(second), decision });
  expect(await back.text()).toContain('You can close this window');
};

/** Runs `auth login`, and does in a browser what it asks for. */
const login = async (browse: (url: string) => Promise<unknown>, ...args: readonly string[]) => {
  const stderr = new PassThrough();
  let err = '';
  let browsing: Promise<unknown> | undefined;
  stderr.on('data', chunk => {
    err += chunk;
    const [, url] = /\n {2}(http\S+)\n/.exec(err) ?? [];
    if (url !== undefined) browsing ??= browse(url);
  });
  const words = ['auth', 'login', '--host', workspace.host, ...args];
  const stdout = new PassThrough();
  const { signal } = new AbortController();
  const code = await runCli(words, {
    env,
    stdin: Readable.from(['']),
    stdout,
    stderr,
    fetch: globalThis.fetch,
    signal,
  });
  await browsing;
  return { code, err };
};

const boathouse = (args: readonly string[], outside: Outside = {}) => run(args, { env, ...outside });

describe('auth login', () => {
  test('signs in by a browser, keeps the login for its owner alone, and writes the profile', async () => {
    const ended = await login(url => signIn(url, 'allow'), '-p', 'laptop');
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining('signed in as admin@localhost.') });
    expect(readFileSync(join(home, 'databrickscfg'), 'utf8')).toBe(
      `[laptop]\nhost = ${workspace.host}\nauth_type = databricks-cli\n`,
    );
    expect(statSync(cacheFile()).mode & 0o777).toBe(0o600);
    expect(cached()).toMatchObject({ token_type: 'Bearer', refresh_token: expect.any(String) });
    const me = await boathouse(['current-user', 'me', '-p', 'laptop', '-o', 'json']);
    expect(JSON.parse(me.out).userName).toBe('admin@localhost');
  });

  test('keeps nothing when it is not allowed', async () => {
    const ended = await login(url => signIn(url, 'deny'));
    expect(ended).toMatchObject({ code: 4, err: expect.stringContaining('access_denied') });
    expect(existsSync(cacheFile())).toBe(false);
    expect(existsSync(join(home, 'databrickscfg'))).toBe(false);
  });

  test('takes the next port when one is taken, and no answer of another sign-in', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve, reject) => {
      squatter.once('error', reject);
      squatter.listen(8020, '127.0.0.1', resolve);
    });
    const ended = await login(async url => {
      const redirect = new URL(url).searchParams.get('redirect_uri');
      expect(redirect).toMatch(/^http:\/\/localhost:80[234]\d$/);
      expect(redirect).not.toContain(':8020');
      expect((await fetch(`${redirect}/favicon.ico`)).status).toBe(404);
      await fetch(`${redirect}/?state=forged&code=forged`);
    });
    squatter.close();
    expect(ended).toMatchObject({ code: 4, err: expect.stringContaining('from another sign-in') });
  });

  test('ends when it is interrupted', async () => {
    const interrupt = new AbortController();
    const words = ['auth', 'login', '--host', workspace.host];
    const ended = run(words, { env, signal: interrupt.signal });
    setTimeout(() => interrupt.abort(), 200);
    expect(await ended).toMatchObject({ code: 2 });
  });

  test('needs a workspace', async () => {
    expect(await boathouse(['auth', 'login'])).toMatchObject({
      code: 4,
      err: expect.stringContaining('No host of a workspace'),
    });
  });
});

describe('after it', () => {
  beforeEach(() => login(url => signIn(url, 'allow')));

  test('auth token prints a token that works, in the form that official clients read', async () => {
    const { out, code } = await boathouse(['auth', 'token', '--host', workspace.host]);
    expect(code).toBe(0);
    const { access_token, token_type, expiry } = JSON.parse(out);
    expect([token_type, Date.parse(expiry) > Date.now()]).toEqual(['Bearer', true]);
    expect(expiry).toMatch(/T\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
    const response = await fetch(`${workspace.host}/api/2.0/preview/scim/v2/Me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(response.status).toBe(200);
  });

  test('auth token renews one that has ended', async () => {
    const before = cached();
    const ended = { ...before, expiry: '2020-01-01T00:00:00Z' };
    writeFileSync(cacheFile(), JSON.stringify({ version: 1, tokens: { [workspace.host]: ended } }));
    const { out } = await boathouse(['auth', 'token']);
    expect(JSON.parse(out).access_token).not.toBe(before.access_token);
    expect(cached().refresh_token).not.toBe(before.refresh_token);
  });

  test('auth describe tells how, and nothing secret', async () => {
    const { out } = await boathouse(['auth', 'describe', '--debug']);
    expect(out).toContain('auth_type\tdatabricks-cli\n');
    expect(out).toContain('user\tadmin@localhost\n');
  });

  test('--debug shows neither tokens nor what signs in', async () => {
    const ended = { ...cached(), expiry: '2020-01-01T00:00:00Z' };
    writeFileSync(cacheFile(), JSON.stringify({ version: 1, tokens: { [workspace.host]: ended } }));
    const { err } = await boathouse(['tokens', 'list', '--debug']);
    expect(err).toContain('> POST');
    for (const token of [ended, cached()]) {
      expect(err).not.toContain(token.access_token);
      expect(err).not.toContain(token.refresh_token);
    }
  });

  test('auth logout forgets the login, and the workspace ends it', async () => {
    const { access_token } = cached();
    expect(await boathouse(['auth', 'logout'])).toMatchObject({ code: 0, err: `Signed out of ${workspace.host}.\n` });
    expect(cached()).toBeUndefined();
    const response = await fetch(`${workspace.host}/api/2.0/preview/scim/v2/Me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(response.status).toBe(403);
    expect(await boathouse(['auth', 'logout'])).toMatchObject({ err: `Nobody is signed in to ${workspace.host}.\n` });
    expect(await boathouse(['current-user', 'me'])).toMatchObject({ code: 4 });
  });

  test('auth logout says when the workspace could not be told', async () => {
    const fetch = async () => Promise.reject(new Error('away'));
    expect(await boathouse(['auth', 'logout'], { fetch })).toMatchObject({
      code: 0,
      err: expect.stringContaining('The workspace was not told'),
    });
    expect(cached()).toBeUndefined();
  });
});

test('a service principal signs in by its id and secret, and `auth describe` hides the secret', async () => {
  const admin = new WorkspaceClient(workspace);
  const { id = '', applicationId = '' } = await admin.servicePrincipals.create({ displayName: 'nightly' });
  const { secret = '' } = await admin.servicePrincipalSecretsProxy.create({ service_principal_id: id });
  const own = { DATABRICKS_HOST: workspace.host, DATABRICKS_CLIENT_ID: applicationId };
  const { out, err } = await boathouse(['auth', 'describe', '--debug'], {
    env: { ...env, ...own, DATABRICKS_CLIENT_SECRET: secret },
  });
  expect(out).toContain('auth_type\toauth-m2m\n');
  expect(out).toContain('client_secret_from\tDATABRICKS_CLIENT_SECRET\n');
  expect(out).toContain(`user\t${applicationId}\n`);
  expect(out + err).not.toContain(secret);
  const wrong = { ...env, ...own, DATABRICKS_CLIENT_SECRET: 'wrong' };
  expect(await boathouse(['tokens', 'list'], { env: wrong })).toMatchObject({
    code: 4,
    err: expect.stringContaining('Sign-in by oauth-m2m'),
  });
});

test('auth token does not print a personal access token', async () => {
  const token = { DATABRICKS_HOST: workspace.host, DATABRICKS_TOKEN: workspace.token };
  const ended = await boathouse(['auth', 'token'], { env: { ...env, ...token } });
  expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('is a personal access token') });
});
