import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dump } from '../../testing/dump.ts';
import { engines } from '../../testing/engines.ts';
import {
  addSecret,
  addServicePrincipal,
  askToken,
  exchangeCode,
  newClient,
  obtainCode,
  postForm,
  refresh,
  type TestClient,
} from '../../testing/oauth.ts';
import { openTestWorkspace, type TestResponse, type TestWorkspace } from '../../testing/test-workspace.ts';
import { pruneOAuth } from './prune.ts';

/** Races are tried this often: one try does not always bring two requests together. */
const rounds = 10;

describe.each(engines)('codes and refresh tokens on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let client: TestClient;
    let users = 0;
    let name: string;
    let user: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
    });
    beforeEach(async () => {
      client = newClient();
      users += 1;
      name = `user${users}@example.com`;
      user = await test.addUser(name);
    });
    afterAll(() => test.close());

    const codeOf = (of = client) => obtainCode(test, of, user);
    const signIn = async () => (await exchangeCode(test, client, await codeOf())).json;
    const isGood = async (token: string) => (await test.call('GET /api/2.0/token/list', { token })).status === 200;
    const refusal = ({ status, json }: TestResponse) => [status, json.error];
    const invalidGrant = [400, 'invalid_grant'];
    const expire = (table: 'oauth_codes' | 'oauth_refresh_tokens') =>
      test.workspace.database.write(transaction =>
        transaction
          .updateTable(table)
          .set({ expires_at: Date.now() - 1000 })
          .execute(),
      );
    const setActive = (active: number) =>
      test.workspace.database.write(transaction =>
        transaction.updateTable('principals').set({ active }).where('name', '=', name).execute(),
      );
    const succeeded = (responses: readonly TestResponse[]) => responses.filter(({ status }) => status === 200);

    it('give access and refresh tokens for a code', async () => {
      const response = await exchangeCode(test, client, await codeOf());
      expect(response.status).toBe(200);
      expect(response.headers['cache-control']).toBe('no-store');
      expect(response.json).toEqual({
        access_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'offline_access all-apis',
        refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      });
      const { access_token } = response.json;
      const me = await test.call('GET /api/2.0/preview/scim/v2/Me', { token: access_token });
      expect(me.json.userName).toBe(name);
    });

    it('give no refresh token that was not asked for', async () => {
      const brief = newClient({ scope: 'sql' });
      const { json } = await exchangeCode(test, brief, await codeOf(brief));
      expect([json.scope, json.refresh_token]).toEqual(['sql', undefined]);
    });

    it('are kept nowhere by their values', async () => {
      const code = await codeOf();
      const { access_token, refresh_token } = (await exchangeCode(test, client, code)).json;
      const kept = JSON.stringify([
        await dump(test.workspace.database),
        await test.workspace.database.read.selectFrom('audit_log').selectAll().execute(),
      ]);
      for (const value of [code, access_token, refresh_token, client.verifier, user]) expect(kept).not.toContain(value);
    });

    it('are no use without their proof, and are void once somebody has tried', async () => {
      const wrong = [
        { code_verifier: 'x'.repeat(43) },
        { client_id: 'boathouse-cli' },
        { redirect_uri: 'http://localhost:8021' },
        { redirect_uri: 'http://localhost:8020/' },
      ];
      for (const changes of wrong) {
        const code = await codeOf();
        expect(refusal(await exchangeCode(test, client, code, changes))).toEqual(invalidGrant);
        expect(refusal(await exchangeCode(test, client, code))).toEqual(invalidGrant);
      }
    });

    it('need every part of their proof', async () => {
      const code = await codeOf();
      for (const name of ['code', 'code_verifier', 'client_id', 'redirect_uri']) {
        const answer = await exchangeCode(test, client, code, { [name]: '' });
        expect(refusal(answer)).toEqual([400, 'invalid_request']);
        expect(answer.json.error_description).toContain(name);
      }
      expect(refusal(await exchangeCode(test, client, code, { code_verifier: 'short' }))).toEqual([
        400,
        'invalid_request',
      ]);
      expect((await exchangeCode(test, client, code)).status).toBe(200);
    });

    it('expire', async () => {
      const code = await codeOf();
      await expire('oauth_codes');
      expect(refusal(await exchangeCode(test, client, code))).toEqual(invalidGrant);
      const { refresh_token } = await signIn();
      await expire('oauth_refresh_tokens');
      expect(refusal(await refresh(test, refresh_token))).toEqual(invalidGrant);
    });

    it('are not what was never given', async () => {
      expect(refusal(await exchangeCode(test, client, 'made-up'))).toEqual(invalidGrant);
      expect(refusal(await refresh(test, 'made-up'))).toEqual(invalidGrant);
      const { access_token, refresh_token } = await signIn();
      expect(refusal(await refresh(test, access_token))).toEqual(invalidGrant);
      expect(refusal(await exchangeCode(test, client, refresh_token))).toEqual(invalidGrant);
      expect(await isGood(refresh_token)).toBe(false);
    });

    it('end everything that a code gave when the code comes again', async () => {
      const code = await codeOf();
      const { access_token, refresh_token } = (await exchangeCode(test, client, code)).json;
      expect(await isGood(access_token)).toBe(true);
      expect(refusal(await exchangeCode(test, client, code))).toEqual(invalidGrant);
      expect(await isGood(access_token)).toBe(false);
      expect(refusal(await refresh(test, refresh_token))).toEqual(invalidGrant);
    });

    it('replace each refresh token by the next', async () => {
      const first = await signIn();
      const second = (await refresh(test, first.refresh_token)).json;
      expect(second).toMatchObject({ token_type: 'Bearer', scope: 'offline_access all-apis' });
      expect(second.refresh_token).not.toBe(first.refresh_token);
      const third = (await refresh(test, second.refresh_token)).json;
      for (const { access_token } of [first, second, third]) expect(await isGood(access_token)).toBe(true);
    });

    it('end the whole family when a refresh token comes again', async () => {
      const first = await signIn();
      const second = (await refresh(test, first.refresh_token)).json;
      const answer = await refresh(test, first.refresh_token);
      expect(refusal(answer)).toEqual(invalidGrant);
      expect(answer.json.error_description).toContain('sign in again');
      expect(refusal(await refresh(test, second.refresh_token))).toEqual(invalidGrant);
      for (const { access_token } of [first, second]) expect(await isGood(access_token)).toBe(false);
    });

    it('are no use to another client', async () => {
      const { access_token, refresh_token } = await signIn();
      expect(refusal(await refresh(test, refresh_token, { client_id: '' }))).toEqual([400, 'invalid_request']);
      expect(await isGood(access_token)).toBe(true);
      expect(refusal(await refresh(test, refresh_token, { client_id: 'boathouse-cli' }))).toEqual(invalidGrant);
      expect(await isGood(access_token)).toBe(false);
    });

    it('give less when less is asked for, and never more', async () => {
      const limited = newClient({ scope: 'offline_access sql sharing' });
      const { refresh_token } = (await exchangeCode(test, limited, await codeOf(limited))).json;
      expect(refusal(await refresh(test, refresh_token, { scope: 'secrets' }))).toEqual([400, 'invalid_scope']);
      expect(refusal(await refresh(test, refresh_token, { scope: 'nonsense' }))).toEqual([400, 'invalid_scope']);
      const less = (await refresh(test, refresh_token, { scope: 'sql:read' })).json;
      expect(less.scope).toBe('sql:read');
      const all = (await refresh(test, less.refresh_token)).json;
      expect(all.scope).toBe('offline_access sql sharing');
    });

    it('count for active users only', async () => {
      const code = await codeOf();
      const other = newClient();
      const { access_token, refresh_token } = (await exchangeCode(test, other, await codeOf(other))).json;
      await setActive(0);
      expect(await isGood(access_token)).toBe(false);
      expect(refusal(await exchangeCode(test, client, code))).toEqual(invalidGrant);
      expect(refusal(await refresh(test, refresh_token))).toEqual(invalidGrant);
      await setActive(1);
      expect(refusal(await refresh(test, refresh_token))).toEqual(invalidGrant);
    });

    it('go with their user', async () => {
      const { access_token, refresh_token } = await signIn();
      await test.workspace.database.write(transaction =>
        transaction.deleteFrom('principals').where('name', '=', name).execute(),
      );
      expect(await isGood(access_token)).toBe(false);
      expect(refusal(await refresh(test, refresh_token))).toEqual(invalidGrant);
    });

    it('count once when a code comes many times at once', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const code = await codeOf();
        const answers = await Promise.all(Array.from({ length: 4 }, () => exchangeCode(test, client, code)));
        const good = succeeded(answers);
        expect(good).toHaveLength(1);
        // The others came again with it: what it gave is gone.
        expect(await isGood(good[0]?.json.access_token)).toBe(false);
      }
    });

    it('count once when a refresh token comes many times at once', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const { refresh_token } = await signIn();
        const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(test, refresh_token)));
        expect(succeeded(answers)).toHaveLength(1);
      }
    });

    describe('are revoked', () => {
      const revoke = (token: string, changes: Readonly<Record<string, string>> = {}) =>
        postForm(test, '/oidc/v1/revoke', { token, client_id: 'databricks-cli', ...changes });

      it.each(['refresh_token', 'access_token'])('by a %s, with everything of the same sign-in', async kind => {
        const tokens = await signIn();
        expect((await revoke(tokens[kind], { token_type_hint: kind })).status).toBe(200);
        expect(await isGood(tokens.access_token)).toBe(false);
        expect(refusal(await refresh(test, tokens.refresh_token))).toEqual(invalidGrant);
        const [record] = (await test.admin('GET /api/2.0/boathouse/audit?action_name=revokeOAuthToken')).json.records;
        expect(record.request_params).toEqual({ client_id: 'databricks-cli' });
      });

      it('without telling which tokens there are', async () => {
        for (const token of ['made-up', 'aa.bb.cc', user]) {
          expect(await revoke(token)).toMatchObject({ status: 200, json: {} });
        }
        expect(await isGood(user)).toBe(true);
      });

      it('by their own client alone', async () => {
        const tokens = await signIn();
        expect(refusal(await revoke(tokens.refresh_token, { client_id: '' }))).toEqual([400, 'invalid_request']);
        expect(refusal(await revoke(tokens.refresh_token, { client_id: 'boathouse-cli' }))).toEqual([
          400,
          'unauthorized_client',
        ]);
        expect(refusal(await revoke('', {}))).toEqual([400, 'invalid_request']);
        expect(await isGood(tokens.access_token)).toBe(true);
      });

      it('but not where that is not possible, which is said', async () => {
        const robot = await addServicePrincipal(test);
        const client_secret = await addSecret(test, robot);
        const { access_token } = (
          await askToken(test, { grant_type: 'client_credentials', client_id: robot.applicationId, client_secret })
        ).json;
        const answer = await revoke(access_token, { client_id: robot.applicationId });
        expect(refusal(answer)).toEqual([400, 'unsupported_token_type']);
      });
    });

    it('are cleared away when they have expired, and nothing else is', async () => {
      const { refresh_token } = await signIn();
      const late = newClient();
      await codeOf(late);
      const robot = await addServicePrincipal(test);
      await addSecret(test, robot, { lifetime: '60s' });
      await addSecret(test, robot);
      const { database, now } = test.workspace;
      await pruneOAuth(database, now());
      expect((await refresh(test, refresh_token)).status).toBe(200);
      const count = async () => {
        const tables = await dump(database);
        return ['oauth_sessions', 'oauth_codes', 'oauth_grants'].map(table => tables[table]?.length);
      };
      await pruneOAuth(database, now() + 40 * 86_400_000);
      expect(await count()).toEqual([0, 0, 0]);
      const secrets = await database.read
        .selectFrom('service_principal_secrets')
        .selectAll()
        .where('principal_id', '=', robot.id)
        .execute();
      expect(secrets).toHaveLength(1);
    });
  });
});
