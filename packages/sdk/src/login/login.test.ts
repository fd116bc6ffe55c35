import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError, ConnectionError, Unauthenticated } from '../errors.ts';
import { type Received, type Reply, startServer } from '../testing/workspace-server.ts';
import { type ClientOptions, WorkspaceClient } from '../workspace-client.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'boathouse-home-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(home, { recursive: true });
});

/** A workspace that gives out the tokens `access-1`, `access-2`, … */
const startWorkspace = async (token: (request: Received) => Reply | undefined = () => undefined) => {
  let count = 0;
  const server = await startServer(request => {
    if (request.url === '/oidc/.well-known/oauth-authorization-server') {
      const at = (name: string) => `http://${request.headers.host}/oidc/v1/${name}`;
      return { body: { token_endpoint: at('token'), authorization_endpoint: at('authorize') } };
    }
    if (request.url === '/oidc/v1/token') {
      const reply = token(request);
      if (reply !== undefined) return reply;
      count += 1;
      return { body: { access_token: `access-${count}`, token_type: 'Bearer', expires_in: 3600 } };
    }
    return { body: { userName: 'ana' } };
  });
  const to = (path: string) => server.received.filter(({ url }) => url.startsWith(path));
  return {
    host: server.host,
    tokenRequests: () => to('/oidc/v1/token'),
    forms: () => to('/oidc/v1/token').map(({ body }) => Object.fromEntries(new URLSearchParams(body))),
    calls: () => to('/api/').map(({ headers }) => headers.authorization),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};

const connect = (host: string, options: ClientOptions) =>
  new WorkspaceClient({ host, retryDelay: 1, env: { HOME: home }, ...options });

const machine = { clientId: 'an-id', clientSecret: 'dose-s3cret' };

describe('a service principal with a secret', () => {
  test('gets one token for all calls at the same time and after', async () => {
    await using workspace = await startWorkspace();
    const client = connect(workspace.host, machine);
    await Promise.all(Array.from({ length: 10 }, () => client.currentUser.me()));
    await client.currentUser.me();
    expect(workspace.calls()).toEqual(Array(11).fill('Bearer access-1'));
    const [request] = workspace.tokenRequests();
    expect(request?.headers.authorization).toBe(`Basic ${btoa('an-id:dose-s3cret')}`);
    expect(workspace.forms()).toEqual([{ grant_type: 'client_credentials', scope: 'all-apis' }]);
  });

  test('gets another one before it ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using workspace = await startWorkspace();
    const client = connect(workspace.host, machine);
    await client.currentUser.me();
    vi.advanceTimersByTime(54 * 60_000);
    await client.currentUser.me();
    vi.advanceTimersByTime(2 * 60_000);
    await client.currentUser.me();
    expect(workspace.calls()).toEqual(['Bearer access-1', 'Bearer access-1', 'Bearer access-2']);
  });

  test('keeps the one that it has while no other can be had, and as long as that is good', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let isAway = false;
    await using workspace = await startWorkspace(() => (isAway ? { status: 500 } : undefined));
    const client = connect(workspace.host, machine);
    await client.currentUser.me();
    isAway = true;
    vi.advanceTimersByTime(58 * 60_000);
    await expect(client.currentUser.me()).resolves.toEqual({ userName: 'ana' });
    vi.advanceTimersByTime(2 * 60_000);
    await expect(client.currentUser.me()).rejects.toThrow('Sign-in by oauth-m2m');
  });

  test('that is refused learns why, without the secret', async () => {
    const reply = { status: 401, body: { error: 'invalid_client', error_description: 'No dose-s3cret here' } };
    await using workspace = await startWorkspace(() => reply);
    const failure = connect(workspace.host, machine).currentUser.me();
    await expect(failure).rejects.toThrow('Sign-in by oauth-m2m: No [token] here');
    await expect(failure).rejects.toBeInstanceOf(Unauthenticated);
    expect(workspace.tokenRequests()).toHaveLength(1);
    expect(workspace.calls()).toHaveLength(0);
  });

  test('does not send its secret to where the workspace’s well-known should not lead', async () => {
    const elsewhere = { token_endpoint: 'http://elsewhere.example.com/token', authorization_endpoint: 'x' };
    await using server = await startServer([{ body: elsewhere }]);
    await expect(connect(server.host, machine).currentUser.me()).rejects.toThrow('names no usable token endpoint');
  });

  test('calls again with another token when one is refused, once', async () => {
    let refusals = 1;
    await using server = await startServer(({ url, headers }) => {
      const endpoint = `http://${headers.host}/oidc/v1/token`;
      if (url.includes('well-known')) return { body: { token_endpoint: endpoint, authorization_endpoint: endpoint } };
      if (url === '/oidc/v1/token') return { body: { access_token: `t-${refusals}`, expires_in: 3600 } };
      refusals -= 1;
      return refusals >= 0 ? { status: 401, body: { error_code: 'UNAUTHENTICATED', message: 'old' } } : { body: {} };
    });
    await expect(connect(server.host, machine).shares.create({ name: 's' })).resolves.toEqual({});
    refusals = 2;
    await expect(connect(server.host, machine).shares.create({ name: 's' })).rejects.toThrow('old');
  });

  test('that gives up waiting does not take the token from others', async () => {
    await using workspace = await startWorkspace();
    const client = connect(workspace.host, machine);
    const impatient = new AbortController();
    const first = client.currentUser.me({}, { signal: impatient.signal });
    const second = client.currentUser.me();
    impatient.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    await expect(second).resolves.toEqual({ userName: 'ana' });
  });
});

