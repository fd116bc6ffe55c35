import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { insertPrincipal, newPrincipalId } from '../principals.ts';
import { discoveryPath, startTestIssuer, type TestIssuer } from './testing/test-issuer.ts';

const me = 'GET /api/2.0/preview/scim/v2/Me';
const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';

describe.each(engines)('issuers on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(`(${missing ?? 'available'})`, () => {
    let test: TestWorkspace;
    let people: TestIssuer;
    let pipelines: TestIssuer;
    let broken: TestIssuer;
    beforeAll(async () => {
      [people, pipelines, broken] = [await startTestIssuer(), await startTestIssuer(), await startTestIssuer()];
      test = await openTestWorkspace(engine, {
        issuers: [
          {
            issuer: people.url,
            audiences: ['boathouse', 'also-boathouse'],
            users: { claim: 'email', provision: true },
            service_principals: { claim: 'azp' },
            claims: { hd: ['example.com', '*.example.org'] },
          },
          {
            issuer: pipelines.url,
            workloads: [
              { application_id: 'app-main', claims: { sub: ['repo:acme/*:ref:refs/heads/main'] } },
              { application_id: 'app-any', claims: { sub: ['repo:acme/etl:*'], runner: ['own'] } },
            ],
          },
          { issuer: broken.url, users: {} },
        ],
      });
      await add('SERVICE_PRINCIPAL', 'app-main');
      await add('SERVICE_PRINCIPAL', 'app-any');
      await add('SERVICE_PRINCIPAL', 'app-direct');
      await add('USER', 'Known@example.com');
      await add('GROUP', 'crew');
    });
    afterAll(async () => {
      await test.close();
      for (const issuer of [people, pipelines, broken]) await issuer[Symbol.asyncDispose]();
    });

    const add = async (kind: 'USER' | 'SERVICE_PRINCIPAL' | 'GROUP', name: string): Promise<number> => {
      const { database, now, randomBytes } = test.workspace;
      const id = newPrincipalId(randomBytes);
      await database.write(transaction =>
        insertPrincipal(transaction, { id, now: now() }, { kind, name, displayName: name }),
      );
      return id;
    };

    const asPerson = (claims: object, options = {}) => people.sign({ hd: 'example.com', ...claims }, options);
    const asPipeline = (claims: object) =>
      pipelines.sign({ ...claims }, { audience: 'http://boathouse.test/oidc/v1/token' });

    const exchange = async (token: string, fields: Record<string, string> = {}) => {
      const form = { grant_type: exchangeType, subject_token: token, scope: 'all-apis', ...fields };
      const body = new URLSearchParams({ subject_token_type: 'urn:ietf:params:oauth:token-type:jwt', ...form });
      return test.call('POST /oidc/v1/token', {
        body: body.toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
    };

    describe('a token of a trusted issuer', () => {
      it('signs in the user that its claim names, whatever the case', async () => {
        const token = await asPerson({ email: 'known@EXAMPLE.com' }, { audience: 'also-boathouse' });
        const { status, json } = await test.call(me, { token });
        expect([status, json.userName]).toEqual([200, 'Known@example.com']);
      });

      it('signs in the service principal that its claim names, where it names no user', async () => {
        const { json } = await test.call(me, { token: await asPerson({ azp: 'app-direct' }) });
        expect(json.userName).toBe('app-direct');
      });

      it('adds a user at first sight where the setting says so, once, and writes it down', async () => {
        const token = await asPerson({ email: 'new@example.com', name: 'New Comer' });
        const answers = await Promise.all(Array.from({ length: 5 }, () => test.call(me, { token })));
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
        expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
        expect(answers[0]?.json.displayName).toBe('New Comer');
        const { records } = (await test.admin('GET /api/2.0/boathouse/audit?max_results=100')).json;
        const added = records.filter((record: { action_name: string }) => record.action_name === 'createUser');
        expect(added).toMatchObject([
          {
            user_identity: { email: 'new@example.com' },
            request_params: { user_name: 'new@example.com', admitted_by: 'issuers.0', admin: 'false' },
          },
        ]);
      });

      it.each([
        ['breaks a rule', { email: 'a@example.com', hd: 'evil.com' }, 'does not have in `hd` what the setting demands'],
        ['nearly keeps a rule', { email: 'a@x.org', hd: 'example.org' }, 'does not have in `hd`'],
        ['names nobody', {}, 'has none of the claims by which the setting knows principals'],
        ['has an unverified address', { email: 'v@example.com', email_verified: false }, 'has not verified'],
        ['has an address that is called unverified', { email: 'v@example.com', email_verified: 'no' }, 'not verified'],
        ['names a group', { email: 'crew' }, 'names crew, which is another kind of principal'],
        ['names a service principal as user', { email: 'app-direct' }, 'which is another kind of principal'],
        ['names a user with a hidden letter', { email: 'a\u202eb@example.com' }, 'in a way that cannot be a name'],
        [
          'names nobody known',
          { azp: 'unknown' },
          'names the service principal "unknown", which this workspace does not',
        ],
      ])('that %s is refused', async (_, claims, message) => {
        const { status, json } = await test.call(me, { token: await asPerson(claims) });
        expect([status, json.error_code ?? json.status]).toEqual([403, '403']);
        expect(json.detail).toContain('Invalid access token.');
        expect(json.detail).toContain(message);
        expect(json.detail).toContain('setting issuers.0');
      });

      it('does not sign in who is deactivated', async () => {
        const id = await add('USER', 'gone@example.com');
        await test.workspace.database.write(async transaction => {
          await transaction.updateTable('principals').set({ active: 0 }).where('id', '=', id).execute();
        });
        const { status, json } = await test.call(me, { token: await asPerson({ email: 'gone@example.com' }) });
        expect([status, json.detail]).toEqual([403, expect.stringContaining('is deactivated in this workspace')]);
      });

      it('of an issuer that is not trusted is refused', async () => {
        await using stranger = await startTestIssuer();
        const { status, json } = await test.call('GET /api/2.0/token/list', {
          token: await stranger.sign({ sub: 'x' }),
        });
        expect([status, json.error_code]).toEqual([403, 403]);
        expect(stranger.requests).toEqual([]);
      });

      it('waits for nobody when its issuer is away, and names the setting', async () => {
        broken.misbehave(discoveryPath, (_, response) => response.destroy());
        const { status, json } = await test.call('GET /api/2.0/token/list', { token: await broken.sign({ sub: 'x' }) });
        expect([status, json.error_code]).toEqual([503, 'TEMPORARILY_UNAVAILABLE']);
        expect(json.message).toContain('The issuer in the setting issuers.2 cannot be used now');
      });
    });

    describe('a token is exchanged', () => {
      const main = 'repo:acme/etl:ref:refs/heads/main';

      it('for an access token of the service principal whose workload it is', async () => {
        const { status, json } = await exchange(await asPipeline({ sub: main }));
        expect(status).toBe(200);
        expect(json).toMatchObject({
          token_type: 'Bearer',
          expires_in: 3600,
          issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        });
        expect((await test.call(me, { token: json.access_token })).json.userName).toBe('app-main');
      });

      it('for the service principal that is asked for, of those that it stands for', async () => {
        const token = await asPipeline({ sub: main, runner: 'own' });
        const answer = await exchange(token, { client_id: 'APP-any' });
        expect((await test.call(me, { token: answer.json.access_token })).json.userName).toBe('app-any');
        expect(await exchange(token)).toMatchObject({
          status: 400,
          json: { error: 'invalid_grant', error_description: expect.stringContaining('say which by client_id') },
        });
      });

      it('for one that has only the scopes that are asked for', async () => {
        const { json } = await exchange(await asPipeline({ sub: main }), { scope: 'sql' });
        expect(json.scope).toBe('sql');
      });

      it.each([
        ['of another branch', { sub: 'repo:acme/etl:ref:refs/heads/mine' }, {}, 'none of the claims'],
        ['of a fork', { sub: 'repo:acme-evil/etl:ref:refs/heads/main' }, {}, 'none of the claims'],
        [
          'for another workload',
          { sub: main },
          { client_id: 'app-any' },
          'does not stand for the service principal app-any',
        ],
        ['for nobody', { sub: main }, { client_id: 'nobody' }, 'does not stand for the service principal nobody'],
        ['with a list for its subject', { sub: ['x'] }, {}, 'invalid_grant'],
      ])('but not one %s', async (_, claims, fields, message) => {
        const { status, text } = await exchange(await asPipeline(claims), fields);
        expect(status).toBe(400);
        expect(text).toContain(message);
      });

      it.each([
        ['without a token', { subject_token: '' }, 'invalid_request'],
        ['of an unknown type', { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' }, 'invalid_request'],
        ['for another type', { requested_token_type: 'urn:ietf:params:oauth:token-type:jwt' }, 'invalid_request'],
        ['for somebody else', { actor_token: 'x' }, 'invalid_request'],
        ['with a secret', { client_id: 'app-main', client_secret: 'x' }, 'invalid_request'],
        ['for an unknown scope', { scope: 'everything' }, 'invalid_scope'],
        ['for what is none', { subject_token: 'x' }, 'invalid_grant'],
      ])('but not %s', async (_, fields, error) => {
        const { status, json } = await exchange(await asPipeline({ sub: main }), fields);
        expect([status, json.error]).toEqual([400, error]);
      });

      it('and the token that came is in no audit record', async () => {
        const token = await asPipeline({ sub: main });
        await exchange(token);
        await exchange(token, { client_id: 'nobody' });
        const { text } = await test.admin('GET /api/2.0/boathouse/audit?max_results=100');
        expect(text).toContain('mintOAuthToken');
        expect(text).not.toContain(token.split('.')[2]);
      });
    });
  });
});

describe('an issuer that knows no workloads', () => {
  it('serves one workspace by its own audience alone', async () => {
    await using issuer = await startTestIssuer();
    const test = await openTestWorkspace('sqlite', { issuers: [{ issuer: issuer.url, users: {} }] });
    const sub = 'admin@localhost';
    const good = await issuer.sign({ sub }, { audience: 'http://boathouse.test/oidc/v1/token' });
    const other = await issuer.sign({ sub }, { audience: 'http://other.test/oidc/v1/token' });
    expect((await test.call(me, { token: good })).status).toBe(200);
    expect((await test.call(me, { token: other })).json.detail).toContain('is for another audience');
    await test.close();
  });
});
