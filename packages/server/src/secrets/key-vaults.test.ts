import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeConfig } from '../config.ts';
import { type FakeKeyVault, startFakeKeyVault } from '../testing/fake-key-vault.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';
import { openKeyVaults } from './key-vaults.ts';

const api = '/api/2.0/secrets';
const resource_id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v';

describe('a scope that is backed by a key vault', () => {
  let vault: FakeKeyVault;
  let test: TestWorkspace;
  let reader: string;
  beforeAll(async () => {
    vault = await startFakeKeyVault();
    const settings = { dns_name: vault.url, ...vault.credential, authority: vault.url };
    test = await openTestWorkspace('sqlite', { key_vaults: [settings] });
    reader = await test.addUser('reader@example.com');
    vault.secrets.set('password', 'pässwörd');
    const created = await create('vault', { resource_id, dns_name: vault.url });
    expect([created.status, created.text]).toEqual([200, '{}']);
    await test.admin(`POST ${api}/acls/put`, { scope: 'vault', principal: 'reader@example.com', permission: 'READ' });
  });
  afterAll(async () => {
    await test.close();
    await vault.close();
  });

  const create = (scope: string, backend_azure_keyvault: object | undefined, token = test.adminToken) =>
    test.call(`POST ${api}/scopes/create`, {
      token,
      body: { scope, scope_backend_type: 'AZURE_KEYVAULT', backend_azure_keyvault },
    });
  const read = (key: string) => test.call(`GET ${api}/get?scope=vault&key=${key}`, { token: reader });
  const list = () => test.call(`GET ${api}/list?scope=vault`, { token: reader });

  it('is listed with its vault', async () => {
    const { scopes } = (await test.admin(`GET ${api}/scopes/list`)).json;
    const keyvault_metadata = { resource_id, dns_name: vault.url };
    expect(scopes).toEqual([{ name: 'vault', backend_type: 'AZURE_KEYVAULT', keyvault_metadata }]);
  });

  it('reads the vault live, for whoever may read the scope', async () => {
    const { json } = await read('password');
    expect(json).toEqual({ key: 'password', value: Buffer.from('pässwörd').toString('base64') });
    vault.secrets.set('password', 'changed');
    expect(Buffer.from((await read('password')).json.value, 'base64').toString()).toBe('changed');
    const stranger = await test.addUser('stranger@example.com');
    const before = vault.asked.length;
    const refused = await test.call(`GET ${api}/get?scope=vault&key=password`, { token: stranger });
    expect(refused.status).toBe(403);
    expect(vault.asked).toHaveLength(before);
  });

  it('leaves a record of each reading, without the value', async () => {
    await read('password');
    const records = await test.workspace.database.read
      .selectFrom('audit_log')
      .selectAll()
      .where('action_name', '=', 'getSecret')
      .execute();
    expect(records.at(-1)).toMatchObject({ identity: 'reader@example.com', status_code: 200 });
    expect(JSON.stringify(records)).not.toMatch(/changed|Y2hhbmdlZA/);
  });

  it('lists all pages of the vault', async () => {
    const names = Array.from({ length: 60 }, (_, count) => `key-${String(count).padStart(2, '0')}`);
    for (const name of names) vault.secrets.set(name, 'v');
    const { secrets } = (await list()).json;
    expect(secrets).toHaveLength(61);
    expect(secrets[0]).toEqual({ key: 'key-00', last_updated_timestamp: 1_700_000_000_000 });
    for (const name of names) vault.secrets.delete(name);
  });

  it('asks for a token once, and for another when the vault does not take it any more', async () => {
    await read('password');
    const tokens = () => vault.asked.filter(path => path.endsWith('/token')).length;
    const before = tokens();
    await read('password');
    expect(tokens()).toBe(before);
    vault.forgetTokens();
    expect((await read('password')).status).toBe(200);
    expect(tokens()).toBe(before + 1);
  });

  it('is read-only', async () => {
    for (const [path, more] of [
      ['put', { string_value: 'v' }],
      ['delete', {}],
    ] as const) {
      const { status, json } = await test.admin(`POST ${api}/${path}`, { scope: 'vault', key: 'password', ...more });
      expect([status, json.error_code]).toEqual([400, 'BAD_REQUEST']);
      expect(json.message).toContain('read-only');
    }
  });

  it.each(['gone', 'no.such', '..', 'a_b', 'x'.repeat(128)])('says that the vault has no secret %j', async key => {
    const { status, json } = await read(key);
    expect([status, json.error_code]).toEqual([404, 'RESOURCE_DOES_NOT_EXIST']);
  });

  it.each([
    [403, 403, 'PERMISSION_DENIED', /Get and List/],
    [429, 429, 'REQUEST_LIMIT_EXCEEDED', /too many requests/],
    [400, 400, 'INVALID_PARAMETER_VALUE', /status 400/],
    [500, 503, 'TEMPORARILY_UNAVAILABLE', /status 500/],
  ])('tells what status %i of the vault means', async (answered, status, code, message) => {
    const key = `status-${answered}`;
    vault.misbehave(`/secrets/${key}`, response => response.writeHead(answered).end('{"error":"vault-credential"}'));
    const { json, ...response } = await read(key);
    expect([response.status, json.error_code]).toEqual([status, code]);
    expect(json.message).toMatch(message);
    expect(json.message).not.toContain('credential');
  });

  it.each<[string, number, string, RegExp, Parameters<FakeKeyVault['misbehave']>[1]]>([
    [
      'redirects',
      400,
      'BAD_REQUEST',
      /redirect/,
      response => response.writeHead(302, { location: '/secrets/password' }).end(),
    ],
    ['sends no JSON', 400, 'BAD_REQUEST', /not JSON/, response => response.end('<html>')],
    ['sends no value', 400, 'BAD_REQUEST', /no value/, response => response.end('{"value":7}')],
    ['sends a list', 400, 'BAD_REQUEST', /no value/, response => response.end('[]')],
    [
      'sends too much',
      400,
      'RESOURCE_LIMIT_EXCEEDED',
      /more than/,
      response => response.end(`"${'x'.repeat(2_000_000)}"`),
    ],
    ['hangs up', 503, 'TEMPORARILY_UNAVAILABLE', /cannot be reached/, response => response.destroy()],
  ])('is not taken in by a vault that %s', async (what, status, code, message, answer) => {
    const key = what.replaceAll(' ', '-');
    vault.misbehave(`/secrets/${key}`, answer);
    const { json, ...response } = await read(key);
    expect([response.status, json.error_code, json.message]).toEqual([status, code, expect.stringMatching(message)]);
  });

  it('waits ten seconds for a vault that is slow, not longer', async () => {
    vault.misbehave('/secrets/slow', response => {
      response.writeHead(200);
      // A byte now and then keeps the connection alive.
      const dripping = setInterval(() => response.write(' '), 500);
      response.on('close', () => clearInterval(dripping));
    });
    const before = performance.now();
    const { json } = await read('slow');
    expect(json).toMatchObject({ error_code: 'TEMPORARILY_UNAVAILABLE', message: expect.stringMatching(/10 seconds/) });
    expect(performance.now() - before).toBeLessThan(14_000);
  }, 20_000);

  it.each([
    ['continues at another server', { value: [], nextLink: 'http://169.254.169.254/secrets' }, 'BAD_REQUEST'],
    ['continues without end', { value: [], nextLink: 'again' }, 'RESOURCE_LIMIT_EXCEEDED'],
    ['names no secret', { value: [{ id: 7 }] }, 'BAD_REQUEST'],
    ['names a secret elsewhere', { value: [{ id: 'https://x/keys/k' }] }, 'BAD_REQUEST'],
    ['holds nothing', { value: [null] }, 'BAD_REQUEST'],
  ])('does not take a list that %s', async (_, page, code) => {
    const other = await startFakeKeyVault();
    const own = await openTestWorkspace('sqlite', {
      key_vaults: [{ dns_name: other.url, ...other.credential, authority: other.url }],
    });
    await own.admin(`POST ${api}/scopes/create`, {
      ...{ scope: 'vault', scope_backend_type: 'AZURE_KEYVAULT' },
      backend_azure_keyvault: { resource_id, dns_name: other.url },
    });
    const text = JSON.stringify(page).replace('"again"', `"${other.url}secrets?again=1"`);
    other.misbehave('/secrets', response => response.end(text));
    const { status, json } = await own.admin(`GET ${api}/list?scope=vault`);
    expect([status, json.error_code]).toEqual([400, code]);
    await own.close();
    await other.close();
  });

  describe('is only made', () => {
    it.each([
      [
        'with its vault named',
        undefined,
        'Missing required fields: backend_azure_keyvault.resource_id, backend_azure_keyvault.dns_name',
      ],
      [
        'with a resource id',
        { dns_name: 'https://v.vault.azure.net/' },
        'Missing required field: backend_azure_keyvault.resource_id.',
      ],
      ['with an address', { resource_id }, 'Missing required field: backend_azure_keyvault.dns_name.'],
    ])('%s', async (_, metadata, message) => {
      const { status, json } = await create('new', metadata);
      expect([status, json.error_code, json.message]).toEqual([400, 'INVALID_PARAMETER_VALUE', message]);
    });

    it('for a vault of the configuration', async () => {
      const { status, json } = await create('new', { resource_id, dns_name: 'https://other.vault.azure.net/' });
      expect([status, json.error_code]).toEqual([400, 'BAD_REQUEST']);
      expect(json.message).toMatch(/^Scope with Azure KeyVault must have userAADToken defined! .*key_vaults/);
    });

    it.each([
      'http://169.254.169.254/',
      'http://v.vault.azure.net/',
      'https://evil.example.com/',
      'https://vault.azure.net.evil.example.com/',
      'https://evilvault.azure.net/',
      'https://v.vault.azure.net@evil.example.com/',
      'https://evil.example.com/.vault.azure.net',
      'https://evil.example.com#.vault.azure.net',
      'https://v.vault.azure.net/secrets/',
      'file:///etc/passwd',
      'v.vault.azure.net',
      '',
    ])('not for %j', async dns_name => {
      const { status, json } = await create('new', { resource_id, dns_name });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
      expect(json.message).toMatch(/dns_name/);
    });

    it.each(['', 'v', '/subscriptions/s', `${resource_id}/secrets`])('with a resource id, not %j', async wrong => {
      const { status, json } = await create('new', { resource_id: wrong, dns_name: vault.url });
      expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
    });

    it('where that is said: a vault does not go with another backend', async () => {
      const backend_azure_keyvault = { resource_id, dns_name: vault.url };
      const { status } = await test.admin(`POST ${api}/scopes/create`, { scope: 'new', backend_azure_keyvault });
      expect(status).toBe(400);
    });
  });

  it('says so when the configuration does not have the vault any more', () => {
    const scope = { name: 's', vault_dns_name: 'https://gone.vault.azure.net/' };
    expect(() => openKeyVaults([]).ofScope(scope)).toThrow(/not in the configuration any more.*key_vaults/);
  });

  it('says so when the credential is wrong, without showing it', async () => {
    const settings = {
      dns_name: vault.url,
      ...vault.credential,
      client_secret: 'wrong-credential',
      authority: vault.url,
    };
    const keyVault = openKeyVaults([settings]).ofScope({ name: 's', vault_dns_name: vault.url });
    await expect(keyVault.list()).rejects.toThrow(
      'Microsoft Entra ID gives no token for the key vault: status 401. See tenant_id, client_id and client_secret of setting key_vaults.',
    );
  });
});

describe('the setting key_vaults', () => {
  const credential = { tenant_id: 't', client_id: 'c', client_secret: 's' };

  it.each([
    ['dns_name', { dns_name: 'http://v.vault.azure.net/' }],
    ['dns_name', { dns_name: 'https://v.vault.azure.net/secrets' }],
    ['dns_name', { dns_name: 'v.vault.azure.net' }],
    ['authority', { dns_name: 'https://v.vault.azure.net/', authority: 'http://login.example.com' }],
  ])('needs a safe %s', async (name, addresses) => {
    const config = completeConfig({ data: '/nonexistent/boathouse', key_vaults: [{ ...addresses, ...credential }] });
    expect(() => openKeyVaults(config.key_vaults)).toThrow(`Setting key_vaults: ${name} must be`);
  });

  it('needs a whole credential', () => {
    const key_vaults = [{ dns_name: 'https://v.vault.azure.net/', tenant_id: 't', client_id: 'c' }];
    expect(() => completeConfig({ key_vaults })).toThrow(/client_secret/);
  });
});