describe('a token of an issuer is exchanged', () => {
  const exchange = {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    scope: 'all-apis',
  };

  test('from the environment', async () => {
    await using workspace = await startWorkspace();
    const env = { HOME: home, DATABRICKS_OIDC_TOKEN: 'j.w.t' };
    await connect(workspace.host, { env, clientId: 'an-id' }).currentUser.me();
    expect(workspace.forms()).toEqual([{ ...exchange, subject_token: 'j.w.t', client_id: 'an-id' }]);
    expect(workspace.calls()).toEqual(['Bearer access-1']);
  });

  test('from a file, which is read again for the next one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await using workspace = await startWorkspace();
    const path = join(home, 'token');
    writeFileSync(path, ' first\n');
    const client = connect(workspace.host, { oidcTokenFilepath: path });
    await client.currentUser.me();
    writeFileSync(path, 'second');
    vi.advanceTimersByTime(3600_000);
    await client.currentUser.me();
    expect(workspace.forms().map(({ subject_token }) => subject_token)).toEqual(['first', 'second']);
    writeFileSync(path, ' \n');
    vi.advanceTimersByTime(3600_000);
    await expect(client.currentUser.me()).rejects.toThrow(`Sign-in by file-oidc: ${path} is empty.`);
  });

  test('from GitHub, for the workspace’s own token endpoint', async () => {
    await using workspace = await startWorkspace();
    await using github = await startServer([{ body: { value: 'from.git.hub' } }]);
    const env = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${github.host}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-run',
    };
    await connect(workspace.host, { env, clientId: 'an-id', authType: 'github-oidc' }).currentUser.me();
    const audience = encodeURIComponent(`${workspace.host}/oidc/v1/token`);
    expect(github.received[0]?.url).toBe(`/token?api-version=2.0&audience=${audience}`);
    expect(github.received[0]?.headers.authorization).toBe('Bearer of-the-run');
    expect(workspace.forms()).toEqual([{ ...exchange, subject_token: 'from.git.hub', client_id: 'an-id' }]);
  });

  test.each([
    [{ authType: 'env-oidc' }, 'there is no token in DATABRICKS_OIDC_TOKEN.'],
    [{ authType: 'env-oidc', oidcTokenEnv: 'MINE' }, 'there is no token in MINE.'],
    [{ oidcTokenFilepath: '/no/such/file' }, '/no/such/file cannot be read.'],
    [{ authType: 'github-oidc', clientId: 'i' }, 'ACTIONS_ID_TOKEN_REQUEST_URL'],
  ] as const)('not when there is none: %j', async (options, message) => {
    await using workspace = await startWorkspace();
    const failure = connect(workspace.host, options).currentUser.me();
    await expect(failure).rejects.toBeInstanceOf(ConfigError);
    await expect(failure).rejects.toThrow(message);
  });
});

describe('a service principal of Entra', () => {
  const azure = { azureTenantId: 'a-tenant', azureClientId: 'an-id', azureClientSecret: 's3cret' };

  /** Entra, with a token for each resource. */
  const entra =
    (asked: string[]): typeof globalThis.fetch =>
    async (input, init) => {
      const url = String(input);
      if (!url.startsWith('https://login.')) return fetch(input, init);
      const form = new URLSearchParams(String(init?.body));
      asked.push(`${url} ${form.get('client_id')} ${form.get('client_secret')} ${form.get('grant_type')}`);
      return Response.json({ access_token: `for:${form.get('resource')}`, expires_in: '3599' });
    };

  test('sends its token, and with a resource id one for Resource Manager', async () => {
    await using server = await startServer([{}]);
    const asked: string[] = [];
    const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Databricks/workspaces/w';
    await connect(server.host, { ...azure, azureWorkspaceResourceId: id, fetch: entra(asked) }).currentUser.me();
    expect(server.received[0]?.headers).toMatchObject({
      authorization: 'Bearer for:2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
      'x-databricks-azure-workspace-resource-id': id,
      'x-databricks-azure-sp-management-token': 'for:https://management.core.windows.net/',
    });
    expect(new Set(asked)).toEqual(
      new Set(['https://login.microsoftonline.com/a-tenant/oauth2/token an-id s3cret client_credentials']),
    );
  });

  test('sends only its token without a resource id, from the cloud that is named', async () => {
    await using server = await startServer([{}]);
    const asked: string[] = [];
    await connect(server.host, { ...azure, azureEnvironment: 'AzureChinaCloud', fetch: entra(asked) }).currentUser.me();
    expect(asked).toEqual(['https://login.chinacloudapi.cn/a-tenant/oauth2/token an-id s3cret client_credentials']);
    expect(server.received[0]?.headers).not.toHaveProperty('x-databricks-azure-sp-management-token');
    expect(() => connect(server.host, { ...azure, azureEnvironment: 'mars' })).toThrow(
      'it must be public, usgovernment',
    );
  });

  test('learns its tenant from the workspace', async () => {
    await using server = await startServer(({ url }) =>
      url === '/aad/auth'
        ? { status: 302, headers: { location: 'https://login.microsoftonline.com/its-tenant/oauth2/authorize' } }
        : {},
    );
    const asked: string[] = [];
    const options = { ...azure, azureTenantId: undefined, fetch: entra(asked) };
    await connect(server.host, options).currentUser.me();
    expect(asked[0]).toContain('/its-tenant/oauth2/token');
    await using silent = await startServer([{ status: 404 }]);
    await expect(connect(silent.host, options).currentUser.me()).rejects.toThrow(
      'Give azure_tenant_id (ARM_TENANT_ID)',
    );
  });
});

