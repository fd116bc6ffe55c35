import { hash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { startTestIssuer, type TestIssuer } from './testing/test-issuer.ts';

/** The authorization request of a command line. */
const authorization = new URLSearchParams({
  response_type: 'code',
  client_id: 'databricks-cli',
  redirect_uri: 'http://localhost:8020',
  scope: 'all-apis offline_access',
  state: 'of-the-client',
  code_challenge: hash('sha256', 'v'.repeat(43), 'base64url'),
  code_challenge_method: 'S256',
}).toString();

describe.each(engines)('signing in with an issuer on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(`(${missing ?? 'available'})`, () => {
    let issuer: TestIssuer;
    let test: TestWorkspace;
    beforeAll(async () => {
      issuer = await startTestIssuer();
      const users = { claim: 'email', provision: true };
      const client = { client_id: 'of-boathouse', client_secret: 's3cret', name: 'Example & Co' };
      test = await openTestWorkspace(engine, { issuers: [{ issuer: issuer.url, users, ...client }] });
    });
    afterAll(async () => {
      await test.close();
      await issuer[Symbol.asyncDispose]();
    });

    let asked: URLSearchParams[];
    beforeEach(() => {
      asked = [];
    });

    /** Has the issuer's token endpoint give an ID token with these claims. */
    const giveToken = (claims: JWTPayload, audience = 'of-boathouse') =>
      issuer.misbehave('/token', async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        asked.push(new URLSearchParams(body));
        response.end(JSON.stringify({ id_token: await issuer.sign(claims, { audience }) }));
      });

    const cookiesOf = (headers: Record<string, unknown>): string =>
      [headers['set-cookie'] ?? []]
        .flat()
        .map(cookie => String(cookie).split(';')[0])
        .join('; ');

    /** Goes as far as the issuer's page. */
    const begin = async () => {
      const { status, headers, text } = await test.call(
        `GET /oidc/v1/issuer/0?${new URLSearchParams({ request: authorization })}`,
      );
      expect(status, text).toBe(303);
      return { url: new URL(String(headers['location'])), cookie: cookiesOf(headers) };
    };

    const comeBack = (query: Record<string, string>, cookie: string) =>
      test.call(`GET /oidc/v1/issuer/callback?${new URLSearchParams(query)}`, { headers: { cookie } });

    it('is offered on the sign-in page', async () => {
      const { text } = await test.call(`GET /oidc/v1/authorize?${authorization}`);
      expect(text).toContain('Sign in with Example &#38; Co');
      expect(text).toContain('href="issuer/0?request=response_type');
    });

    it('leads to the issuer, and ends on the consent page, signed in', async () => {
      const { url, cookie } = await begin();
      expect(url.origin + url.pathname).toBe(`${issuer.url}/authorize`);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        response_type: 'code',
        client_id: 'of-boathouse',
        redirect_uri: 'http://boathouse.test/oidc/v1/issuer/callback',
        scope: 'openid profile email',
        code_challenge_method: 'S256',
      });
      const [state, nonce] = [url.searchParams.get('state') ?? '', url.searchParams.get('nonce')];
      giveToken({ email: 'eve@example.com', nonce });
      const back = await comeBack({ code: 'c0de', state, iss: issuer.url }, cookie);
      expect(back.status, back.text).toBe(303);
      expect(back.headers['location']).toBe(`/oidc/v1/authorize?${authorization}`);
      const [form] = asked;
      expect(form?.get('code')).toBe('c0de');
      expect(form?.get('client_secret')).toBe('s3cret');
      expect(hash('sha256', form?.get('code_verifier') ?? '', 'base64url')).toBe(
        url.searchParams.get('code_challenge'),
      );
      const consent = await test.call(`GET /oidc/v1/authorize?${authorization}`, {
        headers: { cookie: cookiesOf(back.headers) },
      });
      expect(consent.text).toContain('signed in as <strong>eve@example.com</strong>');
    });

    it.each([
      ['without the cookie', (state: string) => ({ query: { state, code: 'c' }, isOther: true })],
      ['with another state', () => ({ query: { state: 'other', code: 'c' } })],
      ['without a state', () => ({ query: { code: 'c' } })],
    ])('does not end %s', async (_, change) => {
      const { url, cookie } = await begin();
      giveToken({ email: 'eve@example.com', nonce: url.searchParams.get('nonce') });
      const { query, isOther } = change(url.searchParams.get('state') ?? '') as { query: object; isOther?: boolean };
      const { status, text } = await comeBack(query as Record<string, string>, isOther === true ? '' : cookie);
      expect([status, text]).toEqual([403, expect.stringContaining('was not begun in this browser')]);
      expect(asked).toHaveLength(0);
    });

    it('does not end after ten minutes', async () => {
      const { url, cookie } = await begin();
      test.passTime(601_000);
      const back = await comeBack({ code: 'c', state: url.searchParams.get('state') ?? '' }, cookie);
      expect(back.status).toBe(403);
      test.passTime(-601_000);
    });

    it.each([
      [
        'for another sign-in',
        { email: 'eve@example.com', nonce: 'other' },
        'of-boathouse',
        'was made for another sign-in',
      ],
      [
        'without a nonce',
        { email: 'eve@example.com', nonce: undefined },
        'of-boathouse',
        'was made for another sign-in',
      ],
      ['for another client', { email: 'eve@example.com' }, 'other', 'is for another audience'],
      ['that names nobody', {}, 'of-boathouse', 'has none of the claims'],
    ])('does not end with a token %s', async (_, claims, audience, message) => {
      const { url, cookie } = await begin();
      giveToken({ nonce: url.searchParams.get('nonce'), ...claims }, audience);
      const back = await comeBack({ code: 'c', state: url.searchParams.get('state') ?? '' }, cookie);
      expect([back.status, back.text]).toEqual([403, expect.stringContaining(message)]);
      expect(cookiesOf(back.headers)).not.toContain('boathouse_session');
    });

    it('says when the issuer refuses, in no words of its own choice', async () => {
      const { url, cookie } = await begin();
      const state = url.searchParams.get('state') ?? '';
      const back = await comeBack({ error: 'access_denied', error_description: 'Call 555', state }, cookie);
      expect([back.status, back.text]).toEqual([403, expect.stringContaining('It says: access_denied.')]);
      expect(back.text).not.toContain('555');
      const strange = await comeBack({ error: '<script>', state }, cookie);
      expect(strange.text).not.toContain('script>');
    });

    it('says when the answer is of another issuer', async () => {
      const { url, cookie } = await begin();
      const query = { code: 'c', state: url.searchParams.get('state') ?? '', iss: 'https://evil.example.com' };
      expect((await comeBack(query, cookie)).text).toContain('is of another issuer than Example &#38; Co');
    });

    it('says when the issuer gives no token', async () => {
      const { url, cookie } = await begin();
      issuer.misbehave('/token', (_, response) => response.writeHead(400).end('{"error":"invalid_grant"}'));
      const back = await comeBack({ code: 'c', state: url.searchParams.get('state') ?? '' }, cookie);
      expect([back.status, back.text]).toEqual([503, expect.stringContaining('cannot be asked now')]);
    });

    it.each([
      ['for a client that is none', '0', { request: 'client_id=evil&redirect_uri=https://evil.example.com' }],
      ['without a request', '0', {}],
      ['with an issuer that is none', '7', { request: authorization }],
    ])('does not begin %s', async (_, index, query) => {
      const { status, headers } = await test.call(
        `GET /oidc/v1/issuer/${index}?${new URLSearchParams(query as Record<string, string>)}`,
      );
      expect(status).toBe(400);
      expect(headers).not.toHaveProperty('location');
    });
  });
});
