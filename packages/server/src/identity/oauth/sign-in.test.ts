import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { principalId } from '../../testing/add-principal.ts';
import { dump } from '../../testing/dump.ts';
import { engines } from '../../testing/engines.ts';
import {
  addServicePrincipal,
  exchangeCode,
  newClient,
  obtainCode,
  postForm,
  TestBrowser,
} from '../../testing/oauth.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';

describe.each(engines)('signing in on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let browser: TestBrowser;
    let users = 0;
    let name: string;
    let token: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    beforeEach(async () => {
      browser = new TestBrowser(test);
      users += 1;
      name = `user${users}@example.com`;
      token = await test.addUser(name);
    });
    afterAll(() => test.close());

    const titleOf = ({ text }: { readonly text: string }) => /<h1>(.*?)<\/h1>/.exec(text)?.[1];
    const lastRecord = async () => (await test.admin('GET /api/2.0/boathouse/audit?max_results=1')).json.records[0];

    it('asks who somebody is, then whether it is allowed, and gives the client a code', async () => {
      const client = newClient();
      expect(titleOf(await browser.authorize(client))).toBe('Sign in to Boathouse');
      expect(browser.page.text).toContain('the Databricks command line or SDK');
      const consent = await browser.signIn(token);
      expect(titleOf(consent)).toBe('Allow access?');
      for (const shown of [name, 'http://localhost:8020', 'do everything that you may do', 'stay signed in']) {
        expect(consent.text).toContain(shown);
      }
      const url = await browser.decide('allow');
      expect(url.origin + url.pathname).toBe('http://localhost:8020/');
      expect(Object.fromEntries(url.searchParams)).toEqual({
        code: expect.stringMatching(/^[\w-]{43}$/),
        state: client.parameters['state'],
        iss: 'http://boathouse.test/oidc',
      });
    });

    it('does not ask for a token again while the session lasts', async () => {
      await browser.authorize(newClient());
      await browser.signIn(token);
      expect(titleOf(await browser.authorize(newClient()))).toBe('Allow access?');
      await test.workspace.database.write(transaction =>
        transaction
          .updateTable('oauth_sessions')
          .set({ expires_at: Date.now() - 1000 })
          .execute(),
      );
      expect(titleOf(await browser.authorize(newClient()))).toBe('Sign in to Boathouse');
    });

    it('asks again when the session ends before the answer', async () => {
      await browser.authorize(newClient());
      await browser.signIn(token);
      await test.workspace.database.write(transaction => transaction.deleteFrom('oauth_sessions').execute());
      const { headers } = await browser.submit('/oidc/v1/consent', { decision: 'allow' });
      expect(headers['location']).toBeUndefined();
      expect(titleOf(browser.page)).toBe('Sign in to Boathouse');
    });

    it('tells the client that it was not allowed', async () => {
      const client = newClient();
      await browser.authorize(client);
      await browser.signIn(token);
      const { searchParams } = await browser.decide('deny');
      expect(Object.fromEntries(searchParams)).toMatchObject({
        error: 'access_denied',
        state: client.parameters['state'],
      });
      expect(searchParams.has('code')).toBe(false);
    });

    it('lets somebody use another account', async () => {
      await browser.authorize(newClient());
      await browser.signIn(token);
      await browser.submit('/oidc/v1/consent', { decision: 'switch' });
      expect(titleOf(browser.page)).toBe('Sign in to Boathouse');
      const other = `other-${name}`;
      expect((await browser.signIn(await test.addUser(other))).text).toContain(other);
    });

    it('keeps pages from being framed, cached, and from running scripts', async () => {
      const sent = (await browser.authorize(newClient())).headers;
      expect(sent).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
      expect(sent['content-security-policy']).toContain("default-src 'none'");
      expect(sent['content-security-policy']).toContain("frame-ancestors 'none'");
      const consent = (await browser.signIn(token)).headers['content-security-policy'];
      expect(consent).toContain("form-action 'self' http://localhost:8020;");
      expect(browser.page.text).not.toMatch(/<script|javascript:|\son\w+=/);
    });

    it('keeps the session in a cookie that scripts and other sites do not have', async () => {
      const before = (await browser.authorize(newClient())).headers['set-cookie'];
      await browser.signIn(token);
      expect(before).toMatch(/^boathouse_session=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
      const [value] = browser.cookies.values();
      // The cookie from before the sign-in, which somebody may have set, is not the session.
      expect(before).not.toContain(value);
      expect(JSON.stringify(await dump(test.workspace.database))).not.toContain(value);
    });

    it('writes down who signed in, allowed something and signed out', async () => {
      await browser.authorize(newClient());
      await browser.signIn(token);
      expect(await lastRecord()).toMatchObject({
        action_name: 'tokenLogin',
        request_params: { client_id: 'databricks-cli' },
      });
      const code = (await browser.decide('allow')).searchParams.get('code');
      expect(await lastRecord()).toMatchObject({
        action_name: 'mintOAuthAuthorizationCode',
        request_params: { client_id: 'databricks-cli', scope: 'offline_access all-apis' },
      });
      await browser.open('/oidc/v1/logout');
      expect(titleOf(await browser.submit('/oidc/v1/logout', {}))).toBe('You are signed out');
      expect(await lastRecord()).toMatchObject({ action_name: 'logout' });
      expect(browser.cookies.size).toBe(0);
      const rows = await test.workspace.database.read.selectFrom('audit_log').selectAll().execute();
      for (const value of [token, code]) expect(JSON.stringify(rows)).not.toContain(value);
    });

    it.each([
      ['nothing', () => Promise.resolve('')],
      ['an unknown token', () => Promise.resolve(`dapi${'0'.repeat(32)}`)],
      ['something else', () => Promise.resolve('let me in')],
      [
        'a token of somebody who is not active',
        async () => {
          await test.workspace.database.write(transaction =>
            transaction.updateTable('principals').set({ active: 0 }).where('name', '=', name).execute(),
          );
          return token;
        },
      ],
    ])('takes no %s', async (_, value) => {
      await browser.authorize(newClient());
      const { status, text } = await browser.signIn(await value());
      expect([status, titleOf({ text })]).toEqual([403, 'Sign in to Boathouse']);
      expect(text).toContain('role="alert"');
      expect((await browser.authorize(newClient())).text).toContain('Sign in to Boathouse');
    });

    it('takes no token of a service principal, and no access token', async () => {
      const robot = await addServicePrincipal(test);
      const owner = await principalId(test, name);
      await test.workspace.database.write(transaction =>
        transaction.updateTable('tokens').set({ principal_id: robot.id }).where('principal_id', '=', owner).execute(),
      );
      await browser.authorize(newClient());
      for (const value of [token, 'aa.bb.cc']) {
        const { status, text } = await browser.signIn(value);
        expect([status, text.includes('personal access token of a user')]).toEqual([403, true]);
      }
    });

    it('takes no token that is limited to some scopes: what comes of it would not be', async () => {
      const { json } = await test.call('POST /api/2.0/token/create', { token, body: { scopes: ['all-apis:read'] } });
      await browser.authorize(newClient());
      const { status, text } = await browser.signIn(json.token_value);
      expect([status, text.includes('limited to some scopes')]).toEqual([403, true]);
    });

    it('takes no form from another site or another browser', async () => {
      const victim = browser;
      await victim.authorize(newClient());
      const attacker = new TestBrowser(test);
      await attacker.authorize(newClient());
      const own = victim.page;
      // The attacker's form, sent by the victim's browser: with the victim's cookies, or with none.
      victim.page = attacker.page;
      expect((await victim.signIn(token)).status).toBe(403);
      expect(titleOf(victim.page)).toBe('You cannot sign in this way');
      victim.cookies.clear();
      victim.page = own;
      expect((await victim.signIn(token)).status).toBe(403);
      const plain = await postForm(test, '/oidc/v1/sign-in', { token, request: '' });
      expect(plain.status).toBe(403);
      expect(plain.headers['location']).toBeUndefined();
    });

    it('takes no consent that the page was not asked for', async () => {
      await browser.authorize(newClient());
      const before = browser.page;
      await browser.signIn(token);
      // The proof of the page before the sign-in is not that of the session.
      browser.page = before;
      const { status, headers } = await browser.submit('/oidc/v1/consent', { decision: 'allow' });
      expect([status, headers['location']]).toEqual([403, undefined]);
    });

    it('gives the name of the user and, for ever, the number', async () => {
      const client = newClient({ scope: 'all-apis' });
      const { json } = await exchangeCode(test, client, await obtainCode(test, client, token));
      const { sub, principal_id, sid } = decodeJwt(json.access_token);
      expect([sub, principal_id, sid]).toEqual([name, String(await principalId(test, name)), expect.any(String)]);
    });
  });
});

describe('signing in over HTTPS', () => {
  it('keeps the cookie to HTTPS and to this host', async () => {
    const test = await openTestWorkspace('sqlite', { public_url: 'https://boathouse.test/west' });
    try {
      const browser = new TestBrowser(test);
      const { headers } = await browser.authorize(newClient());
      expect(headers['set-cookie']).toMatch(
        /^__Host-boathouse_session=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      );
      const token = await test.addUser('user@example.com');
      const { headers: sent } = await postForm(
        test,
        '/oidc/v1/sign-in',
        { ...proofOf(browser.page.text), token },
        { cookie: [...browser.cookies].map(pair => pair.join('=')).join('; ') },
      );
      expect(sent['location']).toMatch(/^\/west\/oidc\/v1\/authorize\?response_type=code&/);
    } finally {
      await test.close();
    }
  });
});

const proofOf = (html: string): Record<string, string> => ({
  proof: /name="proof" value="([\w-]+)"/.exec(html)?.[1] ?? '',
  request: new URLSearchParams(newClient().parameters).toString(),
});