describe('a login of the command line', () => {
  const cacheFile = () => join(home, '.databricks', 'token-cache.json');
  const cache = (host: string, token: object) => {
    mkdirSync(join(home, '.databricks'), { recursive: true });
    const other = { access_token: 'other', refresh_token: 'kept' };
    writeFileSync(
      cacheFile(),
      JSON.stringify({ version: 1, tokens: { 'https://o.example.com': other, [host]: token } }),
    );
  };
  const inAnHour = () => new Date(Date.now() + 3600_000).toISOString();

  test('is used while its token is good', async () => {
    await using workspace = await startWorkspace();
    cache(workspace.host, { access_token: 'cached', expiry: inAnHour() });
    await connect(workspace.host, {}).currentUser.me();
    expect(workspace.calls()).toEqual(['Bearer cached']);
    expect(workspace.tokenRequests()).toHaveLength(0);
  });

  test('is renewed and kept when its token has ended', async () => {
    const answer = { access_token: 'new', refresh_token: 'r-2', expires_in: 3600 };
    await using workspace = await startWorkspace(() => ({ body: answer }));
    cache(workspace.host, { access_token: 'old', refresh_token: 'r-1', expiry: '2020-01-01T00:00:00.123456+01:00' });
    await connect(workspace.host, {}).currentUser.me();
    expect(workspace.forms()).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'r-1', client_id: 'databricks-cli' },
    ]);
    expect(workspace.calls()).toEqual(['Bearer new']);
    const { tokens } = JSON.parse(readFileSync(cacheFile(), 'utf8'));
    expect(tokens[workspace.host]).toMatchObject({ access_token: 'new', refresh_token: 'r-2', token_type: 'Bearer' });
    expect(tokens['https://o.example.com']).toEqual({ access_token: 'other', refresh_token: 'kept' });
    expect(statSync(cacheFile()).mode & 0o777).toBe(0o600);
  });

  test('is taken from another process that renewed it first', async () => {
    let host = '';
    await using workspace = await startWorkspace(() => {
      cache(host, { access_token: 'theirs', expiry: inAnHour() });
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Refresh token is invalid' } };
    });
    host = workspace.host;
    cache(host, { access_token: 'old', refresh_token: 'r-1' });
    await connect(host, {}).currentUser.me();
    expect(workspace.calls()).toEqual(['Bearer theirs']);
  });

  test('that has ended says how to sign in again', async () => {
    await using workspace = await startWorkspace();
    cache(workspace.host, { access_token: 'old', expiry: '2020-01-01T00:00:00Z' });
    const failure = connect(workspace.host, {}).currentUser.me();
    await expect(failure).rejects.toThrow(`boathouse auth login --host ${workspace.host}`);
  });

  test.each([
    ['half a { file with s3cret', 'is not JSON'],
    ['{"version":2,"tokens":{}}', 'is not a token cache of version 1'],
    ['{"version":1}', 'is not a token cache of version 1'],
  ])('is not looked for in a broken cache: %s', (text, message) => {
    mkdirSync(join(home, '.databricks'));
    writeFileSync(cacheFile(), text);
    const attempt = () => connect('https://w.example.com', {});
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow('s3cret');
    expect(() => connect('https://w.example.com', { token: 't' })).not.toThrow();
  });
});

test('a token endpoint that does not answer is named, and the secret is not', async () => {
  const failure = connect('http://127.0.0.1:1', { ...machine, retries: 0 }).currentUser.me();
  await expect(failure).rejects.toBeInstanceOf(ConnectionError);
  await expect(failure).rejects.toThrow('Sign-in by oauth-m2m: no answer from http://127.0.0.1:1');
});
