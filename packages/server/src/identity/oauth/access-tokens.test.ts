import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines } from '../../testing/engines.ts';
import { addSecret, addServicePrincipal, askToken, type TestServicePrincipal } from '../../testing/oauth.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { openTestWorkspace, type TestWorkspace } from '../../testing/test-workspace.ts';
import { accessTokenType, audienceOf, issueAccessToken, issuerOf } from './access-tokens.ts';
import { pruneOAuth } from './prune.ts';
import { currentTokenKey, rotateTokenKey } from './token-keys.ts';

describe.each(engines)('access tokens on $engine', ({ engine, missing }) => {
  describe.skipIf(missing !== undefined)(missing === undefined ? '' : `skipped: ${missing}`, () => {
    let test: TestWorkspace;
    let robot: TestServicePrincipal;
    let secret: string;
    beforeAll(async () => {
      test = await openTestWorkspace(engine);
      robot = await addServicePrincipal(test);
      secret = await addSecret(test, robot);
    });
    afterAll(() => test.close());

    const mint = async (of = robot, value = secret): Promise<string> =>
      (await askToken(test, { grant_type: 'client_credentials', client_id: of.applicationId, client_secret: value }))
        .json.access_token;
    const call = (token: string) => test.call('GET /api/2.0/token/list', { token });
    const codeOf = async (token: string) => {
      const { status, json } = await call(token);
      return status === 200 ? 'good' : [status, json.error_code, json.message];
    };
    const refused = (message: string) => [403, 403, expect.stringContaining(message)];
    const keySet = async () => (await test.call('GET /oidc/jwks.json')).json;
    const update = (id: number, values: { active?: number; admin?: number }) =>
      test.workspace.database.write(transaction =>
        transaction.updateTable('principals').set(values).where('id', '=', id).execute(),
      );

    it('are verified by others with the published keys', async () => {
      const { payload } = await jwtVerify(await mint(), createLocalJWKSet(await keySet()), {
        issuer: issuerOf(test.workspace),
        audience: audienceOf(test.workspace),
        typ: accessTokenType,
      });
      expect(payload.sub).toBe(robot.applicationId);
    });

    it('are signed with keys of which only the public half is shown', async () => {
      for (const key of (await keySet()).keys) {
        expect(key).toEqual({
          ...{ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB' },
          kid: expect.any(String),
          n: expect.any(String),
        });
      }
      const rows = await test.workspace.database.read.selectFrom('oauth_keys').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain('PRIVATE');
    });

    it('are good in requests, again and again', async () => {
      const token = await mint();
      expect([await codeOf(token), await codeOf(token)]).toEqual(['good', 'good']);
    });

    it('follow what their principal is now', async () => {
      const token = await mint();
      const mayAudit = async () => (await test.call('GET /api/2.0/boathouse/audit', { token })).status;
      expect(await mayAudit()).toBe(403);
      await update(robot.id, { admin: 1 });
      expect(await mayAudit()).toBe(200);
      await update(robot.id, { admin: 0, active: 0 });
      expect(await codeOf(token)).toEqual(refused('not active'));
      await update(robot.id, { active: 1 });
      expect(await codeOf(token)).toBe('good');
    });

    it('end with their principal', async () => {
      const passing = await addServicePrincipal(test);
      const token = await mint(passing, await addSecret(test, passing));
      expect(await codeOf(token)).toBe('good');
      await test.workspace.database.write(transaction =>
        transaction.deleteFrom('principals').where('id', '=', passing.id).execute(),
      );
      expect(await codeOf(token)).toEqual(refused('not active'));
    });

    it('expire, also when they were good before', async () => {
      const token = await mint();
      expect(await codeOf(token)).toBe('good');
      test.passTime(3_599_000);
      expect(await codeOf(token)).toBe('good');
      test.passTime(2_000);
      expect(await codeOf(token)).toEqual(refused('expired'));
      test.passTime(-3_601_000);
    });

    it('are refused when anything of them was changed', async () => {
      const token = await mint();
      const [head = '', body = '', signature = ''] = token.split('.');
      const { principal_id: _, ...claims } = decodeJwt(token);
      const admin = await test.workspace.database.read
        .selectFrom('principals')
        .select('id')
        .where('name', '=', 'admin@localhost')
        .executeTakeFirstOrThrow();
      const forged = Buffer.from(JSON.stringify({ ...claims, principal_id: String(admin.id) })).toString('base64url');
      const bad = [
        `${head}.${forged}.${signature}`,
        `${head}.${body}.${signature.slice(0, -4)}AAAA`,
        `${head}.${body}.x`,
        'a.b.c',
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.x`,
        new UnsecuredJWT(claims).encode(),
      ];
      for (const each of bad) expect((await call(each)).status).toBe(403);
    });

    it('are refused when somebody else signed them, with a key of that name or the public key as a secret', async () => {
      const token = await mint();
      const { kid } = decodeProtectedHeader(token);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const header = { alg: 'RS256', typ: accessTokenType, ...(kid === undefined ? {} : { kid }) };
      const foreign = await new SignJWT(decodeJwt(token)).setProtectedHeader(header).sign(privateKey);
      expect(await codeOf(foreign)).toEqual(refused('not signed'));
      const { alg: _, ...others } = header;
      const published = new TextEncoder().encode(JSON.stringify((await keySet()).keys[0]));
      const hmac = await new SignJWT(decodeJwt(token)).setProtectedHeader({ ...others, alg: 'HS256' }).sign(published);
      expect(await codeOf(hmac)).toEqual(refused('not signed'));
      const nameless = await new SignJWT(decodeJwt(token))
        .setProtectedHeader({ alg: 'RS256', typ: accessTokenType })
        .sign(privateKey);
      expect(await codeOf(nameless)).toEqual(refused('not signed'));
    });

    it.each([
      ['another issuer', { iss: 'https://elsewhere.example/oidc' }, 'iss'],
      ['another workspace', { aud: '1' }, 'aud'],
      ['no principal', { principal_id: undefined }, 'principal_id'],
      ['no end', { exp: undefined }, 'exp'],
    ])('are refused for %s although the key is right', async (_, changes, claim) => {
      const { id, key } = await currentTokenKey(test.workspace);
      const claims = JSON.parse(JSON.stringify({ ...decodeJwt(await mint()), ...changes }));
      const header = { alg: 'RS256', typ: accessTokenType, kid: id };
      const token = await new SignJWT(claims).setProtectedHeader(header).sign(key);
      expect(await codeOf(token)).toEqual(refused(claim));
    });

    it('are not any other text that the key signed', async () => {
      const { id, key } = await currentTokenKey(test.workspace);
      const other = await new SignJWT(decodeJwt(await mint()))
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: id })
        .sign(key);
      expect((await call(other)).status).toBe(403);
    });

    it('stay good when the key changes, until it is taken away', async () => {
      const old = await mint();
      const kid = await rotateTokenKey(test.workspace);
      const fresh = await mint();
      expect(decodeProtectedHeader(fresh).kid).toBe(kid);
      expect((await keySet()).keys.map((key: { kid: string }) => key.kid)).toEqual([
        kid,
        decodeProtectedHeader(old).kid,
      ]);
      await pruneOAuth(test.workspace.database, test.workspace.now());
      expect([await codeOf(old), await codeOf(fresh)]).toEqual(['good', 'good']);
      await pruneOAuth(test.workspace.database, test.workspace.now() + 3 * 3_600_000);
      expect([await codeOf(old), await codeOf(fresh)]).toEqual([refused('revoked'), 'good']);
    });

    it('are limited to the scopes that they carry', async () => {
      const principal = { id: robot.id, name: robot.applicationId };
      const issue = async (...scopes: readonly string[]) =>
        (await issueAccessToken(test.workspace, { principal, clientId: robot.applicationId, scopes })).access_token;
      for (const scope of ['all-apis', 'all-apis:read', 'authentication', 'authentication:read']) {
        expect(await codeOf(await issue('offline_access', scope))).toBe('good');
      }
      expect((await call(await issue('offline_access', 'sql'))).status).toBe(403);
      expect((await call(await issue('offline_access'))).status).toBe(403);
    });

    it('are signed with one key by replicas that begin at the same moment', async () => {
      const shared = await createTestDatabase(engine);
      try {
        const { sealer, now } = test.workspace;
        const replicas = [await shared.open(), await shared.open()];
        const keys = await Promise.all(
          [...replicas, ...replicas].map(database => currentTokenKey({ database, sealer, now })),
        );
        expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
      } finally {
        await shared.remove();
      }
    });
  });
});

describe('what clients ask before they sign in', () => {
  let test: TestWorkspace;
  beforeAll(async () => {
    test = await openTestWorkspace('sqlite');
  });
  afterAll(() => test.close());

  it('is where to sign in, and never for an account', async () => {
    const { json } = await test.call('GET /.well-known/databricks-config');
    expect(json).toEqual({
      workspace_id: String(test.workspace.id),
      cloud: 'AWS',
      host_type: 'workspace',
      oidc_endpoint: 'http://boathouse.test/oidc',
    });
  });

  it.each([
    '/oidc/.well-known/oauth-authorization-server',
    '/oidc/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server/oidc',
  ] as const)('is answered at %s', async path => {
    const { status, json } = await test.call(`GET ${path}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      issuer: 'http://boathouse.test/oidc',
      authorization_endpoint: 'http://boathouse.test/oidc/v1/authorize',
      token_endpoint: 'http://boathouse.test/oidc/v1/token',
      revocation_endpoint: 'http://boathouse.test/oidc/v1/revoke',
      jwks_uri: 'http://boathouse.test/oidc/jwks.json',
      code_challenge_methods_supported: ['S256'],
    });
    for (const name of ['token_endpoint', 'revocation_endpoint']) {
      const { pathname } = new URL(json[name]);
      expect((await test.call(`POST ${pathname}` as 'POST /')).json.error).toBe('invalid_request');
    }
    expect((await test.call(`GET ${new URL(json.jwks_uri).pathname}` as 'GET /')).json.keys).toHaveLength(1);
  });

  it('is which workspace a token is of', async () => {
    const { status, json } = await test.admin('GET /api/2.0/tokens/introspect');
    expect([status, json]).toEqual([
      200,
      { principal_context: { authentication_scope: { workspace_id: test.workspace.id } } },
    ]);
    expect((await test.call('GET /api/2.0/tokens/introspect')).status).toBe(401);
    expect((await test.call('GET /api/2.0/tokens/introspect', { token: 'dapi0' })).status).toBe(403);
  });
});
