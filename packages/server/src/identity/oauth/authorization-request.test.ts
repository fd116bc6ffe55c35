import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClient } from '../../testing/oauth.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

describe('an authorization request', () => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
  });
  afterAll(() => test.close());

  const authorize = (changes: Readonly<Record<string, string>>, remove: readonly string[] = []) => {
    const parameters = new URLSearchParams(newClient(changes).parameters);
    for (const name of remove) parameters.delete(name);
    return test.call(`GET /oidc/v1/authorize?${parameters}`);
  };

  it.each([
    'http://localhost:8020',
    'http://localhost:8020/',
    'http://localhost:1/callback',
    'http://localhost',
    'http://127.0.0.1:65535/oauth/callback',
  ])('may lead to %s', async redirect_uri => {
    expect((await authorize({ redirect_uri })).status).toBe(200);
  });

  it.each([
    'http://localhost:8020@evil.example',
    'http://localhost:8020\\@evil.example',
    'http://localhost.evil.example',
    'http://localhost:8020.evil.example',
    'http://evil.example/localhost:8020',
    'http://127.0.0.1.evil.example/',
    'http://127.0.0.1:8020@evil.example/',
    'http://user:pass@localhost:8020',
    'https://localhost:8020',
    'HTTP://LOCALHOST:8020',
    'http://localhost:8020/?next=https://evil.example',
    'http://localhost:8020/#x',
    'http://localhost:99999',
    'http://localhost:0',
    'http://localhost:8020/%0d%0aset-cookie:x',
    'http://localhost:8020/\r\nx',
    'http://[::1]:8020',
    'http://0.0.0.0:8020',
    'http://2130706433:8020',
    'http://boathouse.test/console/callback',
    '//localhost:8020',
    '/oidc',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('leads nobody to %j', async redirect_uri => {
    const { status, headers, text } = await authorize({ redirect_uri });
    expect([status, headers['location']]).toEqual([400, undefined]);
    expect(headers['content-type']).toContain('text/html');
    expect(text).toContain('redirect_uri');
  });

  it('of the console leads to the console alone', async () => {
    const client_id = 'boathouse-console';
    const status = async (redirect_uri: string) => (await authorize({ client_id, redirect_uri })).status;
    expect(await status('http://boathouse.test/console/callback')).toBe(200);
    for (const other of ['http://boathouse.test/', 'http://boathouse.test/console/callback/x', 'http://localhost:8020'])
      expect(await status(other)).toBe(400);
  });

  it.each([
    ['an unknown client', { client_id: 'somebody' }, []],
    ['a service principal', { client_id: '3f1c3e6e-2d6b-4a4f-a6d8-0f6a3c1a9f10' }, []],
    ['no client', {}, ['client_id']],
    ['no redirect URI', {}, ['redirect_uri']],
  ] as const)('of %s ends on a page', async (_, changes, remove) => {
    const { status, headers, text } = await authorize(changes, remove);
    expect([status, headers['location']]).toEqual([400, undefined]);
    expect(text).toContain('You cannot sign in this way');
  });

  it('that names something twice ends on a page', async () => {
    const query = new URLSearchParams(newClient().parameters);
    query.append('redirect_uri', 'http://localhost:9999');
    expect((await test.call(`GET /oidc/v1/authorize?${query}`)).status).toBe(400);
  });

  it.each([
    ['no PKCE', {}, ['code_challenge', 'code_challenge_method'], 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, [], 'invalid_request'],
    ['no method', {}, ['code_challenge_method'], 'invalid_request'],
    ['a challenge that is no hash', { code_challenge: 'short' }, [], 'invalid_request'],
    ['another response type', { response_type: 'token' }, [], 'unsupported_response_type'],
    ['no response type', {}, ['response_type'], 'invalid_request'],
    ['an unknown scope', { scope: 'all-apis world' }, [], 'invalid_scope'],
    ['authorization details', { authorization_details: '[]' }, [], 'invalid_authorization_details'],
  ] as const)('with %s tells the client', async (_, changes, remove, error) => {
    const { status, headers } = await authorize({ state: 'a b&c', ...changes }, remove);
    const url = new URL(String(headers['location']));
    expect([status, url.origin]).toEqual([303, 'http://localhost:8020']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error,
      error_description: expect.any(String),
      state: 'a b&c',
      iss: 'http://boathouse.test/oidc',
    });
  });

  it('cannot write into the page', async () => {
    const { text } = await authorize({ state: '"><script>alert(1)</script>' });
    expect(text).not.toContain('<script');
    expect(text).toContain('name="request" value="');
  });
});
