import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../test-services/free-port.ts';
import { startTestIssuer } from '../identity/issuers/testing/test-issuer.ts';
import { engines } from '../testing/engines.ts';
import { grantShare, startProvider } from '../testing/start-provider.ts';
import { openTestWorkspace, type TestWorkspace } from '../testing/test-workspace.ts';

const uc = '/api/2.1/unity-catalog';

/** A server that answers all that comes in one way. */
const startServer = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const bearer = (endpoint: string, more: object = {}) =>
  JSON.stringify({ shareCredentialsVersion: 1, endpoint, bearerToken: 'sesame', ...more });

describe.each(engines)('providers on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let remote: TestWorkspace;
    let profile: string;
    beforeAll(async () => {
      ({ test: remote, profile } = await startProvider());
      test = await openTestWorkspace(engine, { public_url: 'http://127.0.0.1:8' });
      await create('Carrier', profile, { comment: 'flies', authentication_type: '' });
    });
    afterAll(async () => {
      await test.close();
      await remote.close();
    });

    const create = (name: string, recipient_profile_str: string | undefined, more: object = {}) =>
      test.admin(`POST ${uc}/providers`, { name, recipient_profile_str, ...more });
    const sharesOf = (name: string) => test.admin(`GET ${uc}/providers/${name}/shares`);
    const assetsOf = (name: string, share: string) =>
      test.admin(`GET /api/2.1/data-sharing/providers/${name}/shares/${share}`);

    describe('administration', () => {
      it('shows where a provider is, and never its credential, which is sealed', async () => {
        const { status, json, text } = await test.admin(`GET ${uc}/providers/carrier`);
        expect(status).toBe(200);
        expect(json).toMatchObject({
          name: 'Carrier',
          comment: 'flies',
          authentication_type: 'TOKEN',
          owner: 'admin@localhost',
          recipient_profile: {
            share_credentials_version: 1,
            endpoint: `${remote.workspace.publicUrl()}/delta-sharing`,
          },
        });
        const { bearerToken } = JSON.parse(profile);
        expect(text).not.toContain(bearerToken);
        const row = await test.workspace.database.read.selectFrom('providers').selectAll().executeTakeFirstOrThrow();
        expect(JSON.stringify(row)).not.toContain(bearerToken);
        const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=100')).json;
        expect(JSON.stringify(records)).not.toContain(bearerToken);
      });

      it('has each name once, whatever the case, under both versions of the path', async () => {
        const { status, json } = await create('CARRIER', profile);
        expect([status, json.error_code, json.message]).toEqual([
          ...[409, 'PROVIDER_ALREADY_EXISTS', "Provider 'CARRIER' already exists."],
        ]);
        expect((await test.admin('GET /api/2.0/unity-catalog/providers/Carrier')).json.name).toBe('Carrier');
      });

      it('lists pages by name', async () => {
        await create('abc', profile);
        const first = (await test.admin(`GET ${uc}/providers?max_results=1`)).json;
        expect(first.providers.map(({ name }: { name: string }) => name)).toEqual(['abc']);
        const { json } = await test.admin(`GET ${uc}/providers?max_results=1&page_token=${first.next_page_token}`);
        expect(json.providers.map(({ name }: { name: string }) => name)).toEqual(['Carrier']);
        const id = 'aws:us-west-2:6f1f7c1e-0000-4000-8000-000000000001';
        const none = await test.admin(`GET ${uc}/providers?data_provider_global_metastore_id=${id}`);
        expect(none.json).toEqual({ providers: [] });
      });

      it('changes what is given, and deletes', async () => {
        await create('before', profile);
        const update = (body: object) => test.admin(`PATCH ${uc}/providers/before`, body);
        expect((await update({ comment: '' })).json).toMatchObject({ name: 'before', comment: '' });
        expect((await update({ new_name: 'carrier' })).json.error_code).toBe('PROVIDER_ALREADY_EXISTS');
        expect((await update({ recipient_profile_str: 'x' })).json.error_code).toBe('INVALID_PARAMETER_VALUE');
        const moved = await update({
          new_name: 'after',
          recipient_profile_str: bearer('https://data.example.com/ds/'),
        });
        expect(moved.json).toMatchObject({
          name: 'after',
          recipient_profile: { endpoint: 'https://data.example.com/ds' },
        });
        expect((await test.admin(`DELETE ${uc}/providers/AFTER`)).json).toEqual({});
        for (const method of ['GET', 'DELETE'] as const) {
          const { status, json } = await test.admin(`${method} ${uc}/providers/after`);
          expect([status, json.error_code]).toEqual([404, 'PROVIDER_DOES_NOT_EXIST']);
        }
      });

      it.each([
        ['without a profile', undefined, {}, "Missing required field: 'recipient_profile_str'"],
        ['without JSON', 'sesame', {}, 'not JSON'],
        ['without a token', JSON.stringify({ shareCredentialsVersion: 1, endpoint: 'https://x' }), {}, 'bearerToken'],
        ['of an unknown version', bearer('https://x', { shareCredentialsVersion: 7 }), {}, 'shareCredentialsVersion'],
        ['that has expired', bearer('https://x', { expirationTime: '2020-01-01T00:00:00Z' }), {}, 'expired'],
        ['with plain HTTP', bearer('http://data.example.com'), {}, 'must be an https URL'],
        ['with a metadata service', bearer('http://169.254.169.254/latest'), {}, 'must be an https URL'],
        ['with another protocol', bearer('file:///etc/passwd'), {}, 'endpoint'],
        ['of another type', bearer('https://x'), { authentication_type: 'OAUTH_CLIENT_CREDENTIALS' }, 'of type TOKEN'],
        ['for a metastore', bearer('https://x'), { authentication_type: 'DATABRICKS' }, 'they appear when'],
        [
          'of another kind of version 2',
          JSON.stringify({
            ...{ shareCredentialsVersion: 2, type: 'basic', endpoint: 'https://x' },
            ...{ username: 'me', password: 'sesame' },
          }),
          ...([{}, 'oauth_client_credentials'] as const),
        ],
        [
          'with a token endpoint that may not be asked',
          JSON.stringify({
            ...{ shareCredentialsVersion: 2, type: 'oauth_client_credentials', endpoint: 'https://x' },
            ...{ tokenEndpoint: 'http://10.0.0.1/', clientId: 'id', clientSecret: 'sesame' },
          }),
          ...([{}, 'tokenEndpoint must be an https URL'] as const),
        ],
      ])('refuses a profile %s', async (_, text, more, message) => {
        const { status, json } = await create('refused', text, more);
        expect([status, json.error_code]).toEqual([400, 'INVALID_PARAMETER_VALUE']);
        expect(json.message).toContain(message);
        expect(json.message).not.toContain('sesame');
        expect((await test.admin(`GET ${uc}/providers/refused`)).status).toBe(404);
      });

      it('refuses local servers where the workspace itself is not local', async () => {
        const open = await openTestWorkspace(engine, { public_url: 'https://boathouse.example.com' });
        try {
          const body = { name: 'local', recipient_profile_str: bearer('http://127.0.0.1:8/delta-sharing') };
          const { status, json } = await open.admin(`POST ${uc}/providers`, body);
          expect([status, json.message]).toEqual([400, expect.stringContaining('must be an https URL')]);
        } finally {
          await open.close();
        }
      });

      it('shows providers to their owners and to holders of USE_PROVIDER, and lets holders of CREATE_PROVIDER make them', async () => {
        const { metastore_id } = (await test.admin(`GET ${uc}/metastore_summary`)).json;
        const tokens = { maker: await test.addUser('maker@example.com'), user: await test.addUser('user@example.com') };
        await test.admin(`PATCH ${uc}/permissions/metastore/${metastore_id}`, {
          changes: [
            { principal: 'maker@example.com', add: ['CREATE_PROVIDER'] },
            { principal: 'user@example.com', add: ['USE_PROVIDER'] },
          ],
        });
        const as = (token: string, request: `${string} /${string}`, body?: object) =>
          test.call(request, { token, body });
        const made = await as(tokens.maker, `POST ${uc}/providers`, { name: 'made', recipient_profile_str: profile });
        expect([made.status, made.json.owner]).toEqual([200, 'maker@example.com']);
        const seen = async (token: string) =>
          (await as(token, `GET ${uc}/providers`)).json.providers.map(({ name }: { name: string }) => name);
        expect(await seen(tokens.maker)).toEqual(['made']);
        expect(await seen(tokens.user)).toEqual(expect.arrayContaining(['Carrier', 'made']));
        expect((await as(tokens.maker, `GET ${uc}/providers/carrier/shares`)).status).toBe(404);
        expect((await as(tokens.user, `GET ${uc}/providers/carrier/shares`)).status).toBe(200);
        expect((await as(tokens.user, `DELETE ${uc}/providers/made`)).status).toBe(403);
        expect((await as(tokens.maker, `DELETE ${uc}/providers/made`)).status).toBe(200);
      });
    });

    describe('what a provider offers', () => {
      it('is asked of its server: shares by name and page, and the tables of one', async () => {
        expect((await sharesOf('carrier')).json).toEqual({ shares: [{ name: 'empty' }, { name: 'travel' }] });
        const first = (await test.admin(`GET ${uc}/providers/carrier/shares?max_results=1`)).json;
        const next = await test.admin(
          `GET ${uc}/providers/carrier/shares?max_results=1&page_token=${first.next_page_token}`,
        );
        expect([first.shares, next.json]).toEqual([[{ name: 'empty' }], { shares: [{ name: 'travel' }] }]);
        const { json } = await assetsOf('Carrier', 'TRAVEL');
        expect(json.share).toEqual({ name: 'travel', id: expect.any(String) });
        expect(json.tables).toMatchObject([
          { name: 'airlines', schema: 'air', share: 'travel', id: expect.any(String), share_id: json.share.id },
          { name: 'flights', schema: 'air' },
        ]);
        expect((await assetsOf('carrier', 'empty')).json.tables).toEqual([]);
        for (const name of ['hidden', 'nothing']) {
          const { status, json: refusal } = await assetsOf('carrier', name);
          expect([status, refusal.error_code]).toEqual([404, 'SHARE_DOES_NOT_EXIST']);
        }
        expect((await assetsOf('carrier', '..%2F..')).status).toBe(404);
        expect((await assetsOf('carrier', '%2E%2E')).status).toBeGreaterThanOrEqual(400);
      });

      it('is remembered for a minute', async () => {
        await create('slow', profile);
        const names = async () => (await sharesOf('slow')).json.shares.map(({ name }: { name: string }) => name);
        expect(await names()).toEqual(['empty', 'travel']);
        await grantShare(remote, 'empty', { remove: ['SELECT'] });
        try {
          expect(await names()).toEqual(['empty', 'travel']);
          test.passTime(61_000);
          expect(await names()).toEqual(['travel']);
        } finally {
          await grantShare(remote, 'empty', { add: ['SELECT'] });
        }
      });

      it('is told by the token of an OAuth client as well', async () => {
        await using server = await startServer((request, response) => {
          const isToken = request.url === '/token';
          const isClient = request.headers.authorization === `Basic ${btoa('me:s%26cret')}`;
          const isRecipient = request.headers.authorization === 'Bearer short-lived';
          const body = isToken ? { access_token: 'short-lived', expires_in: 60 } : { items: [{ name: 'oauth' }] };
          response.writeHead((isToken ? isClient : isRecipient) ? 200 : 401).end(JSON.stringify(body));
        });
        const client = (clientSecret: string) =>
          JSON.stringify({
            ...{ shareCredentialsVersion: 2, type: 'oauth_client_credentials', endpoint: `${server.url}/ds/` },
            ...{ tokenEndpoint: `${server.url}/token`, clientId: 'me', clientSecret, scope: 'sharing' },
          });
        const { json } = await create('client', client('s&cret'), { authentication_type: 'OAUTH_CLIENT_CREDENTIALS' });
        expect(json).toMatchObject({
          authentication_type: 'OAUTH_CLIENT_CREDENTIALS',
          recipient_profile: { share_credentials_version: 2, endpoint: `${server.url}/ds` },
        });
        expect((await sharesOf('client')).json).toEqual({ shares: [{ name: 'oauth' }] });
        await test.admin(`PATCH ${uc}/providers/client`, { recipient_profile_str: client('wrong') });
        const refused = await sharesOf('client');
        expect([refused.status, refused.json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(refused.json.message).toMatch(
          /^Provider 'client' cannot be asked: .*no access token.*\(401 TOKEN_REFUSED\)\.$/,
        );
      });

      it('is not told for a credential that the provider revoked, until there is a new one', async () => {
        await create('revoked', profile.replace(/"bearerToken":"[^"]*"/, '"bearerToken":"old"'));
        const { status, json } = await sharesOf('revoked');
        expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(json.message).toContain('refuses the credential of its profile');
        await test.admin(`PATCH ${uc}/providers/revoked`, { recipient_profile_str: profile });
        expect((await sharesOf('revoked')).status).toBe(200);
      });

      it.each([
        ['leads elsewhere', 400, 'a redirect, which is not followed', 302, { location: 'http://169.254.169.254/' }, ''],
        ['is no sharing server', 400, 'web page', 200, { 'content-type': 'text/html' }, '<html>'],
        ['answers nonsense', 400, 'not a JSON object', 200, {}, '[]'],
        ['is in trouble', 503, 'cannot answer now', 500, {}, '{"errorCode":"X","message":"on fire"}'],
      ])('is not told by a server that %s', async (what, status, message, code, headers, body) => {
        const asked: string[] = [];
        await using server = await startServer((request, response) => {
          asked.push(request.url ?? '');
          response.writeHead(code, headers).end(body);
        });
        await create(what.replaceAll(' ', '_'), bearer(server.url));
        const answer = await sharesOf(what.replaceAll(' ', '_'));
        expect([answer.status, answer.json.message]).toEqual([status, expect.stringContaining(message)]);
        expect(answer.json.message).not.toContain('sesame');
        expect(new Set(asked)).toEqual(new Set(['/shares']));
      });

      it('is not told by a server whose list has no end', async () => {
        let pages = 0;
        await using server = await startServer((_, response) => {
          pages += 1;
          response.end(JSON.stringify({ items: [], nextPageToken: `page${pages}` }));
        });
        await create('endless', bearer(server.url));
        const within = AbortSignal.timeout.bind(AbortSignal);
        const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation(time => within(time / 100));
        const { status, json } = await sharesOf('endless');
        expect([status, json.message]).toEqual([
          503,
          "Provider 'endless' cannot answer now: it has not done so within 60 s.",
        ]);
        timeout.mockRestore();
        expect(pages).toBeGreaterThan(1);
      });

      it('is not told by a server that is not there', async () => {
        await create('away', bearer(`http://127.0.0.1:${await freePort()}`));
        const { status, json } = await sharesOf('away');
        expect([status, json.error_code]).toEqual([400, 'INVALID_STATE']);
        expect(json.message).toMatch(/^Provider 'away' cannot be asked: GET \/shares: .*\(ECONNREFUSED\)\.$/);
      });

      it('is not told for a token endpoint that is none', async () => {
        await using issuer = await startTestIssuer();
        const text = JSON.stringify({
          ...{ shareCredentialsVersion: 2, type: 'oauth_client_credentials', endpoint: issuer.url },
          ...{ tokenEndpoint: `${issuer.url}/nothing`, clientId: 'me', clientSecret: 'sesame' },
        });
        await create('no_token', text);
        const { status, text: answer } = await sharesOf('no_token');
        expect(status).toBe(400);
        expect(answer).not.toContain('sesame');
      });
    });
  });
});
